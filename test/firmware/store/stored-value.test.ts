import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { CachedAnswer, ListEntry } from "../../../firmware/core/list-entry.ts";
import type { Reservation } from "../../../firmware/core/reservation.ts";
import { NO_TERMS, type Session, type Terms } from "../../../firmware/core/session.ts";
import { REASONS } from "../../../firmware/core/verdict.ts";
import { storedRecord, toStoredRecord } from "../../../firmware/store/stored-record.ts";
import {
  plainEntry,
  storedAnswer,
  storedEntry,
  storedList,
  storedPerson,
  storedReservations,
  storedSession,
  storedUser,
} from "../../../firmware/store/stored-schema.ts";
import { decodeStored, encodeStored } from "../../../firmware/store/stored-value.ts";
import {
  connector,
  credential,
  entry as entryOf,
  fullEntry,
  person,
  session as sessionOf,
} from "./people.ts";

const text = fc.string({ unit: "binary", maxLength: 20 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const at = fc.integer({ min: 1, max: 16 }).map(connector);
const who = fc.integer({ min: 0, max: 1000 }).map(credential);
const texts = fc.array(text, { maxLength: 3 });
const everything: { readonly [K in keyof Required<ListEntry>]: fc.Arbitrary<Required<ListEntry>[K]> } = {
  status: fc.constantFrom("active", "blocked"),
  expires: fc.option(number),
  user: fc.option(text),
  from: number,
  windows: texts,
  chargers: texts,
  connectors: fc.array(at, { maxLength: 3 }),
  group: text,
  master: fc.constant(true),
  owner: fc.constant(true),
  uses: fc.nat(),
  maxEnergyWh: number,
  maxTime: number,
};
const entry: fc.Arbitrary<ListEntry> = fc.record(everything, { requiredKeys: ["status", "expires", "user"] });
const terms: fc.Arbitrary<Terms> = fc.record({
  by: fc.option(fc.constantFrom("local", "list", "cache", "cloud", "offline", "remote")),
  group: fc.option(text),
  maxEnergyWh: fc.option(number),
  maxTime: fc.option(number),
  until: fc.option(number),
  confirm: fc.boolean(),
  refusedAtWh: fc.option(number),
});
const answer: fc.Arbitrary<CachedAnswer> = fc.record(
  { verdict: fc.constantFrom("Accepted", "Blocked", "NoCredit"), group: text, user: text, updated: number },
  { requiredKeys: ["verdict", "updated"] },
);
const reservation: fc.Arbitrary<Reservation> = fc.record({
  id: fc.nat(),
  connector: fc.option(at),
  holder: fc.oneof(
    fc.record({ kind: fc.constant("credential"), credential: who }),
    fc.record({ kind: fc.constant("group"), group: text }),
  ),
  until: number,
});
const session: fc.Arbitrary<Session> = fc.record({
  id: text,
  connector: at,
  credential: fc.option(who),
  user: fc.option(text),
  startedAt: number,
  energyWh: fc.option(number),
  meterWs: fc.option(number),
  terms,
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
  fc.record(
    {
      event: fc.constant("enrolled" as const),
      credential: who,
      reader: text,
      by: fc.constantFrom("unit" as const, "cloud" as const),
    },
    { requiredKeys: ["event", "credential", "reader"] },
  ),
  fc.record({
    event: fc.constant("enrolment-opened" as const),
    by: fc.constantFrom("unit" as const, "cloud" as const),
  }),
  fc.record({ event: fc.constant("enrolment-closed" as const) }),
  fc.record({
    event: fc.constant("keypad-locked" as const),
    reader: text,
    tries: fc.nat(),
    until: number,
  }),
  fc.record(
    {
      event: fc.constant("reservation-ended" as const),
      reservation: fc.nat(),
      connector: at,
      status: fc.constantFrom("Used" as const, "Expired" as const, "Cancelled" as const),
    },
    { requiredKeys: ["event", "reservation", "status"] },
  ),
  fc.record({ event: fc.constant("settings-changed" as const), keys: fc.array(text) }),
  fc.record({
    event: fc.constant("list-conflict" as const),
    credential: who,
    verdict: fc.constantFrom("Accepted" as const, "NotAtThisLocation" as const),
  }),
  fc.record({
    event: fc.constant("session-refused" as const),
    connector: at,
    session: text,
    verdict: fc.constant("NoCredit" as const),
  }),
  fc.record({
    event: fc.constant("finding" as const),
    code: fc.constantFrom("burst-of-refusals" as const, "pin-guessing" as const),
    count: fc.nat(),
  }),
  fc.record({
    event: fc.constantFrom("clock-trusted" as const, "clock-untrusted" as const),
  }),
);

describe("stored values", () => {
  test("A6: what is written is read back the same", () => {
    fc.assert(
      fc.property(text, entry, session, happening, number, (place, someEntry, someSession, event, time) => {
        const user = { ...someEntry, label: "04…C3", card: null };
        const theirs = { ...user, user: null, person: person(1, "Ann").id };
        const { id: _, ...somebody } = person(1, place, { lastName: place });
        const record = toStoredRecord({ at: time, happening: event });
        const back = <T>(value: T, schema: Parameters<typeof decodeStored<T>>[2]) =>
          decodeStored(place, encodeStored(place, value), schema);
        expect(back(someEntry, storedEntry)).toEqual({ ok: true, value: someEntry });
        expect(back(user, storedUser)).toEqual({ ok: true, value: user });
        expect(back(theirs, storedUser)).toEqual({ ok: true, value: theirs });
        expect(back(somebody, storedPerson)).toEqual({ ok: true, value: somebody });
        expect(back(plainEntry(someEntry), storedEntry)).toEqual({ ok: true, value: someEntry });
        expect(back(someSession, storedSession)).toEqual({ ok: true, value: someSession });
        expect(back(record, storedRecord)).toEqual({ ok: true, value: record });
      }),
    );
    fc.assert(
      fc.property(answer, fc.array(reservation, { maxLength: 3 }), (someAnswer, some) => {
        const back = <T>(value: T, schema: Parameters<typeof decodeStored<T>>[2]) =>
          decodeStored("x", encodeStored("x", value), schema);
        expect(back(someAnswer, storedAnswer)).toEqual({ ok: true, value: someAnswer });
        expect(back(some, storedReservations)).toEqual({ ok: true, value: some });
      }),
    );
  });

  test("A6: an entry that limits nothing takes no byte more than its status, expiry and user", () => {
    const bytes = encodeStored("x", plainEntry(Object.assign(entryOf("ann"), { card: "04A1B2C3" })));
    expect(bytes.toString("utf8", 5)).toBe('{"status":"active","expires":null,"user":"ann"}');
    expect(JSON.parse(encodeStored("x", plainEntry(fullEntry)).toString("utf8", 5))).toEqual(fullEntry);
  });

  test("A6: what earlier versions have stored is read as they meant it", () => {
    const read = <T>(value: unknown, schema: Parameters<typeof decodeStored<T>>[2]) =>
      decodeStored("x", encodeStored("x", value), schema);
    const { terms: _, ...older } = sessionOf("a", 1);
    expect(read(older, storedSession)).toEqual({
      ok: true,
      value: { ...older, terms: { ...NO_TERMS, by: "list" } },
    });
    const open = { ...older, credential: null, user: null };
    expect(read(open, storedSession)).toEqual({ ok: true, value: { ...open, terms: NO_TERMS } });
    const head = { version: 4, count: 2, half: 1 };
    expect(read(head, storedList)).toEqual({ ok: true, value: head });
    const bare = { status: "active", expires: null, user: "ann" };
    expect(read(bare, storedEntry)).toEqual({ ok: true, value: bare });
    const user = { ...bare, label: "04…C3", card: null };
    expect(read(user, storedUser)).toEqual({ ok: true, value: user });
  });

  test("A6: a refusal is read back whatever its reason", () => {
    for (const reason of Object.keys(REASONS)) {
      const happening = { event: "denied", reader: "front", credential: credential(1), verdict: "Invalid" };
      const read = decodeStored(
        "x",
        encodeStored("x", { at: 1, happening: { ...happening, reason } }),
        storedRecord,
      );
      expect(read.ok).toBe(true);
    }
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
    ["a master that is none", { status: "active", expires: null, user: null, master: false }],
    ["a connector that cannot be", { status: "active", expires: null, user: null, connectors: [17] }],
    ["another type", { status: "active", expires: "never", user: null }],
    ["null", null],
  ])("A6: sound bytes with %s have the wrong shape", (_, value) => {
    expect(decodeStored("x", encodeStored("x", value), storedEntry)).toEqual({
      ok: false,
      why: "wrong-shape",
    });
  });

  test("D2: a person's id that cannot be, and a person who is neither blocked nor not, have the wrong shape", () => {
    const isRead = (value: unknown, schema: Parameters<typeof decodeStored>[2]) =>
      decodeStored("x", encodeStored("x", value), schema).ok;
    const user = { ...entryOf("ann"), user: null, label: "04…C3", card: null };
    expect(isRead({ ...user, person: "00000000000000aa" }, storedUser)).toBe(true);
    for (const wrong of ["00000000000000AA", "aa", "", null, 7])
      expect(isRead({ ...user, person: wrong }, storedUser)).toBe(false);
    expect(isRead({ firstName: "Ann", lastName: "" }, storedPerson)).toBe(false);
    expect(isRead({ firstName: "Ann", lastName: "", blocked: "no" }, storedPerson)).toBe(false);
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
