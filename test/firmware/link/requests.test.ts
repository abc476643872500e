import { describe, expect, test } from "vitest";
import { encodeMessage } from "../../../protocol/codec.ts";
import { downRequest } from "../../../protocol/request.ts";
import { LinkBench, TOPICS } from "./link-bench.ts";

const KEY = Buffer.from("0011223344556677", "hex");

/** A request as the cloud would send it; with `raw` whatever bytes it is to be. */
function request(bench: LinkBench, more: Record<string, unknown>): Buffer {
  const now = bench.clock.wall();
  const whole = { id: "r1", iat: now, exp: now + 10_000, op: "access", args: { access: "open" }, ...more };
  return encodeMessage({ ...downRequest, schema: downRequest.schema }, whole as never);
}

const send = async (bench: LinkBench, more: Record<string, unknown> = {}, retained = false) => {
  bench.broker.deliver(TOPICS.request, request(bench, more), retained);
  await bench.run();
};

describe("requests of the cloud", () => {
  test("A3: the access mode is switched, and answered", async () => {
    const bench = await new LinkBench().connect();
    await send(bench);
    expect(bench.told).toContainEqual(["access", "open"]);
    expect(bench.responses()).toEqual([{ id: "r1", status: "Accepted", data: {} }]);
  });

  test("B7: a start in the name of a card reaches the unit, and its outcome the cloud", async () => {
    const bench = await new LinkBench().connect();
    const credential = { kind: "card", key: KEY, id: "04…C3" };
    await send(bench, { id: "a", op: "start", args: { credential } });
    await send(bench, { id: "b", op: "start", args: { connector: 2, credential } });
    const named = { kind: "card", key: "0011223344556677", label: "04…C3" };
    expect(bench.told.filter(([what]) => what === "start")).toEqual([
      ["start", "a", null, named],
      ["start", "b", 2, named],
    ]);
    expect(bench.responses()).toEqual([]);
    bench.respond("a", { accepted: true, session: "s1" });
    bench.respond("b", { accepted: false, verdict: "Blocked", reason: "blocked" });
    await bench.run();
    expect(bench.responses()).toEqual([
      { id: "a", status: "Accepted", data: { session: "s1" } },
      { id: "b", status: "Rejected", data: { verdict: "Blocked", reason: "blocked" } },
    ]);
  });

  test("a stop may name its session", async () => {
    const bench = await new LinkBench().connect();
    await send(bench, { id: "a", op: "stop", args: { connector: 1 } });
    await send(bench, { id: "b", op: "stop", args: { connector: 1, session: "s" } });
    expect(bench.told.filter(([what]) => what === "stop")).toEqual([
      ["stop", "a", 1, null],
      ["stop", "b", 1, "s"],
    ]);
    bench.respond("a", { accepted: false, reason: "no-session" });
    await bench.run();
    expect(bench.responses()).toEqual([{ id: "a", status: "Rejected", data: { reason: "no-session" } }]);
  });

  test("H01: a reservation is for a credential or a group, at a connector or any, and each refusal has its own status", async () => {
    const bench = await new LinkBench().connect();
    const until = bench.clock.wall() + 600_000;
    const credential = { kind: "card", key: KEY, id: "04…C3" };
    await send(bench, { id: "a", op: "reserve", args: { id: 7, connector: 1, credential, until } });
    await send(bench, { id: "b", op: "reserve", args: { id: 0, group: "house-7", until } });
    await send(bench, { id: "c", op: "cancel-reservation", args: { id: 7 } });
    const named = { kind: "card", key: "0011223344556677", label: "04…C3" };
    expect(bench.told.slice(1)).toEqual([
      ["reserve", "a", { id: 7, connector: 1, holder: { kind: "credential", credential: named }, until }],
      ["reserve", "b", { id: 0, connector: null, holder: { kind: "group", group: "house-7" }, until }],
      ["cancel", "c", 7],
    ]);
    bench.respond("a", { accepted: false, status: "Occupied", reason: "connector-busy" });
    bench.respond("b", { accepted: true, session: null });
    bench.respond("c", { accepted: false, reason: "no-reservation" });
    await bench.run();
    expect(bench.responses()).toEqual([
      { id: "a", status: "Occupied", data: { reason: "connector-busy" } },
      { id: "b", status: "Accepted", data: {} },
      { id: "c", status: "Rejected", data: { reason: "no-reservation" } },
    ]);
  });

  test("A8: an enrolment window, a cleared cache and a refreshed card reach the unit", async () => {
    const bench = await new LinkBench().connect();
    const credential = { kind: "card", key: KEY, id: "04A1B2C3" };
    await send(bench, { id: "a", op: "enrol", args: { lasts: 60_000, window: "w1" } });
    await send(bench, { id: "b", op: "clear-cache", args: {} });
    await send(bench, { id: "c", op: "refresh", args: { credential, verdict: "Blocked" } });
    const answer = { verdict: "Accepted", group: "house-7", user: "ann" };
    await send(bench, { id: "d", op: "refresh", args: { credential, ...answer } });
    // What may not be shown is not taken over.
    const named = { kind: "card", key: "0011223344556677", label: "…" };
    expect(bench.told.slice(1)).toEqual([
      ["enrol", "a", 60_000, "w1"],
      ["clear-cache", "b"],
      ["refresh", "c", named, { verdict: "Blocked" }],
      ["refresh", "d", named, answer],
    ]);
  });

  test("a request of any kind is carried out once, and never when retained or expired", async () => {
    const bench = await new LinkBench().connect();
    const now = bench.clock.wall();
    const reserve = { op: "reserve", args: { id: 7, group: "house-7", until: now + 60_000 } };
    for (const [op, args] of [
      ["reserve", reserve.args],
      ["cancel-reservation", { id: 7 }],
      ["enrol", { lasts: 60_000 }],
      ["clear-cache", {}],
      ["refresh", { credential: { kind: "card", key: KEY, id: "04…C3" }, verdict: "Blocked" }],
    ] as const) {
      const told = bench.told.length;
      await send(bench, { id: `retained-${op}`, op, args }, true);
      await send(bench, { id: `expired-${op}`, op, args, iat: now - 20_000, exp: now });
      expect(bench.told.length).toBe(told);
      await send(bench, { id: op, op, args });
      await send(bench, { id: op, op, args });
      expect(bench.told.length).toBe(told + 1);
    }
  });

  test("a request that comes again is carried out once, and answered again", async () => {
    const bench = await new LinkBench().connect();
    await send(bench, { id: "a", op: "stop", args: { connector: 1 } });
    await send(bench, { id: "a", op: "stop", args: { connector: 1 } });
    expect(bench.told.filter(([what]) => what === "stop")).toHaveLength(1);
    bench.respond("a", { accepted: true, session: "s" });
    await send(bench, { id: "a", op: "stop", args: { connector: 1 } });
    expect(bench.told.filter(([what]) => what === "stop")).toHaveLength(1);
    expect(bench.responses()).toHaveLength(2);
  });

  test("is never obeyed when retained, when expired, or when it would live too long", async () => {
    const bench = await new LinkBench().connect();
    const now = bench.clock.wall();
    await send(bench, { id: "retained" }, true);
    await send(bench, { id: "expired", iat: now - 20_000, exp: now });
    await send(bench, { id: "long", iat: now, exp: now + 600_001 });
    await send(bench, { id: "backwards", iat: now, exp: now });
    expect(bench.told.filter(([what]) => what === "access")).toEqual([]);
    const codes = bench
      .responses()
      .map((response) => ["error" in response && response.error.code, response.id]);
    expect(codes).toEqual([
      ["REQUEST_EXPIRED", "expired"],
      ["REQUEST_LIFE", "long"],
      ["REQUEST_LIFE", "backwards"],
    ]);
    await send(bench, { id: "in time", iat: now, exp: now + 1 });
    await send(bench, { id: "just-in-time", iat: now - 5, exp: now + 1 });
    expect(bench.told.filter(([what]) => what === "access")).toHaveLength(1);
  });

  test("a request from the future is not obeyed: its ten minutes are those of the unit's clock", async () => {
    const bench = await new LinkBench().connect();
    const now = bench.clock.wall();
    await send(bench, { id: "later", iat: now + 3_600_000, exp: now + 3_605_000 });
    expect(bench.told.filter(([what]) => what === "access")).toEqual([]);
    expect(bench.responses()).toMatchObject([{ id: "later", error: { code: "REQUEST_LIFE" } }]);
    // What was refused is not remembered: at its time it is obeyed.
    await bench.run(3_601_000);
    await send(bench, { id: "later", iat: now + 3_600_000, exp: now + 3_605_000 });
    expect(bench.told.filter(([what]) => what === "access")).toHaveLength(1);
  });

  test("a request is remembered until it expires, however many malformed ones come between", async () => {
    const bench = await new LinkBench().connect();
    await send(bench, { id: "first" });
    for (let at = 0; at < 3_000; at += 1)
      bench.broker.deliver(TOPICS.request, request(bench, { id: `bad-${at}`, op: "explode" }));
    await send(bench, { id: "first" });
    expect(bench.told.filter(([what]) => what === "access")).toHaveLength(1);
  });

  test("more requests than anybody needs are refused, until they have expired", async () => {
    const bench = await new LinkBench().connect();
    for (let at = 0; at < 2_001; at += 1)
      bench.broker.deliver(TOPICS.request, request(bench, { id: `r-${at}` }));
    await bench.run();
    expect(bench.told.filter(([what]) => what === "access")).toHaveLength(2_000);
    expect(bench.responses().at(-1)).toMatchObject({ error: { code: "REQUEST_BUSY" } });
    await bench.run(10_000);
    await send(bench, { id: "again" });
    expect(bench.told.filter(([what]) => what === "access")).toHaveLength(2_001);
  });

  test("what may not be shown of a card does not come in by a request", async () => {
    const bench = await new LinkBench().connect();
    const credential = { kind: "card", key: KEY, id: "04A1B2C3" };
    await send(bench, { id: "a", op: "start", args: { credential } });
    expect(JSON.stringify(bench.told)).not.toContain("04A1B2C3");
  });

  test("what is malformed is refused by its id, and what has none is let be", async () => {
    const bench = await new LinkBench().connect();
    await send(bench, { id: "a", op: "explode" });
    await send(bench, { id: "b", op: "access", args: { access: "maybe" } });
    await send(bench, {
      id: "c",
      op: "start",
      args: { credential: { kind: "card", key: KEY.subarray(1), id: "x" } },
    });
    await send(bench, { id: "d", op: "reserve", args: { id: 7, until: 5 } });
    await send(bench, { id: "e", op: "refresh", args: { verdict: "Blocked" } });
    await send(bench, { id: "f", op: "enrol", args: { lasts: "60s" } });
    await send(bench, { id: undefined });
    bench.broker.deliver(TOPICS.request, Buffer.from("not cbor"));
    bench.broker.deliver(TOPICS.request, Buffer.alloc(5_000));
    await bench.run();
    expect(bench.told.filter(([what]) => what !== "link")).toEqual([]);
    expect(
      bench.responses().map((response) => ["error" in response && response.error.code, response.id]),
    ).toEqual([
      ["REQUEST_MALFORMED", "a"],
      ["REQUEST_MALFORMED", "b"],
      ["REQUEST_MALFORMED", "c"],
      ["REQUEST_MALFORMED", "d"],
      ["REQUEST_MALFORMED", "e"],
      ["REQUEST_MALFORMED", "f"],
    ]);
  });

  test("an answer that the broker did not take is given when it is back", async () => {
    const bench = await new LinkBench().connect();
    await send(bench, { id: "a", op: "stop", args: { connector: 1 } });
    bench.broker.disconnect();
    bench.respond("a", { accepted: true, session: "s" });
    await bench.run();
    expect(bench.responses()).toEqual([]);
    await bench.connect();
    expect(bench.responses()).toEqual([{ id: "a", status: "Accepted", data: { session: "s" } }]);
    bench.broker.disconnect();
    await bench.connect();
    expect(bench.responses()).toHaveLength(1);
  });
});
