import { describe, expect, test } from "vitest";
import type { Access } from "../../../firmware/core/happening.ts";
import { DEFAULT_RULES, type Rules } from "../../../firmware/core/rules.ts";
import type { FileSettings } from "../../../firmware/settings/in-effect.ts";
import { type SettingError, Settings, type SettingView } from "../../../firmware/settings/settings.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { StoreError } from "../../../firmware/store/store-error.ts";
import type { Commit, UnitStore } from "../../../firmware/store/unit-store.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";

/** Settings on a store, and what they have told the unit and the log. */
class Bench {
  readonly store: UnitStore;
  readonly clock = new VirtualClock();
  readonly told: unknown[] = [];
  readonly logged: (readonly [level: string, text: string, facts: unknown])[] = [];
  readonly settings: Settings;
  access: Access;

  constructor(store: UnitStore, file: Partial<FileSettings> = {}, managed = false) {
    this.store = store;
    const whole = { rules: {}, ...file };
    this.access = store.saved().access ?? whole.access ?? "restricted";
    const log = (level: string) => (text: string, facts?: unknown) => {
      this.logged.push([level, text, facts]);
    };
    this.settings = new Settings({
      file: whole,
      managed,
      store,
      access: () => this.access,
      apply: {
        rules: (rules) => this.told.push({ rules: differing(rules), durable: store.saved().settings }),
        access: (access) => {
          this.access = access;
          this.told.push({ access, durable: store.saved().access });
        },
        changed: (keys) => this.told.push({ changed: keys }),
      },
      clock: this.clock,
      log: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
    });
  }

  view(key: string): SettingView {
    const view = this.settings.all().find(({ definition }) => definition.key === key);
    if (!view) throw new Error(`no setting ${key}`);
    return view;
  }

  /** Value and source. */
  is(key: string): unknown[] {
    const { value, source } = this.view(key);
    return [value, source];
  }
}

/** Rules that are not as by default. */
function differing(rules: Rules): Partial<Rules> {
  const by: Readonly<Record<string, unknown>> = { ...DEFAULT_RULES };
  return Object.fromEntries(
    Object.entries(rules).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(by[name])),
  );
}

const stores: readonly (readonly [string, () => Promise<UnitStore>])[] = [
  ["in memory", async () => new MemoryStore()],
  ["on disk", async () => (await openStore(dataFolder())).store],
];

describe.each(stores)("settings, with a store %s", (_, open) => {
  test("default, then file, then page: the last one that says something counts", async () => {
    const bench = new Bench(await open(), { zone: "Europe/Oslo", rules: { askTimeout: "5s" } });
    expect(bench.is("rules.askTimeout")).toEqual(["5s", "file"]);
    expect(bench.is("rules.pinTries")).toEqual([5, "default"]);
    expect(bench.is("zone")).toEqual(["Europe/Oslo", "file"]);
    expect(bench.is("access")).toEqual(["restricted", "default"]);
    const change = { "rules.askTimeout": "7s", "rules.pinTries": 3 };
    expect(await bench.settings.change(change)).toEqual({
      ok: true,
      changed: ["rules.askTimeout", "rules.pinTries"],
      restartNeeded: [],
    });
    expect(bench.is("rules.askTimeout")).toEqual(["7s", "page"]);
    expect(bench.settings.rules()).toEqual({ ...DEFAULT_RULES, askTimeout: 7_000, pinTries: 3 });
    expect(bench.told).toEqual([
      { rules: { askTimeout: 7_000, pinTries: 3 }, durable: change },
      { changed: ["rules.askTimeout", "rules.pinTries"] },
    ]);
    await bench.store.close();
  });

  test("null is back to what the file says, and else to the default", async () => {
    const bench = new Bench(await open(), { rules: { askTimeout: "5s" } });
    await bench.settings.change({ "rules.askTimeout": "7s", "rules.anyoneStops": true });
    bench.told.length = 0;
    const back = await bench.settings.change({ "rules.askTimeout": null, "rules.anyoneStops": null });
    expect(back).toMatchObject({ ok: true, changed: ["rules.askTimeout", "rules.anyoneStops"] });
    expect(bench.is("rules.askTimeout")).toEqual(["5s", "file"]);
    expect(bench.is("rules.anyoneStops")).toEqual([false, "default"]);
    expect(bench.told[0]).toEqual({ rules: { askTimeout: 5_000 }, durable: {} });
    await bench.store.close();
  });

  test("after a restart the page's values are there again, whatever the file says now", async () => {
    const store = await open();
    await new Bench(store, { rules: { askTimeout: "5s" } }).settings.change({
      "rules.askTimeout": "7s",
      "rules.cache": { lifetime: "1d" },
    });
    const bench = new Bench(store, { rules: { askTimeout: "9s", pinTries: 2 } });
    expect(bench.is("rules.askTimeout")).toEqual(["7s", "page"]);
    expect(bench.is("rules.cache")).toEqual([{ lifetime: "1d", size: 1_000 }, "page"]);
    expect(bench.is("rules.pinTries")).toEqual([2, "file"]);
    expect(bench.settings.rules()).toMatchObject({ askTimeout: 7_000, pinTries: 2 });
    await bench.settings.change({ "rules.askTimeout": null });
    expect(bench.is("rules.askTimeout")).toEqual(["9s", "file"]);
    await store.close();
  });

  test("access is remembered in its own place, and told by its own event", async () => {
    const store = await open();
    const bench = new Bench(store, { access: "open" });
    expect(bench.is("access")).toEqual(["open", "file"]);
    expect(await bench.settings.change({ access: "restricted" })).toMatchObject({
      ok: true,
      changed: ["access"],
    });
    expect(bench.told).toEqual([{ access: "restricted", durable: "restricted" }]);
    expect(store.saved()).toMatchObject({ access: "restricted", settings: {} });
    const again = new Bench(store, { access: "open" });
    expect(again.is("access")).toEqual(["restricted", "page"]);
    await again.settings.change({ access: null });
    expect(again.is("access")).toEqual(["open", "page"]);
    await store.close();
  });
});

describe("settings", () => {
  test("the zone counts after the next start, and says so until then", async () => {
    const store = new MemoryStore();
    const bench = new Bench(store);
    expect(await bench.settings.change({ zone: "Europe/Oslo" })).toEqual({
      ok: true,
      changed: ["zone"],
      restartNeeded: ["zone"],
    });
    expect(bench.settings.zone()).toBe("UTC");
    expect(bench.view("zone")).toMatchObject({ value: "Europe/Oslo", source: "page", restartNeeded: true });
    expect(bench.told).toEqual([{ changed: ["zone"] }]);
    const started = new Bench(store);
    expect(started.settings.zone()).toBe("Europe/Oslo");
    expect(started.view("zone").restartNeeded).toBe(false);
    expect(await bench.settings.change({ zone: null })).toMatchObject({
      changed: ["zone"],
      restartNeeded: [],
    });
    expect(bench.view("zone").restartNeeded).toBe(false);
  });

  test("in a managed unit access is the cloud's: shown, and refused with the reason", async () => {
    const store = new MemoryStore();
    await store.commit({ access: "open" });
    const bench = new Bench(store, {}, true);
    expect(bench.view("access")).toMatchObject({ value: "open", source: "cloud", readOnly: "managed" });
    expect(bench.view("rules.pinTries").readOnly).toBeNull();
    const refused = await bench.settings.change({ access: "restricted", "rules.pinTries": 3 });
    expect(refused).toEqual({
      ok: false,
      errors: [
        { key: "access", code: "SETTING_MANAGED", text: expect.stringContaining("its cloud's to decide") },
      ],
    });
    expect(bench.told).toEqual([]);
    expect(store.saved()).toMatchObject({ access: "open", settings: {} });
    expect(new Bench(new MemoryStore(), {}, true).is("access")).toEqual(["restricted", "default"]);
  });

  test("all or nothing: each thing that is wrong is told, by key, and never what was given", async () => {
    const bench = new Bench(new MemoryStore());
    const refused = await bench.settings.change({
      "rules.pinTries": 3,
      "rules.pinIdel": "5s",
      colour: "red",
      "rules.askTimeout": "4711",
      "rules.cache": { sise: 1 },
      "rules.identification": [],
      zone: "Mars/Base",
      access: "secret",
    });
    if (refused.ok) throw new Error("it was taken");
    const errors: readonly SettingError[] = refused.errors;
    expect(errors.map(({ key, code, text }) => [key, code, text])).toEqual([
      ["rules.pinIdel", "SETTING_UNKNOWN", "unknown key, did you mean rules.pinIdle?"],
      [
        "colour",
        "SETTING_UNKNOWN",
        expect.stringMatching(/^unknown key, expected one of access, zone, rules\./),
      ],
      ["rules.askTimeout", "SETTING_INVALID", expect.stringMatching(/^expected a duration such as/)],
      ["rules.cache", "SETTING_INVALID", "sise: unknown key, did you mean size?"],
      ["rules.identification", "SETTING_INVALID", "expected at least one of card, pin and card+pin"],
      ["zone", "SETTING_INVALID", "expected a time zone such as Europe/Oslo"],
      ["access", "SETTING_INVALID", "expected open or restricted"],
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/4711|secret|Mars/);
    expect(bench.settings.rules()).toEqual(DEFAULT_RULES);
    expect(bench.told).toEqual([]);
  });

  test("a value that is there already changes nothing, however it is ordered, and does not become the page's", async () => {
    const bench = new Bench(new MemoryStore(), { rules: { identification: ["pin", "card"] } });
    const all = Object.fromEntries(
      bench.settings.all().map(({ definition, value }) => [definition.key, value]),
    );
    const same = await bench.settings.change({ ...all, "rules.identification": ["card", "pin"] });
    expect(same).toEqual({ ok: true, changed: [], restartNeeded: [] });
    expect(bench.told).toEqual([]);
    expect(bench.settings.all().filter(({ source }) => source === "page")).toEqual([]);
  });

  test("a change that the store does not take does not count", async () => {
    class Full extends MemoryStore {
      override commit(_: Commit): Promise<void> {
        return Promise.reject(new StoreError("STORE_FULL"));
      }
    }
    const bench = new Bench(new Full());
    expect(await bench.settings.change({ "rules.pinTries": 3, access: "open" })).toEqual({
      ok: false,
      errors: ["rules.pinTries", "access"].map((key) => ({
        key,
        code: "SETTING_NOT_SAVED",
        text: expect.stringContaining("make room"),
      })),
    });
    expect(bench.is("rules.pinTries")).toEqual([5, "default"]);
    expect(bench.told).toEqual([]);
  });

  test("a disk that does not answer holds no change up for more than five seconds; what it takes late counts then", async () => {
    let answer = (): void => {};
    const answers = new Promise<void>((resolve) => (answer = resolve));
    class Silent extends MemoryStore {
      override async commit(change: Commit): Promise<void> {
        await answers;
        await super.commit(change);
      }
    }
    const bench = new Bench(new Silent());
    const changes = [{ "rules.pinTries": 3 }, { "rules.pinTries": 4 }].map((written) =>
      bench.settings.change(written),
    );
    await bench.clock.advanceAsync(5_000);
    await bench.clock.advanceAsync(5_000);
    for (const change of changes)
      expect(await change).toMatchObject({ errors: [{ code: "SETTING_NOT_SAVED" }] });
    expect(bench.is("rules.pinTries")).toEqual([5, "default"]);
    answer();
    await bench.clock.advanceAsync(0);
    expect(bench.is("rules.pinTries")).toEqual([4, "page"]);
    expect(bench.store.saved().settings).toEqual({ "rules.pinTries": 4 });
    expect(bench.told.at(-2)).toMatchObject({ rules: { pinTries: 4 } });
  });

  test("changes wait for each other, and one that fails stands in nobody's way", async () => {
    const bench = new Bench(new MemoryStore());
    const results = await Promise.all([
      bench.settings.change({ "rules.pinTries": 3 }),
      bench.settings.change({ "rules.pinTries": "many" }),
      bench.settings.change({ "rules.askTimeout": "4s" }),
      bench.settings.change({ "rules.pinTries": 4 }),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true, true]);
    expect(bench.store.saved().settings).toEqual({ "rules.pinTries": 4, "rules.askTimeout": "4s" });
  });

  test("what another version has stored is not used, and named; the others count", async () => {
    const store = new MemoryStore();
    await store.commit({
      settings: { "rules.askTimeout": 7, "rules.later": true, access: "open", "rules.pinTries": 3 },
    });
    const bench = new Bench(store);
    expect(bench.settings.rules()).toEqual({ ...DEFAULT_RULES, pinTries: 3 });
    const warned = bench.logged.filter(([level]) => level === "warn").map(([, , facts]) => facts);
    expect(warned).toEqual([{ key: "rules.askTimeout" }, { key: "rules.later" }, { key: "access" }]);
  });

  test("what goes before the file is told once at the start, by keys alone", async () => {
    const store = new MemoryStore();
    const file: FileSettings = { access: "restricted", rules: { pinTries: 3 } };
    await store.commit({
      access: "open",
      settings: { "rules.pinTries": 3, "rules.askTimeout": "4711s" },
    });
    const { logged } = new Bench(store, file);
    expect(logged).toEqual([["info", expect.any(String), { keys: ["access", "rules.askTimeout"] }]]);
    expect(JSON.stringify(logged)).not.toContain("4711");
    expect(new Bench(new MemoryStore(), file).logged).toEqual([]);
  });
});
