import type { UpJournal } from "../../protocol/journal.ts";
import type { ChargerId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";

export interface TakenRecords {
  /** To be acknowledged: everything up to it is here, or lost for ever; 0: nothing is. */
  readonly seq: number;
  /** How many were new. */
  readonly fresh: number;
  /** How many were lost for good before these. */
  readonly lost: number;
}

/**
 * Takes in what a unit's `up/journal` brings, each record once in effect, and makes of it what pages show: sessions, refused
 * taps, findings, cards that were enrolled. One transaction: once it resolves, `seq` may be acknowledged.
 * @returns null: there is no such charger
 */
export function takeRecords(
  parts: CloudParts,
  charger: ChargerId,
  message: UpJournal,
): Promise<TakenRecords | null> {
  void [parts, charger, message];
  throw new Error("to come");
}
