import { describe, expect, test } from "vitest";
import { recordToWire } from "../../firmware/link/wire.ts";
import { openCardNumber } from "../../protocol/sealed-number.ts";
import { requestId } from "./core/samples.ts";
import { UNIT_BENCH_SECRET, UnitBench } from "./unit-bench.ts";

/** The records of registered cards, as they go to the cloud. */
function enrolled(bench: UnitBench) {
  return [...bench.store.journal(0)]
    .filter(({ happening }) => happening.event === "enrolled")
    .map(recordToWire);
}

describe("A8: a card that is registered for the cloud", () => {
  test("is told with its sealed number and the window that it was shown in", async () => {
    const bench = await new UnitBench().start();
    bench.unit.enrol(requestId("r1"), 60_000, "w1");
    await bench.tap("CAFE0123");
    const [record] = enrolled(bench);
    expect(record).toMatchObject({ by: "cloud", window: "w1", credential: { kind: "card", id: "CA…23" } });
    const key = record?.credential?.key ?? new Uint8Array();
    expect(openCardNumber(UNIT_BENCH_SECRET, key, record?.number ?? new Uint8Array())).toBe("CAFE0123");
  });

  test("names the newest window; a request that was refused opens none", async () => {
    const bench = await new UnitBench().start();
    bench.unit.enrol(requestId("r1"), 60_000, "w1");
    bench.unit.enrol(requestId("r2"), 60_000, "w2");
    bench.unit.enrol(requestId("r3"), 1, "w3");
    await bench.tap("CAFE0123");
    bench.unit.enrol(requestId("r4"), 60_000);
    await bench.tap("CAFE0124");
    expect(enrolled(bench).map(({ window }) => window)).toEqual(["w2", undefined]);
  });

  test("tells its number to nobody else: not one at the unit, not an event, not an export", async () => {
    const bench = await new UnitBench().start();
    bench.unit.enrol(null, 60_000);
    await bench.tap("CAFE0123");
    const [own] = enrolled(bench);
    expect(own).toMatchObject({ by: "unit" });
    expect(own).not.toHaveProperty("number");
    bench.unit.enrol(requestId("r1"), 60_000, "w1");
    await bench.tap("CAFE0124");
    const told = bench.happenings.filter(({ event }) => event === "enrolled");
    expect(told).toHaveLength(2);
    for (const happening of told)
      expect(Object.keys(happening).sort()).toEqual(["by", "credential", "event", "reader"]);
  });
});
