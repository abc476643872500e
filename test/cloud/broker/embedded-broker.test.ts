import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { loopbackOnly } from "../../../cloud/broker/broker-access.ts";
import { EmbeddedBroker } from "../../../cloud/broker/embedded-broker.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import {
  afterwards,
  client,
  cloudClock,
  endAll,
  keptLog,
  openBroker,
  randomBytesOf,
  realClock,
  until,
} from "../parts.ts";
import { connectPacket } from "./packets.ts";

afterEach(endAll);

async function raw(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  afterwards(() => socket.destroy());
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return socket;
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => (socket.closed ? resolve() : socket.once("close", () => resolve())));

describe("the embedded broker", () => {
  test("carries messages and keeps what is retained", async () => {
    const broker = await openBroker();
    const one = await client(broker.url, { topics: ["a/#"] });
    const other = await client(broker.url);
    await other.publishAsync("a/b", "now", { qos: 1, retain: true });
    await until(() => one.heard.length === 1);
    const late = await client(broker.url, { topics: ["a/#"] });
    await until(() => late.heard.length === 1);
    expect(one.heard[0]).toMatchObject({ topic: "a/b", retain: false });
    expect(late.heard[0]).toMatchObject({ topic: "a/b", retain: true });
  });

  test("design §4: publishes the last will of a client that is cut off", async () => {
    const broker = await openBroker();
    const watcher = await client(broker.url, { topics: ["unit/state"] });
    const will = { topic: "unit/state", payload: Buffer.from("gone"), qos: 1 as const, retain: true };
    const unit = await client(broker.url, { will });
    unit.stream.destroy();
    await until(() => watcher.heard.length === 1);
    expect(String(watcher.heard[0]?.payload)).toBe("gone");
  });

  test("a taken port is said so, with the code EADDRINUSE", async () => {
    const { port } = await openBroker();
    await expect(EmbeddedBroker.open({ port, clock: realClock, log: keptLog() })).rejects.toMatchObject({
      name: "BrokerError",
      code: "EADDRINUSE",
      message: expect.stringContaining(`port ${port}`),
    });
  });

  test("closing ends every connection at once, and the port can be opened again at once", async () => {
    const broker = await openBroker();
    const clients = [await client(broker.url), await client(broker.url, { topics: ["x"] })];
    const ends = clients.map((one) => new Promise<void>((resolve) => one.once("close", () => resolve())));
    const silent = await raw(broker.port);
    await broker.close();
    await Promise.all([...ends, closed(silent)]);
    for (let round = 0; round < 5; round++) {
      const again = await openBroker({ port: broker.port });
      await client(again.url, { topics: ["x"] });
      await again.close();
      await again.close();
    }
  });

  test("closing keeps its deadline when the broker does not come to an end", async () => {
    const clock = new VirtualClock();
    const broker = await openBroker({ clock: cloudClock(clock) });
    const closing = broker.close();
    clock.advance(1_000);
    await closing;
  });

  test("survives garbage, before a client has said who it is and after", async () => {
    const broker = await openBroker();
    const healthy = await client(broker.url, { topics: ["t"] });
    const random = randomBytesOf(7);
    for (let round = 0; round < 150; round++) {
      const socket = await raw(broker.port);
      if (round % 3 === 1) socket.write(connectPacket(`g${round}`));
      if (round % 3 === 2) {
        const broken = connectPacket(`g${round}`);
        broken[(random(1)[0] ?? 0) % broken.length] = round;
        socket.write(broken);
      }
      socket.end(random(1 + (round % 60)));
      socket.resume();
    }
    await until(() => broker.connections === 1);
    await healthy.publishAsync("t", "still here", { qos: 1 });
    await until(() => healthy.heard.length === 1);
  });

  test("design §4: cuts off who declares a packet above 1 MiB, and takes one below", async () => {
    const broker = await openBroker();
    const watcher = await client(broker.url, { topics: ["big"] });
    const sender = await client(broker.url);
    await sender.publishAsync("big", Buffer.alloc(1024 * 1024 - 100), { qos: 1 });
    await until(() => watcher.heard.length === 1);
    const socket = await raw(broker.port);
    socket.write(connectPacket("greedy"));
    // PUBLISH that declares 256 MiB, of which nothing ever comes.
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    socket.resume();
    await closed(socket);
    await client(broker.url, { topics: ["t"] });
  });

  test("refuses MQTT 5 in words a client understands, and goes on", async () => {
    const broker = await openBroker();
    await expect(client(broker.url, { protocolVersion: 5 })).rejects.toThrow();
    await client(broker.url, { topics: ["t"] });
  });
});

describe("who may do what at the embedded broker", () => {
  test.each([
    ["127.0.0.1", true],
    ["127.8.8.8", true],
    ["::1", true],
    ["::ffff:127.0.0.1", true],
    ["192.168.1.2", false],
    ["::ffff:192.168.1.2", false],
    ["2001:db8::1", false],
    ["", false],
  ])("without credentials, %s may connect: %s", (address, may) => {
    expect(loopbackOnly({ id: "x", address, user: null }, { kind: "connect", password: null })).toBe(may);
  });

  test("one rule is asked for connections, subscriptions and messages, the last will included", async () => {
    const asked: string[] = [];
    const broker = await openBroker({
      authorize: ({ id, user, address }, action) => {
        asked.push(
          `${id} ${user} ${address} ${action.kind} ${String(action.kind === "connect" ? action.password : action.topic)}`,
        );
        return action.kind === "connect" ? user !== "mallory" : !action.topic.startsWith("secret");
      },
    });
    await expect(client(broker.url, { clientId: "m", username: "mallory" })).rejects.toThrow(/authorized/i);
    const watcher = await client(broker.url, { clientId: "w", topics: ["wills"] });
    const grants = await watcher.subscribeAsync("secret/#").catch(() => "refused");
    expect(grants).toBe("refused");
    const will = { topic: "wills", payload: Buffer.from("x"), qos: 0 as const, retain: false };
    const ann = await client(broker.url, { clientId: "a", username: "ann", password: "pw", will });
    ann.publish("secret/x", "no", { qos: 1 });
    await until(() => watcher.heard.length === 1);
    expect(asked).toEqual(
      expect.arrayContaining([
        "m mallory 127.0.0.1 connect null",
        "w null 127.0.0.1 subscribe secret/#",
        "a ann 127.0.0.1 connect pw",
        "a ann 127.0.0.1 publish secret/x",
        "a ann 127.0.0.1 publish wills",
      ]),
    );
  });
});
