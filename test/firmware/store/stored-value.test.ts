import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { Session } from "../../../firmware/core/session.ts";
import {
  storedEntry,
  storedRecord,
  storedSession,
  storedUser,
  toStoredRecord,
} from "../../../firmware/store/stored-schema.ts";
import { decodeStored, encodeStored } from "../../../firmware/store/stored-value.ts";
import { connector, credential } from "./people.ts";

const text = fc.string({ unit: "binary", maxLength: 20 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const at = fc.integer({ min: 1, max: 16 }).map(connector);
const who = fc.integer({ min: 0, max: 1000 }).map(credential);
const entry = fc.record({
  status: fc.constantFrom("active" as const, "blocked" as const),
  expires: fc.option(number),
  user: fc.option(text),
});
const session: fc.Arbitrary<Session> = fc.record({
  id: text,
  connector: at,
  credential: fc.option(who),
  user: fc.option(text),
  startedAt: number,
  energyWh: fc.option(number),
  meterWs: fc.option(number),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ event: fc.constantFrom("plugged" as const, "unplugged" as const), connector: at }),
  fc.record(
    {
      event: fc.constant("denied" as const),
      connector: at,
      credential: who,
      reader: text,
      verdict: fc.constantFrom("Blocked" as const, "Timeout" as const),
      reason: fc.constantFrom("blocked" as const, "check-timeout" as const),
    },
    { requiredKeys: ["event", "credential", "reader", "verdict", "reason"] },
  ),
  fc.record({
    event: fc.constant("session-stopped" as const),
    connector: at,
    session: text,
    credential: fc.option(who),
    user: fc.option(text),
    reason: fc.constantFrom("Local" as const, "EVDisconnected" as const),
    stoppedBy: fc.option(who),
    energyWh: fc.option(number),
  }),
  fc.record({
    event: fc.constant("fault" as const),
    connector: at,
    code: fc.constant("board-lost" as const),
  }),
  fc.record({ event: fc.constantFrom("reader-lost" as const, "keypad-back" as const), reader: text }),
  fc.record({ event: fc.constantFrom("restarted" as const, "ready" as const) }),
);

describe("stored values", () => {
  test("A6: what is written is read back the same", () => {
    fc.assert(
      fc.property(text, entry, session, happening, number, (place, someEntry, someSession, event, time) => {
        const user = { ...someEntry, label: "04…C3", card: null };
        const record = toStoredRecord(time, event);
        const back = <T>(value: T, schema: Parameters<typeof decodeStored<T>>[2]) =>
          decodeStored(place, encodeStored(place, value), schema);
        expect(back(someEntry, storedEntry)).toEqual({ ok: true, value: someEntry });
        expect(back(user, storedUser)).toEqual({ ok: true, value: user });
        expect(back(someSession, storedSession)).toEqual({ ok: true, value: someSession });
        expect(back(record, storedRecord)).toEqual({ ok: true, value: record });
      }),
    );
  });

  test("A6: one wrong bit anywhere, a cut, or another place is never read as a value", () => {
    fc.assert(
      fc.property(entry, fc.nat(), fc.nat(), (value, bit, cut) => {
        const bytes = encodeStored("local-users/01", value);
        const wrong = Buffer.from(bytes);
        const index = (bit >> 3) % wrong.length;
        wrong[index] = (wrong[index] ?? 0) ^ (1 << (bit & 7));
        expect(decodeStored("local-users/01", wrong, storedEntry).ok).toBe(false);
        expect(decodeStored("local-users/01", bytes.subarray(0, cut % bytes.length), storedEntry).ok).toBe(
          false,
        );
        expect(decodeStored("local-users/02", bytes, storedEntry)).toEqual({ ok: false, why: "checksum" });
      }),
    );
  });

  test("A6: whatever the bytes, reading them gives a value or a reason, and never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(decodeStored("x", bytes, storedEntry).ok).toBe(false);
      }),
    );
  });

  test.each([
    ["an unknown word", { status: "on", expires: null, user: null }],
    ["a missing field", { status: "active", expires: null }],
    ["a field too many", { status: "active", expires: null, user: null, group: 1 }],
    ["another type", { status: "active", expires: "never", user: null }],
    ["null", null],
  ])("A6: sound bytes with %s have the wrong shape", (_, value) => {
    expect(decodeStored("x", encodeStored("x", value), storedEntry)).toEqual({
      ok: false,
      why: "wrong-shape",
    });
  });

  test("A6: a connector, digest or reason that cannot be is refused", () => {
    const read = (value: unknown) => decodeStored("x", encodeStored("x", value), storedRecord).ok;
    expect(read({ at: 1, happening: { event: "plugged", connector: 16 } })).toBe(true);
    expect(read({ at: 1, happening: { event: "plugged", connector: 17 } })).toBe(false);
    expect(read({ at: 1, happening: { event: "plugged", connector: 1.5 } })).toBe(false);
    expect(read({ at: 1, happening: { event: "unheard-of" } })).toBe(false);
    const denied = { event: "denied", reader: "front", verdict: "Blocked", reason: "blocked" };
    expect(read({ at: 1, happening: { ...denied, credential: credential(1) } })).toBe(true);
    expect(read({ at: 1, happening: { ...denied, credential: { ...credential(1), key: "04A1B2C3" } } })).toBe(
      false,
    );
    expect(read({ at: 1, happening: { ...denied, credential: credential(1), reason: "mood" } })).toBe(false);
    expect(read({ at: 1, happening: { ...denied, credential: credential(1), verdict: "toString" } })).toBe(
      false,
    );
  });
});
