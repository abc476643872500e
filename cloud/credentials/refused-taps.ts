import type { Actor } from "../access/role.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";

/** How far back somebody sees refused taps who may only charge there, milliseconds. */
export const TAPS_SEEN = 10 * 60_000;

/** A card that nobody knows and that was refused: its holder may add it. */
export interface RefusedTap {
  readonly id: number;
  readonly charger: { readonly id: ChargerId; readonly name: string };
  readonly installation: { readonly id: InstallationId; readonly name: string };
  readonly at: number;
  readonly reader: string | null;
  /** First and last byte. */
  readonly shown: string;
  /** Whether it may be added by this person: they may charge there. */
  readonly mayAdd: boolean;
}

/** Cards that were refused because nobody knows them: each card once, the newest first, at most 50. */
export class RefusedTaps {
  constructor(parts: CloudParts) {
    void parts;
  }

  /**
   * Of the chargers where one may charge, those of the last ten minutes; as owner or service all that are kept.
   * @param charger of this charger alone
   */
  list(actor: Actor, charger?: ChargerId): Promise<readonly RefusedTap[]> {
    void [actor, charger];
    throw new Error("to come");
  }
}
