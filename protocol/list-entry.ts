import { z } from "zod";
import { connectorNumber, DIGEST_BYTES, groupName, instant, userName } from "./credential.ts";
import { UNIT_ID } from "./topics.ts";

const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const DAYS = `${DAY}(?:-${DAY})?`;
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
/** Days, a space, when it begins and when it has ended; an end that is not after the beginning is on the next day. */
const WINDOW = new RegExp(`^${DAYS}(?:,${DAYS})* (${TIME})-(?!\\1$|00:00$)(?:${TIME}|24:00)$`);

/** What every entry says. */
const basicTerms = {
  status: z.enum(["active", "blocked"]),
  /** The first instant at which it is no longer valid; null: never expires. */
  expires: instant.nullable(),
  user: userName.nullable(),
};

/** What an entry may say besides. What is absent does not limit it, and costs nothing on the wire. */
export const furtherTerms = z.strictObject({
  /** Ids of the units that it may use; without it, every one of the installation. */
  chargers: z.exactOptional(z.array(z.string().regex(UNIT_ID)).min(1).max(100)),
  /** Connectors that it may use; without it, all. */
  connectors: z.exactOptional(z.array(connectorNumber).min(1).max(16)),
  /** The first instant at which it is valid. */
  from: z.exactOptional(instant),
  group: z.exactOptional(groupName),
  /** Stops any session, starts none. */
  master: z.exactOptional(z.literal(true)),
  /** A session ends at this many watt-hours. */
  maxEnergyWh: z.exactOptional(z.number().positive()),
  /** A session ends after this many milliseconds. */
  maxTime: z.exactOptional(z.int().min(1)),
  /** Still accepted when the list has passed its `goodUntil` and nobody can be asked. */
  owner: z.exactOptional(z.literal(true)),
  /** How many sessions it may start. */
  uses: z.exactOptional(z.int().min(0)),
  /** When it may start, such as `Mon-Fri 07:00-19:00`, in the unit's zone. */
  windows: z.exactOptional(z.array(z.string().max(80).regex(WINDOW)).min(1).max(20)),
});

export type FurtherTerm = keyof z.infer<typeof furtherTerms>;

/** By code unit, as RFC 8785 orders them. */
const FURTHER = furtherTerms.keyof().options.toSorted();

/** One entry: whose credential it is and what holds for it. Entries are ordered by kind (card, pin), then key. */
export const wireEntry = z
  .strictObject({
    kind: z.enum(["card", "pin"]),
    key: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected a byte string"),
    ...basicTerms,
    ...furtherTerms.shape,
  })
  .refine(
    ({ kind, key }) => key.length === DIGEST_BYTES[kind],
    "expected a key of 8 (card) or 16 (pin) bytes",
  );
export type WireEntry = z.infer<typeof wireEntry>;

/** Below zero, zero or above: the order of a list's entries. Equal ones are the same credential. */
export function compareEntries(
  a: Pick<WireEntry, "kind" | "key">,
  b: Pick<WireEntry, "kind" | "key">,
): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return Buffer.compare(a.key, b.key);
}

/**
 * An entry as the list's digest covers it: the JSON array `[kind, key in lower-case hex, status, expires, user]` as RFC 8785
 * writes it, with the object of the further terms as its sixth element if the entry has any.
 */
export function entryLine(entry: WireEntry): string {
  const { kind, key, status, expires, user } = entry;
  const basic = [kind, Buffer.from(key).toString("hex"), status, expires, user];
  const further = FURTHER.flatMap((name): [string, unknown][] =>
    entry[name] === undefined ? [] : [[name, entry[name]]],
  );
  return JSON.stringify(further.length === 0 ? basic : [...basic, Object.fromEntries(further)]);
}
