import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CardAtTwoUnits, CardSessions } from "../../../cloud/units/card-sessions.ts";
import type { WireRecord } from "../../../protocol/journal.ts";

const CARD = { kind: "card", key: Buffer.from("0011223344556677", "hex"), id: "04…C3" } as const;
const OTHER = { ...CARD, key: Buffer.from("7766554433221100", "hex") };
const MINUTE = 60_000;

/** A day in minutes; what units say at this moment is `running`. */
function watching() {
  const running = new Set<string>();
  const sessions = new CardSessions((unit, session) => running.has(`${unit} ${session}`));
  let seq = 0;
  const record = (event: string, session: string, minute: number, more: Partial<WireRecord>): WireRecord => ({
    seq: ++seq,
    at: minute * MINUTE,
    event,
    session,
    connector: 1,
    credential: CARD,
    user: "ann",
    ...more,
  });
  const start = (unit: string, session: string, minute: number, more: Partial<WireRecord> = {}) =>
    sessions.take(unit, record("session-started", session, minute, more));
  const stop = (unit: string, session: string, minute: number, more: Partial<WireRecord> = {}) =>
    sessions.take(unit, record("session-stopped", session, minute, { reason: "Local", ...more }));
  return { running, sessions, start, stop };
}

const pairs = (findings: readonly CardAtTwoUnits[]) =>
  findings.map(({ sessions }) => sessions.map(({ unit, session }) => `${unit} ${session}`));

describe("a card at two units (rules §10: one of the two is a copy)", () => {
  test("a session that starts while the card's other one runs elsewhere is a finding, with both", () => {
    const { running, start } = watching();
    running.add("CG-1 a");
    expect(start("CG-1", "a", 0)).toEqual([]);
    expect(start("CG-2", "b", 30, { connector: 2 })).toEqual([
      {
        code: "card-at-two-units",
        credential: CARD,
        user: "ann",
        sessions: [
          { unit: "CG-1", session: "a", connector: 1, startedAt: 0 },
          { unit: "CG-2", session: "b", connector: 2, startedAt: 30 * MINUTE },
        ],
      },
    ]);
  });

  test("each pair is told once, however often more is heard; a third session is two pairs more", () => {
    const { running, sessions, start, stop } = watching();
    for (const one of ["CG-1 a", "CG-2 b", "CG-3 c"]) running.add(one);
    start("CG-1", "a", 0);
    expect(pairs(start("CG-2", "b", 30))).toEqual([["CG-1 a", "CG-2 b"]]);
    expect(start("CG-2", "b", 30)).toEqual([]);
    expect(sessions.heard("CG-1", ["a"])).toEqual([]);
    expect(pairs(start("CG-3", "c", 40))).toEqual([
      ["CG-1 a", "CG-3 c"],
      ["CG-2 b", "CG-3 c"],
    ]);
    for (const [unit, session] of [
      ["CG-1", "a"],
      ["CG-2", "b"],
      ["CG-3", "c"],
    ] as const)
      expect(stop(unit, session, 120)).toEqual([]);
  });

  test("one after the other, at one unit, of two cards, of a PIN or of nobody: nothing to tell", () => {
    const { running, start, stop } = watching();
    for (const one of ["CG-1 a", "CG-1 b", "CG-2 c", "CG-3 d", "CG-4 e", "CG-5 f", "CG-6 g"])
      running.add(one);
    const pin = { kind: "pin", key: Buffer.alloc(16), id: "#…" } as const;
    const told = [
      start("CG-1", "a", 0, { credential: OTHER }),
      start("CG-1", "b", 1),
      start("CG-1", "c", 2),
      stop("CG-1", "b", 10),
      stop("CG-1", "c", 10),
      start("CG-2", "c", 12),
      start("CG-3", "d", 12, { credential: pin }),
      start("CG-4", "e", 12, { credential: pin }),
      start("CG-5", "f", 12, { credential: null }),
      start("CG-6", "g", 12, { credential: null }),
    ];
    expect(told.flat()).toEqual([]);
  });

  test("a unit that is away proves nothing: whether its session still ran is seen when it is back", () => {
    const { running, sessions, start, stop } = watching();
    start("CG-1", "a", 0);
    running.add("CG-2 b");
    expect(start("CG-2", "b", 60)).toEqual([]);
    expect(stop("CG-1", "a", 30)).toEqual([]);
    // And here it had gone on.
    start("CG-3", "c", 0, { credential: OTHER });
    running.add("CG-4 d");
    expect(start("CG-4", "d", 60, { credential: OTHER })).toEqual([]);
    expect(pairs(stop("CG-3", "c", 90, { credential: OTHER }))).toEqual([["CG-3 c", "CG-4 d"]]);
    // And here it is back, and goes on.
    running.delete("CG-2 b");
    stop("CG-2", "b", 70);
    start("CG-5", "e", 100);
    running.add("CG-6 f");
    expect(start("CG-6", "f", 110)).toEqual([]);
    running.add("CG-5 e");
    expect(pairs(sessions.heard("CG-5", ["e"]))).toEqual([["CG-5 e", "CG-6 f"]]);
  });

  test("a session that is heard of only when both are over is told all the same", () => {
    const { start, stop } = watching();
    start("CG-2", "b", 60);
    stop("CG-2", "b", 120);
    expect(start("CG-1", "a", 30)).toEqual([]);
    expect(pairs(stop("CG-1", "a", 90))).toEqual([["CG-1 a", "CG-2 b"]]);
  });

  test("clocks that differ by a minute make no finding of a card that went from one unit to the next", () => {
    const { running, start, stop } = watching();
    start("CG-1", "a", 0);
    stop("CG-1", "a", 30);
    running.add("CG-2 b");
    expect(start("CG-2", "b", 29.1)).toEqual([]);
    expect(stop("CG-2", "b", 50)).toEqual([]);
  });

  test("a session that was lost with the power ended nobody knows when", () => {
    const { running, start, stop } = watching();
    start("CG-1", "a", 0);
    running.add("CG-2 b");
    start("CG-2", "b", 60);
    expect(stop("CG-1", "a", 600, { reason: "PowerLoss" })).toEqual([]);
  });

  test("records without a session, of sessions not begun, or ended twice, and any others, change nothing", () => {
    const { running, sessions, start, stop } = watching();
    running.add("CG-1 a");
    expect(stop("CG-1", "never", 5)).toEqual([]);
    start("CG-1", "a", 0);
    stop("CG-1", "a", 10);
    stop("CG-1", "a", 500);
    expect(start("CG-2", "b", 100)).toEqual([]);
    for (const event of ["session-resumed", "denied", "later"])
      expect(sessions.take("CG-3", { seq: 1, at: 5, event, credential: CARD, session: "a" })).toEqual([]);
    expect(sessions.take("CG-3", { seq: 1, at: 5, event: "session-started", credential: CARD })).toEqual([]);
    expect(sessions.heard("CG-9", ["a", "b"])).toEqual([]);
  });

  test("whoever makes up sessions and cards does not fill the memory: the newest count", () => {
    const { running, start } = watching();
    running.add("CG-1 first");
    start("CG-1", "first", 0);
    for (let n = 0; n < 20_000; n += 1) {
      const key = Buffer.alloc(8);
      key.writeUInt32BE(n + 1);
      start("CG-9", `s${n}`, 1, { credential: { ...CARD, key } });
    }
    // The first card is forgotten, and so it is not found any more.
    expect(start("CG-2", "b", 5)).toEqual([]);
    running.add("CG-2 b");
    for (let n = 0; n < 10; n += 1) start("CG-2", `more${n}`, 6 + n);
    expect(start("CG-1", "later", 50)).toEqual([]);
  });

  test("of one card the newest ten sessions count; an older one is heard of no more", () => {
    const { sessions, running, start, stop } = watching();
    start("CG-1", "a", 0);
    for (let n = 0; n < 10; n += 1) {
      start("CG-2", `b${n}`, 10 + n);
      stop("CG-2", `b${n}`, 200);
    }
    running.add("CG-1 a");
    expect(sessions.heard("CG-1", ["a"])).toEqual([]);
    expect(stop("CG-1", "a", 300)).toEqual([]);
  });

  test("whatever the order in which two units are heard, sessions that overlapped are one finding, others none", () => {
    const interval = fc.tuple(fc.nat(100), fc.integer({ min: 3, max: 50 }));
    fc.assert(
      fc.property(interval, interval, fc.nat(5), ([fromA, forA], [fromB, forB], mix) => {
        const { start, stop } = watching();
        const a = [() => start("CG-1", "a", fromA), () => stop("CG-1", "a", fromA + forA)];
        const b = [() => start("CG-2", "b", fromB), () => stop("CG-2", "b", fromB + forB)];
        // The six ways to mix two pairs.
        const order = [
          [a, a, b, b],
          [a, b, a, b],
          [a, b, b, a],
          [b, a, a, b],
          [b, a, b, a],
          [b, b, a, a],
        ][mix];
        const told = (order ?? []).flatMap((unit) => unit.shift()?.() ?? []);
        const both = Math.max(fromA, fromB);
        const margin = (from: number, end: number) => both === from || both + 1 < end;
        const overlapped = margin(fromA, fromA + forA) && margin(fromB, fromB + forB);
        expect(told).toHaveLength(overlapped ? 1 : 0);
      }),
    );
  });
});
