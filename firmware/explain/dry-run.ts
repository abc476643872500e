import type { Instant } from "../core/events.ts";
import type { ListEntry } from "../core/list-entry.ts";
import type { State } from "../core/state.ts";
import { type Step, step } from "../core/step.ts";
import { REASONS, type Reason, type Verdict } from "../core/verdict.ts";
import { NO_VEHICLE } from "./assumed-state.ts";
import { acceptedIn, deniedIn, followed, isKept, wrongPinIn } from "./dry-effects.ts";
import { answerOf, confirmationOf } from "./dry-session.ts";
import { type CloudSays, cloudSays, type ExplainedDecision, type Outcome } from "./explanation.ts";
import type { Scene, Shown } from "./scene.ts";

/** What would happen if the credential were shown at this instant: the core's own steps, on a state that nobody keeps. */
export function dryRun(state: State, shown: Shown, at: Instant): Outcome {
  const { credential, device, connectors, found } = shown;
  const scene: Scene = { shown, at, before: restedAt(state, at) };
  const { before } = scene;
  const presented = step(before, { type: "presented", reader: device, connectors, credential, at });
  const lookUp = presented.effects.find(({ type }) => type === "look-up");
  if (lookUp?.type !== "look-up")
    return { asked: null, decisions: [decisionOf(scene, presented, { answer: null, isOwn: true })] };
  const { request } = lookUp;
  const weekMinute = shown.weekMinute(at.wall);
  const looked = step(presented.state, { type: "looked-up", request, found, weekMinute, at });
  if (!looked.effects.some((effect) => effect.type === "ask" && effect.request === request))
    return { asked: null, decisions: [decisionOf(scene, looked, { answer: null, isOwn: false })] };
  const decisions = cloudSays.options.map((answer) => {
    const answered = step(looked.state, { type: "answered", request, answer: answerOf(answer), at });
    return decisionOf(scene, answered, { answer, isOwn: false });
  });
  return { asked: before.rules.askTimeout, decisions };
}

/** The state at that instant without any check under way; what is due by time alone has happened, and is nobody's doing. */
export function restedAt(state: State, at: Instant): State {
  return step({ ...state, checks: [] }, { type: "tick", at }).state;
}

/** @param isOwn it has started what it stops: nobody is asked, and nothing decided */
function decisionOf(
  scene: Scene,
  result: Step,
  { answer, isOwn }: { readonly answer: CloudSays | null; readonly isOwn: boolean },
): ExplainedDecision {
  const { credential, device } = scene.shown;
  const { effect, last } = followed(scene, result);
  const { do: done } = effect.do === "ask-pin" ? effect.next : effect;
  const begins = done === "start" || done === "await-plug";
  const told = deniedIn(result, credential) ?? acceptedIn(result, credential);
  return {
    answer,
    ...(done === "stop" && !isOwn ? whoIs(scene, answer) : reasonOf(told)),
    effect,
    kept: isKept(result),
    wrongPin: wrongPinIn(result, device),
    confirmation: begins ? confirmationOf(scene, last) : null,
  };
}

type Decided = Pick<ExplainedDecision, "verdict" | "reason" | "meaning">;

const NOTHING_DECIDED: Decided = { verdict: null, reason: null, meaning: null };

function reasonOf(told: { readonly verdict: Verdict; readonly reason: Reason } | null): Decided {
  if (!told) return NOTHING_DECIDED;
  const { verdict, reason } = told;
  return { verdict, reason, meaning: REASONS[reason][1] };
}

/**
 * By whose word it stops a session. The core tells of the end alone; so this is how it decides about the same credential
 * where nothing is going on and everybody may start.
 */
function whoIs({ shown, before, at }: Scene, answer: CloudSays | null): Decided {
  const { cloud, local, ...rest } = shown.found;
  const found = { ...rest, cloud: cloud && unlimited(cloud), local: local && unlimited(local) };
  const { decisions } = dryRun(idle(before), { ...shown, found }, at);
  const decision = decisions.find((one) => one.answer === answer);
  if (!decision) return NOTHING_DECIDED;
  const { verdict, reason, meaning } = decision;
  return { verdict, reason, meaning };
}

/** Without what says where it may start, how often, and whether at all. */
function unlimited({
  master: _master,
  connectors: _connectors,
  uses: _uses,
  ...entry
}: ListEntry): ListEntry {
  return entry;
}

function idle(state: State): State {
  return {
    ...state,
    rules: { ...state.rules, identification: ["card", "pin"] },
    pending: [],
    reservations: [],
    connectors: state.connectors.map((connector) => ({
      ...connector,
      link: "up",
      report: NO_VEHICLE,
      pluggedAt: null,
      contactorFault: null,
      use: { kind: "none" },
    })),
  };
}
