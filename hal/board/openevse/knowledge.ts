import type { BoardReport, Pilot } from "../../board.ts";
import { FaultMemory } from "./fault-memory.ts";
import { keepsVehicleFlags, type OpenEvseStatus, reportOf } from "./status.ts";

/** A board that was enabled measures its pilot anew within this, milliseconds. */
const WAKING = 1_000;
/** A contactor that is to open has opened within this, or is late, milliseconds. */
const OPENS_WITHIN = 7_000;

/** What is known of a board: its last word, and what has to be remembered to understand it. */
export class BoardKnowledge {
  readonly faults = new FaultMemory();
  #status: OpenEvseStatus | null = null;
  /** The board has once shown a flag of the vehicle's. */
  #flagIsKept = false;
  #pilot: Pilot | null = null;
  #meterWs: number | null = null;
  #permittedAt: number | null = null;
  #withdrawnAt = Number.NEGATIVE_INFINITY;

  /** @returns whether anything is new in it */
  take(status: OpenEvseStatus): boolean {
    const before = this.#status;
    this.#status = status;
    this.#flagIsKept ||= keepsVehicleFlags(status);
    return before?.state !== status.state || before.pilot !== status.pilot || before.flags !== status.flags;
  }

  takeMeter(wattSeconds: number): void {
    this.#meterWs = wattSeconds;
  }

  /** Its last word is old news. */
  forgetStatus(): void {
    this.#status = null;
  }

  permit(now: number): void {
    this.#permittedAt = now;
  }

  withdraw(now: number): void {
    if (this.#permittedAt !== null || this.#status === null) this.#withdrawnAt = now;
    this.#permittedAt = null;
  }

  /** Whether the contactor is still to open after a withdrawal: asleep, the board does not announce that it has. */
  isOpening(now: number): boolean {
    if (this.#permittedAt !== null || now - this.#withdrawnAt > OPENS_WITHIN) return false;
    return this.#read(now)?.contactor === "closed";
  }

  get isClosed(): boolean {
    return this.#read(0)?.contactor === "closed";
  }

  /** Whether the vehicle that was there seems to have left: after a restart the board needs a moment to see it again. */
  seemsToHaveLeft(now: number): boolean {
    const was = this.#pilot !== null && this.#pilot !== "A";
    return was && this.#read(now)?.pilot === "A";
  }

  /** Null before the board's first word. */
  report(now: number): BoardReport | null {
    const report = this.#read(now);
    if (!report) return null;
    this.#pilot = report.pilot;
    const idle = !report.enabled && report.pilot !== "A";
    return { ...report, fault: this.faults.observe(report.fault, idle, now) };
  }

  #read(now: number): BoardReport | null {
    if (!this.#status) return null;
    return reportOf(this.#status, {
      meterWs: this.#meterWs,
      flagIsKept: this.#flagIsKept,
      before: this.#pilot,
      waking: this.#permittedAt !== null && now - this.#permittedAt < WAKING,
    });
  }
}
