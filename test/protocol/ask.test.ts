import { Encoder } from "cbor-x";
import { describe, expect, test } from "vitest";
import type { CloudAnswer } from "../../firmware/core/list-entry.ts";
import { cloudVerdict, downAnswer, upAsk } from "../../protocol/ask.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";

const cbor = new Encoder({ useRecords: false, variableMapSize: true });
const CARD = { kind: "card" as const, key: Buffer.from("0011223344556677", "hex"), id: "04…C3" };
const ASK = { id: "q1", credential: CARD, within: 3_000 };

const ask = (message: unknown) => decodeMessage(upAsk, cbor.encode(message));
const answer = (message: unknown) => decodeMessage(downAnswer, cbor.encode(message));

describe("up/ask", () => {
  test("a question names a credential, how long the unit waits, and perhaps a connector", () => {
    expect(ask(ASK)).toEqual({ ok: true, message: ASK });
    expect(ask({ ...ASK, connector: 2 })).toEqual({ ok: true, message: { ...ASK, connector: 2 } });
  });

  test("keys that a later unit may add are ignored", () => {
    expect(ask({ ...ASK, later: 1 })).toEqual({ ok: true, message: ASK });
  });

  test.each([
    ["no id", { ...ASK, id: undefined }],
    ["an id that is none", { ...ASK, id: "a b" }],
    ["an endless id", { ...ASK, id: "x".repeat(65) }],
    ["no credential", { ...ASK, credential: null }],
    ["a key of another length", { ...ASK, credential: { ...CARD, key: Buffer.alloc(7) } }],
    ["a card's number", { ...ASK, credential: { ...CARD, key: "04A1B2C3" } }],
    ["a kind that is none", { ...ASK, credential: { ...CARD, kind: "face" } }],
    ["no deadline", { ...ASK, within: undefined }],
    ["a deadline of nothing", { ...ASK, within: 0 }],
    ["a deadline of hours", { ...ASK, within: 3_600_000 }],
    ["a connector that no unit has", { ...ASK, connector: 17 }],
    ["an undefined connector", { ...ASK, connector: undefined }],
    ["no map", [ASK]],
  ])("%s is no question", (_, message) => {
    expect(ask(message)).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
  });
});

describe("down/answer", () => {
  test("says every verdict that the core takes from a cloud, and no other", () => {
    const verdicts: Record<CloudAnswer["verdict"], true> = {
      Accepted: true,
      Blocked: true,
      ConcurrentTx: true,
      Expired: true,
      Invalid: true,
      NoCredit: true,
      NotAllowedTypeEVSE: true,
      NotAtThisLocation: true,
      NotAtThisTime: true,
      Unknown: true,
    };
    expect(cloudVerdict.options.toSorted()).toEqual(Object.keys(verdicts).toSorted());
    for (const verdict of cloudVerdict.options)
      expect(answer({ id: "q1", verdict })).toEqual({ ok: true, message: { id: "q1", verdict } });
  });

  test("is read strictly: what is not known could be a limit", () => {
    for (const message of [
      { id: "q1", verdict: "Accepted", maxEnergyWh: 5 },
      { id: "q1", verdict: "Timeout" },
      { id: "q1", verdict: "accepted" },
      { id: "q1", verdict: 1 },
      { verdict: "Accepted" },
      { id: "q1", verdict: "Accepted", group: "" },
      { id: "q1", verdict: "Accepted", group: "x".repeat(65) },
      { id: "q1", verdict: "Accepted", group: null },
      { id: "q1", verdict: "Accepted", user: "x".repeat(201) },
      { id: "q1", verdict: "Accepted", user: undefined },
    ])
      expect(answer(message)).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
  });

  test("the longest of everything fits, whatever its letters", () => {
    const longest = {
      id: "x".repeat(64),
      verdict: "NotAllowedTypeEVSE" as const,
      group: "充".repeat(64),
      user: "充".repeat(200),
    };
    expect(decodeMessage(downAnswer, encodeMessage(downAnswer, longest))).toEqual({
      ok: true,
      message: longest,
    });
    const asked = { ...ASK, id: "x".repeat(64), credential: { ...CARD, id: "充".repeat(64) } };
    expect(encodeMessage(upAsk, asked).length).toBeLessThan(upAsk.limit);
  });
});
