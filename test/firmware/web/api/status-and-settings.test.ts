import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CATALOGUE } from "../../../../firmware/settings/catalogue.ts";
import { StoreError } from "../../../../firmware/store/store-error.ts";
import { ApiBench } from "./api-bench.ts";

const change = (bench: ApiBench, json: object) => bench.ask("/settings", { method: "PATCH", json });

describe("the status", () => {
  test("is that of a unit at rest, and of one that charges", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const { body } = await bench.ask("/status");
    expect(body).toMatchObject({
      unit: "CG-0001",
      access: "restricted",
      connectors: [
        { id: 1, state: "available", light: "ready", contactor: "open", plugged: false, session: null },
      ],
      cloud: { state: "none", waitingRecords: 0 },
      list: null,
      local: { users: 3, identifications: 3 },
      clock: "synchronized",
      devices: [{ kind: "board" }, { kind: "reader", name: "front", works: true }, { kind: "keypad" }],
      health: {
        status: "ok",
        checks: ["unit", "store", "connector", "reader", "keypad", "clock"].map((name) => ({
          name,
          code: "ok",
          text: "in order",
        })),
      },
    });
    await bench.bench.do(bench.bench.board, "plug");
    expect((await bench.ask("/status")).body).toMatchObject({
      connectors: [{ state: "awaiting-authorization", light: "yellow", plugged: true, contactor: "open" }],
    });
    await bench.tap("04A1B2C3");
    expect((await bench.ask("/status")).body).toMatchObject({
      connectors: [
        { contactor: "closed", session: { who: "ann", startedAt: expect.stringMatching(/^2026-/) } },
      ],
    });
  });
});

describe("the health", () => {
  test("names a reader that does not answer, and says what to do", async () => {
    const bench = await new ApiBench().startLoggedIn();
    await bench.bench.do(bench.bench.reader, "fault silence", 5_000);
    const { body } = await bench.ask("/status");
    expect(body).toMatchObject({
      devices: [{ kind: "board" }, { kind: "reader", name: "front", works: false }, { kind: "keypad" }],
      health: { status: "degraded" },
    });
    const { health } = z.looseObject({ health: z.object({ checks: z.array(z.unknown()) }) }).parse(body);
    expect(health.checks).toContainEqual({
      name: "reader",
      id: "front",
      status: "degraded",
      code: "reader-lost",
      text: expect.stringContaining("cable"),
    });
    await bench.bench.do(bench.bench.reader, "fault none", 5_000);
    expect((await bench.ask("/status")).body).toMatchObject({ health: { status: "ok" } });
  });
});

describe("D1, D5: the settings", () => {
  test("are all there, with value, source and default", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const { body } = await bench.ask("/settings");
    const all = z.record(z.string(), z.unknown()).parse(body);
    expect(Object.keys(all)).toEqual(CATALOGUE.map(({ key }) => key));
    expect(all["rules.pinTries"]).toEqual({
      value: 7,
      default: 5,
      source: "file",
      readOnly: null,
      restartNeeded: false,
    });
  });

  test("are changed at once, all or none, and null gives back what the file says", async () => {
    const bench = await new ApiBench().startLoggedIn();
    expect(
      (await change(bench, { "rules.pinTries": 3, "rules.identification": ["card"] })).body,
    ).toMatchObject({
      "rules.pinTries": { value: 3, source: "page" },
      "rules.identification": { value: ["card"] },
    });
    expect(bench.settings.rules()).toMatchObject({ pinTries: 3, identification: ["card", "remote"] });
    expect((await change(bench, { "rules.pinTries": 4, "rules.pinLock": "soon" })).body).toMatchObject({
      code: "wrong-fields",
      errors: [
        {
          field: "rules.pinLock",
          code: "SETTING_INVALID",
          text: expect.stringMatching(/^expected a duration/),
        },
      ],
    });
    expect(bench.settings.rules()).toMatchObject({ pinTries: 3 });
    expect((await change(bench, { "rules.pinTries": null })).body).toMatchObject({
      "rules.pinTries": { value: 7, source: "file" },
    });
  });

  test("D1: access is opened, and what needs a restart says so", async () => {
    const bench = await new ApiBench().startLoggedIn();
    expect((await change(bench, { access: "open", zone: "Europe/London" })).body).toMatchObject({
      access: { value: "open" },
      zone: { value: "Europe/London", restartNeeded: true },
    });
    expect((await bench.ask("/status")).body).toMatchObject({ access: "open" });
  });

  test("one that there is not is named as such", async () => {
    const bench = await new ApiBench().startLoggedIn();
    expect((await change(bench, { "rules.pintries": 3 })).body).toMatchObject({
      errors: [{ field: "", code: "SETTING_UNKNOWN" }],
    });
  });

  test("in a managed unit, what is the cloud's to decide is read only", async () => {
    const bench = await new ApiBench().startLoggedIn({ managed: true });
    expect((await bench.ask("/settings")).body).toMatchObject({ access: { readOnly: "managed" } });
    expect((await change(bench, { access: "open" })).body).toMatchObject({
      errors: [{ field: "access", code: "SETTING_MANAGED" }],
    });
  });

  test("are not changed when they cannot be saved", async () => {
    const bench = await new ApiBench().startLoggedIn();
    bench.bench.store.commit = () => Promise.reject(new StoreError("STORE_READONLY"));
    expect((await change(bench, { "rules.pinTries": 3 })).body).toMatchObject({ code: "store-unavailable" });
    expect(bench.settings.rules().pinTries).toBe(7);
  });

  test("a page that was changed by the API tells so: there is one record of settings", async () => {
    const bench = await new ApiBench().startLoggedIn();
    await change(bench, { "rules.minSession": "30s" });
    expect(bench.bench.store.saved().settings).toEqual({ "rules.minSession": "30s" });
  });
});
