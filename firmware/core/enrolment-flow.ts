import type { Check } from "./claim.ts";
import { freshAnswer } from "./decide.ts";
import type { Event } from "./events.ts";
import type { Found } from "./list-entry.ts";
import { refuse } from "./refusal.ts";
import { TIMES } from "./rules.ts";
import type { Turn } from "./turn.ts";

/**
 * The next unknown card is to be registered (A8): for half a minute to five, until a card has come, or until a restart. Whoever
 * has asked for it at the unit itself may take it back, by a time of 0.
 */
export function openEnrolment(turn: Turn, { request, lasts }: Extract<Event, { type: "enrol" }>): void {
  if (request === null && lasts === 0) {
    closeEnrolment(turn);
    return;
  }
  const fits = lasts >= TIMES.enrolShortest && lasts <= TIMES.enrolLongest;
  if (fits && !turn.shutdown) {
    turn.enrolUntil = turn.at.mono + lasts;
    turn.announce({ event: "enrolment-opened" });
  }
  if (request === null) return;
  const reason = turn.shutdown ? "shutting-down" : "out-of-range";
  const accepted = { accepted: true, session: null } as const;
  turn.respond(request, fits && !turn.shutdown ? accepted : { accepted: false, reason });
}

/** A card was shown to be registered: one that somebody holds already is told as such, and the window stays open. */
export function concludeEnrolment(turn: Turn, check: Check, found: Found): void {
  const { credential, source } = check;
  const answer = freshAnswer(found, { rules: turn.rules, wall: turn.at.wall });
  const known = found.cloud !== null || found.local !== null || answer?.verdict === "Accepted";
  if (known || source.kind !== "reader") {
    refuse(turn, check, "Invalid", "already-known");
    return;
  }
  if (turn.enrolUntil === null) {
    refuse(turn, check, "Unknown", "unknown");
    return;
  }
  turn.record({ event: "enrolled", credential, reader: source.id });
  closeEnrolment(turn);
}

/** Nobody is registered any more. */
export function closeEnrolment(turn: Turn): void {
  if (turn.enrolUntil === null) return;
  turn.enrolUntil = null;
  turn.announce({ event: "enrolment-closed" });
}
