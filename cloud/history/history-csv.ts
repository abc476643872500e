import { asc, type SQL } from "drizzle-orm";
import { csvLine } from "../../ui/csv.ts";
import { chargeSessions } from "../database/schema/schema.ts";
import { localTime } from "../zone-days.ts";
import type { HistoryItem } from "./history.ts";
import { afterPlace } from "./history-place.ts";

const COLUMNS = [
  "started",
  "ended",
  "charger",
  "connector",
  "user",
  "by",
  "credential",
  "energy_kwh",
  "reason",
];
/** Lines in a piece: so many charges are in memory at a time, however many there are. */
const LINES = 500;

/**
 * Charges as text, in pieces, the oldest first: RFC 4180 with its line ends (CR LF), no byte-order mark. Times are ISO 8601 with
 * the zone's offset; energy is in kilowatt-hours.
 */
export async function* historyCsv(
  read: (more: SQL | undefined, order: readonly SQL[], limit: number) => Promise<readonly HistoryItem[]>,
  zone: string,
): AsyncGenerator<string, void, undefined> {
  yield csvLine(COLUMNS);
  const order = [asc(chargeSessions.startedAt), asc(chargeSessions.chargerId), asc(chargeSessions.session)];
  let more: SQL | undefined;
  for (;;) {
    const items = await read(more, order, LINES);
    if (items.length > 0) yield items.map((item) => csvLine(cells(item, zone))).join("");
    const last = items.at(-1);
    if (!last || items.length < LINES) return;
    more = afterPlace("newer", last);
  }
}

function cells(item: HistoryItem, zone: string): readonly string[] {
  const { startedAt, endedAt, charger, connector, person, by, credential, energyWh, reason, lost } = item;
  return [
    // Without the record of its start nobody knows when it began.
    lost === "start" ? "" : localTime(startedAt, zone),
    endedAt === null ? "" : localTime(endedAt, zone),
    charger.name,
    String(connector ?? ""),
    person?.name ?? "",
    by ?? "",
    credential ?? "",
    energyWh === null ? "" : (energyWh / 1_000).toFixed(3),
    reason ?? "",
  ];
}
