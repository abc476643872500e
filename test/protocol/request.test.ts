import { Encoder } from "cbor-x";
import { describe, expect, test } from "vitest";
import { decodeMessage } from "../../protocol/codec.ts";
import { downRequest, upResponse } from "../../protocol/request.ts";

const cbor = new Encoder({ useRecords: false, variableMapSize: true });
const credential = { kind: "card", key: Buffer.from("0011223344556677", "hex"), id: "04…C3" };
const until = 1_790_000_000_000;

const request = (op: string, args: unknown) => {
  const message = { id: "r1", iat: 1, exp: 2, op, args };
  return [decodeMessage(downRequest, cbor.encode(message)), message] as const;
};

describe("down/request", () => {
  test.each([
    ["reserve", { id: 0, credential, until }],
    ["reserve", { id: 7, connector: 1, credential, until }],
    ["reserve", { id: 7, group: "house-7", until }],
    ["cancel-reservation", { id: 7 }],
    ["enrol", { lasts: 60_000 }],
    ["clear-cache", {}],
    ["refresh", { credential, verdict: "Blocked" }],
    ["refresh", { credential, verdict: "Accepted", group: "house-7", user: "ann" }],
  ])("%s with %j is one", (op, args) => {
    const [decoded, message] = request(op, args);
    expect(decoded).toEqual({ ok: true, message });
  });

  test.each([
    ["reserve", { id: 7, until }],
    ["reserve", { id: 7, credential, group: "house-7", until }],
    ["reserve", { id: -1, credential, until }],
    ["reserve", { id: 1.5, credential, until }],
    ["reserve", { id: 7, credential }],
    ["reserve", { id: 7, credential, until: -5 }],
    ["reserve", { id: 7, credential, until: 8.64e15 + 1 }],
    ["reserve", { id: 7, credential, until: "10m" }],
    ["reserve", { id: 7, connector: 0, credential, until }],
    ["reserve", { id: 7, connector: undefined, credential, until }],
    ["reserve", { id: 7, group: "", until }],
    ["reserve", { id: 7, group: "x".repeat(65), until }],
    ["reserve", { id: 7, credential: { ...credential, key: Buffer.alloc(7) }, until }],
    ["reserve", { id: 7, credential, until, later: 1 }],
    ["cancel-reservation", {}],
    ["cancel-reservation", { id: "7" }],
    ["cancel-reservation", { id: 7, connector: 1 }],
    ["enrol", {}],
    ["enrol", { lasts: -1 }],
    ["enrol", { lasts: 0.5 }],
    ["enrol", { lasts: 60_000, reader: "front" }],
    ["clear-cache", { all: true }],
    ["clear-cache", null],
    ["refresh", { credential }],
    ["refresh", { verdict: "Blocked" }],
    ["refresh", { credential, verdict: "Timeout" }],
    ["refresh", { credential, verdict: "Blocked", maxEnergyWh: 1 }],
    ["refresh", { credential: [credential], verdict: "Blocked" }],
    ["unlock", { connector: 1 }],
  ])("%s with %j is none", (op, args) => {
    expect(request(op, args)[0]).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
  });
});

describe("up/response", () => {
  test.each(["Accepted", "Rejected", "Occupied", "Faulted", "Unavailable"])("%s is a status", (status) => {
    const response = { id: "r1", status, data: { reason: "reserved" } };
    expect(decodeMessage(upResponse, cbor.encode(response))).toEqual({ ok: true, message: response });
  });

  test("any other is none, and an error is a rejection", () => {
    for (const response of [
      { id: "r1", status: "Perhaps", data: {} },
      { id: "r1", status: "Occupied", error: { code: "X", message: "x" } },
    ])
      expect(decodeMessage(upResponse, cbor.encode(response)).ok).toBe(false);
  });
});
