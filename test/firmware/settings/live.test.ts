import { describe, expect, test } from "vitest";
import type { Settings } from "../../../firmware/settings/settings.ts";
import { unitSettings } from "../../../firmware/settings/unit-settings.ts";
import { silentLog } from "../../../hal/log.ts";
import { UnitBench } from "../unit-bench.ts";

/** The settings of a running unit, put together as `chargegate run` does. */
function settingsOf(bench: UnitBench): Settings {
  return unitSettings(() => bench.unit, {
    file: { rules: {} },
    managed: false,
    store: bench.store,
    clock: bench.clock,
    log: silentLog,
  });
}

const closed = (bench: UnitBench) => bench.board.snapshot().relay.closed;
const CARDS = { "rules.identification": ["card"] };

describe("settings of a running unit, with drivers and emulated devices in virtual time", () => {
  test("a PIN that waits for its plug gives no power once PINs are off, and one that is typed when they are on again does", async () => {
    const bench = await new UnitBench().start();
    const settings = settingsOf(bench);
    await bench.type("#4711#");
    expect(bench.news()).toContain("authorized");
    expect(await settings.change(CARDS)).toMatchObject({ ok: true });
    await bench.do(bench.board, "plug");
    await bench.run(3_000);
    expect(closed(bench)).toBe(false);
    expect(bench.news()).toEqual([
      "authorization-expired",
      "settings-changed",
      "plugged",
      "awaiting-authorization",
    ]);
    await bench.type("#4711#");
    expect(bench.happenings.at(-1)).toMatchObject({ event: "denied", reason: "type-not-enabled" });
    await settings.change({ "rules.identification": null });
    await bench.type("#4711#");
    await bench.run(1_000);
    expect(closed(bench)).toBe(true);
  });

  test("an unknown card is let in offline from then on, and no longer when that is switched off", async () => {
    const bench = await new UnitBench().start();
    const settings = settingsOf(bench);
    await bench.do(bench.board, "plug");
    await bench.tap("DEADBEEF");
    expect(closed(bench)).toBe(false);
    await settings.change({ "rules.unknownOffline": "accept" });
    await bench.tap("DEADBEEF");
    await bench.run(1_000);
    expect(closed(bench)).toBe(true);
    await settings.change({ "rules.unknownOffline": "refuse" });
    await bench.run(60_000);
    expect(closed(bench)).toBe(true);
    await bench.do(bench.board, "unplug");
    await bench.do(bench.board, "plug");
    await bench.tap("DEADBEEF");
    expect(bench.happenings.at(-1)).toMatchObject({ event: "denied", reason: "unknown" });
  });

  test("how long an unfinished PIN is kept is the keypad's rule, too, at once", async () => {
    const bench = await new UnitBench().start();
    await settingsOf(bench).change({ "rules.pinIdle": "1s" });
    await bench.do(bench.board, "plug");
    await bench.type("#47");
    await bench.type("11#");
    await bench.run(1_000);
    expect(closed(bench)).toBe(false);
    await bench.type("#4711#");
    await bench.run(1_000);
    expect(closed(bench)).toBe(true);
  });

  test("a change is recorded by its keys, access by itself, and both are there after a restart", async () => {
    const bench = await new UnitBench().start();
    const from = bench.store.journalState().last + 1;
    await settingsOf(bench).change({ "rules.anyoneStops": true, "rules.pinTries": 3, access: "open" });
    await bench.run(100);
    const records = [...bench.store.journal(from)].map(({ happening }) => happening);
    expect(records).toEqual([
      { event: "access-changed", access: "open" },
      { event: "settings-changed", keys: ["rules.anyoneStops", "rules.pinTries"] },
    ]);
    const again = settingsOf(bench);
    bench.rules = again.rules();
    await bench.restart();
    expect(bench.unit.state.access).toBe("open");
    expect(bench.unit.state.rules).toMatchObject({ anyoneStops: true, pinTries: 3 });
  });
});
