import { existsSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { askDesk } from "../ask-desk.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { readPassphrase } from "../passphrase.ts";

const made = z.object({
  file: z.base64(),
  people: z.number(),
  cards: z.number(),
  pins: z.number(),
  damaged: z.number(),
});

/** `chargegate backup`: a new file, which nobody but its owner may read. */
export async function backup(file: string, configFile: string): Promise<void> {
  // Found out before anybody types a passphrase.
  if (existsSync(file)) throw taken(file);
  const passphrase = await readPassphrase(true);
  const result = made.parse(await askDesk(configFile, { op: "backup", passphrase }));
  write(file, Buffer.from(result.file, "base64"));
  const { people, cards, pins, damaged } = result;
  process.stdout.write(`${file}: ${people} users, ${cards} cards, ${pins} PINs, and the settings\n`);
  if (damaged > 0)
    process.stderr.write(`${damaged} cards and PINs left out: what is stored of them is damaged\n`);
}

function write(file: string, content: Buffer): void {
  let begun = false;
  try {
    // Made first and filled then: what fails half-way is removed, what was there is not.
    writeFileSync(file, "", { flag: "wx", mode: 0o600 });
    begun = true;
    writeFileSync(file, content, { flush: true });
  } catch (error) {
    if (begun) rmSync(file, { force: true });
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw taken(file);
    throw new CommandError(
      EXIT.usage,
      `${file}: cannot be written (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function taken(file: string): CommandError {
  return new CommandError(EXIT.usage, `${file}: is there already, and is left alone: choose another name`);
}
