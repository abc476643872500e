import type { WireCredential } from "../../protocol/credential.ts";
import type { WireRecord } from "../../protocol/journal.ts";

/** The clocks of two units may differ by this much, milliseconds: a session that had ended so shortly after counts as ended before. */
const CLOCKS_DIFFER = 60_000;
/** Sessions of one card that are remembered, */
const SESSIONS_AT_MOST = 10;
/** and cards; those that were not used for longest are forgotten. */
const CARDS_AT_MOST = 20_000;

/** A session as the other one of a pair. */
interface SessionPlace {
  readonly unit: string;
  readonly session: string;
  /** Null: its record does not say. */
  readonly connector: number | null;
  /** When it started, by its unit's clock. */
  readonly startedAt: number;
}

/** A card has charged at two units at once: one of the two is a copy, or somebody was left with the card's session. */
export interface CardAtTwoUnits {
  readonly code: "card-at-two-units";
  readonly credential: WireCredential;
  readonly user: string | null;
  /** The one that started first, then the other. */
  readonly sessions: readonly [SessionPlace, SessionPlace];
}

interface CardSession extends SessionPlace {
  readonly credential: WireCredential;
  readonly user: string | null;
  /** When it ended; null: not, as far as its unit's records say. */
  endedAt: number | null;
  /** Others that were told as its pair. */
  readonly told: WeakSet<CardSession>;
}

/**
 * Looks for cards with sessions at two units at the same time. Records of a unit that was away come late, so a session
 * without an end is believed to go on only if its unit says so at this moment; otherwise it is looked at again when more of
 * the unit is heard. Each pair is told once.
 */
export class CardSessions {
  readonly #runs: (unit: string, session: string) => boolean;
  /** By the card's digest; in the order in which they were used. */
  readonly #cards = new Map<string, readonly CardSession[]>();
  /** By unit and session. */
  readonly #sessions = new Map<string, CardSession>();

  /** @param runs whether a unit, online, says that this session runs there */
  constructor(runs: (unit: string, session: string) => boolean) {
    this.#runs = runs;
  }

  /** A unit's new record. */
  take(unit: string, record: WireRecord): readonly CardAtTwoUnits[] {
    const { credential, session, at } = record;
    if (credential?.kind !== "card" || session === undefined) return [];
    const known = this.#sessions.get(nameOf(unit, session));
    if (record.event === "session-started" && !known) {
      const { connector = null, user = null } = record;
      const place = { unit, session, connector, startedAt: at };
      return this.#pairsOf(this.#keep({ ...place, credential, user, endedAt: null, told: new WeakSet() }));
    }
    if (record.event !== "session-stopped" || known?.endedAt !== null) return [];
    // A unit that lost power tells the end when it is back: nobody knows when it was.
    known.endedAt = record.reason === "PowerLoss" ? known.startedAt : at;
    return this.#pairsOf(known);
  }

  /** A unit has told its state: these sessions run there. */
  heard(unit: string, running: readonly string[]): readonly CardAtTwoUnits[] {
    return running.flatMap((session) => {
      const known = this.#sessions.get(nameOf(unit, session));
      return known ? this.#pairsOf(known) : [];
    });
  }

  #keep(session: CardSession): CardSession {
    const card = cardOf(session);
    const sessions = [...(this.#cards.get(card) ?? []), session];
    this.#forget(sessions.slice(0, -SESSIONS_AT_MOST));
    this.#cards.delete(card);
    this.#cards.set(card, sessions.slice(-SESSIONS_AT_MOST));
    this.#sessions.set(nameOf(session.unit, session.session), session);
    if (this.#cards.size > CARDS_AT_MOST) {
      const [[oldest, forgotten] = ["", []]] = this.#cards;
      this.#cards.delete(oldest);
      this.#forget(forgotten);
    }
    return session;
  }

  #forget(sessions: readonly CardSession[]): void {
    for (const { unit, session } of sessions) this.#sessions.delete(nameOf(unit, session));
  }

  #pairsOf(session: CardSession): readonly CardAtTwoUnits[] {
    const others = this.#cards.get(cardOf(session)) ?? [];
    return others.filter((other) => this.#overlap(session, other)).map((other) => pair(session, other));
  }

  #overlap(a: CardSession, b: CardSession): boolean {
    if (a.unit === b.unit || a.told.has(b)) return false;
    const both = Math.max(a.startedAt, b.startedAt);
    return this.#ranAt(a, both) && this.#ranAt(b, both);
  }

  /** Whether it is known to have run at an instant that is not before its start. */
  #ranAt({ unit, session, startedAt, endedAt }: CardSession, at: number): boolean {
    if (at === startedAt) return true;
    return endedAt === null ? this.#runs(unit, session) : at + CLOCKS_DIFFER < endedAt;
  }
}

function cardOf({ credential }: CardSession): string {
  return Buffer.from(credential.key).toString("hex");
}

/** A unit's id has no space in it. */
function nameOf(unit: string, session: string): string {
  return `${unit} ${session}`;
}

function pair(a: CardSession, b: CardSession): CardAtTwoUnits {
  a.told.add(b);
  b.told.add(a);
  const [first, second] = a.startedAt <= b.startedAt ? [a, b] : [b, a];
  return {
    code: "card-at-two-units",
    credential: second.credential,
    user: second.user,
    sessions: [place(first), place(second)],
  };
}

function place({ unit, session, connector, startedAt }: CardSession): SessionPlace {
  return { unit, session, connector, startedAt };
}
