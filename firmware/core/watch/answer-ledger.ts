import type { Credential } from "../credential.ts";
import type { Effect, Event, RequestId } from "../events.ts";
import type { ConnectorId } from "../session.ts";
import type { State } from "../state.ts";
import type { Step } from "../step.ts";
import { nameOf } from "./review-ledger.ts";

type Response = Extract<Effect, { type: "respond" }>;

/** A request of the cloud that has not been answered. */
type Asked =
  /** To be answered in the same step, with nothing more to be said of it. */
  | { readonly kind: "at once" }
  | { readonly kind: "stop"; readonly connector: ConnectorId }
  /** `session`: the one that is being made durable for it; null: none yet. */
  | { readonly kind: "start"; readonly credential: Credential; readonly session: string | null };

const AT_ONCE: readonly Event["type"][] = [
  "reserve",
  "cancel-reservation",
  "enrol",
  "refresh",
  "clear-cache",
];

/** What is known of sessions. */
interface Sessions {
  isDurable(session: string): boolean;
  isStopped(session: string): boolean;
}

/**
 * The watcher's own books of what the cloud has asked and been told: every request has exactly one answer (I4), something
 * with a deadline leads to it (I6), and it is true.
 */
export class AnswerLedger {
  readonly #open = new Map<RequestId, Asked>();

  /** The same books, to be continued apart. */
  fork(): AnswerLedger {
    const copy = new AnswerLedger();
    for (const [request, asked] of this.#open) copy.#open.set(request, asked);
    return copy;
  }

  /** Enters one step; what it breaks, as texts that begin with the invariant's number. */
  enter(event: Event, { state, effects }: Step, sessions: Sessions): string[] {
    if (AT_ONCE.includes(event.type) && "request" in event && typeof event.request === "string")
      this.#open.set(event.request, { kind: "at once" });
    if (event.type === "remote-stop")
      this.#open.set(event.request, { kind: "stop", connector: event.connector });
    if (event.type === "remote-start") {
      const { request, credential } = event;
      this.#open.set(request, { kind: "start", credential, session: null });
    }
    const responses = effects.filter((effect) => effect.type === "respond");
    const broken = responses.flatMap((response) => this.#close(response, state, sessions));
    for (const [request, asked] of this.#open) {
      const starting = state.connectors.find(
        ({ use }) => use.kind === "starting" && !use.cancelled && use.unanswered === request,
      )?.use;
      if (starting?.kind === "starting" && asked.kind === "start")
        this.#open.set(request, { ...asked, session: starting.session.id });
      else if (!state.checks.some(({ source }) => source.kind === "remote" && source.request === request))
        broken.push(`I6 nothing leads to an answer: ${request}`);
    }
    return broken;
  }

  #close({ request, outcome }: Response, state: State, sessions: Sessions): string[] {
    const asked = this.#open.get(request);
    if (!asked) return [`I4 answered without being asked: ${request}`];
    this.#open.delete(request);
    if (!outcome.accepted)
      return asked.kind === "start" && asked.session !== null && isGoing(state, asked.session)
        ? [`I4 told to be refused, and goes on: ${asked.session}`]
        : [];
    const { session } = outcome;
    switch (asked.kind) {
      case "at once":
        return [];
      case "stop":
        return (session === null ? isIdle(state, asked.connector) : !isGoing(state, session))
          ? []
          : [`I4 told to be stopped, and goes on: ${session}`];
      case "start": {
        const name = nameOf(asked.credential);
        const waits = state.pending.some(({ credential }) => nameOf(credential) === name);
        const holds = session === null ? waits : sessions.isDurable(session) && !sessions.isStopped(session);
        return holds ? [] : [`I4 told to be started, and is not: ${request}`];
      }
    }
  }
}

/** Whether nothing runs at the connector, and nobody whom the cloud has named waits for a plug there. */
function isIdle({ connectors, pending }: State, connector: ConnectorId): boolean {
  const use = connectors.find(({ id }) => id === connector)?.use;
  const runs = use?.kind === "session" || use?.kind === "recovering" || use?.kind === "starting";
  return !runs && !pending.some((other) => other.connectors.includes(connector) && other.reader === null);
}

/** Whether a connector has the session, or is to have it once it is durable. */
function isGoing({ connectors }: State, session: string): boolean {
  return connectors.some(
    ({ use }) =>
      use.kind !== "none" &&
      use.kind !== "finished" &&
      use.session.id === session &&
      !(use.kind === "starting" && use.cancelled !== null),
  );
}
