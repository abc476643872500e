import { silentLog } from "../../../hal/log.ts";
import { Pn532Reader } from "../../../hal/reader/pn532/pn532-reader.ts";
import type { ReaderEvent } from "../../../hal/reader.ts";
import { Pn532Emulator, type Pn532Options } from "../../../sim/devices/pn532/pn532-emulator.ts";
import { MemoryLine } from "../../../sim/memory-line.ts";
import { seededRandom } from "../../../sim/seeded-random.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";

/** The real driver on the emulated chip, in virtual time. */
export class Pn532Bench {
  readonly clock = new VirtualClock();
  readonly line = new MemoryLine(this.clock);
  readonly chip: Pn532Emulator;
  readonly reader: Pn532Reader;
  readonly told: { readonly at: number; readonly what: string }[] = [];

  constructor(options: Pn532Options = {}) {
    const random = seededRandom(7);
    this.chip = new Pn532Emulator({ wire: this.line.wire, clock: this.clock, random }, options);
    this.line.onReceive((bytes) => this.chip.receive(bytes));
    this.reader = new Pn532Reader({ open: this.line.open, clock: this.clock, random, log: silentLog });
  }

  /** Starts the driver and waits until it says that it is up. */
  async start(): Promise<this> {
    this.reader.start((event) => this.told.push({ at: this.clock.mono(), what: textOf(event) }));
    await this.run(1_000);
    return this;
  }

  async run(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms);
  }

  /** Obeyed by the emulator, or the test fails. */
  do(command: string): void {
    const answer = this.chip.command(command);
    if (answer !== "ok") throw new Error(`${command}: ${answer}`);
  }

  /** What was told since the last call. */
  news(): string[] {
    return this.told.splice(0).map(({ what }) => what);
  }
}

function textOf(event: ReaderEvent): string {
  return event.type === "card" ? event.card.uid : event.type;
}
