import type { ClockQuality } from "../../protocol/state.ts";
import type { Actor } from "../access/role.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** How a charger's device is. */
export interface ChargerHealth {
  readonly charger: { readonly id: ChargerId; readonly name: string; readonly unit: string };
  /** `never`: its unit never joined. */
  readonly reach: "online" | "offline" | "unknown" | "never";
  /** Since when that is so. */
  readonly since: number | null;
  /** When it last said something. */
  readonly heardAt: number | null;
  readonly software: string | null;
  readonly clock: ClockQuality | null;
  readonly list: ListInStep;
  /** Readers and keypads that are lost; null: the unit does not say. */
  readonly lost: readonly string[] | null;
  /** Faults of its connectors (docs/events.md). */
  readonly faults: readonly { readonly connector: number; readonly code: string }[];
  /** Records that were lost before they came here. */
  readonly recordsLost: number;
}

/** Whether a unit holds the list that holds now. `unknown`: it has not said anything yet. */
export type ListInStep =
  | { readonly state: "in-step"; readonly version: number }
  | { readonly state: "behind"; readonly version: number; readonly wanted: number }
  | { readonly state: "unknown" };

/** A refused tap, with its reason. */
export interface RefusalItem {
  readonly id: number;
  readonly charger: { readonly id: ChargerId; readonly name: string };
  readonly at: number;
  readonly connector: number | null;
  readonly reader: string | null;
  readonly kind: string | null;
  readonly shown: string | null;
  readonly verdict: string | null;
  /** Stable (docs/reasons.md). */
  readonly reason: string | null;
}

/** Devices' health, for owner and service. */
export class Health {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** By charger's name. */
  ofInstallation(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly chargers: readonly ChargerHealth[] }, NotFound | Forbidden>> {
    void [actor, installation];
    throw new Error("to come");
  }

  ofCharger(
    actor: Actor,
    charger: ChargerId,
  ): Promise<Outcome<{ readonly health: ChargerHealth }, NotFound | Forbidden>> {
    void [actor, charger];
    throw new Error("to come");
  }

  /** The newest refused taps, at most 200. @param charger of this one alone */
  refusals(
    actor: Actor,
    installation: InstallationId,
    charger?: ChargerId,
  ): Promise<Outcome<{ readonly refusals: readonly RefusalItem[] }, NotFound | Forbidden>> {
    void [actor, installation, charger];
    throw new Error("to come");
  }

  /**
   * Which chargers have the list that holds now: for the words "saved; 2 of 3 chargers have it already". For whoever may view
   * the installation or some of its chargers (these alone).
   */
  listsInStep(
    actor: Actor,
    installation: InstallationId,
  ): Promise<
    Outcome<
      {
        readonly chargers: readonly {
          readonly id: ChargerId;
          readonly name: string;
          readonly list: ListInStep;
        }[];
      },
      NotFound
    >
  > {
    void [actor, installation];
    throw new Error("to come");
  }
}
