import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historyCsv } from "../../../firmware/history/history-csv.ts";
import type { HistoryItem, Show } from "../../../firmware/history/history-item.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { withoutGuard } from "../../../ui/csv.ts";
import { connector, credential, session } from "../store/people.ts";
import { story, told, wholeHistory } from "./journal-story.ts";

async function text(store: UnitStore, show: Show = "all", zone = "UTC"): Promise<string> {
  let all = "";
  for await (const line of historyCsv(store, { show, zone })) all += line;
  return all;
}

function rows(csv: string): string[][] {
  return parse(csv, { record_delimiter: "\r\n" });
}

function sorted(table: readonly string[][]): string[] {
  return table.map((row) => JSON.stringify(row)).toSorted((a, b) => (a < b ? -1 : 1));
}

function expected(item: HistoryItem): string[] {
  const time = (at: number | null) => (at === null ? "" : new Date(at).toISOString().replace(".000Z", "Z"));
  switch (item.kind) {
    case "session": {
      const kwh = item.energyWh === null ? "" : String(item.energyWh / 1000);
      const who = [item.user ?? "", item.credential?.label ?? ""];
      return [
        "session",
        time(item.startedAt),
        time(item.endedAt),
        String(item.connector),
        ...who,
        kwh,
        item.reason ?? "",
      ];
    }
    case "refusal":
      return [
        "refusal",
        time(item.at),
        "",
        String(item.connector ?? ""),
        "",
        item.credential.label,
        "",
        item.reason,
      ];
    case "finding":
      return ["finding", time(item.at), "", "", "", "", "", `${item.code} (${item.count})`];
  }
}

describe("the history as CSV", () => {
  test("has the same items as the pages, each once", async () => {
    const plain = ([...row]: string[]) =>
      row.map((cell, at) => (at === 6 && cell !== "" ? String(Number(cell)) : cell));
    await fc.assert(
      fc.asyncProperty(story, fc.constantFrom<Show>("all", "sessions", "refusals"), async (what, show) => {
        const store = await told(what);
        const [head, ...body] = rows(await text(store, show));
        expect(head).toEqual([
          "kind",
          "started",
          "ended",
          "connector",
          "user",
          "credential",
          "energy_kwh",
          "reason",
        ]);
        expect(sorted(body.map(plain))).toEqual(sorted(wholeHistory(store, show).map(expected)));
      }),
      { numRuns: 100 },
    );
  });

  test("times are the zone's, to the second; energy is in kilowatt-hours; lines end as RFC 4180 says", async () => {
    const store = new MemoryStore();
    const begun = {
      connector: connector(2),
      session: "a",
      credential: credential(1),
      user: 'Zoë, "Z"',
    } as const;
    await store.commit({
      records: [
        { at: Date.UTC(2027, 0, 31, 11, 0, 0, 999), happening: { event: "session-started", ...begun } },
        {
          at: Date.UTC(2027, 6, 1, 11),
          happening: {
            event: "session-stopped",
            ...begun,
            reason: "EVDisconnected",
            stoppedBy: null,
            energyWh: 12_345.6,
          },
        },
      ],
    });
    expect(await text(store, "sessions", "Europe/Oslo")).toBe(
      [
        "kind,started,ended,connector,user,credential,energy_kwh,reason",
        'session,2027-01-31T12:00:00+01:00,2027-07-01T13:00:00+02:00,2,"Zoë, ""Z""",04…01,12.346,EVDisconnected',
        "",
      ].join("\r\n"),
    );
  });

  test("no cell runs in a spreadsheet, whatever somebody is called, and each name can be had back", async () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        '=HYPERLINK("http://x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "'=1",
        "a\r\nb,=c",
        " x ",
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (user) => {
        const store = new MemoryStore();
        await store.commit({ session: { connector: connector(1), session: session("a", 1) } });
        const begun = {
          event: "session-started",
          connector: connector(1),
          session: "a",
          credential: null,
        } as const;
        await store.commit({ records: [{ at: 0, happening: { ...begun, user } }] });
        const csv = await text(store);
        const [, row = []] = rows(csv);
        expect(row).toHaveLength(8);
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(withoutGuard(row[4] ?? "")).toBe(user);
      }),
    );
  });

  test("comes as the journal is read, and not when all of it has been", async () => {
    const store = new MemoryStore();
    const finding = { event: "finding", code: "pin-guessing", count: 3 } as const;
    await store.commit({ records: Array.from({ length: 1_000 }, (_, at) => ({ at, happening: finding })) });
    let read = 0;
    const journal: UnitStore["journal"] = function* (from) {
      for (const record of store.journal(from)) {
        read += 1;
        yield record;
      }
    };
    const lines = historyCsv({ journal, saved: () => store.saved() }, { show: "all", zone: "UTC" });
    for (let line = 0; line < 3; line += 1) await lines.next();
    expect(read).toBeLessThan(300);
    await lines.return();
  });
});
