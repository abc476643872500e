import type { Event } from "../events.ts";
import { TIMES } from "../rules.ts";
import { nextDeadline } from "../settle.ts";
import type { Connector, State } from "../state.ts";

/** A deadline, and how far ahead it may have been set. */
type Wait = readonly [deadline: number | null, longest: number];

/** How long a question may take at its stage. */
function longestOf({ stage }: State["checks"][number], { askTimeout }: State["rules"]): number {
  switch (stage.kind) {
    case "looking":
      return TIMES.lookup;
    case "asking":
      return askTimeout;
    case "pin":
      return TIMES.pinAfterCard;
  }
}

/** Everything that a state waits for, by these rules. */
function waitsOf({ checks, reviews, confirmations, ...state }: State, rules: State["rules"]): Wait[] {
  return [
    ...checks.map((check): Wait => [check.deadline, longestOf(check, rules)]),
    ...reviews.map(({ deadline }): Wait => [deadline, TIMES.lookup]),
    ...confirmations.map(({ deadline }): Wait => [deadline, TIMES.confirmAgain]),
    ...state.typing.map(({ until }): Wait => [until, rules.pinIdle]),
    [state.enrolment?.until ?? null, TIMES.enrolLongest],
    [state.refusals.burst?.until ?? null, TIMES.burstOver],
    [state.faults.burst?.until ?? null, TIMES.burstOver],
    ...state.pending.map(({ deadline }): Wait => [deadline, rules.connectionTimeout]),
    ...state.connectors.flatMap(({ use, refusal, holdUntil, weldedAt, notClosingAt }): Wait[] => [
      [use.kind === "starting" && !use.cancelled ? use.deadline : null, TIMES.save],
      [use.kind === "recovering" ? use.until : null, (rules.resume?.within ?? 0) + 1],
      [refusal?.until ?? null, TIMES.refused],
      [holdUntil, TIMES.retryStart],
      [weldedAt, TIMES.welded],
      [notClosingAt, TIMES.notClosing],
    ]),
  ];
}

/**
 * I6: every wait has a deadline, it lies ahead and not too far, and the next tick comes no later. One that was set under other
 * rules may lie farther ahead than those of now allow.
 */
export function waits(before: State, event: Event, after: State): string[] {
  const now = event.at.mono;
  const next = nextDeadline(after);
  const old = new Set(waitsOf(before, before.rules).map(([deadline]) => deadline));
  const underOld = waitsOf(after, before.rules);
  return waitsOf(after, after.rules).flatMap(([deadline, longest], index) => {
    if (deadline === null) return [];
    const most = Math.max(longest, underOld[index]?.[1] ?? 0);
    if (deadline <= now || (deadline > now + most && !old.has(deadline)))
      return [`I6 a wait until ${deadline} at ${now}`];
    return next === null || next > deadline ? [`I6 no tick is due at ${deadline}`] : [];
  });
}

/**
 * I6: what is being started or recovered comes to rest. Its wait is not put off; a start waits for nothing but the store, and
 * one that was cancelled stays so and never gives power.
 *
 * @param isSaving whether the store still owes its answer to this request
 */
export function rests(
  { rules }: State,
  event: Event,
  was: Connector,
  { id, use }: Connector,
  isSaving: (request: number) => boolean,
): string[] {
  const old = was.use;
  if (use.kind === "recovering") {
    const isKnown =
      event.type === "started" ? rules.resume === null || use.until !== null : isSameWait(old, use);
    return isKnown ? [] : [`I6 recovers without an end: ${use.session.id}`];
  }
  const wasCancelled = old.kind === "starting" && old.cancelled !== null;
  if (wasCancelled && use.kind === "session" && use.session.id === old.session.id)
    return [`I6 goes on though its start was cancelled: ${old.session.id}`];
  if (use.kind !== "starting") return [];
  const broken: string[] = [];
  if (!isSaving(use.request)) broken.push(`I6 still starting, and nothing is being saved: ${id}`);
  if (old.kind !== "starting" || old.request !== use.request) return broken;
  if (wasCancelled && use.cancelled === null) broken.push(`I6 a cancelled start begins anew: ${id}`);
  if (old.deadline < use.deadline) broken.push(`I6 a start is put off: ${id}`);
  return broken;
}

function isSameWait(
  was: Connector["use"],
  { until }: Extract<Connector["use"], { kind: "recovering" }>,
): boolean {
  return was.kind === "recovering" && was.until === until;
}
