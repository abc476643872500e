import { describe, expect, test } from "vitest";
import { Malformed } from "../../../cloud/units/malformed.ts";
import { Requests } from "../../../cloud/units/requests.ts";
import type { Reach } from "../../../cloud/units/units.ts";
import { decodeMessage, encodeMessage } from "../../../protocol/codec.ts";
import { type DownRequest, downRequest, type UpResponse, upResponse } from "../../../protocol/request.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cloudClock, keptLog, randomBytesOf } from "../parts.ts";

const CARD = { kind: "card", key: new Uint8Array(8).fill(7), id: "04…C3" } as const;

function asked({ up = true, reach = "online" as Reach, delivered = true } = {}) {
  const virtual = new VirtualClock(1_000);
  const malformed = new Malformed(keptLog());
  const sent: { topic: string; request: DownRequest }[] = [];
  const requests = new Requests({
    link: {
      up,
      publish: async (topic, payload) => {
        const decoded = decodeMessage(downRequest, payload);
        if (decoded.ok) sent.push({ topic, request: decoded.message });
        return delivered;
      },
    },
    reach: () => reach,
    clock: cloudClock(virtual),
    random: randomBytesOf(1),
    malformed,
  });
  const answer = (response: UpResponse, unit = "CG-1") =>
    requests.take(unit, encodeMessage(upResponse, response));
  const idOf = (index = 0): string => sent[index]?.request.id ?? "none";
  return { virtual, malformed, sent, requests, answer, idOf };
}

describe("requests to units (design §4: down/request, up/response)", () => {
  test("an accepted request tells what the unit said", async () => {
    const { requests, sent, answer, idOf } = asked();
    const outcome = requests.request("CG-1", "start", { connector: 1, credential: CARD });
    expect(sent).toEqual([
      {
        topic: "chargegate/1/CG-1/down/request",
        request: {
          id: expect.stringMatching(/^[0-9a-f]{24}$/),
          op: "start",
          args: { connector: 1, credential: { ...CARD, key: Buffer.from(CARD.key) } },
          iat: 1_000,
          exp: 11_000,
        },
      },
    ]);
    answer({ id: idOf(), status: "Accepted", data: { session: "s1" } });
    expect(await outcome).toEqual({ status: "Accepted", data: { session: "s1" } });
  });

  test("a refusal is an outcome with its reason, and an error one with its code", async () => {
    const { requests, answer, idOf } = asked();
    const refused = requests.request("CG-1", "stop", { connector: 1 });
    const failed = requests.request("CG-1", "access", { access: "open" });
    answer({ id: idOf(1), status: "Rejected", error: { code: "REQUEST_EXPIRED", message: "too late" } });
    answer({ id: idOf(0), status: "Rejected", data: { reason: "no-session" } });
    expect(await refused).toEqual({ status: "Rejected", data: { reason: "no-session" } });
    expect(await failed).toEqual({ status: "Error", code: "REQUEST_EXPIRED", message: "too late" });
  });

  test("H01: a reservation is told by its own statuses; every operation goes out as it was asked", async () => {
    const { requests, sent, answer, idOf } = asked();
    const until = 60_000;
    const key = Buffer.from(CARD.key);
    const outcomes = [
      requests.request("CG-1", "reserve", { id: 7, connector: 1, credential: CARD, until }),
      requests.request("CG-1", "reserve", { id: 8, group: "house-7", until }),
      requests.request("CG-1", "reserve", { id: 9, group: "house-7", until }),
      requests.request("CG-1", "cancel-reservation", { id: 7 }),
      requests.request("CG-1", "enrol", { lasts: 60_000 }),
      requests.request("CG-1", "clear-cache", {}),
      requests.request("CG-1", "refresh", { credential: CARD, verdict: "Blocked", group: "house-7" }),
    ];
    expect(sent.map(({ request: { op, args } }) => [op, args])).toEqual([
      ["reserve", { id: 7, connector: 1, credential: { ...CARD, key }, until }],
      ["reserve", { id: 8, group: "house-7", until }],
      ["reserve", { id: 9, group: "house-7", until }],
      ["cancel-reservation", { id: 7 }],
      ["enrol", { lasts: 60_000 }],
      ["clear-cache", {}],
      ["refresh", { credential: { ...CARD, key }, verdict: "Blocked", group: "house-7" }],
    ]);
    const statuses = ["Occupied", "Faulted", "Unavailable", "Rejected"] as const;
    for (const [at] of outcomes.entries())
      answer({ id: idOf(at), status: statuses[at] ?? "Accepted", data: {} });
    expect((await Promise.all(outcomes)).map(({ status }) => status)).toEqual([
      ...statuses,
      "Accepted",
      "Accepted",
      "Accepted",
    ]);
  });

  test("to a unit that is known to be offline nothing is sent", async () => {
    const { requests, sent } = asked({ reach: "offline" });
    expect(await requests.request("CG-1", "stop", { connector: 1 })).toMatchObject({ code: "UNIT_OFFLINE" });
    expect(sent).toEqual([]);
  });

  test("to a unit of which nothing is known it is sent", async () => {
    const { requests, sent, answer, idOf } = asked({ reach: "unknown" });
    const outcome = requests.request("CG-1", "stop", { connector: 1 });
    expect(sent).toHaveLength(1);
    answer({ id: idOf(), status: "Accepted", data: {} });
    expect(await outcome).toEqual({ status: "Accepted", data: {} });
  });

  test("without a broker it is said at once", async () => {
    const { requests, sent } = asked({ up: false });
    expect(await requests.request("CG-1", "stop", { connector: 1 })).toMatchObject({ code: "CLOUD_OFFLINE" });
    expect(sent).toEqual([]);
  });

  test("I6: silence ends at the deadline, which is when the request expires; what comes later is ignored", async () => {
    const { requests, virtual, sent, answer, idOf } = asked();
    const outcome = requests.request("CG-1", "stop", { connector: 1 });
    const slow = requests.request("CG-1", "stop", { connector: 2 }, 30_000);
    virtual.advance(10_000);
    expect(await outcome).toMatchObject({ status: "Error", code: "NO_ANSWER" });
    answer({ id: idOf(), status: "Accepted", data: {} });
    answer({ id: idOf(1), status: "Accepted", data: {} });
    expect(await slow).toMatchObject({ status: "Accepted" });
    expect(sent.map(({ request: { iat, exp } }) => exp - iat)).toEqual([10_000, 30_000]);
  });

  test("lives ten minutes at most", () => {
    const { requests, sent } = asked();
    void requests.request("CG-1", "stop", { connector: 1 }, 3_600_000);
    expect(sent[0]?.request.exp).toBe(1_000 + 600_000);
  });

  test("one that was lost with the link is waited for all the same: the answer may come when it is back", async () => {
    const { requests, answer, idOf } = asked({ delivered: false });
    const outcome = requests.request("CG-1", "stop", { connector: 1 });
    await Promise.resolve();
    answer({ id: idOf(), status: "Accepted", data: {} });
    expect(await outcome).toMatchObject({ status: "Accepted" });
  });

  test("answers from another unit, to unknown ids, twice or malformed change nothing", async () => {
    const { requests, virtual, answer, idOf, malformed } = asked();
    const outcome = requests.request("CG-1", "stop", { connector: 1 });
    answer({ id: idOf(), status: "Accepted", data: {} }, "CG-2");
    answer({ id: "unknown", status: "Accepted", data: {} });
    requests.take("CG-1", Buffer.from([0xff, 1, 2]));
    requests.take("CG-1", Buffer.alloc(0));
    expect(malformed.count).toBe(2);
    answer({ id: idOf(), status: "Rejected", data: {} });
    answer({ id: idOf(), status: "Accepted", data: {} });
    virtual.advance(60_000);
    expect(await outcome).toEqual({ status: "Rejected", data: {} });
  });

  test("what is no request is not sent", async () => {
    const { requests, sent } = asked();
    for (const connector of [0, 1.5, 17])
      expect(await requests.request("CG-1", "stop", { connector })).toMatchObject({
        code: "REQUEST_MALFORMED",
        message: expect.stringContaining("args.connector"),
      });
    // What a caller could hand in that the compiler has not seen.
    const both = { id: 7, credential: CARD, group: "house-7", until: 60_000 } as never;
    for (const args of [both, { id: 7, group: "", until: 60_000 }, { id: -1, group: "x", until: 60_000 }])
      expect(await requests.request("CG-1", "reserve", args)).toMatchObject({
        code: "REQUEST_MALFORMED",
        message: expect.stringContaining("args"),
      });
    for (const unit of ["", "a/b", "+", "#", "list", "x".repeat(33)])
      expect(await requests.request(unit, "stop", { connector: 1 })).toMatchObject({
        code: "REQUEST_MALFORMED",
      });
    expect(sent).toEqual([]);
  });

  test("ids never repeat", () => {
    const { requests, sent } = asked();
    for (let n = 0; n < 500; n++) void requests.request("CG-1", "stop", { connector: 1 });
    expect(new Set(sent.map(({ request: { id } }) => id)).size).toBe(500);
  });

  test("a stop answers everybody", async () => {
    const { requests } = asked();
    const outcomes = [1, 2].map((connector) => requests.request("CG-1", "stop", { connector }));
    requests.stop();
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ code: "NO_ANSWER" });
  });
});
