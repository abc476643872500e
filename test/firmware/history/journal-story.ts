import fc from "fast-check";
import type { Happening } from "../../../firmware/core/happening.ts";
import { NO_TERMS, type Session } from "../../../firmware/core/session.ts";
import type { HistoryItem, Show } from "../../../firmware/history/history-item.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import type { JournalRecord } from "../../../firmware/store/unit-store.ts";
import { connector, credential } from "../store/people.ts";

/** A second of the story is a second of its clock, from here on. */
const BEGUN = 1_800_000_000_000;

/** What may happen in a story; a session that cannot start or end just then does not. */
const turn = fc.oneof(
  fc.record({
    does: fc.constantFrom("start" as const, "end" as const, "resume" as const),
    at: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    does: fc.constantFrom("refuse" as const, "find" as const, "fault" as const),
    at: fc.integer({ min: 1, max: 4 }),
  }),
);
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

/** A journal of some sessions on four connectors, refusals, findings and more, of which some records are damaged or trimmed. */
export const story = fc.record({
  turns: fc.array(turn, { maxLength: 400, size: "max" }),
  damaged: fc.oneof(fc.constant([]), fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 40 })),
  keep: fc.oneof(fc.constant(1_000), fc.integer({ min: 1, max: 200 })),
});

/** A store in which some records cannot be read. */
class DamagedStore extends MemoryStore {
  readonly damaged: ReadonlySet<number>;

  constructor(damaged: readonly number[], keepRecords: number) {
    super({ keepRecords });
    this.damaged = new Set(damaged);
  }

  override *journal(from?: number): Generator<JournalRecord, void, undefined> {
    for (const record of super.journal(from)) if (!this.damaged.has(record.seq)) yield record;
  }
}

/** The store in which the story has happened. */
export async function told({ turns, damaged, keep }: typeof story extends fc.Arbitrary<infer S> ? S : never) {
  const store = new DamagedStore(damaged, keep);
  const running = new Map<number, Session>();
  for (const [index, { does, at }] of turns.entries()) {
    const now = BEGUN + index * 1_000;
    await store.commit(change({ does, at }, index, now, running));
  }
  return store;
}

function change({ does, at }: Turn, index: number, now: number, running: Map<number, Session>) {
  const place = connector(at);
  const session = running.get(at);
  const record = (happening: Happening) => ({ records: [{ at: now, happening }] });
  switch (does) {
    case "start": {
      if (session) return {};
      const begun: Session = {
        id: `s${index}`,
        connector: place,
        credential: at === 4 ? null : credential(at),
        user: at === 4 ? null : `user ${at}`,
        startedAt: now,
        energyWh: 10 + index,
        meterWs: null,
        terms: NO_TERMS,
      };
      running.set(at, begun);
      const { id, credential: by, user } = begun;
      const started: Happening = {
        event: "session-started",
        connector: place,
        session: id,
        credential: by,
        user,
      };
      return { session: { connector: place, session: begun }, ...record(started) };
    }
    case "end": {
      if (!session) return {};
      running.delete(at);
      const { id, credential: by, user } = session;
      const ended = { connector: place, session: id, credential: by, user, energyWh: index };
      const reason = index % 2 === 0 ? "PowerLoss" : "Local";
      const stopped: Happening = { event: "session-stopped", ...ended, reason, stoppedBy: null };
      return { session: { connector: place, session: null }, ...record(stopped) };
    }
    case "resume":
      if (!session) return {};
      return record({ event: "session-resumed", connector: place, session: session.id, credential: null });
    case "refuse": {
      const denied = {
        credential: credential(index),
        reader: "front",
        verdict: "Unknown",
        reason: "unknown",
      } as const;
      return record({ event: "denied", connector: place, ...denied });
    }
    case "find":
      return record({
        event: "finding",
        code: at > 2 ? "flapping-faults" : "burst-of-refusals",
        count: index,
      });
    case "fault":
      return record({ event: "fault", connector: place, code: "ground-fault" });
  }
}

/** What the history is of everything that can be read, all of it at once: the newest first. */
export function wholeHistory(store: MemoryStore, show: Show): HistoryItem[] {
  const records = [...store.journal()];
  const { sessions } = store.saved();
  const brief = (who: { kind: "card" | "pin" | "remote"; label: string } | null) =>
    who && { kind: who.kind, label: who.label };
  const items = records.flatMap(({ seq, at, happening }): HistoryItem[] => {
    if (happening.event === "denied") {
      const { event: _, ...rest } = happening;
      return [{ kind: "refusal", seq, at, ...rest }];
    }
    if (happening.event === "finding")
      return [{ kind: "finding", seq, at, code: happening.code, count: happening.count }];
    if (happening.event === "session-stopped") {
      const { event: _, credential: by, stoppedBy, ...rest } = happening;
      const start = records.find(
        (other) => other.happening.event === "session-started" && other.happening.session === rest.session,
      );
      const who = { credential: brief(by), stoppedBy: brief(stoppedBy) };
      const times = { startedAt: start?.at ?? null, endedAt: at };
      return [{ kind: "session", seq, ...rest, ...who, ...times, running: false }];
    }
    if (happening.event !== "session-started") return [];
    const { event: _, credential: by, ...rest } = happening;
    const ends = records.some(
      (other) => other.happening.event === "session-stopped" && other.happening.session === rest.session,
    );
    if (ends) return [];
    const running = sessions.find(({ id }) => id === rest.session);
    const end = { endedAt: null, energyWh: running?.energyWh ?? null, reason: null, stoppedBy: null };
    const who = { credential: brief(by), startedAt: at, running: running !== undefined };
    return [{ kind: "session", seq, ...rest, ...who, ...end }];
  });
  const wanted = items.filter((item) => {
    if (show === "all") return true;
    if (show === "sessions") return item.kind === "session";
    return item.kind === "refusal" || (item.kind === "finding" && item.code === "burst-of-refusals");
  });
  return wanted.sort((a, b) => b.seq - a.seq);
}
