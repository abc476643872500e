import { expire } from "./admission.ts";
import { endCheck, replan } from "./authorization-flow.ts";
import type { Check } from "./claim.ts";
import { isAnswered, isEnough } from "./identification.ts";
import type { Rules } from "./rules.ts";
import { answerStart, endSession } from "./session-flow.ts";
import type { Turn } from "./turn.ts";

/**
 * The owner has set the rules anew: they count for everything that is decided from here on, in this step already. What was
 * decided before stays as it was decided, and every deadline that was set stays (docs/decisions/0007), but for these:
 *
 * - Nothing that was given by a type that is not enabled any more energizes anything that has not begun: its question and its
 *   wait for a PIN are refused as `type-not-enabled`, its authorization that waits for a plug ends, and its start that is being
 *   made durable begins no session. A session that runs goes on.
 * - Who waits for the cloud's answer is planned for anew from what the lists have said: the rules may decide now, and what holds
 *   if no answer comes follows the new ones.
 * - A session ends at once that the new rules do not let go on: an expired one by `listChangeStops`, one that the cloud has
 *   refused by `stopOnInvalid` (`endAtLimit`).
 */
export function changeRules(turn: Turn, rules: Rules): void {
  turn.rules = rules;
  for (const check of turn.checks) if (!isStillAnswered(rules, check)) endCheck(turn, check);
  for (const pending of turn.pending) if (!isEnough(rules, pending.identification)) expire(turn, pending);
  for (const connector of turn.connectors) {
    const { use } = connector;
    if (use.kind !== "starting" || use.cancelled || use.identification === null) continue;
    if (isEnough(rules, use.identification)) continue;
    answerStart(turn, connector, { accepted: false, verdict: "Invalid", reason: "type-not-enabled" });
    endSession(turn, connector, { reason: "DeAuthorized", by: null, reopen: true });
  }
  for (const { request, stage } of turn.checks) if (stage.kind === "asking") replan(turn, request);
}

/** A card that waits for its PIN waits for what only `card+pin` asks for. */
function isStillAnswered(rules: Rules, check: Check): boolean {
  return check.stage.kind === "pin" ? rules.identification.includes("card+pin") : isAnswered(rules, check);
}
