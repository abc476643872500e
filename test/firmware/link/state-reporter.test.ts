import { describe, expect, test } from "vitest";
import type { Session } from "../../../firmware/core/session.ts";
import type { State } from "../../../firmware/core/state.ts";
import { StateReporter } from "../../../firmware/link/state-reporter.ts";
import { decodeMessage, encodeMessage } from "../../../protocol/codec.ts";
import { type UpState, upState } from "../../../protocol/state.ts";
import { session } from "../store/people.ts";
import { LinkBench, TOPICS } from "./link-bench.ts";

/** The state with a session that runs. */
function charging(state: State, more: Partial<Session> = {}): State {
  const running = { timeUpAt: null, interrupted: false, charged: true };
  const use = { kind: "session", session: session("s", 1, more), ...running } as const;
  return { ...state, connectors: state.connectors.map((connector) => ({ ...connector, use })) };
}

/** What was told last. */
function stateOf(bench: LinkBench): UpState {
  const state = bench.states().at(-1);
  if (!state) throw new Error("no state");
  return state;
}

describe("up/state", () => {
  test("is published retained at every connect, and says what the unit is", async () => {
    const bench = await new LinkBench().connect();
    expect(bench.broker.on(TOPICS.state)[0]?.retain).toBe(true);
    expect(bench.states()[0]).toMatchObject({
      online: true,
      software: "chargegate test",
      access: "restricted",
      connectors: [
        { id: 1, state: "unavailable", light: "off", contactor: "unknown", fault: null, session: null },
      ],
      list: { version: 0, count: 0 },
      clock: "unknown",
      lost: [],
    });
    expect(bench.states()[0]?.list.digest).toHaveLength(32);
    bench.broker.disconnect();
    await bench.connect();
    expect(bench.states()).toHaveLength(2);
  });

  test("says which readers and keypads are lost", async () => {
    const bench = await new LinkBench().connect();
    bench.lost.push({ kind: "reader", id: "front" });
    bench.link.changed(bench.state);
    await bench.run(20);
    expect(bench.states().map(({ lost }) => lost)).toEqual([[], ["front"]]);
  });

  test("follows each change once, changes that come together together, and nothing else", async () => {
    const bench = await new LinkBench().connect();
    bench.link.changed({ ...bench.state, access: "open" });
    bench.link.changed({ ...bench.state, access: "open", shutdown: true });
    await bench.run(100);
    expect(bench.states()).toHaveLength(2);
    expect(bench.states()[1]?.access).toBe("open");
    bench.link.changed({ ...bench.state, access: "open", shutdown: true });
    await bench.run(100);
    expect(bench.states()).toHaveLength(2);
  });

  test("energy alone is told once a minute, and with the next change", async () => {
    const bench = await new LinkBench().connect();
    bench.link.changed(charging(bench.state, { energyWh: 1 }));
    await bench.run(1_000);
    bench.link.changed(charging(bench.state, { energyWh: 2.345 }));
    await bench.run(1_000);
    expect(bench.states()).toHaveLength(2);
    await bench.run(60_000);
    expect(bench.states().map(({ connectors }) => connectors[0]?.session?.energyWh)).toEqual([
      undefined,
      1,
      2.3,
    ]);
  });

  test("design §4: tells whether the clock is right, with the next change; whoever is not told says that it is unknown", async () => {
    const bench = await new LinkBench().connect();
    expect(bench.states().at(-1)?.clock).toBe("unknown");
    bench.quality = "unsynchronized";
    bench.link.changed(bench.state);
    await bench.run(100);
    bench.quality = "synchronized";
    bench.link.changed(bench.state);
    await bench.run(100);
    expect(bench.states().map(({ clock }) => clock)).toEqual(["unknown", "unsynchronized", "synchronized"]);
    expect(bench.link.lastWill().payload).toEqual(
      encodeMessage(upState, { ...stateOf(bench), online: false, clock: "synchronized" }),
    );
    const { store, clock, broker: connection } = bench;
    const reporter = new StateReporter({
      connection,
      topic: "t",
      store,
      software: "s",
      clock,
      lost: () => [],
    });
    reporter.changed(bench.state);
    expect(decodeMessage(upState, reporter.payload(true))).toMatchObject({ message: { clock: "unknown" } });
  });

  test("the last will and the goodbye say offline, with everything else as it was", async () => {
    const bench = await new LinkBench().connect();
    const will = bench.link.lastWill();
    expect(will.topic).toBe(TOPICS.state);
    await bench.link.stop();
    expect(bench.states().at(-1)).toMatchObject({ online: false, connectors: [{ id: 1 }] });
    expect(
      Buffer.compare(will.payload, bench.broker.on(TOPICS.state).at(-1)?.payload ?? Buffer.alloc(0)),
    ).toBe(0);
    expect(bench.broker.stopped).toBe(true);
  });

  test("a last will of the connection before, published late, is set right; so is what somebody else has written there", async () => {
    const bench = await new LinkBench().connect();
    const [state] = bench.states();
    if (!state) throw new Error("no state");
    bench.broker.deliver(TOPICS.state, encodeMessage(upState, { ...state, online: false }), true);
    await bench.run(1_100);
    expect(bench.states()).toHaveLength(2);
    bench.broker.deliver(TOPICS.state, Buffer.from("nonsense"), true);
    await bench.run(1_100);
    expect(bench.states()).toHaveLength(3);
    bench.broker.deliver(TOPICS.state, encodeMessage(upState, { ...state, software: "forged" }), true);
    await bench.run(1_100);
    expect(bench.states()).toHaveLength(4);
    expect(bench.states().at(-1)).toEqual(state);
    bench.broker.deliver(TOPICS.state, encodeMessage(upState, state), true);
    await bench.run(1_100);
    expect(bench.states()).toHaveLength(4);
  });

  test("a connection that comes up while the unit stops is not told that it is online", async () => {
    const bench = await new LinkBench().connect();
    const stopped = bench.link.stop();
    bench.broker.disconnect();
    bench.broker.connect();
    await bench.run(2_000);
    await stopped;
    expect(bench.states().at(-1)?.online).toBe(false);
    bench.broker.grants = false;
    const asked = bench.broker.subscribed.size;
    await bench.run(100_000);
    expect(bench.broker.subscribed.size).toBe(asked);
  });

  test("a list that cannot be read is told as none, and the state all the same", async () => {
    const bench = await new LinkBench().connect();
    bench.store.cloudList = () => {
      throw new Error("a page is damaged");
    };
    bench.link.changed({ ...bench.state, access: "open" });
    await bench.run(100);
    expect(bench.states().at(-1)).toMatchObject({ access: "open", list: { version: 0, count: 0 } });
    await bench.link.stop();
  });

  test("a broker that grants nothing is asked again, and the unit is told of connections and losses", async () => {
    const bench = new LinkBench();
    bench.broker.grants = false;
    await bench.connect();
    await bench.record(1);
    expect(bench.journals()).toEqual([]);
    bench.broker.grants = true;
    await bench.run(10_000);
    expect(bench.journals()).toHaveLength(1);
    bench.broker.disconnect();
    expect(bench.told).toEqual([
      ["link", true],
      ["link", false],
    ]);
  });

  test("the cloud can be reached once the broker grants its topics, not before; one that never does is not told as lost", async () => {
    const bench = new LinkBench();
    bench.broker.grants = false;
    await bench.connect();
    expect(bench.told).toEqual([]);
    bench.broker.disconnect();
    expect(bench.told).toEqual([]);
    bench.broker.grants = true;
    await bench.connect();
    expect(bench.told).toEqual([["link", true]]);
  });

  test("a grant that comes when its connection is gone is none", async () => {
    const bench = new LinkBench();
    bench.broker.connect();
    bench.broker.disconnect();
    await bench.run();
    expect(bench.told).toEqual([]);
    bench.broker.connect();
    bench.broker.disconnect();
    bench.broker.connect();
    await bench.run();
    expect(bench.told).toEqual([["link", true]]);
  });
});
