import { describe, expect, test } from "vitest";
import { parseUnitConfig } from "../../../firmware/config/parse.ts";
import { DEFAULT_RULES } from "../../../firmware/core/rules.ts";
import { setupOf } from "../../../firmware/explain/setup.ts";
import { readSettings } from "../../../firmware/settings/in-effect.ts";
import { ANN, connectorId, WALL } from "../core/samples.ts";
import { Asked, HOUR, PIN, START } from "./asked.ts";

describe("explain: no unit runs", () => {
  test("a vehicle is assumed to wait, the link to be up, and both are said", async () => {
    const asked = await new Asked({ connectors: 2 }).list(ANN, { cloud: {} });
    const answer = await asked.ask(ANN, {}, false);
    expect(answer).toMatchObject({ unit: { running: false }, cloud: { link: "up" } });
    expect(answer.notes).toEqual(["not-running", "link-assumed"]);
    expect(answer.outcome.decisions).toMatchObject([{ reason: "cloud-list", effect: START }]);
    const second = await asked.ask(ANN, { connector: connectorId(2), offline: true }, false);
    expect(second.notes).toEqual(["not-running"]);
    expect(second.outcome.decisions).toMatchObject([{ effect: { do: "start", connector: 2 } }]);
    expect(second.cloud).toEqual({ link: "down", offline: true });
  });

  test("what was saved counts: the access mode, the lock of a keypad", async () => {
    const asked = await new Asked().list(PIN, { local: {} });
    const lockout = { keypad: "keys", tries: 5, last: WALL - 1, until: WALL + HOUR };
    await asked.store.commit({ lockout });
    expect((await asked.ask(PIN, {}, false)).outcome.decisions).toMatchObject([{ reason: "keypad-locked" }]);
    await asked.store.commit({ access: "open" });
    const open = await asked.ask(ANN, {}, false);
    expect(open.notes).toContain("access-open");
    expect(open.shownAt.connectors).toEqual([{ id: 1, state: "charging" }]);
  });

  test("the configuration is what it is made from", () => {
    const text = [
      "unit: CG-0007",
      "zone: Europe/Oslo",
      "rules: { askTimeout: 7s }",
      "connectors: [{ id: 4, board: { driver: openevse, path: ./board } }]",
      "readers: [{ id: front, driver: pn532, path: ./reader, connectors: [4] }]",
      'cloud: { url: "mqtt://127.0.0.1:1883" }',
    ];
    const parsed = parseUnitConfig(text.join("\n"), "charger.yaml");
    if (!parsed.ok) throw new Error(parsed.problems.join());
    expect(setupOf(parsed.config, readSettings(parsed.config, new Map()))).toEqual({
      unit: "CG-0007",
      zone: "Europe/Oslo",
      access: "restricted",
      rules: { ...DEFAULT_RULES, askTimeout: 7_000 },
      connectors: [4],
      readers: [{ id: "front", connectors: [4] }],
      keypads: [],
      hasCloud: true,
    });
  });
});
