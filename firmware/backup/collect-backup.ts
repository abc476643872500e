import type { Keyring } from "../credential/keyring.ts";
import { settingOf } from "../settings/catalogue.ts";
import { plainEntry } from "../store/stored-schema.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { BackupContent } from "./backup-content.ts";

/** What a backup of a unit holds, and what it cannot. */
export interface Collected {
  readonly content: BackupContent;
  /** Cards and PINs of which too little can be read. */
  readonly damaged: number;
}

/**
 * Everything that a backup holds: the local users with their cards and PINs, the settings that were made at the unit, and
 * the access mode it was switched to. What the configuration file says is not in it, nor what the cloud gave.
 * @throws StoreError
 */
export function collectBackup({
  store,
  keyring,
}: {
  readonly store: UnitStore;
  readonly keyring: Pick<Keyring, "fingerprint">;
}): Collected {
  const saved = store.saved();
  const identifications: BackupContent["identifications"] = [];
  let damaged = 0;
  for (const { credential, entry, card, person, damaged: lost } of store.localUsers()) {
    const { kind, key, label } = credential;
    if (lost === "entry") damaged += 1;
    if (lost === "entry" || kind === "remote") continue;
    identifications.push({
      person: person ?? null,
      type: kind,
      card,
      digest: key,
      keyring: keyring.fingerprint,
      label: label.slice(0, 100),
      entry: plainEntry(entry),
    });
  }
  return {
    content: {
      settings: Object.fromEntries(Object.entries(saved.settings).filter(([key]) => settingOf(key))),
      access: saved.access,
      people: Array.from(store.people(), ({ id, firstName, lastName, blocked }) => ({
        id,
        firstName,
        lastName,
        blocked,
      })),
      identifications,
    },
    damaged,
  };
}
