import { sameCredential } from "./credential.ts";
import type { Effect, Event } from "./events.ts";
import { lightOf } from "./light.ts";
import type { ConnectorId } from "./session.ts";
import type { Connector, State } from "./state.ts";
import type { Step } from "./step.ts";
import { faultOf, isAwaiting, mayPower } from "./view.ts";

/**
 * Watches a run of the core from its first step on and names every invariant (I1–I11) that a step breaks. One watcher
 * for one run: it remembers which sessions were started and stopped, and which withdrawals are still owed.
 */
export class InvariantWatcher {
  readonly #started = new Set<string>();
  readonly #stopped = new Set<string>();

  /** @param initial the state before the first event, whose recovered sessions count as started */
  constructor(initial: State) {
    for (const { use } of initial.connectors)
      if (use.kind === "recovering") this.#started.add(use.session.id);
  }

  /** What this step breaks, as texts that begin with the invariant's number; empty when nothing. */
  check(before: State, event: Event, { state: after, effects }: Step): string[] {
    return [
      ...this.#power(before, event, after, effects),
      ...withdrawals(before, event, after, effects),
      ...unasked(before, event, after, effects),
      ...this.#records(effects),
      ...denials(before, event, after, effects),
      ...lights(after),
    ];
  }

  #power(before: State, event: Event, after: State, effects: readonly Effect[]): string[] {
    const broken: string[] = [];
    for (const connector of after.connectors) {
      if (connector.permitted && !mayPower(after, connector))
        broken.push(`I1 permitted without cause: ${connector.id}`);
      const durable = connectorOf(before, connector.id)?.use;
      const fresh =
        connector.use.kind === "session" && durable?.kind !== "session" && durable?.kind !== "recovering";
      if (fresh && event.type !== "saved") broken.push(`I1 session not known to be durable: ${connector.id}`);
    }
    for (const effect of effects) {
      if (effect.type !== "permit") continue;
      const connector = connectorOf(after, effect.connector);
      if (!connector?.permitted || faultOf(connector))
        broken.push(`I1 permit against the state: ${effect.connector}`);
    }
    return broken;
  }

  /** I4: every session id is started once and stopped at most once, after its start. */
  #records(effects: readonly Effect[]): string[] {
    const broken: string[] = [];
    for (const effect of effects) {
      const records = effect.type === "save-start" || effect.type === "write" ? effect.records : [];
      for (const record of records) {
        if (record.event === "session-started") {
          if (this.#started.has(record.session)) broken.push(`I4 started twice: ${record.session}`);
          this.#started.add(record.session);
        } else if (record.event === "session-stopped") {
          if (!this.#started.has(record.session))
            broken.push(`I4 stopped before its start: ${record.session}`);
          if (this.#stopped.has(record.session)) broken.push(`I4 stopped twice: ${record.session}`);
          this.#stopped.add(record.session);
        } else if (record.event === "session-resumed" && this.#stopped.has(record.session)) {
          broken.push(`I4 resumed after its stop: ${record.session}`);
        }
      }
    }
    return broken;
  }
}

function connectorOf(state: State, id: ConnectorId): Connector | undefined {
  return state.connectors.find((connector) => connector.id === id);
}

/** I2, I9, I11: whoever may not have power any more is withdrawn in this very step. */
function withdrawals(before: State, event: Event, after: State, effects: readonly Effect[]): string[] {
  const withdrawn = new Set(
    effects.flatMap((effect) => (effect.type === "withdraw" ? [effect.connector] : [])),
  );
  return after.connectors.flatMap((connector) => {
    if (withdrawn.has(connector.id)) return [];
    const was = connectorOf(before, connector.id);
    if (was?.permitted && !connector.permitted)
      return [`I2 permission ended without withdrawal: ${connector.id}`];
    if (was?.permitted && !mayPower(after, connector)) return [`I2 no withdrawal: ${connector.id}`];
    if (event.type === "started") return [`I9 no withdrawal at start: ${connector.id}`];
    if (event.type === "shutdown") return [`I2 no withdrawal at shutdown: ${connector.id}`];
    if (!("connector" in event) || event.connector !== connector.id) return [];
    if (event.type === "board-restarted")
      return [`I11 no withdrawal after the board's restart: ${connector.id}`];
    if (event.type !== "board-report") return [];
    if (was?.link !== "up") return [`I11 no withdrawal when the board came: ${connector.id}`];
    const unasked = event.report.contactor === "closed" && !was.permitted;
    return unasked ? [`I11 closed without permission, not withdrawn: ${connector.id}`] : [];
  });
}

/** I3: an outcome that answers nothing outstanding changes nothing. */
function unasked(before: State, event: Event, after: State, effects: readonly Effect[]): string[] {
  if (event.type !== "looked-up" && event.type !== "saved" && event.type !== "save-failed") return [];
  const asked =
    event.type === "looked-up"
      ? before.checks.some(({ request }) => request === event.request)
      : before.connectors.some(({ use }) => use.kind === "starting" && use.request === event.request);
  if (asked) return [];
  const energized = effects.some(({ type }) => type === "permit" || type === "save-start");
  const changed = after.connectors.some((connector) => {
    const was = connectorOf(before, connector.id);
    return was?.use.kind !== connector.use.kind && was?.use.kind !== "starting";
  });
  return energized || changed ? [`I3 an unasked ${event.type} changed something`] : [];
}

/** I5: a refusal never changes a running session. */
function denials(before: State, event: Event, after: State, effects: readonly Effect[]): string[] {
  if (event.type !== "presented" && event.type !== "looked-up") return [];
  const denied = effects.some((effect) => effect.type === "announce" && effect.happening.event === "denied");
  if (!denied) return [];
  return before.connectors.flatMap((was) => {
    const now = connectorOf(after, was.id);
    if (was.use.kind !== "session" || !was.permitted) return [];
    const same =
      now?.use.kind === "session" &&
      now.use.session.id === was.use.session.id &&
      now.permitted &&
      sameStarter(was.use.session, now.use.session);
    return same ? [] : [`I5 a refusal changed the session at ${was.id}`];
  });
}

type Started = Extract<Connector["use"], { kind: "session" }>["session"];

function sameStarter(a: Started, b: Started): boolean {
  if (a.credential === null || b.credential === null) return a.credential === b.credential;
  return sameCredential(a.credential, b.credential);
}

/** I7: yellow exactly while a vehicle awaits authorization and nothing more urgent is to be shown. */
function lights(after: State): string[] {
  return after.connectors.flatMap((connector) => {
    const light = lightOf(after, connector);
    const urgent = light === "fault" || light === "refused" || light === "checking";
    const yellow = isAwaiting(after, connector) && !urgent;
    return yellow === (light === "yellow") ? [] : [`I7 the light of ${connector.id} shows ${light}`];
  });
}
