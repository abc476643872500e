import { z } from "zod";
import { askDesk } from "../ask-desk.ts";
import { CommandError, EXIT } from "../exit-codes.ts";

const PAGE = 1000;
const page = z.array(z.looseObject({ seq: z.int() }));

/** `chargegate journal export`: every record as a JSON line, the oldest first. */
export async function exportRecords(from: string, configFile: string): Promise<void> {
  let next = Number(from);
  if (!Number.isSafeInteger(next) || next < 1) {
    throw new CommandError(EXIT.usage, `--from ${from}: expected a whole number from 1`);
  }
  for (;;) {
    const records = page.parse(await askDesk(configFile, { op: "journal", from: next, limit: PAGE }));
    for (const record of records) process.stdout.write(`${JSON.stringify(record)}\n`);
    const last = records.at(-1);
    if (!last || records.length < PAGE) return;
    next = last.seq + 1;
  }
}
