import type { Credential } from "../../firmware/core/credential.ts";
import type { Happening } from "../../firmware/core/happening.ts";
import type { Rules } from "../../firmware/core/rules.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import { InvariantWatcher } from "../../firmware/core/watch/invariants.ts";
import { createKeyring } from "../../firmware/credential/keyring.ts";
import { MemoryStore } from "../../firmware/store/memory-store.ts";
import type { Commit, UnitStore } from "../../firmware/store/unit-store.ts";
import { TrustedClock } from "../../firmware/trusted-clock.ts";
import { Unit } from "../../firmware/unit.ts";
import { weekMinuteIn } from "../../firmware/week-minute.ts";
import { addOne } from "../../firmware/whitelist/whitelist.ts";
import { OpenEvseBoard } from "../../hal/board/openevse/openevse-board.ts";
import { LineKeypad } from "../../hal/keypad/line/line-keypad.ts";
import { silentLog } from "../../hal/log.ts";
import { Pn532Reader } from "../../hal/reader/pn532/pn532-reader.ts";
import { parseCardId } from "../../protocol/card-id.ts";
import { MortalClock } from "../../sim/bench/mortal-clock.ts";
import { LineKeypadEmulator } from "../../sim/devices/keypad/line-keypad-emulator.ts";
import { OpenEvseEmulator } from "../../sim/devices/openevse/openevse-emulator.ts";
import type { DevicePeer, DeviceWorld } from "../../sim/devices/peer.ts";
import { Pn532Emulator } from "../../sim/devices/pn532/pn532-emulator.ts";
import { MemoryLine } from "../../sim/memory-line.ts";
import { seededRandom } from "../../sim/seeded-random.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";

/** A store whose disk can fail, or say nothing. */
class FallibleStore extends MemoryStore {
  works = true;
  /** How often something was to be saved. */
  commits = 0;
  #answer: Promise<void> | null = null;
  #answers: () => void = () => {};

  /** From now on it does not answer, until it does; then it has done what it was asked. */
  set silent(silent: boolean) {
    this.#answers();
    this.#answer = silent ? new Promise((resolve) => (this.#answers = resolve)) : null;
  }

  override async commit(change: Commit): Promise<void> {
    this.commits++;
    if (this.#answer) await this.#answer;
    if (!this.works) throw new Error("the disk is full");
    await super.commit(change);
  }
}

/** Of the installation that the unit under test belongs to. */
export const UNIT_BENCH_SECRET = new Uint8Array(32).fill(7);

/** A whole unit with real drivers on emulated devices, in virtual time; every step is held to the invariants. */
export class UnitBench {
  readonly clock = new VirtualClock();
  readonly store = new FallibleStore();
  readonly happenings: Happening[] = [];
  /** Told of each as well. */
  told: (happening: Happening) => void = () => {};
  /** What the uplink was told. */
  readonly uplink: unknown[] = [];
  /** Names of the commands that the board got, oldest first. */
  readonly boardWire: string[] = [];
  readonly broken: string[] = [];
  /** The rules that the unit is started with. */
  rules: Partial<Rules> = {};
  readonly #random = seededRandom(11);
  readonly #idRandom = seededRandom(12);
  readonly #ids = (bytes: number) => Uint8Array.from({ length: bytes }, () => 256 * this.#idRandom());
  readonly #keyring = createKeyring({
    secret: UNIT_BENCH_SECRET,
    random: (bytes) => new Uint8Array(bytes).fill(1),
    cost: { N: 2, r: 1, p: 1 },
  });
  readonly #lines = {
    reader: new MemoryLine(this.clock),
    board: new MemoryLine(this.clock),
    keypad: new MemoryLine(this.clock),
  };
  readonly reader = this.#attach("reader", (world) => new Pn532Emulator(world));
  readonly board = this.#attach("board", (world) => new OpenEvseEmulator(world));
  readonly keypad = this.#attach("keypad", (world) => new LineKeypadEmulator(world));
  #unit: Unit | null = null;
  #life = new MortalClock(this.clock);
  #runs = 0;
  #digesting: Promise<unknown> = Promise.resolve();

  get unit(): Unit {
    if (!this.#unit) throw new Error("the unit was not started");
    return this.#unit;
  }

  async start(): Promise<this> {
    const list: [string, string, string, string][] = [
      ["04A1B2C3", "ann", "active", ""],
      ["11223344", "bo", "blocked", ""],
      ["#4711", "guest", "active", "2026-06-01T09:00:00Z"],
    ];
    for (const [id, user, status, expires] of list) {
      const type = id.startsWith("#") ? "pin" : "card";
      await addOne(
        this.store,
        this.#keyring,
        { id, type, user, status, expires },
        { zone: "UTC", random: this.#ids },
      );
    }
    await this.run(1_000);
    return this.restart();
  }

  /** The unit's program dies: its timers end, and nobody listens to its lines any more. */
  crash(): void {
    this.#life.die();
    for (const line of Object.values(this.#lines))
      line.open({ data: () => {}, lost: () => {} }).catch(() => {});
  }

  /** Starts the unit (anew, without having stopped the last one): as after a crash. */
  async restart(): Promise<this> {
    this.crash();
    const life = new MortalClock(this.clock);
    this.#life = life;
    const open = (line: MemoryLine) => ({
      open: line.open,
      clock: life,
      random: this.#random,
      log: silentLog,
    });
    const connector = 1 as ConnectorId;
    const store: UnitStore = this.store;
    const unit = new Unit({
      unit: "CG-0001",
      weekMinute: weekMinuteIn("UTC"),
      clock: new TrustedClock(life, store.saved().alive),
      log: silentLog,
      store,
      keyring: {
        credentialOfCard: (id) => this.#keyring.credentialOfCard(id),
        sealForCloud: (id) => this.#keyring.sealForCloud(id),
        credentialOfPin: (pin) => {
          const digested = this.#keyring.credentialOfPin(pin);
          this.#digesting = digested;
          return digested;
        },
      },
      boards: [{ connector, board: new OpenEvseBoard(open(this.#lines.board)) }],
      readers: [{ id: "front", connectors: [connector], device: new Pn532Reader(open(this.#lines.reader)) }],
      keypads: [{ id: "front", connectors: [connector], device: new LineKeypad(open(this.#lines.keypad)) }],
      access: "restricted",
      rules: this.rules,
      run: `run${++this.#runs}`,
      announce: (happening) => {
        this.happenings.push(happening);
        this.told(happening);
      },
      inspect: (before, event, step) => this.broken.push(...watcher.check(before, event, step)),
    });
    const watcher = new InvariantWatcher(unit.state);
    unit.attach({
      changed: (state) => this.uplink.push({ changed: state.access }),
      ask: () => false,
      recorded: () => this.uplink.push({ recorded: this.store.journalState().last }),
      respond: (request, outcome) => this.uplink.push({ request, outcome }),
    });
    this.#unit = unit;
    void unit.start();
    await this.run(1_000);
    return this;
  }

  async run(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms);
    if (this.broken.length > 0) throw new Error(this.broken.join("\n"));
  }

  /** Obeyed by the device, or the test fails; then time for it to show. */
  async do(device: DevicePeer, command: string, ms = 600): Promise<void> {
    const answer = device.command(command);
    if (answer !== "ok") throw new Error(`${command}: ${answer}`);
    await this.run(ms);
  }

  /** Lays a card on the reader for 300 ms, and waits until it may be laid again. */
  async tap(card: string): Promise<void> {
    await this.do(this.reader, `card ${card}`, 300);
    await this.do(this.reader, "card none", 700);
  }

  /** Changes the local list as another process would that the unit hears nothing of. */
  async list(id: string, user: string, status: string): Promise<void> {
    await addOne(
      this.store,
      this.#keyring,
      { id, type: "card", user, status, expires: "" },
      { zone: "UTC", random: this.#ids },
    );
  }

  /** A listed card's credential, as a request of the cloud would name it. */
  credential(id: string): Credential {
    const card = parseCardId(id);
    if (!card.ok) throw new Error(card.text);
    return this.#keyring.credentialOfCard(card.id);
  }

  /** Types keys; a PIN is digested in real time, which is waited for. */
  async type(keys: string): Promise<void> {
    await this.do(this.keypad, `keys ${keys}`, 100);
    await this.#digesting;
    await this.run(2_000);
  }

  /** The names of what happened since the last call. */
  news(): string[] {
    return this.happenings.splice(0).map(({ event }) => event);
  }

  #attach<Peer extends DevicePeer>(
    name: "reader" | "board" | "keypad",
    construct: (world: DeviceWorld) => Peer,
  ): Peer {
    const line = this.#lines[name];
    const peer = construct({ wire: line.wire, clock: this.clock, random: this.#random });
    line.onReceive((bytes) => {
      if (name === "board")
        this.boardWire.push(
          ...(Buffer.from(bytes)
            .toString()
            .match(/\$[A-Z]{2}/g) ?? []),
        );
      peer.receive(bytes);
    });
    return peer;
  }
}
