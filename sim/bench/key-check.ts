/** One key of an expectation. */
export interface KeyCheck {
  readonly key: string;
  /** What the scenario wants, in words. */
  readonly expected: string;
  /** Whether it is so at this instant. */
  holds(): boolean;
  /** What is there instead, in words. */
  found(): string;
}

/** Energies are equal up to this many watt-hours. */
const TOLERANCE_WH = 1;

/** Whether two energies are the same for a scenario, watt-hours. */
export function sameEnergy(expected: number, found: unknown): boolean {
  return typeof found === "number" && Math.abs(found - expected) <= TOLERANCE_WH;
}
