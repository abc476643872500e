import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CLI } from "./cli.ts";

/** One line of `chargegate run`. */
export interface Line {
  readonly t: string;
  readonly event: string;
  readonly [field: string]: unknown;
}

/** What a command of chargegate did. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waiting ends: a line or a state that has not come by then fails the test, milliseconds. */
const DEADLINE = 20_000;

/** A child process whose lines are kept, and can be waited for. */
export class Child {
  readonly lines: string[] = [];
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  stderr = "";
  #seen = 0;
  #wake: () => void = () => {};

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.process = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...env } });
    this.exited = new Promise((done) => this.process.once("exit", (code) => done(code)));
    if (this.process.stdout) {
      createInterface({ input: this.process.stdout }).on("line", (line) => {
        this.lines.push(line);
        this.#wake();
      });
    }
    this.process.stderr?.on("data", (text: Buffer) => {
      this.stderr += text.toString();
    });
  }

  /**
   * The next line that matches, from where the last wait ended on.
   * @param within milliseconds
   */
  async next<T>(match: (line: string) => T | null, what: string, within = DEADLINE): Promise<T> {
    const end = Date.now() + within;
    for (;;) {
      while (this.#seen < this.lines.length) {
        const found = match(this.lines[this.#seen++] ?? "");
        if (found !== null) return found;
      }
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(
          `no ${what} within ${within} ms; lines:\n${this.lines.slice(-20).join("\n")}\n${this.stderr}`,
        );
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, left);
        this.#wake = () => {
          clearTimeout(timer);
          wake();
        };
      });
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.exited;
  }
}

/** An emulated device in a process of its own: `chargegate emulate`. */
export class Device extends Child {
  readonly #link: string;

  private constructor(kind: string, link: string) {
    super(["emulate", kind, "--link", link]);
    this.#link = link;
  }

  static async start(kind: "pn532" | "openevse" | "keypad", link: string): Promise<Device> {
    const device = new Device(kind, link);
    await device.next((line) => (line === link ? line : null), "device path");
    return device;
  }

  /**
   * Its device file goes with it, as that of a pulled plug: a killed process leaves it behind, pointing to a pty that soon
   * is another test's.
   */
  override async kill(signal: NodeJS.Signals): Promise<number | null> {
    const code = await super.kill(signal);
    rmSync(this.#link, { force: true });
    return code;
  }

  /** Obeyed, or the test fails. */
  async do(command: string): Promise<void> {
    const answer = await this.ask(command);
    if (answer !== "ok") throw new Error(`${command}: ${answer}`);
  }

  async ask(command: string): Promise<string> {
    this.process.stdin?.write(`${command}\n`);
    return this.next((line) => line, `answer to ${command}`);
  }

  /** What `state` tells. */
  async state(): Promise<Record<string, unknown>> {
    const parsed: unknown = JSON.parse(await this.ask("state"));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  }
}

/** A unit as a process: `chargegate run`. */
export class RunningUnit extends Child {
  async event(name: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Line> {
    return this.next(
      (text) => {
        const line: unknown = JSON.parse(text);
        if (!isLine(line) || line.event !== name) return null;
        return Object.entries(fields).every(([key, value]) => line[key] === value) ? line : null;
      },
      `event ${name} ${JSON.stringify(fields)}`,
    );
  }

  /** The names of all events so far. */
  names(): string[] {
    return this.lines.map((text) => {
      const line: unknown = JSON.parse(text);
      return isLine(line) ? line.event : "?";
    });
  }
}

function isLine(line: unknown): line is Line {
  return typeof line === "object" && line !== null && "event" in line && "t" in line;
}

/** A charger: reader, keypad and board as emulators on ptys, a list, a configuration, and units that come and go. */
export class Charger {
  readonly folder = mkdtempSync(join(tmpdir(), "chargegate-e2e-"));
  readonly config = join(this.folder, "charger.yaml");
  readonly #children: Child[] = [];
  #reader: Device | null = null;
  #board: Device | null = null;
  #keypad: Device | null = null;

  /** @param more further lines of the configuration */
  static async start(rules = "{}", more: readonly string[] = []): Promise<Charger> {
    const charger = new Charger();
    const at = (name: string) => join(charger.folder, name);
    [charger.#reader, charger.#board, charger.#keypad] = await Promise.all([
      Device.start("pn532", at("reader")),
      Device.start("openevse", at("board")),
      Device.start("keypad", at("keypad")),
    ]);
    charger.#children.push(charger.reader, charger.board, charger.keypad);
    writeFileSync(
      charger.config,
      [
        "unit: CG-0001",
        "data: ./data",
        `rules: ${rules}`,
        "connectors:",
        "  - { id: 1, board: { driver: openevse, path: ./board } }",
        "readers:",
        "  - { id: front, driver: pn532, path: ./reader, connectors: [1] }",
        "keypads:",
        "  - { id: front, driver: serial, path: ./keypad, connectors: [1] }",
        ...more,
        "",
      ].join("\n"),
    );
    writeFileSync(
      at("list.csv"),
      [
        "id,type,user,status,expires",
        "04A1B2C3,card,ann,active,",
        "11223344,card,bo,blocked,",
        "55667788,card,old,active,2020-01-01",
        "04A1B2C3D4E580,card,cy,active,",
        "#4711,pin,guest,active,",
        "",
      ].join("\r\n"),
    );
    const imported = await charger.cli("whitelist", "import", at("list.csv"));
    if (imported.code !== 0) throw new Error(imported.stderr);
    return charger;
  }

  get reader(): Device {
    return this.#started(this.#reader);
  }

  get board(): Device {
    return this.#started(this.#board);
  }

  get keypad(): Device {
    return this.#started(this.#keypad);
  }

  /** Starts a unit, and waits until it is ready. */
  async unit(env: Readonly<Record<string, string>> = {}): Promise<RunningUnit> {
    const unit = this.launch(env);
    await unit.event("ready");
    return unit;
  }

  /** Starts a unit. */
  launch(env: Readonly<Record<string, string>> = {}): RunningUnit {
    const unit = new RunningUnit(["run", "--config", this.config], env);
    this.#children.push(unit);
    return unit;
  }

  /** Runs a command of chargegate on this charger's configuration. */
  cli(...args: readonly string[]): Promise<Ran> {
    return new Promise((done) => {
      execFile(process.execPath, [CLI, ...args, "--config", this.config], (error, stdout, stderr) => {
        const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
        done({ code, stdout, stderr });
      });
    });
  }

  /** Lays a card on the reader for 200 ms. */
  async tap(card: string): Promise<void> {
    await this.reader.do(`card ${card}`);
    await wait(200);
    await this.reader.do("card none");
  }

  /** Waits until the emulated contactor is open or closed. */
  async contactor(state: "open" | "closed"): Promise<void> {
    await this.until(async () => (await this.contactorIs()) === state, `contactor ${state}`);
  }

  async contactorIs(): Promise<"open" | "closed"> {
    const { relay } = await this.board.state();
    return typeof relay === "object" && relay !== null && "closed" in relay && relay.closed === true
      ? "closed"
      : "open";
  }

  /** Waits until the status light has this colour. */
  async light(colour: string): Promise<void> {
    await this.until(async () => (await this.board.state())["light"] === colour, `light ${colour}`);
  }

  async until(holds: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + DEADLINE;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`not ${what} within ${DEADLINE} ms`);
      await wait(10);
    }
  }

  /** The journal, as it is exported. */
  async journal(): Promise<Line[]> {
    const { stdout } = await this.cli("journal", "export");
    return stdout
      .split("\n")
      .filter((text) => text !== "")
      .map((text): unknown => JSON.parse(text))
      .filter(isLine);
  }

  async end(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill("SIGKILL")));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #started(device: Device | null): Device {
    if (!device) throw new Error("the charger was not started");
    return device;
  }
}

/** Real time passes: these tests run real processes on real ptys. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
