import type { BoardFault } from "../../board.ts";

/** How long a fault is believed after the board went to sleep over it, milliseconds; doubled each time it comes back. */
const FIRST_HOLD = 3_000;
const LONGEST_HOLD = 300_000;
/** A fault shown this long after the withdrawal is shown asleep; sooner, the line was on its way. */
const ASLEEP = 1_500;
/** A fault that comes sooner than this after it seemed to be over was there all the time. */
const CAME_BACK = 10_000;

/**
 * What is known of a fault while the board sleeps. Stock firmware leaves its fault state for the sleeping state when it is
 * withdrawn, and finds the fault again, if it is still there, when it is enabled: without a memory the charger would go
 * from fault to session and back every second. Boards that show faults also while asleep are believed.
 */
export class FaultMemory {
  #fault: BoardFault | null = null;
  #until: number | null = null;
  #hold = FIRST_HOLD;
  #cleared: { readonly fault: BoardFault; readonly at: number } | null = null;
  /** Since when the board should be asleep. */
  #withdrawnAt: number | null = null;
  #showsAsleep = false;

  /** The board has taken a withdrawal. */
  withdrawn(now: number): void {
    this.#withdrawnAt ??= now;
  }

  /** The board has taken a permission. */
  permitted(): void {
    this.#withdrawnAt = null;
  }

  /** The board has restarted: it has tested itself. */
  clear(): void {
    this.#fault = null;
    this.#until = null;
    this.#hold = FIRST_HOLD;
    this.#withdrawnAt = null;
  }

  /**
   * @param fault what the board says now
   * @param idle asleep with a vehicle connected: a fault could be there unseen
   * @param now monotonic milliseconds
   * @returns the fault to be told
   */
  observe(fault: BoardFault | null, idle: boolean, now: number): BoardFault | null {
    if (fault !== null) {
      if (this.#fault !== fault && !this.#cameBack(fault, now)) this.#hold = FIRST_HOLD;
      if (this.#withdrawnAt !== null && now - this.#withdrawnAt > ASLEEP) this.#showsAsleep = true;
      this.#fault = fault;
      this.#until = null;
      return fault;
    }
    if (this.#fault === null) return null;
    if (idle && !this.#showsAsleep) {
      this.#until ??= now + this.#hold;
      if (now < this.#until) return this.#fault;
      this.#hold = Math.min(LONGEST_HOLD, this.#hold * 2);
    }
    this.#cleared = { fault: this.#fault, at: now };
    this.#fault = null;
    this.#until = null;
    return null;
  }

  #cameBack(fault: BoardFault, now: number): boolean {
    return this.#cleared?.fault === fault && now - this.#cleared.at < CAME_BACK;
  }
}
