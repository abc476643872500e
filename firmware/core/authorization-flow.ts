import { admit, expire } from "./admission.ts";
import { rememberAnswer } from "./answer-memory.ts";
import { circumstances, refusalNow, surroundings } from "./circumstances.ts";
import { type Check, type Claim, concerned, type Purpose, type Source } from "./claim.ts";
import { runsFor } from "./condition.ts";
import { type Credential, sameCredential } from "./credential.ts";
import { type Accepted, contradicts, type Decision, plan, unchecked, withAnswer } from "./decide.ts";
import { forgetDoubt, noteContradiction } from "./doubt.ts";
import { concludeEnrolment } from "./enrolment-flow.ts";
import type { Refusal } from "./entry-verdict.ts";
import type { Event } from "./events.ts";
import { isAnswered } from "./identification.ts";
import { countWrongPin, isKeypadShut } from "./keypad-flow.ts";
import type { Found } from "./list-entry.ts";
import { lossOf, placeAt, voided } from "./place.ts";
import { refuse } from "./refusal.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import { stopOwn } from "./stop-flow.ts";
import type { Turn } from "./turn.ts";
import type { Reason } from "./verdict.ts";

type Presented = Extract<Event, { type: "presented" }>;

/** A credential was shown: it stops its own session, is registered, or is looked up for wherever it would take effect. */
export function present(turn: Turn, event: Presented): void {
  const { credential, reader } = event;
  const served = turn.connectorsOf(event.connectors);
  const source: Source = { kind: "reader", id: reader };
  const claim: Claim = { credential, source, place: placeAt(turn, served) };
  const isPin = credential.kind === "pin";
  if (isPin && isKeypadShut(turn, reader)) {
    refuse(turn, claim, "Invalid", "keypad-locked");
    return;
  }
  const own = served.find((connector) => runsFor(connector, credential));
  if (own) {
    stopOwn(turn, claim, own);
    return;
  }
  if (isBeingChecked(turn, credential)) return;
  if (isPin && isCheckingPin(turn, reader)) refuse(turn, claim, "Invalid", "check-under-way");
  else if (event.unusable) refuse(turn, claim, "Invalid", event.unusable);
  else beginCheck(turn, claim, purposeOf(turn, claim));
}

/** Whether a check of this credential is under way: there is never a second one. */
export function isBeingChecked(turn: Turn, credential: Credential): boolean {
  return turn.checks.some(
    (check) => check.stage.kind !== "pin" && sameCredential(check.credential, credential),
  );
}

/** One PIN at a time at each keypad: whoever types faster than it is checked is guessing. */
function isCheckingPin(turn: Turn, reader: string): boolean {
  return turn.checks.some(
    ({ source, credential }) => credential.kind === "pin" && source.kind === "reader" && source.id === reader,
  );
}

function purposeOf(turn: Turn, { credential, place }: Claim): Purpose {
  switch (credential.kind) {
    case "card":
      return turn.enrolment === null ? { kind: "charge" } : { kind: "enrol", by: turn.enrolment.by };
    case "pin":
      return { kind: cardsAwaitingPin(turn, place.serves).length > 0 ? "second" : "charge" };
    case "remote":
      return { kind: "charge" };
  }
}

/** Accepted cards whose PIN may come from a keypad of these connectors. */
function cardsAwaitingPin(turn: Turn, connectors: readonly ConnectorId[]): readonly Check[] {
  return turn.checks.filter(
    ({ stage, place }) => stage.kind === "pin" && place.serves.some((id) => connectors.includes(id)),
  );
}

/** Looks the credential up; one of a kind that is not enabled is refused without looking. */
export function beginCheck(turn: Turn, claim: Claim, purpose: Purpose): void {
  if (!isAnswered(turn.rules, { ...claim, purpose })) {
    refuse(turn, claim, "Invalid", "type-not-enabled");
    return;
  }
  const request = turn.newRequest();
  const { credential, source, place } = claim;
  const deadline = turn.at.mono + TIMES.lookup;
  const stage = { kind: "looking" } as const;
  // A card that was shown before, and whose PIN has not come, is shown anew.
  const others = turn.checks.filter(
    (check) => !sameCredential(check.credential, credential) || check.stage.kind !== "pin",
  );
  turn.checks = [...others, { request, credential, source, purpose, place, stage, deadline }];
  turn.effect({ type: "look-up", request, credential });
}

/** The lists have answered (null: they could not be read). An answer to nothing that is asked changes nothing (I3). */
export function concludeLookUp(turn: Turn, event: Extract<Event, { type: "looked-up" }>): void {
  const { request, found, weekMinute } = event;
  const check = turn.checks.find((one) => one.request === request && one.stage.kind === "looking");
  if (!check) return;
  if (!found) {
    drop(turn, check);
    refuse(turn, check, "Invalid", "store-unavailable");
    return;
  }
  if (check.purpose.kind === "enrol") {
    drop(turn, check);
    concludeEnrolment(turn, check, check.purpose.by, found);
    return;
  }
  const now = circumstances(turn, check, weekMinute ?? null);
  const { credential, source } = check;
  if (source.kind === "remote" && !now.rules.authorizeRemote) {
    drop(turn, check);
    conclude(turn, check, unchecked(found, now));
    return;
  }
  const planned = plan(found, credential.kind, now);
  if (planned.do === "conclude") {
    drop(turn, check);
    conclude(turn, check, planned.decision);
    return;
  }
  const stage = { kind: "asking", found, weekMinute: now.weekMinute, otherwise: planned.otherwise } as const;
  const deadline = turn.at.mono + now.rules.askTimeout;
  turn.checks = turn.checks.map((other) => (other === check ? { ...check, stage, deadline } : other));
  turn.effect({ type: "ask", request, credential, within: now.rules.askTimeout });
}

/** The cloud has answered (null: it could not be asked). What it says is kept, and its word wins. */
export function concludeAnswer(turn: Turn, { request, answer }: Extract<Event, { type: "answered" }>): void {
  const check = turn.checks.find((one) => one.request === request);
  if (check?.stage.kind !== "asking") return;
  const { found, otherwise } = check.stage;
  const { credential } = check;
  drop(turn, check);
  if (!answer) {
    conclude(turn, check, otherwise);
    return;
  }
  turn.unknownsLetIn = 0;
  rememberAnswer(turn, credential, found, answer);
  const now = surroundings(turn, null);
  if (contradicts(found, answer, now)) noteContradiction(turn, credential, answer.verdict);
  else forgetDoubt(turn, credential);
  conclude(turn, check, withAnswer(found, credential.kind, answer, now));
}

/** Whoever waits for the cloud's answer waits no longer: the offline rules decide (OCPP 1.6 A12, A13). */
export function goWithoutCloud(turn: Turn): void {
  for (const check of turn.checks) {
    if (check.stage.kind !== "asking") continue;
    drop(turn, check);
    conclude(turn, check, check.stage.otherwise);
  }
}

/** Whoever's vehicle has left, or whose connector has failed, starts nothing; a card that waited for its PIN hears so now. */
export function voidLostChecks(turn: Turn): void {
  for (const check of turn.checks) {
    const loss = lossOf(turn, check);
    if (!loss) continue;
    if (check.stage.kind === "pin") {
      drop(turn, check);
      refuse(turn, check, "Invalid", loss);
      continue;
    }
    const lost = voided(check, concerned(check.place), loss);
    turn.checks = turn.checks.map((other) => (other === check ? lost : other));
  }
}

/** What was waited for has not come in time. */
export function giveUpCheck(turn: Turn, check: Check): void {
  drop(turn, check);
  switch (check.stage.kind) {
    case "looking":
      refuse(turn, check, "Timeout", "check-timeout");
      return;
    case "asking":
      conclude(turn, check, check.stage.otherwise);
      return;
    case "pin":
      refuse(turn, check, "Invalid", "pin-missing");
      return;
  }
}

/** What was given is of a type that is not enabled any more. */
export function endCheck(turn: Turn, check: Check): void {
  drop(turn, check);
  refuse(turn, check, "Invalid", "type-not-enabled");
}

function drop(turn: Turn, check: Check): void {
  turn.checks = turn.checks.filter((other) => other !== check);
}

function conclude(turn: Turn, check: Check, decision: Decision): void {
  if (decision.verdict !== "Accepted") {
    refuse(turn, check, decision.verdict, decision.reason);
    if (decision.reason === "wrong-pin") countWrongPin(turn, check);
    if (isAboutItself(decision)) takeBack(turn, check.credential);
    return;
  }
  if (check.purpose.kind === "second") concludeSecond(turn, check, decision);
  else admit(turn, check, decision, false);
}

/** Whether a refusal says something of the credential, and not only that nobody could tell. */
function isAboutItself({ verdict, reason }: Refusal): boolean {
  const circumstantial: readonly Reason[] = ["offline-not-allowed", "offline-limit", "list-stale"];
  return verdict !== "Timeout" && !circumstantial.includes(reason);
}

/** Whoever is refused now waits for no plug on an earlier word. */
function takeBack(turn: Turn, credential: Credential): void {
  for (const pending of turn.pending)
    if (sameCredential(pending.credential, credential)) expire(turn, pending);
}

/** A PIN that is right completes the card of the same user that waits for it; with no such card it stands for itself. */
function concludeSecond(turn: Turn, check: Check, decision: Accepted): void {
  const { user } = decision.grant;
  const cards = cardsAwaitingPin(turn, check.place.serves);
  for (const card of cards) {
    if (card.stage.kind !== "pin" || user === null || card.stage.decision.grant.user !== user) continue;
    drop(turn, card);
    admit(turn, card, card.stage.decision, true);
    return;
  }
  if (turn.rules.identification.includes("pin")) {
    admit(turn, check, decision, false);
    return;
  }
  // The card may have gone while its PIN was looked up: then nobody has guessed.
  refuse(turn, check, "Invalid", cards.length > 0 ? "wrong-pin" : "type-not-enabled");
  if (cards.length > 0) countWrongPin(turn, check);
}

/** A list has changed under a question: it may be decided now, and else what holds if the cloud does not answer is another. */
export function reconsider(turn: Turn, request: number, event: Extract<Event, { type: "looked-up" }>): void {
  const check = turn.checks.find((one) => one.request === request);
  const { found, weekMinute } = event;
  if (!check || !found || check.stage.kind === "looking") return;
  const { credential } = check;
  if (check.stage.kind === "pin") {
    const refusal = refusalNow(turn, check.stage.decision.grant.by, credential, found);
    if (!refusal) return;
    drop(turn, check);
    conclude(turn, check, refusal);
    return;
  }
  planAnew(turn, check, found, weekMinute ?? null);
}

/** The rules have changed under a question to the cloud: the same, from what the lists said when it was put. */
export function replan(turn: Turn, request: number): void {
  const check = turn.checks.find((one) => one.request === request);
  if (check?.stage.kind === "asking") planAnew(turn, check, check.stage.found, check.stage.weekMinute);
}

function planAnew(turn: Turn, check: Check, found: Found, weekMinute: number | null): void {
  const planned = plan(found, check.credential.kind, circumstances(turn, check, weekMinute));
  if (planned.do === "conclude") {
    drop(turn, check);
    conclude(turn, check, planned.decision);
    return;
  }
  const stage = { kind: "asking", found, weekMinute, otherwise: planned.otherwise } as const;
  turn.checks = turn.checks.map((other) => (other === check ? { ...check, stage } : other));
}
