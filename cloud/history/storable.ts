import type { WireRecord } from "../../protocol/journal.ts";

/** The latest instant that the database can hold, the end of the year 9999. */
const LATEST = Date.UTC(9999, 11, 31);
/** What lies deeper in a record is left out. */
const DEEPEST = 6;

/** An instant of a unit's clock as the database can hold it. */
export function storableInstant(at: number): number {
  return Math.min(at, LATEST);
}

/** A text as the database can hold it: without NUL, and well-formed. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\u{fffd}");
}

/** The same, or null. */
export function storableTextOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text);
}

/**
 * A record as it is kept: as it came, but for bytes, which are in hex, the sealed number of a card, which has served its end,
 * and what JSON cannot hold.
 */
export function storableRecord({ number: _number, ...record }: WireRecord): unknown {
  return storable(record, 0);
}

function storable(value: unknown, depth: number): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean" || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value !== "object" || depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [storableText(name), storable(field, depth + 1)]),
  );
}
