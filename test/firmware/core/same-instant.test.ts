import { expect, test } from "vitest";
import { initialState } from "../../../firmware/core/state.ts";
import { ACTIVE, BO, connectorId, credential, LIST_TERMS, report, WALL } from "./samples.ts";
import { type EventBody, WatchedCore } from "./watched-core.ts";

const one = connectorId(1);
const at = (mono: number) => ({ mono, wall: WALL + mono });

test("a wrong PIN is found at the very instant at which the next one is typed, and locks the keypad", () => {
  const core = new WatchedCore(
    initialState({ connectors: [one], access: "restricted", run: "r", rules: { pinTries: 1 } }),
  );
  const feed = (mono: number, body: EventBody) => core.take({ ...body, at: at(mono) });
  const pin = (name: string) =>
    ({ type: "presented", reader: "front", connectors: [one], credential: credential("pin", name) }) as const;
  feed(0, { type: "started" });
  feed(0, { type: "cloud-link", up: true });
  feed(0, pin("wrong"));
  feed(0, { type: "looked-up", request: 1, found: { cloud: null, local: null } });
  const { effects } = feed(3_000, pin("next"));
  expect(effects.filter(({ type }) => type === "look-up")).toEqual([]);
});

test("a credential is accepted at the very instant at which it is shown again and cannot be read", () => {
  const session = {
    id: "run0-1",
    connector: one,
    credential: BO,
    user: null,
    startedAt: WALL - 1,
    energyWh: 5,
    meterWs: 0,
    terms: LIST_TERMS,
  };
  const core = new WatchedCore(
    initialState({
      connectors: [one],
      access: "restricted",
      run: "r",
      rules: { anyoneStops: true, localPreAuthorize: false },
      sessions: [session],
      aliveBefore: WALL,
    }),
  );
  const feed = (mono: number, body: EventBody) => core.take({ ...body, at: at(mono) });
  const ann = {
    type: "presented",
    reader: "front",
    connectors: [one],
    credential: credential("card", "Ann"),
  } as const;
  feed(0, { type: "started" });
  feed(0, { type: "board-report", connector: one, report: report("B") });
  feed(0, { type: "cloud-link", up: true });
  feed(0, ann);
  feed(0, { type: "looked-up", request: 1, found: { cloud: ACTIVE, local: null } });
  feed(3_000, { ...ann, unusable: "random-uid" });
  expect(core.state.connectors[0]?.use.kind).toBe("finished");
});
