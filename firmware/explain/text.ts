import { contextLines, knownLines, noteLines } from "./background-text.ts";
import type {
  CloudSays,
  Confirmation,
  Effect,
  ExplainedDecision,
  Explanation,
  Outcome,
  SessionGoes,
  SimpleEffect,
} from "./explanation.ts";
import { localTime } from "./moment.ts";
import { connectorWords, durationWords, energyWords } from "./words.ts";

const SAYS: Readonly<Record<CloudSays, string>> = {
  Accepted: "accepts it",
  Blocked: "says Blocked",
  Unknown: "does not know it",
  none: "does not answer",
};

/** An explanation as a person reads it, in lines. */
export function explanationText(explanation: Explanation): string {
  const { changes, outcome, unit } = explanation;
  const changing = changes
    ? [
        "",
        `From ${localTime(changes.at, unit.zone)} on, by time alone:`,
        ...indented(outcomeLines(changes.outcome, explanation)),
      ]
    : [];
  const lines = [
    headline(explanation),
    "",
    ...outcomeLines(outcome, explanation),
    ...changing,
    "",
    "What is known of it",
    ...indented(knownLines(explanation)),
    "",
    "What else it rests on",
    ...indented(contextLines(explanation)),
    ...noteLines(explanation),
  ];
  return `${lines.join("\n")}\n`;
}

function headline({ credential, shownAt, unit, at, now }: Explanation): string {
  const where = connectorWords(shownAt.connectors.map(({ id }) => id));
  const by =
    shownAt.device === null ? "" : ` (${credential.kind === "pin" ? "keypad" : "reader"} ${shownAt.device})`;
  const when = localTime(at, unit.zone);
  const what = credential.kind === "pin" ? "PIN" : "Card";
  return `${what} ${credential.id} at ${where} of ${unit.id}${by}, ${now ? `now, ${when}` : `as if it were ${when}`}`;
}

function outcomeLines({ asked, decisions }: Outcome, explanation: Explanation): string[] {
  if (asked === null) {
    const before = askedWords(decisions, explanation);
    return [...decisions.flatMap(decisionLines), ...(before ? [before] : [])];
  }
  return [
    `The cloud is asked first, and its answer awaited for ${durationWords(asked)}. If it`,
    ...indented(
      decisions.flatMap((decision) => [
        `${SAYS[decision.answer ?? "none"]}:`,
        ...indented(decisionLines(decision)),
      ]),
    ),
  ];
}

/** That the cloud is not asked before; null: there is nothing to be asked. */
function askedWords(decisions: readonly ExplainedDecision[], { cloud }: Explanation): string | null {
  if (decisions.every(({ verdict }) => verdict === null)) return null;
  switch (cloud.link) {
    case "up":
      return decisions.some(({ confirmation }) => confirmation)
        ? "The cloud is not asked before."
        : "The cloud is not asked.";
    case "down":
      return "The link to the cloud is down: nobody can be asked.";
    case "none":
      return "The unit has no cloud: nobody can be asked.";
  }
}

function decisionLines(decision: ExplainedDecision): string[] {
  const { verdict, reason, meaning, effect, kept, wrongPin, confirmation } = decision;
  const stopsOwn = verdict === null && effect.do === "stop";
  const lines = [
    verdict === null ? null : `${verdict} (${reason}): ${meaning}`,
    stopsOwn ? "Whoever has started a session stops it, and nobody is asked." : null,
    `→ ${effectWords(effect)}`,
    wrongPin ? `  counted as wrong PIN ${wrongPin.tries} of the keypad` : null,
    wrongPin?.locks ? "  the keypad is locked then" : null,
    kept ? "  the cloud's answer is kept" : null,
    ...(confirmation ? indented(confirmationLines(confirmation)) : []),
  ];
  return lines.filter((line) => line !== null);
}

function effectWords(effect: Effect): string {
  if (effect.do !== "ask-pin") return simpleWords(effect);
  const { within, next } = effect;
  return `its PIN is asked for, too; given within ${durationWords(within)}, ${simpleWords(next)}`;
}

function simpleWords(effect: SimpleEffect): string {
  switch (effect.do) {
    case "start":
      return `a session starts at connector ${effect.connector}`;
    case "await-plug":
      return `it waits ${durationWords(effect.within)} for a vehicle to be plugged in at ${connectorWords(effect.connectors, "or")}, and starts a session there`;
    case "stop":
      return effect.sessions
        .map(({ connector, user, startedBy, reason }) => {
          const whose = user ?? startedBy;
          return `the session${whose === null ? "" : ` of ${whose}`} at connector ${connector} stops (${reason})`;
        })
        .join("; ");
    case "refuse":
      return "it is refused";
    case "register":
      return "it is registered: a card is to be enrolled now";
    case "nothing":
      return "ignored: nothing happens";
  }
}

function confirmationLines({ when, answers }: Confirmation): string[] {
  const head =
    when === "at-once"
      ? "once the session runs, the cloud is asked about it in the background. If it"
      : "as soon as the cloud can be reached, it is asked about the session that runs then. If it";
  return [head, ...answers.map(({ answer, session }) => `  ${SAYS[answer]}: ${sessionWords(session)}`)];
}

function sessionWords(session: SessionGoes): string {
  switch (session.do) {
    case "go-on":
      return "the session goes on";
    case "ask-again":
      return `the session goes on, and the cloud is asked again after ${durationWords(session.after)}`;
    case "limit":
      return `the session may have ${energyWords(session.leftWh)} more`;
    case "cut-power":
      return "the session gets no more power";
    case "stop":
      return "the session stops";
  }
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? line : `  ${line}`));
}
