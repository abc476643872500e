import { Encoder } from "cbor-x";
import { expect, test } from "vitest";
import { decodeMessage } from "../../protocol/codec.ts";
import { upJournal } from "../../protocol/journal.ts";

const cbor = new Encoder({ useRecords: false, variableMapSize: true });
const decode = (record: unknown) =>
  decodeMessage(upJournal, cbor.encode({ journal: "00000000000000aa", after: 0, records: [record] }));

test("a record with a field that is not as expected is kept without it: a journal never stands still for that", () => {
  const decoded = decode({
    seq: 1,
    at: 5,
    event: "denied",
    user: 5,
    energyWh: "much",
    reason: "blocked",
    later: 1,
  });
  expect(decoded.ok && decoded.message.records).toEqual([
    { seq: 1, at: 5, event: "denied", reason: "blocked", later: 1 },
  ]);
});

test("a record without its place, its time or its name is none", () => {
  for (const record of [
    { at: 5, event: "denied" },
    { seq: 0, at: 5, event: "denied" },
    { seq: 1, event: "denied" },
    { seq: 1, at: 5, event: "What?" },
  ])
    expect(decode(record)).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
});

test("the fields of every record are read as what they are", () => {
  const credential = { kind: "card", key: Buffer.alloc(8, 1), id: "04…C3" };
  const records = [
    { event: "enrolled", credential, reader: "front" },
    { event: "enrolled", credential, reader: "front", by: "cloud" },
    { event: "keypad-locked", reader: "front", tries: 5, until: 1_790_000_060_000 },
    { event: "reservation-ended", reservation: 7, connector: 1, status: "Used" },
    { event: "list-conflict", credential, verdict: "Blocked" },
    { event: "settings-changed", keys: ["rules.unknownOffline", "zone"] },
    { event: "session-refused", connector: 1, session: "s", verdict: "Expired" },
    { event: "finding", code: "pin-guessing", count: 12 },
  ];
  for (const record of records) {
    const whole = { seq: 1, at: 5, ...record };
    expect(decode(whole)).toEqual({
      ok: true,
      message: { journal: "00000000000000aa", after: 0, records: [whole] },
    });
  }
  const spoiled = decode({
    seq: 1,
    at: 5,
    event: "keypad-locked",
    tries: "many",
    until: -1,
    reservation: 1.5,
    status: {},
    keys: [1],
  });
  expect(spoiled.ok && spoiled.message.records).toEqual([{ seq: 1, at: 5, event: "keypad-locked" }]);
});
