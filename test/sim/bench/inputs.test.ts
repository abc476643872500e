import { beforeEach, describe, expect, test } from "vitest";
import { InstantClock } from "../../../sim/bench/instant-clock.ts";
import { MortalClock } from "../../../sim/bench/mortal-clock.ts";
import { SimulatedKeypad } from "../../../sim/bench/simulated-keypad.ts";
import { SimulatedReader } from "../../../sim/bench/simulated-reader.ts";

let clock: InstantClock;
const pass = (ms: number) => clock.pass(ms, () => false);

beforeEach(() => {
  clock = new InstantClock(0);
});

describe("a simulated reader", () => {
  let reader: SimulatedReader;
  let events: string[];

  const run = async () => {
    const mortal = new MortalClock(clock);
    reader.driver(mortal).start((event) => events.push(event.type === "card" ? event.card.uid : event.type));
    await pass(0);
    return mortal;
  };

  beforeEach(() => {
    reader = new SimulatedReader();
    events = [];
  });

  test("tells a card that rests on it once, and again when it is laid again", async () => {
    await run();
    reader.lay("04A1B2C3");
    await pass(60_000);
    reader.lay("04A1B2C3");
    await pass(1_000);
    expect(events).toEqual(["up", "04A1B2C3"]);
    reader.lift();
    reader.lay("04A1B2C3");
    await pass(0);
    reader.lay("04D4D4D4");
    await pass(0);
    expect(events).toEqual(["up", "04A1B2C3", "04A1B2C3", "04D4D4D4"]);
  });

  test("what lay there before it works counts when it is laid anew", async () => {
    reader.lay("04A1B2C3");
    await pass(10);
    await run();
    await pass(1_000);
    expect(events).toEqual(["up"]);
  });

  test("what is laid on it the moment it works counts, though it was not in use yet", async () => {
    reader.lay("04D4D4D4");
    reader.driver(clock).start((event) => events.push(event.type === "card" ? event.card.uid : event.type));
    reader.lay("04A1B2C3");
    await pass(1_000);
    expect(events).toEqual(["up", "04A1B2C3"]);
  });

  test.each([
    ["duplicate", 0],
    ["noise", 200],
    ["slow", 250],
  ] as const)("with %s it tells a card all the same, once, after %i ms", async (fault, delay) => {
    await run();
    reader.line.setFault(fault);
    reader.lay("04A1B2C3");
    await pass(Math.max(0, delay - 1));
    expect(events.length).toBe(delay === 0 ? 2 : 1);
    await pass(5_000);
    expect(events).toEqual(["up", "04A1B2C3"]);
  });

  test("a card that is gone before it was read was never there", async () => {
    await run();
    reader.line.setFault("slow");
    reader.lay("04A1B2C3");
    await pass(100);
    reader.lift();
    await pass(1_000);
    expect(events).toEqual(["up"]);
  });

  test.each([
    ["silence", 2_000],
    ["corrupt", 300],
    ["hangup", 0],
  ] as const)(
    "with %s nothing is read, and it is lost after %i ms; mended, it comes back",
    async (fault, after) => {
      await run();
      reader.line.setFault(fault);
      reader.lay("04A1B2C3");
      await pass(Math.max(0, after - 1));
      if (after > 0) expect(events).toEqual(["up"]);
      await pass(60_000);
      expect(events).toEqual(["up", "lost"]);
      reader.line.setFault(null);
      await pass(1_000);
      expect(events).toEqual(["up", "lost", "up"]);
      reader.lift();
      reader.lay("04A1B2C3");
      await pass(0);
      expect(events.at(-1)).toBe("04A1B2C3");
    },
  );

  test("a failure that is over before it was noticed is no loss", async () => {
    await run();
    reader.line.setFault("silence");
    await pass(1_000);
    reader.line.setFault(null);
    await pass(10_000);
    reader.lay("04A1B2C3");
    await pass(0);
    expect(events).toEqual(["up", "04A1B2C3"]);
  });

  test("nothing is told to a program that died", async () => {
    const mortal = await run();
    mortal.die();
    reader.line.close();
    reader.lay("04A1B2C3");
    reader.line.setFault("hangup");
    await pass(10_000);
    expect(events).toEqual(["up"]);
  });
});

describe("a simulated keypad", () => {
  test("passes keys as the real one does: A and B are * and #, C and D are none", async () => {
    const keypad = new SimulatedKeypad();
    const keys: string[] = [];
    keypad.driver(clock).start((event) => keys.push(event.type === "key" ? event.key : event.type));
    await pass(0);
    for (const key of "#01*ABCD") keypad.press(key);
    await pass(0);
    expect(keys).toEqual(["up", "#", "0", "1", "*", "*", "#"]);
  });

  test("keys are lost while it is, and with the program that died", async () => {
    const keypad = new SimulatedKeypad();
    const keys: string[] = [];
    keypad.driver(clock).start((event) => keys.push(event.type));
    await pass(0);
    keypad.line.setFault("hangup");
    await pass(0);
    keypad.press("1");
    keypad.line.setFault(null);
    await pass(0);
    keypad.press("2");
    await pass(0);
    keypad.line.close();
    keypad.press("3");
    await pass(1_000);
    expect(keys).toEqual(["up", "lost", "up", "key"]);
  });
});
