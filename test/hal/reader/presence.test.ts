import { describe, expect, test } from "vitest";
import { CardPresence } from "../../../hal/reader/pn532/presence.ts";

/** Polls every 20 ms that find what lies there; one that finds nothing says so. */
class Polls {
  readonly presence = new CardPresence();
  now = 1_000;

  /** @returns how many taps were told while this card lay there for `ms` */
  lay(id: string, ms: number): number {
    let taps = 0;
    for (const end = this.now + ms; this.now < end; this.now += 20)
      if (this.presence.found(id, this.now)) taps++;
    return taps;
  }

  /** Nothing lies there, and polls notice. */
  nothing(ms: number): void {
    this.presence.nothingFound(this.now + 60);
    this.now += ms - 20;
  }
}

describe("card presence", () => {
  test("a resting card is one tap; away for 400 ms it is the same one, for 500 ms a new one", () => {
    const polls = new Polls();
    expect(polls.lay("a", 5_000)).toBe(1);
    polls.nothing(400);
    expect(polls.lay("a", 100)).toBe(0);
    polls.nothing(499);
    expect(polls.lay("a", 100)).toBe(0);
    polls.nothing(500);
    expect(polls.lay("a", 100)).toBe(1);
    polls.nothing(60_000);
    expect(polls.lay("a", 100)).toBe(1);
  });

  test("a reader that was deaf for seconds has not seen the card leave", () => {
    const polls = new Polls();
    polls.lay("a", 100);
    polls.now += 5_000;
    expect(polls.lay("a", 100)).toBe(0);
  });

  test("another card is a tap at once, and the first one may come back", () => {
    const polls = new Polls();
    expect([polls.lay("a", 100), polls.lay("b", 100), polls.lay("a", 100)]).toEqual([1, 1, 0]);
    expect(polls.lay("b", 3_000)).toBe(0);
    expect(polls.lay("a", 100)).toBe(1);
  });

  test("two cards that are found in turn are one tap each", () => {
    const polls = new Polls();
    let taps = 0;
    for (let turn = 0; turn < 200; turn++) taps += polls.lay(turn % 2 === 0 ? "a" : "b", 20);
    expect(taps).toBe(2);
  });

  test("cleared, every card is new", () => {
    const polls = new Polls();
    polls.lay("a", 100);
    polls.presence.clear();
    expect(polls.lay("a", 100)).toBe(1);
  });
});
