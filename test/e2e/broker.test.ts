import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeMessage } from "../../protocol/codec.ts";
import { type UpState, upState } from "../../protocol/state.ts";
import { Charger } from "./charger.ts";
import { Mosquitto } from "./mosquitto.ts";
import { tools } from "./tools.ts";

const STATE = "chargegate/1/CG-0001/up/state";

describe.skipIf(tools.missing("mosquitto", "mosquitto_sub", "mosquitto_pub"))("a real broker", () => {
  let broker: Mosquitto;
  let charger: Charger;

  beforeAll(async () => {
    broker = await Mosquitto.start();
    charger = await Charger.start("{}", [`cloud: { url: "${broker.url}" }`]);
  });

  afterAll(async () => {
    await charger.end();
    await broker.end();
  });

  /** Waits for an `up/state` that is like this. */
  const states = () => broker.subscribe(STATE);
  const seen = (subscription: ReturnType<typeof states>, like: (state: UpState) => boolean, what: string) => {
    const from = subscription.messages.length;
    return subscription.next(
      ({ payload }) => {
        const state = decodeMessage(upState, payload);
        return state.ok && like(state.message) ? state.message : null;
      },
      what,
      from,
    );
  };

  test("the state is there, retained; after kill -9 its last will; after the restart the state again", async () => {
    const unit = await charger.unit();
    const subscription = states();
    const isReady = ({ connectors }: UpState) => connectors.some(({ light }) => light === "ready");
    const state = await seen(subscription, (told) => told.online && isReady(told), "state");
    expect(state.connectors).toEqual([
      { id: 1, state: "available", light: "ready", contactor: "open", fault: null, session: null },
    ]);
    expect(state.list).toMatchObject({ version: 0, count: 0 });
    const will = seen(subscription, ({ online }) => !online, "last will");
    await unit.kill("SIGKILL");
    expect((await will).online).toBe(false);
    const back = seen(subscription, ({ online }) => online, "return");
    const again = await charger.unit();
    expect((await back).connectors).toHaveLength(1);
    // Who comes later finds it, too.
    const late = states();
    const kept = await seen(late, ({ online }) => online, "retained state");
    expect(kept.online).toBe(true);
    expect(late.messages[0]?.retained).toBe(true);
    const bye = seen(subscription, ({ online }) => !online, "goodbye");
    await again.kill("SIGTERM");
    expect((await bye).online).toBe(false);
  });

  test("A6: the broker killed and restarted under a charging unit: it charges on, stops by card meanwhile, and is back", async () => {
    const unit = await charger.unit();
    await charger.until(async () => unit.names().includes("cloud-connected"), "connected");
    // Boards and readers first: the cloud stands in nobody's way.
    expect(unit.names().indexOf("ready")).toBeLessThan(unit.names().indexOf("cloud-connected"));
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await charger.contactor("closed");
    await broker.kill();
    await unit.event("cloud-lost");
    expect(await charger.contactorIs()).toBe("closed");
    await charger.tap("04A1B2C3");
    await charger.contactor("open");
    await unit.event("session-stopped", { reason: "Local" });
    await broker.up();
    await unit.event("cloud-connected");
    const state = await seen(states(), ({ online }) => online, "state after the restart");
    expect(state.connectors[0]).toMatchObject({ state: "finished", contactor: "open", session: null });
    await charger.board.do("unplug");
    await unit.kill("SIGTERM");
  });

  test("A6: a unit that finds no broker at its start works by itself, and connects when there is one", async () => {
    await broker.kill();
    const unit = await charger.unit();
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await charger.contactor("closed");
    expect(unit.names()).not.toContain("cloud-connected");
    await broker.up();
    await unit.event("cloud-connected");
    const state = await seen(states(), ({ online }) => online, "state");
    expect(state.connectors[0]).toMatchObject({ state: "charging", light: "charging", contactor: "closed" });
    expect(state.connectors[0]?.session).toMatchObject({ user: "ann", credential: { id: "04…C3" } });
    await charger.board.do("unplug");
    await unit.event("session-stopped", { reason: "EVDisconnected" });
    await unit.kill("SIGTERM");
  });
});
