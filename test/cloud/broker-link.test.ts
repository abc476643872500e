import { afterEach, describe, expect, test } from "vitest";
import { linkTo } from "./link-bench.ts";
import { client, endAll, openBroker, realClock, until } from "./parts.ts";

afterEach(endAll);

describe("the cloud's link to its broker", () => {
  test("hears what is said, and whether it was retained", async () => {
    const broker = await openBroker();
    const unit = await client(broker.url);
    await unit.publishAsync("up/old", "1", { qos: 1, retain: true });
    const { link, heard } = linkTo(broker.url);
    await until(() => link.up);
    await unit.publishAsync("up/new", "2", { qos: 1, retain: true });
    await until(() => heard.length === 2);
    expect(heard.map(({ topic, retain }) => [topic, retain])).toEqual([
      ["up/old", true],
      ["up/new", false],
    ]);
  });

  test("I10: connects when the broker comes only later, and again when it comes back, subscriptions included", async () => {
    const first = await openBroker();
    await first.close();
    const { link, heard, seen, log } = linkTo(first.url);
    await until(() => log.lines.length > 0);
    for (let round = 1; round <= 2; round++) {
      const broker = await openBroker({ port: first.port });
      await until(() => link.up);
      const unit = await client(broker.url);
      await unit.publishAsync("up/x", "x", { qos: 1 });
      await until(() => heard.length === round);
      await broker.close();
      await until(() => !link.up);
    }
    expect(seen).toEqual(["up", "down", "up", "down"]);
  });

  test("waits longer after each failure, up to 15 s, and says once that there is no broker", async () => {
    const gone = await openBroker();
    await gone.close();
    const waits: number[] = [];
    const clock = {
      now: () => Date.now(),
      after: (ms: number, run: () => void) => {
        waits.push(ms);
        return realClock.after(1, run);
      },
    };
    const { log } = linkTo(gone.url, { clock });
    await until(() => waits.length >= 12);
    for (const [index, wait] of waits.entries()) {
      const longest = Math.min(15_000, 250 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(longest / 2);
      expect(wait).toBeLessThanOrEqual(longest);
    }
    expect(new Set(waits.slice(8)).size).toBeGreaterThan(1);
    expect(log.lines.filter(({ message }) => message.startsWith("no broker"))).toHaveLength(1);
  });

  test("keeps nothing for later: what is published while there is no broker is not published", async () => {
    const broker = await openBroker();
    const { link } = linkTo(broker.url);
    expect(await link.publish("down/early", Buffer.from("1"))).toBe(false);
    await until(() => link.up);
    await broker.close();
    await until(() => !link.up);
    expect(await link.publish("down/offline", Buffer.from("2"))).toBe(false);
    const again = await openBroker({ port: broker.port });
    const unit = await client(again.url, { topics: ["down/#"] });
    await until(() => link.up);
    expect(await link.publish("down/now", Buffer.from("3"))).toBe(true);
    await until(() => unit.heard.length > 0);
    expect(unit.heard.map(({ topic }) => topic)).toEqual(["down/now"]);
  });

  test("an end leaves no connection and makes none", async () => {
    const broker = await openBroker();
    const { link } = linkTo(broker.url);
    await until(() => link.up);
    await link.end();
    await until(() => broker.connections === 0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(broker.connections).toBe(0);
  });

  test.each(["", "127.0.0.1:1883", "http://127.0.0.1", "mqtt://", "mqtt://user:geheim@:x"])(
    "%j is no broker's address, and the error does not repeat it",
    (url) => {
      expect(() => linkTo(url)).toThrow(RangeError);
      expect(() => linkTo(url)).toThrow(/expected a broker's address, such as mqtt:\/\/127\.0\.0\.1/);
      expect(() => linkTo(url)).not.toThrow(/geheim/);
    },
  );

  test("the name and password of the address are given to the broker", async () => {
    const given: string[] = [];
    const broker = await openBroker({
      authorize: ({ user }, action) => {
        if (action.kind === "connect") given.push(`${user} ${String(action.password)}`);
        return true;
      },
    });
    const { link, log } = linkTo(broker.url.replace("//", "//clou%64:p%40ss@"));
    await until(() => link.up);
    expect(given).toEqual(["cloud p@ss"]);
    expect(JSON.stringify(log.lines)).not.toContain("p@ss");
  });

  // A machine that is out of breath may miss the bound once; Nagle's algorithm misses it always (44 ms a round).

  test("perf §8: an acknowledgement on the way does not hold back the next message", {
    retry: 3,
  }, async () => {
    const broker = await openBroker();
    let answered = (): void => {};
    const { link } = linkTo(broker.url, { message: () => answered() });
    const unit = await client(broker.url, { topics: ["down/#"] });
    unit.on("message", () => unit.publish("up/answer", "x", { qos: 1 }));
    await until(() => link.up);
    const times: number[] = [];
    for (let round = 0; round < 40; round++) {
      const start = performance.now();
      await new Promise<void>((resolve) => {
        answered = resolve;
        void link.publish("down/command", Buffer.from("x"));
      });
      times.push(performance.now() - start);
    }
    const [median = Number.POSITIVE_INFINITY] = times
      .slice(20)
      .sort((a, b) => a - b)
      .slice(10);
    expect(median).toBeLessThan(20);
  });
});
