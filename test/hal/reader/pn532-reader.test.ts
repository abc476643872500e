import { describe, expect, test } from "vitest";
import { Pn532Bench } from "./pn532-bench.ts";

describe("PN532 reader: taps", () => {
  test("A1: tells a 4-byte and a 7-byte card by their UID in read order", async () => {
    const bench = await new Pn532Bench().start();
    bench.do("card 04A1B2C3");
    await bench.run(300);
    bench.do("card none");
    await bench.run(300);
    bench.do("card 04A1B2C3D4E580");
    await bench.run(300);
    expect(bench.news()).toEqual(["up", "04A1B2C3", "04A1B2C3D4E580"]);
  });

  test("A1: a card is told the moment it comes, for its poll is pending in the chip", async () => {
    for (const phase of [0, 1, 137, 499, 990, 998, 999, 1_000, 1_001, 1_004]) {
      const bench = await new Pn532Bench().start();
      await bench.run(phase);
      const laid = bench.clock.mono();
      bench.do("card 04A1B2C3");
      await bench.run(50);
      const told = bench.told.find(({ what }) => what === "04A1B2C3");
      expect(told && told.at - laid, `laid ${phase} ms into the poll`).toBeLessThan(25);
    }
  });

  test("A1: a second card 100 ms after the first is told as fast", async () => {
    const bench = await new Pn532Bench().start();
    bench.do("card 04A1B2C3");
    await bench.run(100);
    const laid = bench.clock.mono();
    bench.do("card 11223344");
    await bench.run(50);
    const told = bench.told.find(({ what }) => what === "11223344");
    expect(told && told.at - laid).toBeLessThan(25);
  });

  test("a card that rests on the reader is one tap, for minutes", async () => {
    const bench = await new Pn532Bench().start();
    bench.do("card 04A1B2C3");
    await bench.run(200_000);
    expect(bench.news()).toEqual(["up", "04A1B2C3"]);
  });

  test("the same card counts again after 500 ms away, not after 400", async () => {
    const bench = await new Pn532Bench().start();
    const away = async (ms: number) => {
      bench.do("card none");
      await bench.run(ms);
      bench.do("card 04A1B2C3");
      await bench.run(200);
    };
    bench.do("card 04A1B2C3");
    await bench.run(200);
    bench.news();
    for (const ms of [20, 100, 250, 400]) await away(ms);
    expect(bench.news()).toEqual([]);
    await away(500);
    expect(bench.news()).toEqual(["04A1B2C3"]);
    await away(5_000);
    expect(bench.news()).toEqual(["04A1B2C3"]);
  });

  test("a card that lies there when the reader comes up counts once lifted and laid again", async () => {
    const bench = new Pn532Bench();
    bench.do("card 04A1B2C3");
    await bench.start();
    await bench.run(10_000);
    expect(bench.news()).toEqual(["up"]);
    bench.do("card none");
    await bench.run(600);
    bench.do("card 04A1B2C3");
    await bench.run(100);
    expect(bench.news()).toEqual(["04A1B2C3"]);
  });

  test("a phone that rests on the reader with ever new random UIDs is one tap", async () => {
    const bench = await new Pn532Bench().start();
    bench.do("phone");
    await bench.run(5_000);
    const news = bench.news();
    expect(news).toHaveLength(2);
    expect(news[1]).toMatch(/^08[0-9A-F]{6}$/);
  });
});

describe("PN532 reader: a line that misbehaves", () => {
  const recovers = async (fault: string, ms: number) => {
    const bench = await new Pn532Bench().start();
    bench.news();
    bench.do(`fault ${fault}`);
    await bench.run(ms);
    const during = bench.news();
    bench.do("fault none");
    await bench.run(4_000);
    const after = bench.news();
    bench.do("card 04A1B2C3");
    await bench.run(200);
    return { during, after, tap: bench.news() };
  };

  test("F1: 10 s of silence: lost, and back by itself", async () => {
    expect(await recovers("silence", 10_000)).toEqual({ during: ["lost"], after: ["up"], tap: ["04A1B2C3"] });
  });

  test("F1: unplugged for a minute: lost within 10 s, and back by itself", async () => {
    expect(await recovers("hangup", 60_000)).toEqual({ during: ["lost"], after: ["up"], tap: ["04A1B2C3"] });
  });

  test("noise tells no card, and the next card is read", async () => {
    const { during, tap } = await recovers("noise", 20_000);
    expect(during.filter((what) => /^[0-9A-F]+$/.test(what))).toEqual([]);
    expect(tap).toEqual(["04A1B2C3"]);
  });

  test("corrupted answers tell no card", async () => {
    const bench = await new Pn532Bench().start();
    bench.news();
    bench.do("fault corrupt");
    bench.do("card 04A1B2C3");
    await bench.run(9_000);
    expect(bench.news()).toEqual(["lost"]);
  });

  test("an answer that was corrupted once is asked for again", async () => {
    const bench = await new Pn532Bench().start();
    bench.news();
    bench.do("fault corrupt-once");
    bench.do("card 04A1B2C3");
    await bench.run(300);
    expect(bench.news()).toEqual(["04A1B2C3"]);
  });

  test("a card laid again whose first answer is corrupted is a tap all the same", async () => {
    const bench = await new Pn532Bench().start();
    bench.do("card 04A1B2C3");
    await bench.run(300);
    bench.do("card none");
    await bench.run(800);
    bench.news();
    bench.do("fault corrupt-once");
    bench.do("card 04A1B2C3");
    await bench.run(300);
    expect(bench.news()).toEqual(["04A1B2C3"]);
  });

  test("duplicate answers are one tap", async () => {
    const bench = await new Pn532Bench().start();
    bench.do("fault duplicate");
    bench.do("card 04A1B2C3");
    await bench.run(3_000);
    bench.do("card none");
    await bench.run(3_000);
    expect(bench.news()).toEqual(["up", "04A1B2C3"]);
  });

  test("an answer before its ACK is refused, and asked for again", async () => {
    const bench = new Pn532Bench();
    bench.do("fault early-answer");
    bench.do("card 04A1B2C3");
    await bench.start();
    await bench.run(3_000);
    expect(bench.news()).toEqual(["lost"]);
    expect(bench.reader.channel.counters.earlyAnswers).toBeGreaterThan(3);
    bench.do("fault none");
    await bench.run(3_000);
    expect(bench.news()).toEqual(["up"]);
  });

  test("withheld ACKs make the reader lost, not a tap", async () => {
    const { during, after, tap } = await recovers("drop-ack", 10_000);
    expect({ during, after, tap }).toEqual({ during: ["lost"], after: ["up"], tap: ["04A1B2C3"] });
  });

  test("stays quiet while the reader is away: no more than a few bytes a second", async () => {
    const bench = await new Pn532Bench().start();
    let written = 0;
    bench.line.onReceive((bytes) => {
      written += bytes.length;
    });
    await bench.run(10_000);
    written = 0;
    await bench.run(60_000);
    expect(written / 60).toBeLessThan(150);
  });
});
