import { count, type SQL, sql, sum } from "drizzle-orm";
import { DateTime } from "luxon";
import type { Database } from "../database/database.ts";
import { chargeSessions } from "../database/schema/schema.ts";
import type { EnergySum } from "./history.ts";

/** Days or months that are told at most; the newest. */
const PERIODS_AT_MOST = 400;
const FORMATS = {
  day: { sql: "YYYY-MM-DD", luxon: "yyyy-MM-dd" },
  month: { sql: "YYYY-MM", luxon: "yyyy-MM" },
} as const;

/** What is summed up: the days from and to, or null for the first charge and for today. */
export interface EnergyRange {
  readonly from: string | null;
  readonly to: string | null;
  readonly zone: string;
  readonly now: number;
}

/** Energy by day or month in which charges began, without a gap: days with none are told, too. */
export async function energySums(
  db: Database,
  where: SQL | undefined,
  { from, to, zone, now }: EnergyRange,
  unit: "day" | "month",
): Promise<readonly EnergySum[]> {
  const format = FORMATS[unit];
  const period = sql<string>`to_char(${chargeSessions.startedAt} at time zone ${zone}, ${format.sql})`.as(
    "period",
  );
  const rows = await db
    .select({ period, energyWh: sum(chargeSessions.energyWh).mapWith(Number), sessions: count() })
    .from(chargeSessions)
    .where(where)
    .groupBy(sql`period`)
    .orderBy(sql`period`);
  const sums = new Map(rows.map((row) => [row.period, { ...row, energyWh: row.energyWh ?? 0 }]));
  const first = from ?? rows[0]?.period;
  if (first === undefined) return [];
  const begin = DateTime.fromISO(first, { zone: "UTC" }).startOf(unit);
  const last = to === null ? DateTime.fromMillis(now, { zone }).toFormat("yyyy-MM-dd") : to;
  const periods: EnergySum[] = [];
  for (
    let at = DateTime.fromISO(last, { zone: "UTC" }).startOf(unit);
    at >= begin && periods.length < PERIODS_AT_MOST;
    at = at.minus({ [unit]: 1 })
  ) {
    const name = at.toFormat(format.luxon);
    periods.push(sums.get(name) ?? { period: name, energyWh: 0, sessions: 0 });
  }
  return periods.reverse();
}
