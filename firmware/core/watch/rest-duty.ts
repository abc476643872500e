import type { Event } from "../events.ts";
import { TIMES } from "../rules.ts";
import { nextDeadline } from "../settle.ts";
import type { Connector, State } from "../state.ts";

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

/** I6: every wait has a deadline, it lies ahead and not too far, and the next tick comes no later. */
export function waits(event: Event, after: State): string[] {
  const now = event.at.mono;
  const { rules } = after;
  const ends: (readonly [deadline: number | null, longest: number])[] = [
    ...after.checks.map((check) => [check.deadline, longestOf(check, rules)] as const),
    ...after.reviews.map(({ deadline }) => [deadline, TIMES.lookup] as const),
    ...after.confirmations.map(({ deadline }) => [deadline, TIMES.confirmAgain] as const),
    ...after.typing.map(({ until }) => [until, rules.pinIdle] as const),
    [after.enrolUntil, TIMES.enrolLongest],
    [after.refusals.burst?.until ?? null, TIMES.burstOver],
    [after.faults.burst?.until ?? null, TIMES.burstOver],
    ...after.pending.map(({ deadline }) => [deadline, after.rules.connectionTimeout] as const),
    ...after.connectors.flatMap(({ use, refusal, holdUntil, weldedAt, notClosingAt }) => [
      [use.kind === "starting" && !use.cancelled ? use.deadline : null, TIMES.save] as const,
      [use.kind === "recovering" ? use.until : null, (rules.resume?.within ?? 0) + 1] as const,
      [refusal?.until ?? null, TIMES.refused] as const,
      [holdUntil, TIMES.retryStart] as const,
      [weldedAt, TIMES.welded] as const,
      [notClosingAt, TIMES.notClosing] as const,
    ]),
  ];
  const next = nextDeadline(after);
  return ends.flatMap(([deadline, longest]) => {
    if (deadline === null) return [];
    if (deadline <= now || deadline > now + longest) return [`I6 a wait until ${deadline} at ${now}`];
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
