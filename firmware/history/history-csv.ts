import { DateTime } from "luxon";
import { csvLine } from "../../ui/csv.ts";
import type { ConnectorId } from "../core/session.ts";
import type { UnitStore } from "../store/unit-store.ts";
import {
  endedSession,
  type HistoryItem,
  historyRecord,
  type RecordOf,
  type Show,
  unendedSession,
} from "./history-item.ts";
import { oldestFirst } from "./journal-turns.ts";

const COLUMNS = ["kind", "started", "ended", "connector", "user", "credential", "energy_kwh", "reason"];

/**
 * The history as text, in pieces of some lines, a piece in each turn of the event loop: RFC 4180 with its line ends (CR LF),
 * no byte-order mark, the oldest first, running charges at the end. Times are ISO 8601 with the zone's offset; energy is in kilowatt-hours; a finding's reason is its code
 * and how many it stands for. Cells that a spreadsheet would run are disarmed by an apostrophe.
 *
 * @param options.zone the unit's IANA zone
 * @throws StoreError
 */
export async function* historyCsv(
  store: Pick<UnitStore, "journal" | "saved">,
  { show, zone }: { readonly show: Show; readonly zone: string },
): AsyncGenerator<string, void, undefined> {
  yield csvLine(COLUMNS);
  for await (const items of oldestItems(store, show))
    yield items.map((item) => csvLine(cells(item, zone))).join("");
}

/** The same items as `readHistory` tells, in the order of their last records. */
async function* oldestItems(
  store: Pick<UnitStore, "journal" | "saved">,
  show: Show,
): AsyncGenerator<readonly HistoryItem[], void, undefined> {
  // Sessions at one connector follow one another: no more are open than there are connectors.
  const open = new Map<ConnectorId, RecordOf<"session-started">>();
  for await (const records of oldestFirst(store, 0)) {
    const items: HistoryItem[] = [];
    for (const record of records) {
      const found = historyRecord(record, show);
      if (found === null) continue;
      if (found.is === "item") {
        items.push(found.item);
        continue;
      }
      const { connector, session } = found.record.happening;
      const before = open.get(connector);
      open.delete(connector);
      if (before && before.happening.session !== session) items.push(unendedSession(before, null));
      if (found.is === "start") open.set(connector, found.record);
      else items.push(endedSession(found.record, before?.happening.session === session ? before.at : null));
    }
    yield items;
  }
  const { sessions } = store.saved();
  yield [...open.values()].map((start) =>
    unendedSession(start, sessions.find(({ id }) => id === start.happening.session) ?? null),
  );
}

function cells(item: HistoryItem, zone: string): string[] {
  switch (item.kind) {
    case "session": {
      const { kind, startedAt, endedAt, connector, user, credential, energyWh, reason } = item;
      const energy = energyWh === null ? "" : (energyWh / 1000).toFixed(3);
      const times = [time(startedAt, zone), time(endedAt, zone)];
      return [kind, ...times, String(connector), user ?? "", credential?.label ?? "", energy, reason ?? ""];
    }
    case "refusal": {
      const { kind, at, connector, credential, reason } = item;
      return [kind, time(at, zone), "", String(connector ?? ""), "", credential.label, "", reason];
    }
    case "finding": {
      const { kind, at, code, count } = item;
      return [kind, time(at, zone), "", "", "", "", "", `${code} (${count})`];
    }
  }
}

/** To the second, such as 2027-01-31T12:00:00+01:00. */
function time(at: number | null, zone: string): string {
  if (at === null) return "";
  const second = Math.floor(at / 1_000) * 1_000;
  return DateTime.fromMillis(second, { zone }).toISO({ suppressMilliseconds: true }) ?? "";
}
