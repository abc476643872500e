import { readFileSync, statSync } from "node:fs";
import cliProgress from "cli-progress";
import { z } from "zod";
import { LARGEST_FILE_BYTES } from "../../firmware/whitelist/csv.ts";
import { askDesk } from "../ask-desk.ts";
import { CommandError, EXIT } from "../exit-codes.ts";

const imported = z.object({ added: z.number(), updated: z.number(), removed: z.number() });
const exported = z.object({
  text: z.string(),
  cards: z.number(),
  pinsLeftOut: z.number(),
  numbersUnknown: z.number(),
  damaged: z.number(),
});
const added = z.object({ change: z.string(), label: z.string() });
const removed = z.object({ removed: z.boolean() });
const users = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    user: z.string().nullable(),
    status: z.string(),
    expires: z.string(),
  }),
);

/** Bars shorter than this many rows are not worth drawing. */
const WORTH_A_BAR = 200;

/** `chargegate whitelist import` */
export async function importFile(file: string, replace: boolean, configFile: string): Promise<void> {
  const csv = readInput(file).toString("base64");
  const bar = new cliProgress.SingleBar({
    format: "{bar} {value}/{total} rows, {eta_formatted} left",
    stream: process.stderr,
  });
  let drawn = false;
  const progress = (done: number, total: number) => {
    if (total < WORTH_A_BAR) return;
    if (!drawn) bar.start(total, 0);
    drawn = true;
    bar.update(done);
  };
  try {
    const result = imported.parse(
      await askDesk(configFile, { op: "whitelist-import", csv, replace }, progress),
    );
    if (drawn) bar.stop();
    process.stdout.write(`${result.added} added, ${result.updated} updated, ${result.removed} removed\n`);
  } finally {
    if (drawn) bar.stop();
  }
}

/** `chargegate whitelist export` */
export async function exportAll(configFile: string): Promise<void> {
  const { text, pinsLeftOut, numbersUnknown, damaged } = exported.parse(
    await askDesk(configFile, { op: "whitelist-export" }),
  );
  process.stdout.write(text);
  if (pinsLeftOut > 0) process.stderr.write(`${pinsLeftOut} PINs left out: they are kept as digests only\n`);
  if (numbersUnknown > 0)
    process.stderr.write(
      `${numbersUnknown} cards left out: they were added at the reader, and their number is not known; type it to add it\n`,
    );
  if (damaged > 0) process.stderr.write(`${damaged} cards left out: their stored number is damaged\n`);
}

/** `chargegate whitelist add` */
export async function add(
  id: string,
  options: {
    readonly config: string;
    readonly user: string;
    readonly status: string;
    readonly expires: string;
  },
): Promise<void> {
  const { user, status, expires } = options;
  const request = { op: "whitelist-add", id: typedId(id), user, status, expires } as const;
  const { change, label } = added.parse(await askDesk(options.config, request));
  process.stdout.write(`${label} ${change}\n`);
}

/** `chargegate whitelist remove` */
export async function remove(id: string, configFile: string): Promise<void> {
  const answer = removed.parse(await askDesk(configFile, { op: "whitelist-remove", id: typedId(id) }));
  if (!answer.removed)
    throw new CommandError(EXIT.usage, "there is no such local user: see `chargegate whitelist list`");
  process.stdout.write("removed\n");
}

/** `chargegate whitelist list` */
export async function list(configFile: string): Promise<void> {
  const all = users.parse(await askDesk(configFile, { op: "whitelist-list" }));
  if (all.length === 0) {
    process.stderr.write("no local users yet: add one with `chargegate whitelist add 04A1B2C3 --user ann`\n");
    return;
  }
  for (const { id, type, user, status, expires } of all) {
    process.stdout.write(
      `${[id, type, status, expires || "never expires", user ?? ""].join("\t").trimEnd()}\n`,
    );
  }
}

/** A PIN given as `-` stays out of the shell's history and the process list. */
function typedId(id: string): string {
  return id === "-" ? readFileSync(0, "utf8").trim() : id;
}

function readInput(file: string): Buffer {
  try {
    if (file !== "-" && statSync(file).size > LARGEST_FILE_BYTES) {
      throw new CommandError(
        EXIT.usage,
        `${file}: expected at most ${LARGEST_FILE_BYTES} bytes: import it in parts`,
      );
    }
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      EXIT.usage,
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
