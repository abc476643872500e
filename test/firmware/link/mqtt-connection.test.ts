import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { Aedes, type PublishPacket } from "aedes";
import { MqttClient } from "mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { MqttConnection } from "../../../firmware/link/mqtt-connection.ts";
import { silentLog } from "../../../hal/log.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";

/** A broker of the test's own, on a port that stays the same over its ends. */
class Broker {
  readonly sockets = new Set<Socket>();
  #server: Server | null = null;
  #aedes: Aedes | null = null;
  port = 0;

  async up(): Promise<this> {
    const aedes = await Aedes.createBroker();
    const server = createServer({ noDelay: true }, (socket) => {
      this.sockets.add(socket);
      socket.on("error", () => {});
      aedes.handle(socket);
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    // A TCP server's address is an object once it listens.
    this.port = (server.address() as AddressInfo).port;
    [this.#server, this.#aedes] = [server, aedes];
    return this;
  }

  get aedes(): Aedes {
    if (!this.#aedes) throw new Error("not up");
    return this.#aedes;
  }

  async down(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
    await new Promise<void>((resolve) => (this.#aedes ? this.#aedes.close(() => resolve()) : resolve()));
    [this.#server, this.#aedes] = [null, null];
  }
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function broker(): Promise<Broker> {
  const made = await new Broker().up();
  ends.push(() => made.down());
  return made;
}

/** A connection in virtual time: its waits end only when the test lets them. */
function connection(port: number, clock = new VirtualClock()) {
  const events: string[] = [];
  const waiting: { event: string; resolve: () => void }[] = [];
  const made = new MqttConnection({
    host: "127.0.0.1",
    port,
    clientId: "unit",
    will: () => ({ topic: "will", payload: Buffer.from("gone") }),
    clock,
    random: () => 0.5,
    log: silentLog,
  });
  const note = (event: string) => {
    events.push(event);
    for (const waiter of waiting.splice(0)) {
      if (waiter.event === event) waiter.resolve();
      else waiting.push(waiter);
    }
  };
  made.start({
    up: () => note("up"),
    down: () => note("down"),
    message: (topic, payload, retained) => note(`${topic} ${Buffer.from(payload).toString()} ${retained}`),
  });
  ends.push(async () => {
    const stopped = made.stop();
    await clock.advanceAsync(1_000);
    await stopped;
  });
  const next = (event: string) => new Promise<void>((resolve) => waiting.push({ event, resolve }));
  return { made, clock, events, next };
}

/** The next message that the broker takes on this topic. */
function taken(at: Broker, topic: string): Promise<PublishPacket> {
  return new Promise((resolve) =>
    at.aedes.on("publish", (packet) => {
      if (packet.topic === topic) resolve(packet);
    }),
  );
}

describe("the connection to a broker", () => {
  test("publishes, subscribes, and says whether the broker has taken it", async () => {
    const at = await broker();
    const { made, next } = connection(at.port);
    expect(await made.publish("early", Buffer.from("x"), false)).toBe(false);
    await next("up");
    expect(await made.subscribe(["a", "b"])).toBe(true);
    const back = next("a hello false");
    expect(await made.publish("a", Buffer.from("hello"), true)).toBe(true);
    await back;
    expect(await made.unsubscribe(["a"])).toBe(true);
    const kept = next("a hello true");
    expect(await made.subscribe(["a"])).toBe(true);
    await kept;
  });

  test("its last will comes when it vanishes, and not when it stops in good order", async () => {
    const at = await broker();
    const { next } = connection(at.port);
    await next("up");
    const will = taken(at, "will");
    for (const socket of at.sockets) socket.destroy();
    expect(String((await will).payload)).toBe("gone");

    const other = await broker();
    const second = connection(other.port);
    await second.next("up");
    let wills = 0;
    other.aedes.on("publish", ({ topic }) => {
      if (topic === "will") wills += 1;
    });
    const gone = new Promise((resolve) => other.aedes.once("clientDisconnect", resolve));
    await second.made.stop();
    await gone;
    expect(wills).toBe(0);
  });

  test("a broker that is lost is sought again, less and less often, and found when it is back", async () => {
    const at = await broker();
    const { clock, events, next } = connection(at.port);
    await next("up");
    const lost = next("down");
    await at.down();
    await lost;
    // Nobody answers: each attempt fails, and the next one waits for its pause.
    for (let turn = 0; turn < 200; turn += 1) {
      clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(events).toEqual(["up", "down"]);
    await at.up();
    while (events.length < 3) {
      clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(events).toEqual(["up", "down", "up"]);
  });

  test("a broker that welcomes and hangs up at once is sought less and less often, too", async () => {
    const at = await broker();
    at.aedes.on("clientReady", () => {
      setImmediate(() => {
        for (const socket of at.sockets) socket.destroySoon();
        at.sockets.clear();
      });
    });
    const { clock, events } = connection(at.port);
    for (let turn = 0; turn < 240; turn += 1) {
      for (let wait = 0; wait < 20; wait += 1) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(500);
    }
    const welcomes = events.filter((event) => event === "up").length;
    expect(welcomes).toBeGreaterThan(1);
    expect(welcomes).toBeLessThan(20);
  });

  test("a peer that never says a word is given up after its deadline", async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    ends.push(() => new Promise((resolve) => silent.close(() => resolve())));
    const seen = new Promise<Socket>((resolve) => silent.once("connection", resolve));
    // A TCP server's address is an object once it listens.
    const { clock } = connection((silent.address() as AddressInfo).port);
    const socket = await seen;
    const closed = new Promise((resolve) => socket.once("close", resolve));
    clock.advance(10_000);
    await closed;
  });

  test("a broker that does not acknowledge is taken for gone", async () => {
    const at = await broker();
    const { made, clock, next } = connection(at.port);
    await next("up");
    at.aedes.authorizePublish = () => {};
    const published = made.publish("a", Buffer.from("x"), false);
    const lost = next("down");
    clock.advance(10_000);
    expect(await published).toBe(false);
    await lost;
  });

  test("a packet that claims to be too long ends the connection before it is read", async () => {
    const at = await broker();
    const { next } = connection(at.port);
    await next("up");
    const lost = next("down");
    for (const socket of at.sockets) socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    await lost;
  });

  test("Nagle's algorithm is off: an answer to a command does not wait for the peer's delayed acknowledgement", async () => {
    const at = await broker();
    const { made, next } = connection(at.port);
    await next("up");
    await made.subscribe(["ours/command"]);
    const stock = new MqttClient(() => connect({ host: "127.0.0.1", port: at.port }), {
      clientId: "stock",
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    await new Promise<void>((resolve) => stock.once("connect", () => resolve()));
    ends.push(() => stock.endAsync(true).then(() => {}));
    await stock.subscribeAsync("stock/command", { qos: 1 });
    stock.on("message", () => setTimeout(() => stock.publish("stock/answer", "x", { qos: 1 }), 3));

    const ours: number[] = [];
    const theirs: number[] = [];
    const round = async (command: string, answer: string, into: number[], answering?: () => void) => {
      const done = taken(at, answer);
      const began = performance.now();
      at.aedes.publish(
        { cmd: "publish", topic: command, payload: Buffer.from("x"), qos: 1, retain: false, dup: false },
        () => {},
      );
      answering?.();
      await done;
      into.push(performance.now() - began);
    };
    for (let at = 0; at < 15; at += 1) {
      const heard = next("ours/command x false");
      await round("ours/command", "ours/answer", ours, () => {
        void heard.then(() => setTimeout(() => void made.publish("ours/answer", Buffer.from("x"), false), 3));
      });
      await round("stock/command", "stock/answer", theirs);
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0;
    // 44 ms with Nagle's algorithm, 4 ms without, measured side by side: no speed is asserted, only that they differ.
    expect(median(ours)).toBeLessThan(0.6 * median(theirs));
  });
});
