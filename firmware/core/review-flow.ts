import { expire } from "./admission.ts";
import { rememberAnswer } from "./answer-memory.ts";
import type { Pending } from "./claim.ts";
import { runningSession } from "./condition.ts";
import { takeWord } from "./confirm-flow.ts";
import { type Credential, sameCredential } from "./credential.ts";
import { type Refusal, refusalOf, type Surroundings } from "./entry-verdict.ts";
import type { Event } from "./events.ts";
import type { Found } from "./list-entry.ts";
import { TIMES } from "./rules.ts";
import type { GrantedBy } from "./session.ts";
import { answerStart, endSession } from "./session-flow.ts";
import type { Connector, Review, Subject } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";

/**
 * One of the lists has changed: whoever charges, or may when a plug follows, is looked up again. Questions from an earlier
 * change are dropped, since each is asked anew. Sessions that nobody was authorized for have nobody to look up.
 */
export function reviewAll(turn: Turn): void {
  if (!turn.before.rules.listChangeStops || turn.shutdown) return;
  const reviews: Review[] = [];
  const ask = (credential: Credential, about: Subject) => {
    const request = turn.newRequest();
    turn.effect({ type: "look-up", request, credential });
    reviews.push({ request, credential, about, deadline: turn.at.mono + TIMES.lookup });
  };
  for (const connector of turn.connectors) {
    const session = runningSession(connector);
    if (session?.credential) ask(session.credential, { kind: "session", session: session.id });
  }
  for (const { credential, request } of turn.pending) ask(credential, { kind: "pending", request });
  turn.reviews = [...turn.reviews.filter(({ about }) => about.kind === "refresh"), ...reviews];
}

/**
 * The cloud tells unasked what it thinks of a credential now: kept like an answer, and a session that runs in its name is
 * held to it.
 */
export function takeRefresh(turn: Turn, event: Extract<Event, { type: "refresh" }>): void {
  const { credential, answer } = event;
  turn.respond(event.request, { accepted: true, session: null });
  for (const connector of turn.connectors) {
    const { use } = connector;
    const theirs = use.kind === "session" && use.session.credential !== null;
    if (theirs && sameCredential(use.session.credential, credential) && use.session.terms.by !== "local")
      takeWord(turn, connector, use, answer);
  }
  const request = turn.newRequest();
  const deadline = turn.at.mono + TIMES.lookup;
  turn.reviews = [...turn.reviews, { request, credential, about: { kind: "refresh", answer }, deadline }];
  turn.effect({ type: "look-up", request, credential });
}

/**
 * The lists have answered. Whoever is refused now charges no more, and the vehicle awaits authorization at once (D01). Lists
 * that could not be read (null) prove nothing: what runs goes on.
 */
export function concludeReview(turn: Turn, request: number, found: Found | null): void {
  const review = turn.reviews.find((candidate) => candidate.request === request);
  if (!review) return;
  turn.reviews = turn.reviews.filter((other) => other !== review);
  if (!found) return;
  const { about, credential } = review;
  if (about.kind === "refresh") {
    rememberAnswer(turn, credential, found, about.answer);
    return;
  }
  const refusal = refusalNow(turn, about, credential, found);
  if (refusal) deauthorize(turn, about, refusal.verdict, refusal.reason);
}

/** Why the lists let it go on no longer: a block, its expiry, or that it is in none of them any more; null: they do. */
function refusalNow(turn: Turn, about: Subject, { kind }: Credential, found: Found): Refusal | null {
  const now: Surroundings = {
    unit: turn.before.unit,
    wall: turn.at.wall,
    latest: turn.latest,
    weekMinute: null,
    trusted: turn.clockTrusted,
  };
  for (const entry of [found.local, found.cloud]) {
    const refusal = entry && refusalOf(entry, 0, now);
    if (refusal?.verdict === "Blocked" || refusal?.verdict === "Expired") return refusal;
  }
  const by = grantedBy(turn, about);
  if (found.local || found.cloud || (by !== "local" && by !== "list")) return null;
  return kind === "pin"
    ? { verdict: "Invalid", reason: "wrong-pin" }
    : { verdict: "Unknown", reason: "unknown" };
}

/** On whose word it was let in. */
function grantedBy(turn: Turn, about: Subject): GrantedBy | null {
  switch (about.kind) {
    case "session":
      return sessionOf(turn, about.session)?.session.terms.by ?? null;
    case "pending":
      return turn.pending.find(({ request }) => request === about.request)?.grant.by ?? null;
    case "refresh":
      return null;
  }
}

function sessionOf(turn: Turn, id: string) {
  for (const connector of turn.connectors) {
    const session = runningSession(connector);
    if (session?.id === id) return { connector, session };
  }
  return null;
}

function deauthorize(turn: Turn, about: Subject, verdict: Verdict, reason: Reason): void {
  switch (about.kind) {
    case "session": {
      const connector = sessionOf(turn, about.session)?.connector;
      if (!connector) return;
      answerStart(turn, connector, { accepted: false, verdict, reason });
      endSession(turn, connector, { reason: "DeAuthorized", by: null, reopen: true });
      return;
    }
    case "pending": {
      const pending = turn.pending.find((one) => one.request === about.request);
      if (pending) expire(turn, pending);
      return;
    }
    case "refresh":
      return;
  }
}

/** Lookups that never answered: what runs goes on. */
export function giveUpReviews(turn: Turn): void {
  if (turn.reviews.length === 0) return;
  turn.reviews = turn.reviews.filter(({ deadline }) => deadline > turn.at.mono);
}

/** A waiting authorization under review has become the connector's session: the review decides about that now. */
export function followReview(turn: Turn, pending: Pending, connector: Connector): void {
  const session = runningSession(connector);
  if (!session || turn.reviews.length === 0) return;
  turn.reviews = turn.reviews.map((review) =>
    isAbout(review.about, pending) ? { ...review, about: { kind: "session", session: session.id } } : review,
  );
}

function isAbout(about: Subject, { request }: Pending): boolean {
  return about.kind === "pending" && about.request === request;
}

/** What is reviewed has ended by itself: there is nothing to decide any more. */
export function dropMootReviews(turn: Turn): void {
  if (turn.reviews.length === 0) return;
  turn.reviews = turn.reviews.filter(({ about }) => !isMoot(turn, about));
}

function isMoot(turn: Turn, about: Subject): boolean {
  switch (about.kind) {
    case "session":
      return sessionOf(turn, about.session) === null;
    case "pending":
      return !turn.pending.some((pending) => isAbout(about, pending));
    case "refresh":
      return false;
  }
}
