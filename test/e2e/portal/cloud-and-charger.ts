import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Charger, Child, type RunningUnit } from "../charger.ts";
import type { Walker } from "./walker.ts";

/** A new database takes a busy machine its time, milliseconds. */
export const STARTS_WITHIN = 120_000;

/** Who gets the first account: owner of what they add, and support staff. */
export const FIRST = { name: "Ann Berg", email: "ann@example.org" } as const;

/** `chargegate cloud` on an empty folder, and a charger that does not know it yet; every part is a process of its own. */
export class CloudAndCharger {
  readonly charger: Charger;
  readonly origin: string;
  /** The link with which the first account is made, as the cloud prints it. */
  readonly setUp: string;
  readonly #cloud: Child;
  #unit: RunningUnit | null = null;

  private constructor(charger: Charger, cloud: Child, origin: string, setUp: string) {
    this.charger = charger;
    this.#cloud = cloud;
    this.origin = origin;
    this.setUp = setUp;
  }

  static async start(): Promise<CloudAndCharger> {
    const charger = await Charger.start();
    const [web, mqtt] = await Promise.all([freePort(), freePort()]);
    const config = join(charger.folder, "cloud.yaml");
    writeFileSync(
      config,
      `data: ./cloud-data\nweb: { listen: "127.0.0.1:${web}" }\nbroker: { listen: "127.0.0.1:${mqtt}" }\n`,
    );
    const cloud = new Child(["cloud", "--config", config, "--name", FIRST.name, "--email", FIRST.email]);
    try {
      const link = (line: string) => /^sign up at\s+(\S+)/.exec(line)?.[1] ?? null;
      const setUp = await cloud.next(link, "set-up link", STARTS_WITHIN);
      await cloud.next((line) => (line === "ready" ? line : null), "ready cloud");
      return new CloudAndCharger(charger, cloud, `http://127.0.0.1:${web}`, setUp);
    } catch (error) {
      // What did start does not stay behind.
      await cloud.kill("SIGKILL");
      await charger.end();
      throw error;
    }
  }

  /** Runs a command at the charger as the portal shows it, `chargegate provision …`. */
  async runThere(command: string): Promise<void> {
    const [program, ...words] = command.trim().split(/\s+/);
    if (program !== "chargegate") throw new Error(`no command of chargegate: ${command}`);
    // The charger has a local PIN from before, which cannot be carried over.
    const ran = await this.charger.cli(...words, "--drop-pins");
    if (ran.code !== 0) throw new Error(`${command}: ${ran.stderr}`);
  }

  /** The unit, which runs from now on. */
  async powerOn(): Promise<void> {
    this.#unit = await this.charger.unit();
  }

  get unit(): RunningUnit {
    if (!this.#unit) throw new Error("the unit does not run yet");
    return this.#unit;
  }

  async plug(): Promise<void> {
    await this.charger.board.do("plug");
    await this.unit.event("awaiting-authorization");
  }

  async unplug(): Promise<void> {
    await this.charger.board.do("unplug");
    await this.unit.event("unplugged");
  }

  /** What the board has measured since the vehicle was plugged in. */
  async wattSeconds(): Promise<number> {
    const { energy } = await this.charger.board.state();
    return typeof energy === "object" && energy !== null && "sessionWattSeconds" in energy
      ? Number(energy.sessionWattSeconds)
      : 0;
  }

  /**
   * Presses a button of a form, and waits for the charger's light to be another.
   * @returns how long that took from the moment on that the browser sent the form, milliseconds
   */
  async lightChangesBy(walker: Walker, button: string): Promise<number> {
    const before = await this.light();
    const sent = walker.tab.waitForRequest((request) => request.method() === "POST").then(() => Date.now());
    const changed = async () => (await this.light()) !== before;
    const [begun, seen] = await Promise.all([
      sent,
      this.charger.until(changed, `another light than ${String(before)}`).then(() => Date.now()),
      walker.press(button),
    ]);
    return seen - begun;
  }

  /** The colour of the charger's light now. */
  async light(): Promise<unknown> {
    return (await this.charger.board.state())["light"];
  }

  async end(): Promise<void> {
    await this.#cloud.kill("SIGKILL");
    await this.charger.end();
  }
}

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
