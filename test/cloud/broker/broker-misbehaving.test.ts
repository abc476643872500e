import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cloudClock, endAll, randomBytesOf, realClock, until } from "../parts.ts";
import { halfBroker, linkTo, peer } from "./link-bench.ts";
import { CONNACK } from "./packets.ts";

afterEach(endAll);

describe("the cloud's link to a broker that misbehaves", () => {
  test("a message that the broker took to its grave is answered with false, and not sent again", async () => {
    const connects: Socket[] = [];
    const received: Buffer[] = [];
    const url = await peer((socket) => {
      connects.push(socket);
      socket.on("data", (bytes) => {
        received.push(bytes);
        halfBroker(socket, bytes);
      });
    });
    const { link } = linkTo(url);
    await until(() => link.up);
    const publishing = link.publish("down/x", Buffer.from("once"));
    await until(() => received.some((bytes) => bytes.includes("once")));
    connects[0]?.destroy();
    expect(await publishing).toBe(false);
    await until(() => link.up && connects.length === 2);
    expect(received.filter((bytes) => bytes.includes("once"))).toHaveLength(1);
  });

  test("a broker that acknowledges nothing is left after 30 s", async () => {
    const virtual = new VirtualClock();
    const url = await peer((socket) => {
      socket.on("data", (bytes) => {
        halfBroker(socket, bytes);
      });
    });
    const { link, seen } = linkTo(url, { clock: cloudClock(virtual) });
    await until(() => link.up);
    const publishing = link.publish("down/x", Buffer.from("x"));
    virtual.advance(29_999);
    expect(link.up).toBe(true);
    virtual.advance(1);
    expect(await publishing).toBe(false);
    expect(seen).toEqual(["up", "down"]);
  });

  test("a broker that refuses the subscription, or does not answer it, is no link", async () => {
    const virtual = new VirtualClock();
    let subscriptions = 0;
    const url = await peer((socket) => {
      socket.on("data", (bytes) => {
        halfBroker(socket, bytes, () => (++subscriptions === 1 ? 128 : null));
      });
    });
    const { link, log } = linkTo(url, { clock: cloudClock(virtual) });
    await until(() => log.lines.length > 0);
    virtual.advance(250);
    await until(() => subscriptions === 2);
    expect(link.up).toBe(false);
    virtual.advance(10_000);
    virtual.advance(15_000);
    await until(() => subscriptions === 3);
  });

  test("survives a peer that sends garbage, and one that declares a huge packet", async () => {
    let connects = 0;
    const random = randomBytesOf(3);
    const url = await peer((socket) => {
      connects += 1;
      if (connects % 2 === 0) socket.write(CONNACK);
      socket.write(connects === 3 ? Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]) : random(1 + connects * 7));
      socket.end();
    });
    const clock = {
      now: () => 0,
      after: (ms: number, run: () => void) => realClock.after(Math.min(ms, 2), run),
    };
    linkTo(url, { clock });
    await until(() => connects === 40);
  });

  test("a broker that answers nothing does not hold up the end", async () => {
    const url = await peer((socket) => socket.resume());
    const { link } = linkTo(url);
    await link.end();
    expect(link.up).toBe(false);
  });

  test("a broker that takes no leave does not hold up the end for more than a second", async () => {
    const virtual = new VirtualClock();
    const url = await peer((socket) => {
      socket.on("data", (bytes) => {
        halfBroker(socket, bytes);
      });
    });
    const { link } = linkTo(url, { clock: cloudClock(virtual) });
    await until(() => link.up);
    // Not acknowledged: mqtt.js would wait for it.
    const publishing = link.publish("down/x", Buffer.from("x"));
    const ending = link.end();
    virtual.advance(1_000);
    await ending;
    expect(await publishing).toBe(false);
  });
});
