import { PacedWire } from "../paced-wire.ts";
import type { DevicePeer, DeviceWire, DeviceWorld } from "../peer.ts";
import type { Card } from "./card.ts";
import { CardDrawer } from "./card-drawer.ts";
import { makePhone } from "./card-kinds.ts";
import { Chip } from "./chip.ts";
import { type Aftermath, CommandCycle } from "./command-cycle.ts";
import { PN532_HELP, readRequest } from "./command-line.ts";
import type { Pn532Fault } from "./faults.ts";
import { FrameParser, type HostFrame } from "./frame-parser.ts";
import { HostLine } from "./host-line.ts";
import { NoiseSource } from "./noise.ts";
import { isAwake, WakeDetector } from "./power.ts";
import { Turns } from "./turns.ts";

/** UM0701-02 gives 89 ms at 115200 baud, in proportion to the length of a byte. */
const PARTIAL_FRAME_BITS = 10_252_800;
const TIGHT_MS = 1;

export interface Pn532Options {
  /** From a frame to its acknowledgement, milliseconds; the chip promises 15 at most. Default 0: at once. */
  readonly ackDelayMs?: number;
  /** From the acknowledgement to the answer, milliseconds, for all commands or by command code. Default 0. */
  readonly answerDelayMs?: number | ((command: number) => number);
  /** What it takes to find a card that is there, milliseconds. Default 0. */
  readonly detectMs?: number;
  /** What one vain try to find a card takes, milliseconds; matters with finite retries. Default 5. */
  readonly attemptMs?: number;
  /** A chip woken but not configured falls asleep again when its line rests for so long, milliseconds. Default 1000. */
  readonly dozeMs?: number;
  /** Bytes take their time, from this speed on (follows SetSerialBaudRate). Default: none at all. */
  readonly pace?: { readonly baud: number };
}

/** A PN532 on its serial port (HSU), firmware 1.6, with cards that can be laid on it (UM0701-02). */
export class Pn532Emulator implements DevicePeer {
  readonly #world: DeviceWorld;
  readonly #paced: PacedWire | undefined;
  readonly #wire: DeviceWire;
  readonly #dozeMs: number;
  readonly #turns = new Turns();
  readonly #parser = new FrameParser();
  readonly #wake = new WakeDetector();
  readonly #chip: Chip;
  readonly #line: HostLine;
  readonly #cycle: CommandCycle;
  readonly #noise: NoiseSource;
  readonly #drawer = new CardDrawer();
  #heardAt = 0;
  #abortedAt = Number.NEGATIVE_INFINITY;
  #loseNext = false;
  #stopped = false;

  constructor(world: DeviceWorld, options: Pn532Options = {}) {
    const { ackDelayMs = 0, answerDelayMs = 0, detectMs = 0, attemptMs = 5, dozeMs = 1000, pace } = options;
    this.#world = world;
    this.#dozeMs = dozeMs;
    this.#paced =
      pace &&
      new PacedWire(world.wire, world.clock, pace.baud, (bytes) => this.#turns.run(() => this.#hear(bytes)));
    this.#wire = this.#paced ?? world.wire;
    this.#chip = new Chip(attemptMs);
    this.#line = new HostLine(this.#wire);
    this.#noise = new NoiseSource(world.clock, world.random, (bytes) =>
      this.#turns.run(() => this.#line.noise(bytes)),
    );
    const byCommand = typeof answerDelayMs === "number" ? () => answerDelayMs : answerDelayMs;
    this.#cycle = new CommandCycle(
      this.#chip,
      this.#line,
      { ackDelayMs, answerDelayMs: byCommand, detectMs },
      (ms, run) => world.clock.after(ms, () => this.#turns.run(run)),
      (afterwards) => this.#aftermath(afterwards),
    );
  }

  receive(bytes: Uint8Array): void {
    if (this.#stopped || bytes.length === 0) return;
    if (this.#paced) this.#paced.receive(bytes);
    else this.#turns.run(() => this.#hear(bytes));
  }

  command(line: string): string {
    const request = readRequest(line);
    switch (request.kind) {
      case "refused":
        return `error ${request.expected}`;
      case "help":
        return PN532_HELP;
      case "state":
        return this.#state();
      case "cards":
        return this.#do(() => this.#lay(request.cards.map((order) => this.#drawer.take(order))));
      case "phone":
        return this.#do(() => this.#lay([makePhone(this.#world.random)]));
      case "power-cycle":
        return this.#do(() => this.#powerCycle());
      case "fault":
        return this.#do(() => this.#setFault(request.fault));
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cycle.reset();
    this.#noise.stop();
    this.#paced?.stop();
  }

  #do(run: () => void): string {
    if (this.#stopped) return "error an emulator that is not stopped";
    this.#turns.run(run);
    return "ok";
  }

  #hear(bytes: Uint8Array): void {
    const { fault } = this.#chip;
    if (this.#stopped || fault === "silence" || fault === "freeze" || fault === "hangup") return;
    const now = this.#world.clock.mono();
    this.#doze(now);
    this.#heardAt = now;
    const heard = this.#awaken(bytes);
    if (!heard) return;
    for (const frame of this.#parser.push(heard, now, PARTIAL_FRAME_BITS / this.#chip.settings.baud))
      if (isAwake(this.#chip.settings.power)) this.#act(frame, now);
  }

  #doze(now: number): void {
    const idle = this.#cycle.pending === undefined && now - this.#heardAt >= this.#dozeMs;
    if (this.#chip.settings.power !== "low-vbat" || !idle) return;
    this.#chip.dozeOff();
    this.#sleepStarts();
  }

  /** The bytes an awake chip hears; undefined where it sleeps on. */
  #awaken(bytes: Uint8Array): Uint8Array | undefined {
    const { settings } = this.#chip;
    switch (settings.power) {
      case "low-vbat":
      case "normal":
        return bytes;
      case "unreachable":
        return undefined;
      case "asleep":
      case "power-down": {
        const rest = this.#wake.awaken(bytes);
        if (!rest) return undefined;
        settings.power = settings.power === "asleep" ? "low-vbat" : "normal";
        this.#loseNext = this.#chip.fault === "lost-wakeup";
        return rest;
      }
    }
  }

  #act(frame: HostFrame, now: number): void {
    switch (frame.kind) {
      case "ack":
        this.#switchBaud();
        if (this.#cycle.abort()) this.#abortedAt = now;
        return;
      case "nack":
        this.#cycle.repeat();
        return;
      case "empty":
      case "command": {
        const lost =
          this.#loseNext || (this.#chip.fault === "tight-abort" && now - this.#abortedAt < TIGHT_MS);
        this.#loseNext = false;
        if (lost) return;
        this.#chip.settings.nextBaud = undefined;
        if (frame.kind === "empty") this.#cycle.start(undefined, new Uint8Array());
        else this.#cycle.start(frame.code, frame.data);
      }
    }
  }

  #switchBaud(): void {
    const { settings } = this.#chip;
    if (settings.nextBaud === undefined) return;
    settings.baud = settings.nextBaud;
    settings.nextBaud = undefined;
    this.#paced?.setBaud(settings.baud);
  }

  #aftermath(afterwards: Aftermath): void {
    switch (afterwards) {
      // the host's ACK does it
      case "await-baud-ack":
        return;
      case "power-down":
        this.#chip.powerDown(this.#chip.settings.wakeable);
        this.#sleepStarts();
    }
  }

  #sleepStarts(): void {
    this.#parser.reset();
    this.#wake.reset();
    this.#loseNext = false;
  }

  #powerCycle(): void {
    this.#cycle.reset();
    this.#chip.powerCycle();
    this.#paced?.reset();
    this.#sleepStarts();
    // freezing ends with the power; a pulled plug stays pulled
    if (this.#chip.fault === "freeze") this.#enterFault("none");
  }

  #setFault(fault: Pn532Fault): void {
    const before = this.#chip.fault;
    this.#enterFault(fault);
    if (before === "freeze" || fault === "hangup" || before === "hangup") this.#powerCycle();
    if (fault === "hangup") this.#wire.hangUp();
    else if (before === "hangup") this.#wire.restore();
    if (fault === "freeze") this.#cycle.reset();
  }

  #enterFault(fault: Pn532Fault): void {
    this.#chip.fault = fault;
    this.#line.setFault(fault);
    if (fault === "noise") this.#noise.start();
    else this.#noise.stop();
  }

  #lay(cards: readonly Card[]): void {
    this.#chip.field.lay(cards);
    this.#cycle.fieldChanged();
  }

  #state(): string {
    const { settings, field, fault } = this.#chip;
    return JSON.stringify({
      device: "pn532",
      cards: field.cards.map(({ uid, name }) => ({
        uid: Buffer.from(uid).toString("hex").toUpperCase(),
        kind: name,
      })),
      fault,
      power: settings.power,
      baud: settings.baud,
      field: field.on,
      pending: this.#cycle.pending ?? null,
      counters: { ...this.#cycle.counters, ...this.#parser.counters },
    });
  }
}
