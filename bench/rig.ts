import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { systemClock } from "../cli/system-clock.ts";
import { PacedWire } from "../sim/devices/paced-wire.ts";
import { Pn532Emulator } from "../sim/devices/pn532/pn532-emulator.ts";
import { openPtyLine } from "../sim/pty-line.ts";
import { FastBoard } from "./fast-board.ts";
import { wait } from "./figures.ts";

const CLI = resolve("cli/chargegate.mjs");
/** So many that a card comes round again only after it was away for long enough to count. */
const CARDS = 200;
const UNKNOWN = "DEADBEEF";

/** `chargegate run` as a process, between an emulated reader and the fast board. */
export class TapRig {
  readonly folder = mkdtempSync(join(tmpdir(), "chargegate-bench-"));
  readonly #reader = openPtyLine({ link: join(this.folder, "reader") });
  readonly #boardLine = openPtyLine({ link: join(this.folder, "board") });
  readonly #chip: Pn532Emulator;
  readonly #board: FastBoard;
  readonly #unit: ChildProcess;
  readonly #ready: Promise<void>;
  #permitted: (at: number) => void = () => {};
  #next = 0;

  /**
   * @param baud paces both lines; null: as fast as the ptys are
   * @param options.web whether the unit serves its page, too
   * @param options.cli the command line that is run (default: that of the sources)
   */
  constructor(
    baud: number | null,
    { web = false, cli = CLI }: { readonly web?: boolean; readonly cli?: string } = {},
  ) {
    const world = { wire: this.#reader.wire, clock: systemClock, random: Math.random };
    this.#chip = new Pn532Emulator(world, baud === null ? {} : { pace: { baud } });
    this.#reader.onReceive((bytes) => this.#chip.receive(bytes));
    const paced =
      baud === null
        ? null
        : new PacedWire(this.#boardLine.wire, systemClock, baud, (bytes) => this.#board.receive(bytes));
    this.#board = new FastBoard(
      (bytes) => (paced ?? this.#boardLine.wire).send(bytes),
      (at) => this.#permitted(at),
    );
    this.#boardLine.onReceive((bytes) => (paced ?? this.#board).receive(bytes));
    const config = this.#configure(web);
    this.#unit = spawn(process.execPath, [cli, "run", "--config", config], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#ready = new Promise((done) => {
      this.#unit.stdout?.on("data", (text: Buffer) => {
        if (text.includes('"ready"')) done();
      });
    });
  }

  get pid(): number {
    return this.#unit.pid ?? 0;
  }

  async start(): Promise<this> {
    await this.#ready;
    return this;
  }

  /** Plugs, lays a listed card, and measures until the permit is on the board's wire; milliseconds. */
  async tap(secondCard: boolean): Promise<number> {
    this.#board.plug(true);
    await wait(20 + Math.random() * 30);
    if (secondCard) {
      this.#chip.command(`card ${UNKNOWN}`);
      await wait(100);
    }
    const card = cardNumber(this.#next++ % CARDS);
    const permitted = new Promise<number>((done) => {
      this.#permitted = done;
    });
    const laid = performance.now();
    this.#chip.command(`card ${card}`);
    const took = (await permitted) - laid;
    this.#chip.command("card none");
    this.#board.plug(false);
    await wait(secondCard ? 600 : 20);
    return took;
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#unit.once("exit", done));
    this.#unit.kill("SIGTERM");
    await gone;
    this.#chip.stop();
    this.#reader.close();
    this.#boardLine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #configure(web: boolean): string {
    const config = join(this.folder, "charger.yaml");
    const board = "{ driver: openevse, path: ./board }";
    const reader = "{ id: front, driver: pn532, path: ./reader, connectors: [1] }";
    const page = web ? 'web: { listen: "127.0.0.1:0" }\n' : "";
    writeFileSync(
      config,
      `unit: CG-BENCH\nconnectors: [{ id: 1, board: ${board} }]\nreaders: [${reader}]\n${page}`,
    );
    const rows = Array.from(
      { length: CARDS },
      (_, index) => `${cardNumber(index)},card,user ${index},active,`,
    );
    const list = join(this.folder, "list.csv");
    writeFileSync(list, `id,type,user,status,expires\n${rows.join("\n")}\n`);
    execFileSync(process.execPath, [CLI, "whitelist", "import", list, "--config", config], {
      stdio: "ignore",
    });
    return config;
  }
}

/** The baseline: the bare relay process on lines of its own. */
export class BareRig {
  readonly #reader = openPtyLine();
  readonly #board = openPtyLine();
  readonly #relay: ChildProcess;
  readonly #ready: Promise<void>;
  #permitted: (at: number) => void = () => {};

  constructor() {
    this.#board.onReceive(() => this.#permitted(performance.now()));
    const script = ["--import", "tsx", resolve("bench/bare-relay.ts"), this.#reader.path, this.#board.path];
    this.#relay = spawn(process.execPath, script, { stdio: ["ignore", "pipe", "inherit"] });
    this.#ready = new Promise((done) => this.#relay.stdout?.once("data", () => done()));
  }

  async start(): Promise<this> {
    await this.#ready;
    return this;
  }

  /** A card frame on the reader's line, until the permit comes back on the board's; milliseconds. */
  async tap(): Promise<number> {
    await wait(20 + Math.random() * 30);
    const permitted = new Promise<number>((done) => {
      this.#permitted = done;
    });
    const sent = performance.now();
    this.#reader.wire.send(Buffer.from("0000FF0CF4D54B010100040804DEADBEEF9600", "hex"));
    return (await permitted) - sent;
  }

  stop(): void {
    this.#relay.kill("SIGKILL");
    this.#reader.close();
    this.#board.close();
  }
}

function cardNumber(index: number): string {
  return `04${(index + 1).toString(16).padStart(6, "0").toUpperCase()}`;
}
