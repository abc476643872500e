import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor, Resource } from "../access/role.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { chargers, installations, listEntries, refusals } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { standingChargers } from "./standing-chargers.ts";

/** How far back somebody sees refused taps who may only charge there, milliseconds. */
const TAPS_SEEN = 10 * 60_000;

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

/** Why a card was refused that nobody knows (docs/reasons.md). */
const STRANGERS = ["unknown", "offline-limit", "offline-not-allowed", "no-answer"];
const TAPS_AT_MOST = 50;
/** Refusals that are looked through at most. */
const LOOKED_THROUGH = 2_000;

/** Cards that were refused because nobody knows them: each card once, the newest first, at most 50. */
export class RefusedTaps {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /**
   * Of the chargers where one may charge, those of the last ten minutes; as owner or service all that are kept.
   * @param charger of this charger alone
   */
  async list(actor: Actor, charger?: ChargerId): Promise<readonly RefusedTap[]> {
    const { db, clock } = this.#parts;
    const resources = await standingChargers(db, actor);
    const wanted = resources.filter(({ id }) => charger === undefined || id === charger);
    const rows = await db
      .select({ tap: refusals, charger: chargers.name, installation: installations.name })
      .from(refusals)
      .innerJoin(chargers, eq(chargers.id, refusals.chargerId))
      .innerJoin(installations, eq(installations.id, chargers.installationId))
      .leftJoin(
        listEntries,
        and(
          eq(listEntries.installationId, chargers.installationId),
          eq(listEntries.kind, "card"),
          eq(listEntries.key, refusals.credentialKey),
          eq(listEntries.listed, true),
        ),
      )
      .where(
        and(
          inArray(
            refusals.chargerId,
            wanted.map(({ id }) => id),
          ),
          eq(refusals.kind, "card"),
          inArray(refusals.reason, STRANGERS),
          isNull(listEntries.key),
        ),
      )
      .orderBy(desc(refusals.at), desc(refusals.id))
      .limit(LOOKED_THROUGH);
    const taps = new Map<string, RefusedTap>();
    for (const { tap, ...names } of rows) {
      const resource = wanted.find(({ id }) => id === tap.chargerId);
      if (!resource || !tap.credentialKey || !isSeen(actor, resource, tap.at, clock.now())) continue;
      const card = `${resource.installation} ${Buffer.from(tap.credentialKey).toString("hex")}`;
      if (taps.has(card)) continue;
      taps.set(card, {
        id: tap.id,
        charger: { id: tap.chargerId, name: names.charger },
        installation: { id: resource.installation, name: names.installation },
        at: tap.at,
        reader: tap.reader,
        shown: tap.credential ?? "…",
        mayAdd: may(actor, "charger.charge", resource),
      });
      if (taps.size === TAPS_AT_MOST) break;
    }
    return [...taps.values()];
  }
}

/** Whether somebody sees a refused tap: as owner or service any, and as who may charge there those of the last minutes. */
export function isSeen(
  actor: Actor,
  charger: Extract<Resource, { kind: "charger" }>,
  at: number,
  now: number,
): boolean {
  if (may(actor, "charger.health", charger)) return true;
  return may(actor, "charger.charge", charger) && at > now - TAPS_SEEN;
}
