import { expire } from "./admission.ts";
import { rememberAnswer } from "./answer-memory.ts";
import { reconsider } from "./authorization-flow.ts";
import { refusalNow } from "./circumstances.ts";
import type { Pending } from "./claim.ts";
import { runningSession } from "./condition.ts";
import type { Event } from "./events.ts";
import { lookAgain } from "./look-again.ts";
import type { GrantedBy } from "./session.ts";
import { answerStart, endSession } from "./session-flow.ts";
import type { Connector, Subject } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";

/**
 * One of the lists has changed: whoever charges, may when a plug follows, or is just being asked about is looked up again.
 * Questions from an earlier change are dropped, since each is asked anew. Sessions that nobody was authorized for have nobody
 * to look up.
 */
export function reviewAll(turn: Turn): void {
  turn.doubted = [];
  if (turn.shutdown) return;
  turn.reviews = turn.reviews.filter(({ about }) => about.kind === "word");
  for (const { credential, stage, request } of turn.checks)
    if (stage.kind !== "looking") lookAgain(turn, credential, { kind: "check", request });
  if (!turn.rules.listChangeStops) return;
  for (const connector of turn.connectors) {
    const session = runningSession(connector);
    if (session?.credential) lookAgain(turn, session.credential, { kind: "session", session: session.id });
  }
  for (const { credential, request } of turn.pending)
    lookAgain(turn, credential, { kind: "pending", request });
}

/**
 * The lists have answered. Whoever is refused now charges no more, and the vehicle awaits authorization at once (D01). Lists
 * that could not be read (null) prove nothing: what runs goes on.
 */
export function concludeReview(turn: Turn, event: Extract<Event, { type: "looked-up" }>): void {
  const { request, found } = event;
  const review = turn.reviews.find((candidate) => candidate.request === request);
  if (!review) return;
  turn.reviews = turn.reviews.filter((other) => other !== review);
  if (!found) return;
  const { about, credential } = review;
  switch (about.kind) {
    case "word":
      rememberAnswer(turn, credential, found, about.answer);
      return;
    case "check":
      reconsider(turn, about.request, event);
      return;
    case "session":
    case "pending": {
      const by = grantedBy(turn, about);
      const refusal = refusalNow(turn, by, credential, found);
      if (refusal) deauthorize(turn, about, refusal.verdict, refusal.reason);
      else if (by === "cloud" && refusalNow(turn, "list", credential, found)) confirmAnew(turn, about);
    }
  }
}

/** On whose word it was let in; null: it is gone. */
function grantedBy(turn: Turn, about: Extract<Subject, { kind: "session" | "pending" }>): GrantedBy | null {
  return about.kind === "session"
    ? (sessionOf(turn, about.session)?.session.terms.by ?? null)
    : (turn.pending.find(({ request }) => request === about.request)?.grant.by ?? null);
}

function sessionOf(turn: Turn, id: string) {
  for (const connector of turn.connectors) {
    const session = runningSession(connector);
    if (session?.id === id) return { connector, session };
  }
  return null;
}

/** The cloud let it in, and its list does not: it is asked again, as soon as it can be. */
function confirmAnew(turn: Turn, about: Subject): void {
  if (about.kind !== "session") return;
  const connector = sessionOf(turn, about.session)?.connector;
  if (connector?.use.kind !== "session" && connector?.use.kind !== "recovering") return;
  const { session } = connector.use;
  if (session.terms.confirm) return;
  connector.use = { ...connector.use, session: { ...session, terms: { ...session.terms, confirm: true } } };
}

/** Who is refused now ends, and the vehicle awaits authorization. */
function deauthorize(
  turn: Turn,
  about: Extract<Subject, { kind: "session" | "pending" }>,
  verdict: Verdict,
  reason: Reason,
): void {
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
    case "check":
      return !turn.checks.some(({ request }) => request === about.request);
    case "word":
      return false;
  }
}
