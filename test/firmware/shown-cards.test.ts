import { describe, expect, test } from "vitest";
import { MOST_SHOWN, ShownCards } from "../../firmware/shown-cards.ts";
import { card, credential, pinCredential } from "./store/people.ts";
import { UnitBench } from "./unit-bench.ts";

describe("the cards that were shown last", () => {
  test("A8: are known by their numbers, the last 64 of them", () => {
    const shown = new ShownCards();
    expect(shown.numberOf(credential(0))).toBeNull();
    for (let number = 0; number < MOST_SHOWN; number += 1) shown.remember(credential(number), card(number));
    expect(shown.numberOf(credential(0))).toBe(card(0));
    // Shown again, it is the newest.
    shown.remember(credential(0), card(0));
    shown.remember(credential(MOST_SHOWN), card(MOST_SHOWN));
    const known = Array.from({ length: MOST_SHOWN + 1 }, (_, number) => shown.numberOf(credential(number)));
    expect(known.map((number, index) => number === card(index))).toEqual(
      Array.from({ length: MOST_SHOWN + 1 }, (_, number) => number !== 1),
    );
  });

  test("I8: no PIN is taken for a card", async () => {
    const shown = new ShownCards();
    shown.remember(credential(1), card(1));
    expect(shown.numberOf({ ...credential(1), kind: "pin" })).toBeNull();
    expect(shown.numberOf(await pinCredential("#4711"))).toBeNull();
  });

  test("are not told by whatever prints them", () => {
    const shown = new ShownCards();
    shown.remember(credential(1), card(1));
    expect(JSON.stringify(shown)).not.toContain(card(1));
  });
});

describe("a unit", () => {
  test("A8: knows the number of a card that it refused, or registered, until it is restarted", async () => {
    const bench = await new UnitBench().start();
    expect(bench.unit.cardNumber(bench.credential("DEADBEEF"))).toBeNull();
    await bench.do(bench.board, "plug");
    await bench.tap("DEADBEEF");
    expect(bench.happenings.at(-1)).toMatchObject({ event: "denied" });
    expect(bench.unit.cardNumber(bench.credential("DEADBEEF"))).toBe("DEADBEEF");
    await bench.do(bench.board, "unplug");
    bench.unit.enrol(null, 60_000);
    await bench.tap("CAFE0123");
    const enrolled = bench.happenings.find(({ event }) => event === "enrolled");
    if (enrolled?.event !== "enrolled") throw new Error("nothing was registered");
    expect(bench.unit.cardNumber(enrolled.credential)).toBe("CAFE0123");
    await bench.restart();
    expect(bench.unit.cardNumber(enrolled.credential)).toBeNull();
  });

  test("A1: does not remember a number that is made up anew at every tap", async () => {
    const bench = await new UnitBench().start();
    await bench.tap("08A1B2C3");
    expect(bench.happenings.some((happening) => JSON.stringify(happening).includes("random-uid"))).toBe(true);
    const credentialOf = bench.happenings.find(({ event }) => event === "denied");
    if (credentialOf?.event !== "denied") throw new Error("nothing was refused");
    expect(bench.unit.cardNumber(credentialOf.credential)).toBeNull();
  });

  test("no happening, record or state holds a card's number", async () => {
    const bench = await new UnitBench().start();
    await bench.tap("DEADBEEF");
    const told = JSON.stringify([bench.happenings, [...bench.store.journal()], bench.unit.state, bench.unit]);
    expect(told).not.toContain("DEADBEEF");
  });
});
