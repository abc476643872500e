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
