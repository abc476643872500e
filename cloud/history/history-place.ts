import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type ChargerId, idSchema } from "../database/ids.ts";
import { chargeSessions } from "../database/schema/schema.ts";

/** Where in the history a page or piece ended: charges that began at the same instant have an order, too. */
export interface HistoryPlace {
  readonly startedAt: number;
  readonly charger: { readonly id: ChargerId };
  readonly session: string;
}

/** What stands in an address is long enough for the longest id of a session. */
const LONGEST = 8_000;
const place = z.tuple([
  z
    .int()
    .min(0)
    .max(Date.UTC(9999, 11, 31)),
  idSchema<ChargerId>(),
  z.string().max(1_000),
]);

/** A place as it stands in an address. */
export function placeName({ startedAt, charger, session }: HistoryPlace): string {
  return Buffer.from(JSON.stringify([startedAt, charger.id, session])).toString("base64url");
}

/** The place that an address names; null: it names none. */
export function readPlace(name: string): HistoryPlace | null {
  if (name.length > LONGEST) return null;
  try {
    const [startedAt, id, session] = place.parse(JSON.parse(Buffer.from(name, "base64url").toString()));
    return session.includes("\0") ? null : { startedAt, charger: { id }, session };
  } catch {
    return null;
  }
}

/** What is beyond a place. */
export function afterPlace(direction: "older" | "newer", { startedAt, charger, session }: HistoryPlace): SQL {
  const { startedAt: at, chargerId, session: name } = chargeSessions;
  const here = sql`(${sql.param(startedAt, at)}::timestamptz, ${charger.id}::uuid, ${session}::text)`;
  const row = sql`(${at}, ${chargerId}, ${name})`;
  return direction === "older" ? sql`${row} < ${here}` : sql`${row} > ${here}`;
}
