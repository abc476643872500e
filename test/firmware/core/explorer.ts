import type { Event } from "../../../firmware/core/events.ts";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import type { State, Use } from "../../../firmware/core/state.ts";
import { step } from "../../../firmware/core/step.ts";
import { InvariantWatcher } from "../../../firmware/core/watch/invariants.ts";
import { WALL } from "./samples.ts";
import type { EventBody } from "./watched-core.ts";

/** What an exploration has seen. */
export interface Explored {
  readonly states: number;
  readonly transitions: number;
  /** Every state that can be reached has been, with all its events. */
  readonly complete: boolean;
  /** The longest time that silence takes to come to rest from any of them, milliseconds. */
  readonly longestSilence: number;
}

/** How a state was first reached. */
interface Way {
  readonly from: Way | null;
  readonly by: string;
}

/** A state whose events are still to be tried. */
interface Node {
  readonly number: number;
  readonly state: State;
  readonly now: number;
  readonly watcher: InvariantWatcher;
  readonly way: Way;
}

/** Where silence leads from a state, and when. */
interface Silence {
  readonly to: number;
  readonly after: number;
}

/** The events that may happen in a state, by name. */
export type Alphabet = (state: State) => Iterable<readonly [name: string, event: EventBody]>;

/**
 * Goes through every state that the core can reach from `initial` by these events, each in no time, and by ticks at the
 * next deadline. States count as one that differ in nothing but names and how long their waits are. Every step is checked; a broken
 * invariant throws with the shortest way there.
 *
 * @param limit how many states to explore at most
 */
export function explore(initial: readonly State[], alphabet: Alphabet, limit: number): Explored {
  const numbers = new Map<string, number>();
  const silences = new Map<number, Silence>();
  let found: Node[] = [];
  let transitions = 0;
  const visit = (reached: Omit<Node, "number">): number => {
    const key = canonical(reached.state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(key, number);
    found.push({ ...reached, number });
    return number;
  };
  const tryAll = (node: Node): number => {
    let tried = 0;
    for (const [name, event] of alphabet(node.state)) {
      visit(advance(node, name, event, node.now));
      tried += 1;
    }
    const due = nextDeadline(node.state);
    if (due === null) return tried;
    const to = visit(advance(node, `waits ${due - node.now} ms`, { type: "tick" }, due));
    silences.set(node.number, { to, after: due - node.now });
    return tried + 1;
  };
  for (const state of initial) {
    visit({ state, now: 0, watcher: new InvariantWatcher(state), way: { from: null, by: "start" } });
  }
  while (found.length > 0 && numbers.size <= limit) {
    const frontier = found;
    found = [];
    for (const node of frontier) {
      if (numbers.size > limit) break;
      transitions += tryAll(node);
    }
  }
  const complete = numbers.size <= limit;
  return { states: numbers.size, transitions, complete, longestSilence: longestSilence(silences) };
}

function advance(node: Node, name: string, body: EventBody, now: number): Omit<Node, "number"> {
  const event: Event = { ...body, at: { mono: now, wall: WALL + now } };
  const result = step(node.state, event);
  const watcher = node.watcher.fork();
  const broken = watcher.check(node.state, event, result);
  const way = { from: node.way, by: name };
  if (broken.length > 0) throw new Error([...broken, "by:", ...steps(way)].join("\n  "));
  return { state: result.state, now, watcher, way };
}

function steps(way: Way): string[] {
  return way.from ? [...steps(way.from), way.by] : [way.by];
}

/** I6: follows the ticks from each state to rest; ticks that lead in a circle never come to it. */
function longestSilence(silences: ReadonlyMap<number, Silence>): number {
  let longest = 0;
  for (const start of silences.values()) {
    let time = 0;
    let ticks = 0;
    for (let silence: Silence | undefined = start; silence; silence = silences.get(silence.to)) {
      time += silence.after;
      ticks += 1;
      if (ticks > 1_000) throw new Error("I6 silence never comes to rest");
    }
    longest = Math.max(longest, time);
  }
  return longest;
}

/**
 * A text that is equal for states that differ only in names of requests and sessions, and in how long their waits are:
 * which deadline comes next tells states apart, the order and distance of the others does not.
 */
function canonical(state: State): string {
  const names = new Map<string | number, number>();
  const name = (id: string | number): number => {
    const known = names.get(id) ?? names.size;
    names.set(id, known);
    return known;
  };
  const next = nextDeadline(state);
  const after = (deadline: number | null): string | null => {
    if (deadline === null) return null;
    return deadline === next ? "next" : "later";
  };
  const plugged = state.connectors.map(({ pluggedAt }) => pluggedAt).filter((at) => at !== null);
  const order = [...new Set(plugged)].toSorted((a, b) => a - b);
  return JSON.stringify([
    state.access,
    state.rules.identification,
    state.shutdown,
    state.checks.map((check) => [
      check.credential.label,
      check.source.kind,
      check.stage.kind,
      [check.place.vehicles, check.place.free, check.place.sessions.map(name), check.place.lost],
      after(check.deadline),
    ]),
    state.pending.map(({ credential, reader, connectors, deadline }) => [
      credential.label,
      reader === null,
      connectors,
      after(deadline),
    ]),
    state.reviews.map(({ credential, about, deadline }) => [
      credential.label,
      about.kind === "session" ? name(about.session) : about.kind,
      after(deadline),
    ]),
    state.connectors.map((one) => [
      one.link,
      one.report && [one.report.pilot, one.report.contactor, one.report.fault],
      one.pluggedAt === null ? null : order.indexOf(one.pluggedAt),
      one.permitted,
      one.contactorFault,
      one.announcedFault,
      canonicalUse(one.use, name, after),
      after(one.holdUntil),
      one.refusal && [one.refusal.light, after(one.refusal.until)],
      after(one.weldedAt),
      after(one.notClosingAt),
    ]),
  ]);
}

function canonicalUse(
  use: Use,
  name: (id: string | number) => number,
  after: (deadline: number | null) => string | null,
): unknown[] {
  switch (use.kind) {
    case "none":
    case "finished":
      return [use.kind];
    case "starting":
      return [
        use.kind,
        name(use.session.id),
        use.session.credential?.label,
        use.reader === null,
        use.unanswered !== null,
        use.cancelled ? [use.cancelled.reason, use.cancelled.reopen] : after(use.deadline),
      ];
    case "session":
      return [use.kind, name(use.session.id), use.session.credential?.label, use.interrupted, use.charged];
    case "recovering":
      return [use.kind, name(use.session.id), use.session.credential?.label, after(use.until)];
  }
}
