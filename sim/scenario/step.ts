import type { Access } from "../../firmware/core/happening.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import type { CardId } from "../../protocol/card-id.ts";
import type { ScenarioAnswers } from "./answer.ts";
import type { ScenarioCredential } from "./credential.ts";
import type { ScenarioEntry } from "./entry.ts";
import type { Expectation } from "./expectation.ts";
import type { DeviceFault, MendedFault } from "./fault.ts";
import type { ListUpdate } from "./list-update.ts";
import type { CloudRequest } from "./request.ts";
import type { CloudLink, PilotState, Power } from "./vocabulary.ts";

/** A step and where it stands in its file, from 1. */
export type Step = StepAction & { readonly line: number };

/** What a step does. Its connector, reader and keypad exist in the unit; times are milliseconds, energies watt-hours. */
export type StepAction =
  /** A vehicle is connected; `wants`: it asks for power at once. */
  | { readonly do: "plug"; readonly connector: ConnectorId; readonly wants: boolean }
  | { readonly do: "unplug"; readonly connector: ConnectorId }
  /** The vehicle asks for power (pilot C) or pauses (B). */
  | { readonly do: "ev"; readonly connector: ConnectorId; readonly wants: boolean }
  | { readonly do: "pilot"; readonly connector: ConnectorId; readonly state: PilotState }
  /** A card (null: a phone, which gives a random UID) is laid on the reader and taken away after `hold`. */
  | { readonly do: "tap"; readonly card: CardId | null; readonly reader: string; readonly hold: number }
  | { readonly do: "lay"; readonly card: CardId; readonly reader: string }
  | { readonly do: "lift"; readonly reader: string }
  /** Each of 0–9, A–D, # and * is a key; `every`: from key to key. */
  | { readonly do: "keys"; readonly keys: string; readonly keypad: string; readonly every: number }
  | { readonly do: "cloud-link"; readonly link: CloudLink }
  /** The answers named change, the others stay. */
  | { readonly do: "cloud-answers"; readonly answers: ScenarioAnswers }
  | { readonly do: "cloud-request"; readonly request: CloudRequest }
  | ({ readonly do: "list" } & ListUpdate)
  /** Local users change; null: not said. */
  | {
      readonly do: "users";
      readonly add: readonly ScenarioEntry[] | null;
      readonly set: readonly ScenarioEntry[] | null;
      readonly remove: readonly ScenarioCredential[] | null;
    }
  /** Switched locally. */
  | { readonly do: "access"; readonly access: Access }
  | { readonly do: "fault"; readonly fault: DeviceFault }
  | { readonly do: "clear"; readonly fault: MendedFault }
  | { readonly do: "power"; readonly power: Power }
  /** The wall clock jumps, forwards or (below zero) backwards. */
  | { readonly do: "clock"; readonly jump: number }
  /** That much is delivered now. */
  | { readonly do: "meter"; readonly connector: ConnectorId; readonly energyWh: number }
  | { readonly do: "wait"; readonly for: number }
  /** A person at a rig is asked. */
  | { readonly do: "prompt"; readonly text: string }
  /** Becomes true within that time. */
  | { readonly do: "expect"; readonly expect: Expectation; readonly within: number }
  /** Must not become true in that time. */
  | { readonly do: "never"; readonly expect: Expectation; readonly for: number };

/** A step by itself: which reader or keypad is the first one is not known yet (null). */
export type UnplacedStep = Unplaced<StepAction>;

type Unplaced<Action> = Action extends { readonly reader: string }
  ? Omit<Action, "reader"> & { readonly reader: string | null }
  : Action extends { readonly keypad: string }
    ? Omit<Action, "keypad"> & { readonly keypad: string | null }
    : Action;
