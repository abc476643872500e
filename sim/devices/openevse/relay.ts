/** What can be wrong with the contactor itself. */
export const RELAY_FAULTS = ["welded", "not-closing", "held-closed"] as const;
export type RelayFault = (typeof RELAY_FAULTS)[number];

export function isRelayFault(name: string): name is RelayFault {
  return RELAY_FAULTS.some((fault) => fault === name);
}

/** The contactor: what it is told, and what its contacts do. */
export class Relay {
  #commanded = false;
  #closed = false;
  #fault: RelayFault | "none" = "none";

  /** What the board believes. */
  get commanded(): boolean {
    return this.#commanded;
  }

  /** Whether there is voltage on the cable. */
  get closed(): boolean {
    return this.#closed;
  }

  /** The board means to open it and keeps it closed all the same. */
  get held(): boolean {
    return this.#fault === "held-closed";
  }

  command(closed: boolean): void {
    this.#commanded = closed;
    const hindered = this.#fault === (closed ? "not-closing" : "welded");
    if (!hindered) this.#closed = closed;
  }

  /** Welded contacts stay closed from the next closing on; without a fault they follow what they were told. */
  setFault(fault: RelayFault | "none"): void {
    this.#fault = fault;
    this.command(this.#commanded);
  }

  /** Welds the contacts as they close by themselves. */
  stick(): void {
    this.#fault = "welded";
    this.#closed = true;
  }
}
