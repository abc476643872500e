import { describe, expect, test } from "vitest";
import type { LightColour, LightRhythm, LightSign } from "../../../hal/board.ts";
import { OpenEvseBench } from "./openevse-bench.ts";

const sign = (colour: LightColour, rhythm: LightRhythm): LightSign => ({ colour, rhythm, beeps: 0 });

/** What an onlooker sees of the emulated board's light: each colour with how long it stood, milliseconds. */
async function watch(bench: OpenEvseBench, ms: number): Promise<[colour: string, lasted: number][]> {
  const seen: [string, number][] = [];
  for (let at = 0; at < ms; at += 5) {
    await bench.run(5);
    const { light } = bench.evse.snapshot();
    const last = seen.at(-1);
    if (last?.[0] === light) last[1] += 5;
    else seen.push([light, 5]);
  }
  return seen;
}

/** The commands that painted the light since the last call. */
function paints(bench: OpenEvseBench): string[] {
  return bench.wire.splice(0).filter((command) => command.startsWith("$FB"));
}

/** A board that shows something steady, and whose first flurry of commands is over. */
async function quiet(): Promise<OpenEvseBench> {
  const bench = await new OpenEvseBench().start();
  bench.board.light(sign("green", "steady"));
  await bench.run(100);
  bench.wire.length = 0;
  return bench;
}

describe("the light of an OpenEVSE board", () => {
  test.each<LightRhythm>(["steady", "breathe", "slow", "flash"])(
    "%s is its colour, in one command: the display says the rest",
    async (rhythm) => {
      const bench = await quiet();
      bench.board.light(sign("blue", rhythm));
      expect(await watch(bench, 10_000)).toMatchObject([["blue", 10_000]]);
      expect(paints(bench)).toEqual(["$FB 4"]);
    },
  );

  test.each<[LightRhythm, number[]]>([
    ["fast", [125, 125, 125, 125, 125, 125, 125, 125]],
    ["double", [120, 120, 120, 640]],
    ["triple", [120, 120, 120, 120, 120, 400]],
    ["long", [1_500, 500]],
  ])("%s is blinked: lit and dark for %j ms, again and again", async (rhythm, pattern) => {
    const bench = await quiet();
    bench.board.light(sign("red", rhythm));
    const seen = await watch(bench, 5_990);
    const expected = Array.from({ length: 6_000 / sum(pattern) }, () => pattern).flat();
    expect(seen.map(([colour]) => colour)).toEqual(expected.map((_, at) => (at % 2 === 0 ? "red" : "off")));
    for (const [at, ms] of expected.slice(0, -1).entries())
      expect(Math.abs((seen[at]?.[1] ?? 0) - ms), `${rhythm} ${at}`).toBeLessThanOrEqual(5);
  });

  test("a new sign shows at once, and nothing of the old rhythm comes after it", async () => {
    const bench = await quiet();
    bench.board.light(sign("white", "fast"));
    await bench.run(1_200);
    bench.wire.length = 0;
    bench.board.light(sign("teal", "steady"));
    expect(await watch(bench, 5_000)).toMatchObject([["teal", 5_000]]);
    expect(paints(bench)).toEqual(["$FB 6"]);
  });

  test("a rhythm that goes on for longer than half a minute comes to rest, lit: the line is quiet again", async () => {
    const bench = await quiet();
    bench.board.light(sign("red", "fast"));
    const seen = await watch(bench, 29_900);
    expect(seen.length).toBeGreaterThan(230);
    await bench.run(300);
    bench.wire.length = 0;
    expect(await watch(bench, 60_000)).toMatchObject([["red", 60_000]]);
    expect(paints(bench)).toEqual([]);
  });

  test("a rhythm that has come to rest does not begin anew when the board comes back", async () => {
    const bench = await quiet();
    bench.board.light(sign("red", "fast"));
    await bench.run(40_000);
    bench.do("reboot");
    await bench.run(3_000);
    expect(bench.evse.snapshot().light).toBe("red");
    paints(bench);
    await bench.run(10_000);
    expect(paints(bench)).toEqual([]);
  });

  test("what the board paints over is painted again, in the dark of a blink, too", async () => {
    const bench = await quiet();
    bench.board.light(sign("red", "long"));
    await bench.run(1_600);
    expect(bench.evse.snapshot().light).toBe("off");
    bench.do("plug");
    expect((await watch(bench, 350)).at(-1)?.[0]).toBe("off");
  });

  test("I2: a withdrawal goes out at once in the midst of blinking, and a permit as soon as one reply has come", async () => {
    for (let shift = 0; shift < 250; shift += 5) {
      const bench = await quiet();
      bench.line.onReceive((bytes) => {
        bench.wire.push(Buffer.from(bytes).toString().slice(0, 3));
        bench.clock.after(9, () => bench.evse.receive(bytes));
      });
      bench.do("plug");
      bench.board.light(sign("white", "fast"));
      await bench.run(2_000 + shift);
      bench.wire.length = 0;
      bench.board.permit();
      await bench.run(10);
      expect(bench.wire[0], `after ${shift} ms`).toBe("$FE");
      await bench.run(2_000);
      expect(bench.evse.snapshot().relay.closed).toBe(true);
      expect(bench.evse.snapshot().light).toMatch(/white|off/);
      bench.wire.length = 0;
      bench.board.withdraw();
      await bench.run(0);
      expect(bench.wire[0], `after ${shift} ms`).toBe("$FS");
    }
  });

  test("a board that was busy meanwhile gets only the newest sign, and after a permit", async () => {
    const bench = await quiet();
    bench.do("fault drop-ack");
    await bench.run(1_000);
    bench.wire.length = 0;
    for (const colour of ["blue", "red", "blue"] as const) bench.board.light(sign(colour, "steady"));
    bench.board.permit();
    bench.do("fault none");
    await bench.run(1_500);
    const commands = bench.wire.filter((command) => command.startsWith("$F"));
    expect(commands[0]).toBe("$FE");
    expect(commands).not.toContain("$FB 1");
    expect(bench.evse.snapshot().light).toBe("blue");
  });

  test.each(["silence", "hangup"])(
    "%s: a lost board is not painted, and shows the newest sign when it is back",
    async (fault) => {
      const bench = await quiet();
      bench.board.light(sign("white", "fast"));
      bench.do(`fault ${fault}`);
      await bench.run(10_000);
      expect(bench.news()).toEqual(["lost"]);
      bench.wire.length = 0;
      bench.board.light(sign("red", "double"));
      await bench.run(20_000);
      expect(paints(bench)).toEqual([]);
      bench.do("fault none");
      await bench.run(5_000);
      expect(paints(bench)[0]).toBe("$FB 1");
      const seen = await watch(bench, 2_000);
      expect(new Set(seen.map(([colour]) => colour))).toEqual(new Set(["red", "off"]));
    },
  );

  test("a board without $FB is left in peace", async () => {
    const bench = await quiet();
    bench.line.onReceive((bytes) => {
      const text = Buffer.from(bytes).toString();
      if (!text.startsWith("$FB")) return bench.evse.receive(bytes);
      bench.wire.push("$FB");
      bench.line.wire.send(Buffer.from("$NK^21\r"));
    });
    bench.board.light(sign("red", "fast"));
    await bench.run(29_000);
    expect(paints(bench)).toHaveLength(2);
  });

  test("closed in the midst of blinking, no timer is left, and a sign that comes late sets nothing in motion", async () => {
    const bench = await quiet();
    bench.board.light(sign("red", "fast"));
    await bench.run(1_000);
    expect(bench.timers.size).toBeGreaterThan(0);
    const closed = bench.board.close();
    await bench.run(3_000);
    await closed;
    expect(bench.timers.size).toBe(0);
    bench.wire.length = 0;
    bench.board.light(sign("red", "fast"));
    await bench.run(5_000);
    expect(bench.timers.size).toBe(0);
    expect(bench.wire).toEqual([]);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
