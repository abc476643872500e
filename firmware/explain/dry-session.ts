import { isSuspended } from "../core/condition.ts";
import type { CloudAnswer } from "../core/list-entry.ts";
import { TIMES } from "../core/rules.ts";
import type { Session } from "../core/session.ts";
import type { State } from "../core/state.ts";
import { type Step, step } from "../core/step.ts";
import { pendingOf, startOf } from "./dry-effects.ts";
import { type CloudSays, type Confirmation, cloudSays, type SessionGoes } from "./explanation.ts";
import type { Scene } from "./scene.ts";

/** What the cloud would be asked about the session that the step begins, or that the next plug does; null: nothing. */
export function confirmationOf(scene: Scene, result: Step): Confirmation | null {
  const begun = started(scene, result);
  if (!begun) return null;
  const { state, session } = begun;
  const asked = questionOf(state, session);
  if (asked !== null) return confirmed(scene, "at-once", state, session, asked);
  if (!scene.shown.hasCloud || state.cloud === "up") return null;
  const reached = step(state, { type: "cloud-link", up: true, at: scene.at }).state;
  const later = questionOf(reached, session);
  return later === null ? null : confirmed(scene, "when-reached", reached, session, later);
}

/** As the cloud would say it; null: it does not answer. */
export function answerOf(says: CloudSays): CloudAnswer | null {
  return says === "none" ? null : { verdict: says };
}

/** The session, once it is durable. */
function started(
  { shown, at }: Scene,
  result: Step,
): { readonly state: State; readonly session: Session } | null {
  const ready = pendingOf(result, shown.credential) ? plugged(shown.credential, at, result) : result;
  const start = startOf(ready, shown.credential);
  if (!start) return null;
  const { state } = step(ready.state, { type: "saved", request: start.request, at });
  return { state, session: start.session };
}

/** A vehicle comes to the first connector at which the credential waits for one. */
function plugged(credential: Scene["shown"]["credential"], at: Scene["at"], result: Step): Step {
  const id = pendingOf(result, credential)?.connectors[0];
  const connector = result.state.connectors.find((one) => one.id === id);
  if (!connector?.report) return result;
  const report = { ...connector.report, pilot: "C" } as const;
  return step(result.state, { type: "board-report", connector: connector.id, report, at });
}

/** The question to the cloud about a session that is under way; null: none is. */
function questionOf({ confirmations }: State, { id }: Session): number | null {
  return confirmations.find(({ session, asked }) => asked && session === id)?.request ?? null;
}

function confirmed(
  { at }: Scene,
  when: Confirmation["when"],
  state: State,
  session: Session,
  request: number,
): Confirmation {
  const answers = cloudSays.options.map((answer) => {
    const after = step(state, { type: "answered", request, answer: answerOf(answer), at });
    return { answer, session: goes(after.state, session, answer) };
  });
  return { when, answers };
}

function goes({ connectors }: State, session: Session, answer: CloudSays): SessionGoes {
  const use = connectors.find(({ id }) => id === session.connector)?.use;
  if (use?.kind !== "session" || use.session.id !== session.id) return { do: "stop" };
  const { terms, energyWh } = use.session;
  if (isSuspended(use.session)) return { do: "cut-power" };
  if (terms.refusedAtWh !== null) return { do: "limit", leftWh: terms.refusedAtWh - (energyWh ?? 0) };
  return answer === "none" ? { do: "ask-again", after: TIMES.confirmAgain } : { do: "go-on" };
}
