import { setImmediate as nextTurn } from "node:timers/promises";
import type { Keyring } from "../credential/keyring.ts";
import { type FileError, parseCsv } from "./csv.ts";
import type { DigestedRow } from "./named-people.ts";
import type { Row } from "./row.ts";

/** Digested in one turn of the event loop, about 3 ms. */
const ROWS_AT_ONCE = 500;

export type DigestResult =
  | { readonly ok: true; readonly rows: readonly DigestedRow[] }
  | { readonly ok: false; readonly errors: readonly FileError[] };

/**
 * Reads a whitelist file and digests its cards and PINs; with any bad row none is given.
 * @param file the file's bytes or text (design.md §5), at most `largest` bytes (default 32 MiB)
 * @param options.zone the unit's IANA zone, by whose days dates count
 * @param options.most refuses a file of more rows, or of more PINs, before any is digested (default: as many as there are)
 * @param options.onProgress told how many of the rows are digested (a PIN takes about a tenth of a second)
 */
export async function digestCsv(
  keyring: Keyring,
  file: string | Uint8Array,
  options: {
    readonly zone: string;
    readonly largest?: number;
    readonly most?: { readonly rows: number; readonly pins: number };
    readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
  },
): Promise<DigestResult> {
  const { onProgress, most, ...how } = options;
  // Lines are counted first: taking rows apart costs a hundred times as much.
  if (most && linesIn(file, 2 * most.rows) > 2 * most.rows)
    return tooMany(most, `more than ${most.rows} rows`);
  const read = parseCsv(file, how);
  if (!read.ok) return read;
  const pins = read.rows.filter(({ who }) => who.kind === "pin").length;
  if (most && (read.rows.length > most.rows || pins > most.pins))
    return tooMany(most, `${read.rows.length} rows, ${pins} of them PINs`);
  let done = 0;
  const digesting: Promise<DigestedRow>[] = [];
  for (const row of read.rows) {
    if (digesting.length % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await nextTurn();
    const digested = digestedRow(keyring, row, "bulk").finally(() => {
      done += 1;
      onProgress?.({ done, of: read.rows.length });
    });
    // A failure is reported by the wait for all, which may begin some turns later.
    digested.catch(() => undefined);
    digesting.push(digested);
  }
  return { ok: true, rows: await Promise.all(digesting) };
}

/** A row with its card or PIN digested. @param hurry who waits for a PIN's digest */
export async function digestedRow(
  keyring: Keyring,
  row: Row,
  hurry: "keypad" | "bulk",
): Promise<DigestedRow> {
  const { who, user, status, expires } = row;
  const digested = { user, status, expires };
  switch (who.kind) {
    case "card":
      return { ...digested, credential: keyring.credentialOfCard(who.id), card: who.id };
    case "pin":
      return { ...digested, credential: await keyring.credentialOfPin(who.pin, { hurry }), card: null };
  }
}

function tooMany(most: { readonly rows: number; readonly pins: number }, found: string): DigestResult {
  const text = `expected at most ${most.rows} rows and ${most.pins} PINs, found ${found}: import it on the unit itself, with \`chargegate whitelist import FILE\``;
  return { ok: false, errors: [{ line: 1, column: "file", text }] };
}

/** How many lines a text has, counted up to one more than `most`. */
function linesIn(file: string | Uint8Array, most: number): number {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  let [lines, last] = [1, 0];
  for (const byte of bytes) {
    if (byte === 0x0d || (byte === 0x0a && last !== 0x0d)) lines += 1;
    if (lines > most) return lines;
    last = byte;
  }
  return lines;
}
