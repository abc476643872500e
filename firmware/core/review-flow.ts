import { expire } from "./authorization-flow.ts";
import type { Credential } from "./credential.ts";
import { decide } from "./decide.ts";
import type { Found } from "./list-entry.ts";
import { TIMES } from "./rules.ts";
import { answerStart, endSession } from "./session-flow.ts";
import type { Connector, Pending, Review, Subject } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";
import { runningSession } from "./view.ts";

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
  turn.reviews = reviews;
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
  const { verdict, reason } = decide(found, review.credential.kind, turn.at.wall);
  if (verdict !== "Accepted") deauthorize(turn, review.about, verdict, reason);
}

function deauthorize(turn: Turn, about: Subject, verdict: Verdict, reason: Reason): void {
  switch (about.kind) {
    case "session": {
      const connector = turn.connectors.find((one) => runningSession(one)?.id === about.session);
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
  turn.reviews = turn.reviews.filter(({ about }) =>
    about.kind === "session"
      ? turn.connectors.some((connector) => runningSession(connector)?.id === about.session)
      : turn.pending.some((pending) => isAbout(about, pending)),
  );
}
