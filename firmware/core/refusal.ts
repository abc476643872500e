import { type Claim, concerned } from "./claim.ts";
import type { Happening } from "./happening.ts";
import { refusalLight } from "./light.ts";
import { connectorField } from "./place.ts";
import { TIMES } from "./rules.ts";
import { recordSparingly } from "./sparing.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";

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

/** Records a refusal, sparingly. */
export function recordRefusal(turn: Turn, denied: Extract<Happening, { event: "denied" }>): void {
  const code = denied.credential.kind === "pin" ? "pin-guessing" : "burst-of-refusals";
  recordSparingly(turn, "refusals", denied, code);
}
