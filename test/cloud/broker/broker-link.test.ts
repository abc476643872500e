import { connect } from "node:net";
import { MqttClient } from "mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { afterwards, client, endAll, openBroker, realClock, until } from "../parts.ts";
import { linkTo } from "./link-bench.ts";

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
    const timers = new Set<object>();
    const clock = {
      now: () => realClock.now(),
      after: (ms: number, run: () => void) => {
        const timer = {};
        timers.add(timer);
        const cancel = realClock.after(ms, () => {
          timers.delete(timer);
          run();
        });
        return () => {
          timers.delete(timer);
          cancel();
        };
      },
    };
    const { link } = linkTo(broker.url, { clock });
    await until(() => link.up);
    await link.end();
    await until(() => broker.connections === 0);
    expect(timers.size).toBe(0);
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

  test("perf §8: an acknowledgement on the way does not hold back the next message, as it does for a client with Nagle's algorithm on", async () => {
    const broker = await openBroker();
    let answered = (): void => {};
    const { link } = linkTo(broker.url, { topics: ["up/ours"], message: () => answered() });
    const stock = new MqttClient(() => connect({ host: "127.0.0.1", port: broker.port }), {
      clientId: "stock",
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    afterwards(() => stock.endAsync(true));
    stock.on("message", () => answered());
    await new Promise<void>((resolve) => stock.once("connect", () => resolve()));
    await stock.subscribeAsync("up/stock", { qos: 1 });
    const unit = await client(broker.url, { topics: ["down/#"] });
    unit.on("message", (topic) => unit.publish(topic.replace("down/", "up/"), "x", { qos: 1 }));
    await until(() => link.up);
    const round = async (into: number[], send: () => void) => {
      const start = performance.now();
      await new Promise<void>((resolve) => {
        answered = resolve;
        send();
      });
      into.push(performance.now() - start);
    };
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let at = 0; at < 15; at += 1) {
      // Two in a row: the second follows the acknowledgement of the first one's answer.
      await round([], () => void link.publish("down/ours", Buffer.from("x")));
      await round(ours, () => void link.publish("down/ours", Buffer.from("x")));
      await round([], () => stock.publish("down/stock", "x", { qos: 1 }));
      await round(theirs, () => stock.publish("down/stock", "x", { qos: 1 }));
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0;
    // 44 ms against less than one, side by side: no speed is asserted, only that they differ.
    expect(median(ours)).toBeLessThan(0.6 * median(theirs));
  });
});
