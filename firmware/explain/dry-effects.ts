import { runningSession } from "../core/condition.ts";
import { type Credential, sameCredential } from "../core/credential.ts";
import type { Decision } from "../core/decide.ts";
import type { Happening } from "../core/happening.ts";
import { TIMES } from "../core/rules.ts";
import type { Session } from "../core/session.ts";
import type { Connector } from "../core/state.ts";
import { type Step, step } from "../core/step.ts";
import { isKeypadLocked } from "../core/view.ts";
import { MALFORMED_PIN } from "../credential/keyring.ts";
import type { Effect, ExplainedDecision, SimpleEffect } from "./explanation.ts";
import type { Scene } from "./scene.ts";

/** Stands for a keypad whose PIN is right: no device of a configuration is called so. */
const ANY_KEYPAD = "";

/** What has become of the credential, and the step that it ends in: where its PIN is asked for, that of the PIN. */
export function followed(scene: Scene, result: Step): { readonly effect: Effect; readonly last: Step } {
  const { credential } = scene.shown;
  const waiting = awaitsPin(result, credential);
  if (!waiting) return { effect: simpleEffect(scene, result), last: result };
  const last = givePin(scene, result, waiting.decision.grant.user);
  const next = simpleEffect(scene, last);
  return { effect: { do: "ask-pin", within: TIMES.pinAfterCard, next }, last };
}

/** The PIN of the same user follows. */
function givePin({ shown, at }: Scene, { state }: Step, user: string | null): Step {
  const typed = { reader: ANY_KEYPAD, connectors: shown.connectors, credential: MALFORMED_PIN, at };
  const presented = step(state, { type: "presented", ...typed });
  const lookUp = presented.effects.find(({ type }) => type === "look-up");
  if (lookUp?.type !== "look-up") return presented;
  const found = { cloud: null, local: { status: "active", expires: null, user } } as const;
  return step(presented.state, { type: "looked-up", request: lookUp.request, found, at });
}

function simpleEffect({ before, shown }: Scene, result: Step): SimpleEffect {
  const { credential } = shown;
  const happenings = announced(result);
  if (deniedIn(result, credential)) return { do: "refuse" };
  if (happenings.some(({ event }) => event === "enrolled")) return { do: "register" };
  const sessions = before.connectors.flatMap((connector) => stoppedAt(connector, result, happenings));
  if (sessions.length > 0) return { do: "stop", sessions };
  const started = startOf(result, credential);
  if (started) return { do: "start", connector: started.session.connector };
  const pending = pendingOf(result, credential);
  if (pending)
    return { do: "await-plug", connectors: [...pending.connectors], within: before.rules.connectionTimeout };
  return { do: "nothing" };
}

/** The session that ran at a connector and does so no longer. */
function stoppedAt(
  connector: Connector,
  { state }: Step,
  happenings: readonly Happening[],
): Extract<SimpleEffect, { do: "stop" }>["sessions"] {
  const session = runningSession(connector);
  const after = state.connectors.find(({ id }) => id === connector.id);
  if (!session || !after || runningSession(after)?.id === session.id) return [];
  const { id, credential, user } = session;
  const startedBy = credential?.label ?? null;
  return [
    { connector: connector.id, session: id, startedBy, user, reason: stopReason(session, after, happenings) },
  ];
}

/** A session that is not durable yet is ended, and told of, as soon as it is. */
function stopReason({ id }: Session, { use }: Connector, happenings: readonly Happening[]): string {
  for (const told of happenings)
    if (told.event === "session-stopped" && told.session === id) return told.reason;
  return (use.kind === "starting" && use.cancelled?.reason) || "Other";
}

/** The start that the step asks the store for, in the credential's name. */
export function startOf({ effects }: Step, credential: Credential) {
  for (const effect of effects) {
    if (effect.type !== "save-start" || !effect.session.credential) continue;
    if (sameCredential(effect.session.credential, credential)) return effect;
  }
  return null;
}

/** The credential, accepted and waiting for a plug. */
export function pendingOf({ state }: Step, credential: Credential) {
  return state.pending.find((pending) => sameCredential(pending.credential, credential)) ?? null;
}

/** The refusal that is told of the credential; null: none is. */
export function deniedIn(
  result: Step,
  credential: Credential,
): Extract<Happening, { event: "denied" }> | null {
  for (const told of announced(result))
    if (told.event === "denied" && sameCredential(told.credential, credential)) return told;
  return null;
}

/** The decision that lets the credential in; null: the step tells of none. */
export function acceptedIn(
  result: Step,
  credential: Credential,
): Pick<Decision, "verdict" | "reason"> | null {
  const told = [...announced(result), ...(startOf(result, credential)?.records ?? [])];
  for (const one of told)
    if (one.event === "authorized" && sameCredential(one.credential, credential)) return one;
  const waiting = awaitsPin(result, credential);
  return waiting?.decision ?? null;
}

/** A card that is accepted, and waits for its PIN. */
function awaitsPin({ state }: Step, credential: Credential) {
  for (const check of state.checks)
    if (check.stage.kind === "pin" && sameCredential(check.credential, credential)) return check.stage;
  return null;
}

/** Whether the cloud's answer is kept. */
export function isKept({ effects }: Step): boolean {
  return effects.some((effect) => effect.type === "cache");
}

/** What is counted at a keypad for a wrong PIN; null: nothing. */
export function wrongPinIn({ state, effects }: Step, keypad: string): ExplainedDecision["wrongPin"] {
  for (const effect of effects) {
    if (effect.type !== "write" || effect.lockout?.keypad !== keypad) continue;
    return { tries: effect.lockout.tries, locks: isKeypadLocked(state, keypad) };
  }
  return null;
}

function announced({ effects }: Step): Happening[] {
  return effects.flatMap((effect) => (effect.type === "announce" ? [effect.happening] : []));
}
