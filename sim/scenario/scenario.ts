import type { ScenarioAnswer, ScenarioAnswers } from "./answer.ts";
import type { HeldList, ScenarioEntry } from "./entry.ts";
import type { Step } from "./step.ts";
import type { ScenarioUnit } from "./unit.ts";
import type { CloudLink } from "./vocabulary.ts";

/** One document of a scenario file: durations and instants in milliseconds, energies in watt-hours, defaults filled in. */
export interface Scenario {
  readonly file: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly name: string;
  /** Requirements and OCPP ids that it shows. */
  readonly covers: readonly string[];
  readonly unit: ScenarioUnit;
  /** The cloud's list that the unit holds at the start; null: none. */
  readonly list: HeldList | null;
  /** Local users at the start, each credential once. */
  readonly users: readonly ScenarioEntry[];
  readonly cloud: ScenarioCloud;
  /** In order; at least one. */
  readonly steps: readonly Step[];
}

/** The cloud at the start. */
export interface ScenarioCloud {
  readonly link: CloudLink;
  readonly answers: ScenarioAnswers & { readonly default: ScenarioAnswer };
}
