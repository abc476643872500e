import type { BoardEvent, BoardReport, ChargerBoard } from "../../hal/board.ts";
import type { Clock } from "../../hal/clock.ts";
import type { BoardHost, SimulatedCharger } from "./charger.ts";

/** A line that has fallen silent is noticed after this, milliseconds; one that hangs up, at once. Mended, it is back at once. */
const SILENT = 3_000;

/**
 * The unit's driver of a simulated charger, one for each run of the unit. Like the real ones it withdraws first, gives a
 * command again that was not heard, and tells every change; unlike them it never asks.
 */
export class SimulatedBoard implements ChargerBoard, BoardHost {
  readonly #charger: SimulatedCharger;
  readonly #clock: Clock;
  #listener: (event: BoardEvent) => void = () => {};
  #state: "down" | "up" | "closed" = "down";
  #permitted = false;
  #told: BoardReport | null = null;
  #toldLost = false;
  #cancel: () => void = () => {};

  constructor(charger: SimulatedCharger, clock: Clock) {
    this.#charger = charger;
    this.#clock = clock;
  }

  start(listener: (event: BoardEvent) => void): void {
    this.#listener = listener;
    this.#charger.attach(this);
    if (this.#charger.reachable) this.#greet();
    else this.lineChanged();
  }

  permit(): void {
    if (this.#state !== "up") return;
    this.#permitted = true;
    this.#charger.enable(true);
  }

  withdraw(): void {
    this.#permitted = false;
    this.#charger.enable(false);
  }

  light(): void {
    // scenarios see the pattern, of which this is the colour
  }

  async close(): Promise<void> {
    this.#state = "closed";
    this.#cancel();
    this.#charger.attach(null);
  }

  changed(): void {
    const { report } = this.#charger;
    if (this.#state !== "up" || !report || sameReport(report, this.#told)) return;
    this.#told = report;
    // Never in the middle of the unit's own command.
    this.#clock.after(0, () => {
      if (this.#state === "up") this.#listener({ type: "report", report });
    });
  }

  lineChanged(): void {
    if (this.#state === "closed") return;
    this.#cancel();
    switch (this.#charger.line) {
      case "works":
        if (this.#state === "up") this.#repeat();
        else this.#cancel = this.#clock.after(0, () => this.#greet());
        return;
      case "silence":
        this.#cancel = this.#clock.after(SILENT, () => this.#lost("the board does not answer"));
        return;
      case "hangup":
        this.#cancel = this.#clock.after(0, () => this.#lost("the port is gone"));
        return;
    }
  }

  #greet(): void {
    if (!this.#charger.reachable) return;
    this.#state = "up";
    this.#toldLost = false;
    this.#told = null;
    this.withdraw();
    this.changed();
  }

  /** What was commanded while nobody heard it. */
  #repeat(): void {
    this.#charger.enable(this.#permitted);
    this.changed();
  }

  #lost(reason: string): void {
    this.#state = "down";
    this.#permitted = false;
    if (this.#toldLost) return;
    this.#toldLost = true;
    this.#listener({ type: "lost", reason });
  }
}

function sameReport(a: BoardReport, b: BoardReport | null): boolean {
  return (
    b !== null &&
    a.pilot === b.pilot &&
    a.contactor === b.contactor &&
    a.enabled === b.enabled &&
    a.fault === b.fault &&
    a.meterWs === b.meterWs
  );
}
