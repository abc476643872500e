import { describe, expect, test } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import type { Effect } from "../../../firmware/core/events.ts";
import type { Found } from "../../../firmware/core/list-entry.ts";
import type { Reservation } from "../../../firmware/core/reservation.ts";
import type { BenchOptions, CoreRun } from "./bench.ts";
import { ACTIVE, ANN, BLOCKED, BO, credential, LISTED, STRANGER, UNLISTED, WALL } from "./samples.ts";
import {
  adding,
  again,
  answer,
  asked,
  asking,
  both,
  type Case,
  change,
  charging,
  connector,
  type Mistake,
  other,
  recoverable,
  remoteStart,
  reviewing,
  reviewingBeforePlug,
  saving,
  says,
  shows,
  spoil,
  start,
  stop,
  tick,
  unchanged,
  used,
  waiting,
  without,
} from "./spoiled-step.ts";

const PIN = credential("pin", "1234");
const forAnn: Reservation = {
  id: 1,
  connector,
  holder: { kind: "credential", credential: ANN },
  until: WALL + 600_000,
};
const anyForAnn: Reservation = { ...forAnn, connector: null };
const forGroup: Reservation = { ...forAnn, holder: { kind: "group", group: "A" } };
const OFFLINE_UNKNOWN: BenchOptions = { rules: { unknownOffline: "accept" } };

const reserved = (reservation: Reservation) => (run: CoreRun) => run.reserve(reservation);

/** The lists are asked about Bo where something is reserved. */
const askingWhereReserved = (reservation: Reservation) => (run: CoreRun) => {
  run.lookUps = "never";
  return run.reserve(reservation).plug().pass(500).tap(BO);
};

/** A step in which nothing happens but that somebody starts. */
const starts =
  (who: Credential | null): Mistake =>
  (_, before) => ({ state: before, effects: [start(who)] });

/** Somebody starts whom the lists find so. */
const unfit = (found: Found, options: BenchOptions = {}, lead = asking(), weekMinute?: number): Case => ({
  says: "I5 run1-9 starts without an authorization of its own",
  options,
  lead,
  event: { type: "looked-up", request: 1, found, ...(weekMinute !== undefined && { weekMinute }) },
  mistake: starts(ANN),
});

/** Those are still waiting for a plug who have been. */
const keepsWaiting: Mistake = ({ state, effects }, { pending }) => ({
  state: { ...state, pending },
  effects,
});

const ended = (status: "Used" | "Expired" | "Cancelled"): Mistake =>
  both(
    adding({ type: "announce", happening: { event: "reservation-ended", reservation: 1, status } }),
    ({ state, effects }) => ({ state: { ...state, reservations: [] }, effects }),
  );

const shut = (reader: string): Effect => ({
  type: "announce",
  happening: { event: "denied", credential: PIN, reader, verdict: "Invalid", reason: "keypad-locked" },
});

/** Wrong PINs are written as something else, or not at all. */
const counting =
  (changed: (effect: Effect) => readonly Effect[]): Mistake =>
  ({ state, effects }) => ({
    state,
    effects: effects.flatMap((effect) =>
      effect.type === "write" && effect.lockout ? changed(effect) : [effect],
    ),
  });

/** As many unknown cards have charged as may while nobody can be asked, and one more is shown. */
const tooMany = (run: CoreRun) => {
  for (let card = 1; card <= 10; card += 1)
    run
      .plug()
      .tap(credential("card", `Unknown ${card}`))
      .pass(100)
      .unplug();
  run.lookUps = "never";
  return run.plug().tap(STRANGER);
};

const cached = { verdict: "Accepted", updated: WALL - 1_000 } as const;
const askedCloud = (run: CoreRun) => {
  run.cloudAnswers = "never";
  return run.link(true).plug().pass(500).tap(PIN);
};
const cases: Case[] = [
  {
    says: "I3 an unasked looked-up changed something",
    lead: waiting,
    event: { type: "looked-up", request: 77, found: LISTED },
    mistake: adding(start(ANN)),
  },
  {
    says: "I3 an unasked saved changed something",
    lead: waiting,
    event: { type: "saved", request: 77 },
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I3 run1-9 starts without an authorization of its own",
    lead: (run) => asking()(run).unplug().plug(),
    event: answer(LISTED),
    mistake: adding(start(ANN)),
  },
  {
    says: "I3 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer(LISTED),
    mistake: adding(start(ANN)),
    wait: 2_000,
  },
  {
    says: "I3 a look-up that nobody asked for",
    lead: waiting,
    event: tick,
    mistake: adding({ type: "look-up", request: 9, credential: ANN }),
  },
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: waiting,
    event: tick,
    mistake: adding(start(STRANGER)),
  },
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: charging,
    event: tick,
    mistake: adding(start(ANN)),
  },
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: (run) => run.tap(ANN),
    event: tick,
    mistake: adding(start(ANN)),
    wait: 60_000,
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: shows(BO),
    mistake: change({ permitted: false }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: shows(credential("pin", "Ann")),
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: { type: "presented", reader: "elsewhere", connectors: [], credential: ANN },
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: asking(STRANGER),
    event: answer(UNLISTED),
    mistake: adding(start(STRANGER)),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer({ local: ACTIVE, cloud: { ...ACTIVE, status: "blocked" } }),
    mistake: adding(start(ANN)),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer({ local: { ...ACTIVE, expires: 0 }, cloud: null }),
    mistake: adding(start(ANN)),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: remoteStart,
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: { type: "list-changed" },
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: reviewing,
    event: again(LISTED),
    mistake: change({ permitted: false }),
  },
  {
    says: "I5 a credential changed another's session at 2",
    options: { connectors: 2 },
    lead: (run) =>
      reviewing(
        run
          .plug(2)
          .tap(BO, { at: [2] })
          .pass(500),
      ),
    event: again(BLOCKED, 5),
    mistake: change({ use: { kind: "finished" } }, other),
  },
  {
    says: "I5 goes on though its credential is refused: 1",
    lead: reviewing,
    event: again(BLOCKED),
    mistake: unchanged,
  },
  {
    says: "I5 goes on though its credential is refused: 1",
    options: { connectors: 2 },
    lead: (run) =>
      reviewing(
        run
          .plug(2)
          .tap(BO, { at: [2] })
          .pass(500),
      ),
    event: again(BLOCKED, 5),
    mistake: unchanged,
  },
  {
    says: "I5 goes on though its credential is refused: 1",
    lead: (run) => reviewingBeforePlug(run).plug(),
    event: again(BLOCKED, 2),
    mistake: unchanged,
  },
  {
    says: "I5 waits for a plug though it is refused",
    lead: reviewingBeforePlug,
    event: again(BLOCKED, 2),
    mistake: unchanged,
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: (run) => reviewingBeforePlug(run).feed({ type: "looked-up", request: 2, found: BLOCKED }),
    event: tick,
    mistake: adding(start(ANN)),
  },
  {
    says: "I10 an event at 2 changed 1",
    options: { connectors: 2 },
    lead: charging,
    event: { type: "remote-stop", request: asked, connector: other, session: null },
    mistake: change({ permitted: false }),
  },
  {
    says: "I8 stopped by another credential: run1-1",
    lead: charging,
    event: shows(credential("pin", "Ann")),
    mistake: adding(stop("run1-1", credential("pin", "Ann"))),
  },
  {
    says: "I10 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer(null),
    mistake: adding(start(ANN)),
  },
  {
    says: "I10 an event at 2 changed 1",
    options: { connectors: 2 },
    lead: (run) => charging(run),
    event: { type: "board-lost", connector: other },
    mistake: change({ permitted: false }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: saving,
    event: shows(BO),
    mistake: used(1, (use) => ({ ...use, cancelled: { reason: "Other", by: null, reopen: true } })),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: saving,
    event: shows(BO),
    mistake: change({ use: { kind: "none" } }),
  },
  {
    says: "I8 cancelled by another credential: run1-1",
    lead: saving,
    event: shows(BO),
    mistake: used(1, (use) => ({ ...use, cancelled: { reason: "Local", by: BO, reopen: false } })),
  },
  {
    says: "I5 a credential changed another's session at 1",
    options: recoverable,
    lead: (run) => run.feed({ type: "started" }),
    event: shows(BO),
    mistake: change({ use: { kind: "none" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    options: recoverable,
    lead: (run) => run.feed({ type: "started" }),
    event: shows(BO),
    mistake: used(1, (use) =>
      use.kind === "recovering"
        ? { ...use, session: { ...use.session, terms: { ...use.session.terms, refusedAtWh: 0 } } }
        : use,
    ),
  },
  {
    says: "I10 an event at 2 changed 1",
    options: { connectors: 2 },
    lead: saving,
    event: { type: "board-lost", connector: other },
    mistake: used(1, (use) => ({ ...use, cancelled: { reason: "Other", by: null, reopen: true } })),
  },
  {
    says: "I4 run1-9 starts where it is reserved for another",
    lead: askingWhereReserved(forAnn),
    event: answer(LISTED),
    mistake: starts(BO),
  },
  {
    says: "I4 run1-9 starts where it is reserved for another",
    lead: askingWhereReserved(forGroup),
    event: answer({ cloud: { ...ACTIVE, group: "B" }, local: null }),
    mistake: starts(BO),
  },
  {
    says: "I4 run1-9 starts where it is reserved for another",
    lead: askingWhereReserved(anyForAnn),
    event: answer(LISTED),
    mistake: starts(BO),
  },
  {
    says: "I4 run1-9 starts where it is reserved for another",
    lead: (run) => askingWhereReserved(forAnn)(run).access("open"),
    event: tick,
    mistake: starts(null),
  },
  {
    says: "I4 a reservation was lost: 1",
    lead: reserved(forAnn),
    event: tick,
    mistake: ({ state, effects }) => ({ state: { ...state, reservations: [] }, effects }),
  },
  {
    says: "I4 a reservation ended, and was not Expired: 1",
    lead: reserved(forAnn),
    event: tick,
    mistake: ended("Expired"),
  },
  {
    says: "I4 a reservation ended, and was not Cancelled: 1",
    lead: reserved(forAnn),
    event: { type: "cancel-reservation", request: asked, id: 2 },
    mistake: ended("Cancelled"),
  },
  ...(
    [
      [forAnn, ANN],
      [anyForAnn, BO],
    ] as const
  ).map(
    ([reservation, who]): Case => ({
      says: "I4 a reservation ended, and was not Used: 1",
      options: { connectors: 2 },
      lead: (run) => {
        run.saves = "never";
        return run
          .reserve(reservation)
          .plug(2)
          .tap(who, { at: [2] });
      },
      event: { type: "saved", request: 2 },
      mistake: ended("Used"),
    }),
  ),
  {
    says: "I5 waits for a plug though it is refused",
    lead: (run) => {
      run.tap(ANN).lookUps = "never";
      return run.tap(ANN);
    },
    event: { type: "looked-up", request: 2, found: BLOCKED },
    mistake: keepsWaiting,
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: (run) => {
      run.tap(ANN).listed.set(ANN.key, BLOCKED);
      return run.tap(ANN);
    },
    event: says("C"),
    mistake: adding(start(ANN)),
  },
  {
    says: "I5 waits for a plug though the cloud refuses it",
    lead: (run) => {
      run.listed.set(ANN.key, { cloud: ACTIVE, local: null });
      return run.tap(ANN);
    },
    event: { type: "refresh", request: asked, credential: ANN, answer: { verdict: "Blocked" } },
    mistake: keepsWaiting,
  },
  {
    says: "I5 the cloud's refusal is not held against 1",
    lead: (run) => {
      run.listed.set(ANN.key, { cloud: ACTIVE, local: null });
      return saving(run);
    },
    event: { type: "refresh", request: asked, credential: ANN, answer: { verdict: "Blocked" } },
    mistake: unchanged,
  },
  {
    says: "I5 the cloud's refusal is not held against 1",
    lead: (run) => {
      run.cloudAnswers = "never";
      run.listed.set(ANN.key, { cloud: ACTIVE, local: null });
      return charging(run.link(true));
    },
    event: { type: "answered", request: 3, answer: { verdict: "Blocked" } },
    mistake: unchanged,
  },
  unfit({ cloud: null, local: { ...ACTIVE, from: WALL + 60_000 } }),
  unfit({ cloud: { ...ACTIVE, from: WALL + 60_000 }, local: ACTIVE }),
  unfit({ cloud: { ...ACTIVE, windows: ["Mon-Fri 09:00-17:00"] }, local: null }, {}, asking(), 480),
  unfit({ cloud: { ...ACTIVE, windows: ["Mon-Fri 07:00-08:00"] }, local: null }, {}, asking(), 480),
  unfit({ cloud: { ...ACTIVE, windows: ["Tue,Sat-Sun 07:00-17:00"] }, local: null }, {}, asking(), 480),
  unfit({ cloud: { ...ACTIVE, windows: ["Mon 22:00-09:00"] }, local: null }, {}, asking(), 480),
  unfit({ cloud: { ...ACTIVE, windows: ["Mon 07:00-09:00"] }, local: null }),
  unfit(
    { cloud: { ...ACTIVE, windows: ["Mon 07:00-09:00"] }, local: null },
    {},
    (run) => asking()(run.feed({ type: "clock", trusted: false })),
    480,
  ),
  unfit({ cloud: null, local: { ...ACTIVE, chargers: ["CG-0002"] } }),
  unfit({ cloud: null, local: { ...ACTIVE, expires: WALL + 20_000 } }, {}, (run) => {
    run.pass(30_000).feed(tick).wallOffset -= 3_600_000;
    return asking()(run);
  }),
  unfit({ cloud: ACTIVE, local: null, goodUntil: WALL }),
  unfit({ cloud: null, local: null, cached, goodUntil: WALL }),
  unfit({ cloud: null, local: null, goodUntil: WALL }, OFFLINE_UNKNOWN),
  unfit({ cloud: null, local: null, cached: { ...cached, updated: WALL - 7 * 86_400_000 } }),
  unfit({ cloud: null, local: null, cached: { ...cached, updated: WALL + 60_000 } }),
  unfit({ cloud: null, local: null, cached }, { rules: { cache: null } }),
  unfit({ cloud: null, local: null, cached: { ...cached, verdict: "NoCredit" } }, OFFLINE_UNKNOWN),
  unfit({ cloud: null, local: ACTIVE, cached: { ...cached, verdict: "Blocked" } }),
  unfit({ cloud: ACTIVE, local: null }, { rules: { localAuthorizeOffline: false } }),
  unfit({ cloud: null, local: null, cached }, { rules: { localAuthorizeOffline: false } }),
  unfit({ cloud: ACTIVE, local: null }, { rules: { localPreAuthorize: false } }, (run) =>
    asking()(run.link(true)),
  ),
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer({ cloud: { ...ACTIVE, master: true }, local: null }),
    mistake: starts(ANN),
  },
  {
    says: "I10 run1-9 starts for one unknown card too many",
    options: OFFLINE_UNKNOWN,
    lead: tooMany,
    event: { type: "looked-up", request: 21, found: UNLISTED },
    mistake: starts(STRANGER),
  },
  {
    says: "I5 a PIN is looked up while its keypad is locked: front",
    options: { rules: { pinTries: 1 } },
    lead: (run) => run.plug().tap(PIN).pass(59_999),
    event: shows(PIN),
    mistake: adding({ type: "look-up", request: 9, credential: PIN }),
  },
  {
    says: "I5 a PIN is looked up while its keypad is locked: front",
    options: { rules: { pinTries: 1 } },
    lead: (run) => run.plug().tap(PIN).restart({ clock: -3_600_000 }).pass(59_999),
    event: shows(PIN),
    mistake: adding({ type: "look-up", request: 9, credential: PIN }),
  },
  {
    says: "I5 a wrong PIN at front is not counted",
    lead: asking(PIN),
    event: answer(UNLISTED),
    mistake: counting(() => []),
  },
  {
    says: "I5 a wrong PIN at front is not counted",
    lead: askedCloud,
    event: { type: "answered", request: 1, answer: { verdict: "Invalid" } },
    mistake: counting(() => []),
  },
  {
    says: "I5 a wrong PIN at front is not counted",
    lead: askedCloud,
    event: { type: "cloud-link", up: false },
    mistake: counting(() => []),
  },
  {
    says: "I5 wrong PINs at front are miscounted",
    lead: (run) => {
      run.plug().tap(PIN).lookUps = "never";
      return run.tap(PIN);
    },
    event: { type: "looked-up", request: 2, found: UNLISTED },
    mistake: counting((effect) =>
      effect.type === "write" && effect.lockout
        ? [{ ...effect, lockout: { ...effect.lockout, tries: 1 } }]
        : [effect],
    ),
  },
  {
    says: "I5 wrong PINs at front are miscounted",
    options: { rules: { pinTries: 1 } },
    lead: (run) => {
      run.plug().tap(PIN).pass(60_000).lookUps = "never";
      return run.tap(PIN);
    },
    event: { type: "looked-up", request: 2, found: UNLISTED },
    mistake: counting((effect) =>
      effect.type === "write" && effect.lockout
        ? [{ ...effect, lockout: { ...effect.lockout, until: effect.lockout.until - 60_000 } }]
        : [effect],
    ),
  },
  {
    says: "I10 a PIN at front is counted that was not wrong",
    lead: waiting,
    event: shows(ANN),
    mistake: adding({
      type: "write",
      records: [],
      lockout: { keypad: "front", tries: 1, last: WALL + 500, until: WALL + 500 },
    }),
  },
  {
    says: "I10 a keypad is shut without being locked: front",
    options: { rules: { pinTries: 1 } },
    lead: (run) => run.plug().tap(PIN).restart({ clock: -3_600_000 }).pass(60_000),
    event: shows(PIN),
    mistake: both(without("look-up"), adding(shut("front"))),
  },
  {
    says: "I10 a keypad is shut without being locked: front",
    lead: waiting,
    event: shows(PIN),
    mistake: adding(shut("front")),
  },
];

describe("the watcher names what a mistaken step does for somebody who may not", () => {
  spoil(cases);

  test("the invariants of who may do what are among them", () => {
    const named = new Set(cases.map(({ says }) => says.split(" ")[0]));
    expect([...named].toSorted((a = "", b = "") => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(
      [3, 4, 5, 8, 10].map((number) => `I${number}`),
    );
  });
});
