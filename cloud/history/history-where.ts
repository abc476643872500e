import { and, count, eq, gte, isNull, lt, type SQL, sum } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { chargeSessions } from "../database/schema/schema.ts";
import { type Outcome, refused } from "../outcome.ts";
import { endOfDay, startOfDay } from "../zone-days.ts";
import type { HistoryFilter, HistoryPage } from "./history.ts";

/** A filter as a condition. @param zone whose days are meant */
export function filterOf(
  { charger, person, by, fromDay, toDay }: HistoryFilter,
  zone: string,
): Outcome<{ readonly where: SQL | undefined }, "day"> {
  const from = fromDay === undefined ? undefined : startOfDay(fromDay, zone);
  const to = toDay === undefined ? undefined : endOfDay(toDay, zone);
  if (from === null || to === null) return refused("day");
  const how = by === "open" ? isNull(chargeSessions.by) : by && eq(chargeSessions.by, by);
  return {
    ok: true,
    where: and(
      charger && eq(chargeSessions.chargerId, charger),
      person && eq(chargeSessions.personId, person),
      how,
      from === undefined ? undefined : gte(chargeSessions.startedAt, from),
      to === undefined ? undefined : lt(chargeSessions.startedAt, to),
    ),
  };
}

/** Charges and their energy. */
export async function totalsOf(db: Database, where: SQL | undefined): Promise<HistoryPage["totals"]> {
  const [found] = await db
    .select({ sessions: count(), energyWh: sum(chargeSessions.energyWh).mapWith(Number) })
    .from(chargeSessions)
    .where(where);
  return { sessions: found?.sessions ?? 0, energyWh: found?.energyWh ?? 0 };
}
