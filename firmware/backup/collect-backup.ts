import type { Keyring } from "../credential/keyring.ts";
import { settingOf } from "../settings/catalogue.ts";
import { rowTurns } from "../store/row-turns.ts";
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
export async function collectBackup({
  store,
  keyring,
}: {
  readonly store: UnitStore;
  readonly keyring: Pick<Keyring, "fingerprint">;
}): Promise<Collected> {
  const now: (Omit<Collected, "content"> & Pick<BackupContent, "people" | "identifications">)[] = [];
  // In the place of a change, so that none comes between what is read first and last.
  await store.changeLocalUsers(async () => {
    now.push(await peopleOf(store, keyring.fingerprint));
    return {};
  });
  const [held] = now;
  if (held === undefined) throw new Error("the store did not ask for the change");
  const { damaged, ...content } = held;
  const { access, settings } = store.saved();
  return {
    content: {
      settings: Object.fromEntries(Object.entries(settings).filter(([key]) => settingOf(key))),
      access,
      ...content,
    },
    damaged,
  };
}

async function peopleOf(store: UnitStore, keyring: string) {
  const identifications: BackupContent["identifications"] = [];
  let damaged = 0;
  for await (const { credential, entry, card, person, damaged: lost } of rowTurns(store.localUsers())) {
    const { kind, key, label } = credential;
    if (lost === "entry") damaged += 1;
    if (lost === "entry" || kind === "remote") continue;
    identifications.push({
      person: person ?? null,
      type: kind,
      card,
      digest: key,
      keyring,
      label: label.slice(0, 100),
      entry: plainEntry(entry),
    });
  }
  const people: BackupContent["people"] = [];
  for await (const { id, firstName, lastName, blocked } of rowTurns(store.people()))
    people.push({ id, firstName, lastName, blocked });
  return { people, identifications, damaged };
}
