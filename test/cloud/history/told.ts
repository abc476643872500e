import { type InstallationKeys, installationKeys } from "../../../cloud/credentials/installation-keys.ts";
import type { ChargerId, InstallationId } from "../../../cloud/database/ids.ts";
import { takeRecords } from "../../../cloud/history/take-records.ts";
import { hashPin } from "../../../cloud/list/pin-hash.ts";
import { type CardId, cardLabel, parseCardId } from "../../../protocol/card-id.ts";
import type { WireCredential } from "../../../protocol/credential.ts";
import type { WireRecord } from "../../../protocol/journal.ts";
import { parsePin } from "../../../protocol/pin.ts";
import type { Site } from "../site.ts";

const JOURNAL = "00112233aabbccdd";

export async function keysOf(site: Site, installation: InstallationId): Promise<InstallationKeys> {
  const keys = await installationKeys(site.db, site.parts.vault, installation);
  if (!keys) throw new Error("expected an installation");
  return keys;
}

export function number(text: string): CardId {
  const read = parseCardId(text);
  if (!read.ok) throw new Error(read.text);
  return read.id;
}

/** A card as a unit of the installation tells it. */
export async function cardAt(
  site: Site,
  installation: InstallationId,
  text: string,
): Promise<WireCredential> {
  const id = number(text);
  return { kind: "card", key: (await keysOf(site, installation)).ofCard(id), id: cardLabel(id) };
}

/** A PIN as a unit of the installation tells it; some 100 ms. */
export async function pinAt(site: Site, installation: InstallationId, text: string): Promise<WireCredential> {
  const read = parsePin(text);
  if (!read.ok) throw new Error(read.text);
  const keys = await keysOf(site, installation);
  return { kind: "pin", key: keys.ofPin(await hashPin(read.pin, keys.pinSalt)), id: "#…" };
}

/** A unit's journal: what happened there, told at once, in order. */
export class ToldJournal {
  readonly #site: Site;
  readonly #charger: ChargerId;
  readonly #journal: string;
  #seq = 0;
  #told = 0;

  constructor(site: Site, charger: ChargerId, journal = JOURNAL) {
    this.#site = site;
    this.#charger = charger;
    this.#journal = journal;
  }

  /** @param records without their numbers; `at` is now unless it is said */
  async tell(...records: readonly Partial<WireRecord>[]) {
    const after = this.#told;
    const numbered = records.map((record): WireRecord => {
      this.#seq += 1;
      return { event: "restarted", at: this.#site.now(), ...record, seq: this.#seq };
    });
    this.#told = this.#seq;
    return takeRecords(this.#site.parts, this.#charger, { journal: this.#journal, after, records: numbered });
  }

  /** Records are lost for good. */
  lose(count: number): void {
    this.#seq += count;
  }
}
