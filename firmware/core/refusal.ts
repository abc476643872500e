import { type Check, concerned } from "./claim.ts";
import type { Finding, Happening } from "./happening.ts";
import { refusalLight } from "./light.ts";
import { connectorField } from "./place.ts";
import { BOUNDS, TIMES } from "./rules.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";

/** A credential, how it came, and where it would take effect. */
export type Claim = Pick<Check, "credential" | "source" | "place">;

/**
 * Tells a refusal to whoever asked. Nothing else changes (I5). What was shown at the charger is refused there by its light;
 * what the cloud asked for is not: nobody need be standing there, and whoever asked reads the answer.
 */
export function refuse(turn: Turn, claim: Claim, verdict: Verdict, reason: Reason): void {
  const { credential, source, place } = claim;
  const connectors = concerned(place);
  const reader = source.kind === "reader" ? source.id : null;
  const denied = { ...connectorField(connectors), credential, reader, verdict, reason };
  recordRefusal(turn, { event: "denied", ...denied });
  switch (source.kind) {
    case "reader":
      for (const connector of turn.connectorsOf(connectors))
        connector.refusal = { until: turn.at.mono + TIMES.refused, light: refusalLight(verdict, reason) };
      return;
    case "remote":
      turn.respond(source.request, { accepted: false, verdict, reason });
      return;
  }
}

/**
 * Refusals are recorded one by one until there are too many: flash wears, and whoever taps a thousand random cards is one
 * finding, not a thousand records (rules.md §5). Announced is each.
 */
export function recordRefusal(turn: Turn, denied: Extract<Happening, { event: "denied" }>): void {
  const { left, since, burst } = turn.refusals;
  const more = Math.floor((turn.at.mono - since) / TIMES.refusalRecord);
  const now = {
    left: Math.min(BOUNDS.refusalRecords, left + more),
    since: left + more >= BOUNDS.refusalRecords ? turn.at.mono : since + more * TIMES.refusalRecord,
  };
  if (now.left > 0) {
    turn.refusals = { left: now.left - 1, since: now.since, burst };
    turn.record(denied);
    return;
  }
  turn.announce(denied);
  const code: Finding = denied.credential.kind === "pin" ? "pin-guessing" : "burst-of-refusals";
  if (!burst) turn.record({ event: "finding", code, count: BOUNDS.refusalRecords });
  const until = turn.at.mono + TIMES.burstOver;
  turn.refusals = { ...now, burst: { code: burst?.code ?? code, count: (burst?.count ?? 0) + 1, until } };
}

/** A burst that is over is told with its count. */
export function endBurst(turn: Turn): void {
  const { burst } = turn.refusals;
  if (!burst || turn.at.mono < burst.until) return;
  turn.record({ event: "finding", code: burst.code, count: burst.count });
  turn.refusals = { ...turn.refusals, burst: null };
}

/** Whether more refusals come than are recorded: what the cloud says of such cards is not kept either. */
export function isBursting(turn: Turn): boolean {
  return turn.refusals.burst !== null;
}
