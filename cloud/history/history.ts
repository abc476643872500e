import type { Actor } from "../access/role.ts";
import type { ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** A charge. */
export interface HistoryItem {
  readonly charger: { readonly id: ChargerId; readonly name: string };
  readonly session: string;
  readonly connector: number | null;
  readonly startedAt: number;
  /** Null: it goes on, or its end was lost (`lost`). */
  readonly endedAt: number | null;
  /** Watt-hours; null: not known. */
  readonly energyWh: number | null;
  /** Why it ended, by OCPP's name. */
  readonly reason: string | null;
  readonly lost: "start" | "end" | null;
  /** Null: access was open. */
  readonly by: "card" | "pin" | "remote" | null;
  /** As it may be shown: `04…C3`, `#…`. */
  readonly credential: string | null;
  /** Who it was; null: nobody in particular, or not known (any more). */
  readonly person: { readonly id: PersonId | null; readonly name: string } | null;
}

/** Which charges are meant. */
export interface HistoryFilter {
  readonly charger?: ChargerId;
  readonly person?: PersonId;
  readonly by?: "card" | "pin" | "remote" | "open";
  /** First and last day, `2026-11-21`, in the installation's zone; the start of a charge decides. */
  readonly fromDay?: string;
  readonly toDay?: string;
}

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
  /** Of all that the filter lets through. */
  readonly totals: { readonly sessions: number; readonly energyWh: number };
}

/** Energy of one day or month of the installation's zone, in which its charges began. */
export interface EnergySum {
  /** `2026-11-21` or `2026-11`. */
  readonly period: string;
  readonly energyWh: number;
  readonly sessions: number;
}

export const PAGE_SIZE = 50;

export type HistoryProblem = NotFound | Forbidden | "day";

/**
 * Charge history: all of an installation (or of one charger, for who has rights there alone) for owner and service; one's own
 * for everybody.
 */
export class History {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** The newest first. @param after where a page begins (`HistoryPage.next`); one that is none begins at the newest */
  ofInstallation(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter,
    after?: string | null,
  ): Promise<Outcome<{ readonly page: HistoryPage }, HistoryProblem>> {
    void [actor, installation, filter, after];
    throw new Error("to come");
  }

  /** One's own charges, wherever they were; days are in UTC's if no installation is named. */
  own(
    actor: Actor,
    filter: HistoryFilter & { readonly installation?: InstallationId },
    after?: string | null,
  ): Promise<Outcome<{ readonly page: HistoryPage }, "day">> {
    void [actor, filter, after];
    throw new Error("to come");
  }

  /** As a spreadsheet reads it (RFC 4180), in pieces, the oldest first; cells that it would run are disarmed. */
  csv(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter,
  ): Promise<Outcome<{ readonly lines: AsyncGenerator<string, void, undefined> }, HistoryProblem>> {
    void [actor, installation, filter];
    throw new Error("to come");
  }

  /** Energy by day or month, every one of them from the first to the last, at most 400; for a chart. */
  energy(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter & { readonly by?: HistoryFilter["by"] },
    unit: "day" | "month",
  ): Promise<Outcome<{ readonly sums: readonly EnergySum[] }, HistoryProblem>> {
    void [actor, installation, filter, unit];
    throw new Error("to come");
  }
}
