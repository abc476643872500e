import { OpenEvseBoard } from "../../../hal/board/openevse/openevse-board.ts";
import type { BoardEvent, BoardReport } from "../../../hal/board.ts";
import type { Clock } from "../../../hal/clock.ts";
import { silentLog } from "../../../hal/log.ts";
import { OpenEvseEmulator } from "../../../sim/devices/openevse/openevse-emulator.ts";
import type { OpenEvseOptions } from "../../../sim/devices/openevse/options.ts";
import { MemoryLine } from "../../../sim/memory-line.ts";
import { seededRandom } from "../../../sim/seeded-random.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";

/** The real driver on the emulated board, in virtual time. */
export class OpenEvseBench {
  readonly clock = new VirtualClock();
  readonly line = new MemoryLine(this.clock);
  readonly evse: OpenEvseEmulator;
  readonly board: OpenEvseBoard;
  /** Names of the commands on the wire, oldest first. */
  readonly wire: string[] = [];
  readonly events: { readonly at: number; readonly event: BoardEvent }[] = [];
  /** Timers of the driver's that are running. */
  readonly timers = new Set<() => void>();

  constructor(options: OpenEvseOptions = {}) {
    const random = seededRandom(7);
    this.evse = new OpenEvseEmulator({ wire: this.line.wire, clock: this.clock, random }, options);
    this.line.onReceive((bytes) => {
      this.wire.push(
        ...(Buffer.from(bytes)
          .toString()
          .match(/\$[A-Z0-9]{2}( [^^]*)?/g) ?? []),
      );
      this.evse.receive(bytes);
    });
    const clock = this.#counting();
    this.board = new OpenEvseBoard({ open: this.line.open, clock, random, log: silentLog });
  }

  /** Starts the driver on a board that has long since booted. */
  async start(): Promise<this> {
    await this.run(1_000);
    this.board.start((event) => this.events.push({ at: this.clock.mono(), event }));
    await this.run(2_000);
    return this;
  }

  async run(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms);
  }

  do(command: string): void {
    const answer = this.evse.command(command);
    if (answer !== "ok") throw new Error(`${command}: ${answer}`);
  }

  /** The last report, or what was told instead. */
  last(): BoardReport | string {
    const event = this.events.at(-1)?.event;
    if (!event) return "nothing";
    return event.type === "report" ? event.report : event.type;
  }

  /** The kinds of events since the last call, reports left out. */
  news(): string[] {
    return this.events.splice(0).flatMap(({ event }) => (event.type === "report" ? [] : [event.type]));
  }

  /** The clock, seen by the driver. */
  #counting(): Clock {
    const { clock, timers } = this;
    return {
      wall: () => clock.wall(),
      mono: () => clock.mono(),
      after: (ms, run) => {
        const cancel = clock.after(ms, () => {
          timers.delete(stop);
          run();
        });
        const stop = () => {
          timers.delete(stop);
          cancel();
        };
        timers.add(stop);
        return stop;
      },
    };
  }
}
