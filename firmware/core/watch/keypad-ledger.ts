import type { Effect, Event } from "../events.ts";
import type { Lockout } from "../lockout.ts";
import { type Rules, TIMES } from "../rules.ts";
import { nameOf } from "./review-ledger.ts";

/** What is known of the wrong PINs at one keypad. */
interface Count {
  readonly tries: number;
  /** When the last of them was typed, wall clock. */
  readonly last: number;
  /** How long it locked the keypad, milliseconds. */
  readonly lock: number;
  /** Until when the keypad is locked, monotonic; not in the future: it is open. */
  readonly until: number;
}

/**
 * The watcher's own books of wrong PINs: every one is counted, from the last allowed one on the keypad locks, for longer each
 * time, and a locked keypad has no PIN looked up (I5), while an open one takes it (I10).
 */
export class KeypadLedger {
  readonly #counts = new Map<string, Count>();

  /** @param saved what earlier runs have counted */
  constructor(saved: Iterable<Lockout>) {
    for (const { keypad, tries, last, until } of saved)
      this.#counts.set(keypad, { tries, last, lock: until - last, until: 0 });
  }

  /** The same books, to be continued apart. */
  fork(): KeypadLedger {
    const copy = new KeypadLedger([]);
    for (const [keypad, count] of this.#counts) copy.#counts.set(keypad, count);
    return copy;
  }

  /**
   * Enters one step; what it breaks, as texts that begin with the invariant's number.
   *
   * @param wrong keypads, once for each wrong PIN that this step has found there
   */
  enter(event: Event, rules: Rules, effects: readonly Effect[], wrong: readonly string[]): string[] {
    if (event.type === "started") this.#takeUp(event);
    const broken: string[] = [];
    const counted: string[] = [];
    for (const effect of effects) {
      if (effect.type !== "write" || !effect.lockout) continue;
      const { keypad } = effect.lockout;
      counted.push(keypad);
      if (!this.#count(effect.lockout, event, rules))
        broken.push(`I5 wrong PINs at ${keypad} are miscounted`);
    }
    // What is counted in this step was typed before: only a later step can find out that it was wrong.
    if (event.type === "presented") broken.push(...this.#typed(event, effects));
    for (const keypad of new Set(wrong))
      if (timesIn(counted, keypad) < timesIn(wrong, keypad))
        broken.push(`I5 a wrong PIN at ${keypad} is not counted`);
    for (const keypad of new Set(counted))
      if (timesIn(counted, keypad) > wrongToldAt(effects, keypad))
        broken.push(`I10 a PIN at ${keypad} is counted that was not wrong`);
    return broken;
  }

  /** The locks of an earlier run hold on; by a clock that was set back meanwhile, from the beginning. */
  #takeUp({ at }: Event): void {
    for (const [keypad, count] of this.#counts) {
      const { last, lock } = count;
      const gone = at.wall < last ? 0 : at.wall - last;
      this.#counts.set(keypad, { ...count, until: at.mono + Math.max(0, lock - gone) });
    }
  }

  #typed(
    { reader, credential, at }: Extract<Event, { type: "presented" }>,
    effects: readonly Effect[],
  ): string[] {
    if (credential.kind !== "pin") return [];
    const isLocked = at.mono < (this.#counts.get(reader)?.until ?? 0);
    const isLookedUp = effects.some(
      (effect) => effect.type === "look-up" && nameOf(effect.credential) === nameOf(credential),
    );
    if (isLocked && isLookedUp) return [`I5 a PIN is looked up while its keypad is locked: ${reader}`];
    const isTurnedAway = effects.some(
      (effect) =>
        effect.type === "announce" &&
        effect.happening.event === "denied" &&
        effect.happening.reason === "keypad-locked",
    );
    return !isLocked && isTurnedAway ? [`I10 a keypad is shut without being locked: ${reader}`] : [];
  }

  /** Counts one more; whether the core has come to the same. */
  #count({ keypad, tries, last, until }: Lockout, { at }: Event, rules: Rules): boolean {
    const before = this.#counts.get(keypad);
    const isOld = before === undefined || at.wall - before.last >= TIMES.pinMemory;
    const now = isOld ? 1 : before.tries + 1;
    const lock = lockAfter(now, rules);
    this.#counts.set(keypad, { tries: now, last: at.wall, lock, until: at.mono + lock });
    return tries === now && last === at.wall && until === at.wall + lock;
  }
}

/** None before the last allowed one; then the rule's, doubled each time, up to an hour or the rule's own. */
function lockAfter(tries: number, { pinTries, pinLock }: Rules): number {
  if (tries < pinTries) return 0;
  let lock = pinLock;
  for (let more = pinTries; more < tries && lock < TIMES.longestLock; more += 1) lock *= 2;
  return Math.min(lock, Math.max(pinLock, TIMES.longestLock));
}

function wrongToldAt(effects: readonly Effect[], keypad: string): number {
  return effects.filter(
    (effect) =>
      effect.type === "announce" &&
      effect.happening.event === "denied" &&
      effect.happening.reason === "wrong-pin" &&
      effect.happening.reader === keypad,
  ).length;
}

function timesIn(names: readonly string[], name: string): number {
  return names.filter((one) => one === name).length;
}
