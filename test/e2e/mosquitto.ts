import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { wait } from "./charger.ts";

/** Waiting ends, milliseconds. */
const DEADLINE = 20_000;

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject()));
    });
  });
}

/** Debian's mosquitto as a process, and its command-line clients. */
export class Mosquitto {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "chargegate-mosquitto-"));
  readonly #children = new Set<ChildProcess>();
  #broker: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<Mosquitto> {
    const broker = new Mosquitto(await freePort());
    await broker.up();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  get #at(): readonly string[] {
    return ["-h", "127.0.0.1", "-p", String(this.port), "-q", "1"];
  }

  /** Starts the broker on its port; it has kept nothing. */
  async up(): Promise<void> {
    const config = join(this.#folder, "mosquitto.conf");
    writeFileSync(
      config,
      `listener ${this.port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_dest none\n`,
    );
    this.#broker = spawn("mosquitto", ["-c", config], { stdio: "ignore" });
    const end = Date.now() + DEADLINE;
    while (!(await answers(this.port))) {
      if (Date.now() > end) throw new Error("mosquitto does not come up");
      await wait(20);
    }
  }

  /** Kills the broker with kill -9. */
  async kill(): Promise<void> {
    const broker = this.#broker;
    if (!broker) return;
    this.#broker = null;
    const gone = new Promise((resolve) => broker.once("exit", resolve));
    broker.kill("SIGKILL");
    await gone;
  }

  /** `mosquitto_sub` on a topic filter; its messages as they come. */
  subscribe(filter: string): Subscription {
    const child = spawn("mosquitto_sub", [...this.#at, "-t", filter, "-F", "%r %t %x"]);
    this.#children.add(child);
    return new Subscription(child);
  }

  /** `mosquitto_pub` of these bytes. */
  async publish(topic: string, payload: Uint8Array, retain = false): Promise<void> {
    const child = spawn("mosquitto_pub", [...this.#at, "-t", topic, "-s", ...(retain ? ["-r"] : [])]);
    child.stdin.end(payload);
    const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
    if (code !== 0) throw new Error(`mosquitto_pub: exit ${code}`);
  }

  async end(): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Message {
  readonly retained: boolean;
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** What a subscription has received, and waiting for more of it. */
class Subscription {
  readonly messages: Message[] = [];
  #wake: () => void = () => {};

  constructor(child: ChildProcess) {
    if (!child.stdout) throw new Error("its output is read");
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [retained, topic = "", hex = ""] = line.split(" ");
      this.messages.push({ retained: retained === "1", topic, payload: Buffer.from(hex, "hex") });
      this.#wake();
    });
  }

  /** The first message, from the one after `from` on, that `read` makes something of. */
  async next<T>(read: (message: Message) => T | null, what: string, from = 0): Promise<T> {
    const end = Date.now() + DEADLINE;
    for (let at = from; ; ) {
      while (at < this.messages.length) {
        const message = this.messages[at++];
        const found = message ? read(message) : null;
        if (found !== null) return found;
      }
      const left = end - Date.now();
      if (left <= 0) throw new Error(`no ${what} within ${DEADLINE} ms`);
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, left);
        this.#wake = () => {
          clearTimeout(timer);
          wake();
        };
      });
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const done = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
  });
}
