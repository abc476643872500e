import type { Check } from "./claim.ts";
import type { Event } from "./events.ts";
import { afterWrongPin, type Lockout, lockLeft } from "./lockout.ts";
import { TIMES } from "./rules.ts";
import type { Turn } from "./turn.ts";

/** A key was pressed at a keypad: the light answers it, and says when the keypad is locked (A2). */
export function takeTyping(turn: Turn, event: Extract<Event, { type: "typing" }>): void {
  const { reader, connectors, typing } = event;
  const { mono } = turn.at;
  turn.typing = turn.typing.filter((other) => other.reader !== reader);
  if (!typing) return;
  if (isKeypadShut(turn, reader)) {
    for (const connector of turn.connectorsOf(connectors))
      connector.refusal = { until: mono + TIMES.refused, light: "keypad-locked" };
    return;
  }
  const until = mono + turn.rules.pinIdle;
  turn.typing = [...turn.typing, { reader, connectors, until, keyUntil: mono + TIMES.keyLight }];
}

/** What was typed and left is forgotten, and the light that answered a key goes back. */
export function passTyping(turn: Turn): void {
  if (turn.typing.length === 0) return;
  const { mono } = turn.at;
  turn.typing = turn.typing
    .filter(({ until }) => until > mono)
    .map((typing) =>
      typing.keyUntil !== null && typing.keyUntil <= mono ? { ...typing, keyUntil: null } : typing,
    );
}

/** Whether the keypad takes no PIN now. */
export function isKeypadShut(turn: Turn, keypad: string): boolean {
  return turn.locked.some((lock) => lock.keypad === keypad);
}

/** Locks of an earlier run hold on. */
export function takeUpLocks(turn: Turn): void {
  for (const lockout of turn.lockouts) lock(turn, lockout.keypad, lockLeft(lockout, turn.at.wall));
}

function lock(turn: Turn, keypad: string, lasts: number): void {
  const others = turn.locked.filter((other) => other.keypad !== keypad);
  turn.locked = lasts > 0 ? [...others, { keypad, until: turn.at.mono + lasts }] : others;
}

/** A wrong PIN was typed: counted over restarts, and from the fifth on the keypad locks. Cards go on working. */
export function countWrongPin(turn: Turn, { source, place }: Pick<Check, "source" | "place">): void {
  if (source.kind !== "reader") return;
  const lockout = afterWrongPin(lockoutOf(turn, source.id), source.id, turn.rules, turn.at.wall);
  turn.lockouts = [...turn.lockouts.filter(({ keypad }) => keypad !== source.id), lockout];
  const { keypad, tries, until } = lockout;
  lock(turn, keypad, until - turn.at.wall);
  if (!isKeypadShut(turn, keypad)) {
    turn.effect({ type: "write", records: [], lockout });
    return;
  }
  const happening = { event: "keypad-locked", reader: keypad, tries, until } as const;
  turn.announce(happening);
  turn.effect({ type: "write", records: [happening], lockout });
  for (const connector of turn.connectorsOf(place.serves))
    if (connector.refusal) connector.refusal = { ...connector.refusal, light: "keypad-locked" };
}

/** Locks that have ended are told. */
export function passLocks(turn: Turn): void {
  if (turn.locked.every(({ until }) => until > turn.at.mono)) return;
  for (const { keypad, until } of turn.locked)
    if (until <= turn.at.mono) turn.announce({ event: "keypad-unlocked", reader: keypad });
  turn.locked = turn.locked.filter(({ until }) => until > turn.at.mono);
}

function lockoutOf(turn: Turn, keypad: string): Lockout | undefined {
  return turn.lockouts.find((lockout) => lockout.keypad === keypad);
}
