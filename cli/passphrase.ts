import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CommandError, EXIT } from "./exit-codes.ts";

/**
 * A backup's passphrase: the first line of standard input, or, when that is a terminal, typed there without being shown. It is
 * never an argument, which everybody on the machine could read.
 * @param twice asks for it again, so that nobody seals a backup with a slip of the finger
 * @throws CommandError when it was typed in two ways, or not at all
 */
export async function readPassphrase(twice: boolean): Promise<string> {
  if (!process.stdin.isTTY) return readFileSync(0, "utf8").split(/\r?\n/, 1)[0] ?? "";
  const passphrase = await typed("Passphrase: ", true);
  if (twice && (await typed("Passphrase again: ", true)) !== passphrase)
    throw new CommandError(EXIT.usage, "the two were not the same: nothing was done");
  return passphrase;
}

/** Whether somebody at the terminal answers a question with yes; null: there is nobody to be asked. */
export async function confirmed(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY) return null;
  return /^y(es)?$/i.test((await typed(`${question} (yes/no) `, false)).trim());
}

/** One line from the terminal. @param hidden nothing of it is shown */
async function typed(prompt: string, hidden: boolean): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (hidden) process.stderr.write(prompt);
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? nowhere : process.stderr,
    terminal: true,
  });
  const given = new Promise<never>((_, reject) => {
    const stop = () => reject(new CommandError(EXIT.usage, "nothing was done"));
    lines.once("SIGINT", stop);
    lines.once("close", stop);
  });
  try {
    return await Promise.race([lines.question(hidden ? "" : prompt), given]);
  } finally {
    given.catch(() => undefined);
    lines.close();
    if (hidden) process.stderr.write("\n");
  }
}
