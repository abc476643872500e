/** One key of an expectation that was not met, as it was in the end. */
export interface KeyFinding {
  readonly key: string;
  readonly expected: string;
  readonly holds: boolean;
  readonly found: string;
  /** When it last was as expected, milliseconds since the scenario began; null: never in that time. */
  readonly lastTrue: number | null;
}

/** Why a scenario has failed. Times are milliseconds since it began. */
export type Failure =
  /** It did not become true between `from` and `at`. */
  | {
      readonly kind: "expect";
      readonly line: number;
      readonly from: number;
      readonly at: number;
      readonly keys: readonly KeyFinding[];
    }
  /** It became true at `at`. */
  | {
      readonly kind: "never";
      readonly line: number;
      readonly from: number;
      readonly at: number;
      readonly keys: readonly KeyFinding[];
    }
  /** The core broke invariants, in texts that begin with their numbers. */
  | {
      readonly kind: "invariant";
      readonly line: number;
      readonly at: number;
      readonly broken: readonly string[];
    }
  /** A defect of the unit or of the bench. */
  | { readonly kind: "crash"; readonly line: number; readonly at: number; readonly error: string };
