import type { Check } from "./claim.ts";
import { freshAnswer } from "./decide.ts";
import type { Event } from "./events.ts";
import type { Asker } from "./happening.ts";
import type { Found } from "./list-entry.ts";
import { refuse } from "./refusal.ts";
import { TIMES } from "./rules.ts";
import type { Turn } from "./turn.ts";
import type { Reason } from "./verdict.ts";

/**
 * The next unknown card is to be registered (A8): for half a minute to five, until a card has come, or until a restart. Whoever
 * has asked for it at the unit itself may take it back, by a time of 0. One at a time: while the unit waits for its card the
 * cloud does not, and the other way round, so that no card goes to somebody who was not meant.
 */
export function openEnrolment(turn: Turn, { request, lasts }: Extract<Event, { type: "enrol" }>): void {
  const by: Asker = request === null ? "unit" : "cloud";
  if (by === "unit" && lasts === 0) {
    if (turn.enrolment?.by === by) closeEnrolment(turn);
    return;
  }
  const reason = whyNot(turn, by, lasts);
  if (reason === null) {
    turn.enrolment = { by, until: turn.at.mono + lasts };
    turn.announce({ event: "enrolment-opened", by });
  }
  if (request === null) return;
  turn.respond(request, reason === null ? { accepted: true, session: null } : { accepted: false, reason });
}

/** Why nobody is registered now; null: the next one is. */
function whyNot({ shutdown, enrolment }: Turn, by: Asker, lasts: number): Reason | null {
  if (shutdown) return "shutting-down";
  if (lasts < TIMES.enrolShortest || lasts > TIMES.enrolLongest) return "out-of-range";
  return enrolment !== null && enrolment.by !== by ? "enrolment-under-way" : null;
}

/**
 * A card was shown to be registered: one that somebody holds already is told as such, and the window stays open.
 * @param by who waited for a card when it was shown
 */
export function concludeEnrolment(turn: Turn, check: Check, by: Asker, found: Found): void {
  const { credential, source } = check;
  const answer = freshAnswer(found, { rules: turn.rules, wall: turn.at.wall });
  const known = found.cloud !== null || found.local !== null || answer?.verdict === "Accepted";
  if (known || source.kind !== "reader") {
    refuse(turn, check, "Invalid", "already-known");
    return;
  }
  if (turn.enrolment?.by !== by) {
    refuse(turn, check, "Unknown", "unknown");
    return;
  }
  turn.record({ event: "enrolled", credential, reader: source.id, by });
  closeEnrolment(turn);
}

/** Nobody is registered any more. */
export function closeEnrolment(turn: Turn): void {
  if (turn.enrolment === null) return;
  turn.enrolment = null;
  turn.announce({ event: "enrolment-closed" });
}
