import { join } from "node:path";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { Credential } from "../core/credential.ts";
import type { Keyring } from "../credential/keyring.ts";
import { LmdbEnvironment, type Step } from "./lmdb-environment.ts";
import { LmdbValues } from "./lmdb-values.ts";
import { Quarantine } from "./quarantine.ts";
import { storeErrorOf } from "./store-error.ts";
import { connectorKey, credentialKey, credentialOfKey, settingKey } from "./stored-key.ts";
import { storedCount, storedReservations, storedSession, storedText, storedUser } from "./stored-schema.ts";

/** What became of the local users' cards and PINs. */
export interface Rekeyed {
  readonly cards: number;
  /** PINs, and cards whose number nobody knows: their digests cannot be made anew. */
  readonly dropped: number;
}

/**
 * Makes a store that was made with one keyring one of another, in one transaction: local cards get the digests of the new
 * keys, what runs or is reserved by them goes with them, and what only the old keys understood (the cloud's list, its kept
 * answers, PINs) is gone. Done already: nothing happens. No other process may have the store open.
 * @param options.forgetJournal the journal, too, under another id: what happened elsewhere is not told to the next cloud
 * @throws StoreError
 */
export async function rekeyStore(options: {
  /** The unit's data folder. */
  readonly folder: string;
  readonly from: Keyring;
  readonly to: Keyring;
  readonly forgetJournal: { readonly newId: string } | null;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Rekeyed> {
  const { folder, from, to, forgetJournal, clock, log } = options;
  const quarantine = new Quarantine({ folder, clock, log });
  try {
    const environment = new LmdbEnvironment(join(folder, "store"));
    try {
      const values = new LmdbValues(environment, quarantine);
      const made = values.get("settings", settingKey("keys"), storedText);
      if (made.state === "sound" && made.value === to.fingerprint) return { cards: 0, dropped: 0 };
      const { steps, moved, done } = userSteps(values, from, to);
      steps.push(
        { database: "uses", clear: true },
        ...usesSteps(values, moved),
        ...placeSteps(values, moved),
        { database: "cloud-list-0", clear: true },
        { database: "cloud-list-1", clear: true },
        { database: "answers", clear: true },
        values.put("settings", settingKey("cloud-list"), null),
        values.put("settings", settingKey("keys"), to.fingerprint),
      );
      if (forgetJournal)
        steps.push(
          { database: "journal", clear: true },
          values.put("settings", settingKey("journal"), forgetJournal.newId),
          values.put("settings", settingKey("acknowledged"), 0),
        );
      await environment.write(steps, "ordinary");
      return done;
    } finally {
      await environment.close();
      await quarantine.settled();
    }
  } catch (error) {
    throw storeErrorOf(error);
  }
}

/** Old credential, as its key in hex, to the new one. */
type Moved = ReadonlyMap<string, Credential>;

function userSteps(values: LmdbValues, from: Keyring, to: Keyring) {
  const steps: Step[] = [{ database: "local-users", clear: true }];
  const moved = new Map<string, Credential>();
  let dropped = 0;
  for (const { key, found } of values.all("local-users", storedUser)) {
    const whose = credentialOfKey(key);
    if (whose === null || found.state !== "sound") continue;
    const { card: sealed, label } = found.value;
    const card = sealed === null ? null : from.open(sealed, { ...whose, label });
    if (card === null) {
      dropped += 1;
      continue;
    }
    const credential = to.credentialOfCard(card);
    moved.set(key.toString("hex"), credential);
    steps.push(
      values.put("local-users", credentialKey(credential), {
        ...found.value,
        card: to.seal(card, credential),
      }),
    );
  }
  return { steps, moved, done: { cards: moved.size, dropped } };
}

function usesSteps(values: LmdbValues, moved: Moved): readonly Step[] {
  return Array.from(values.all("uses", storedCount)).flatMap(({ key, found }) => {
    const credential = moved.get(key.toString("hex"));
    return credential && found.state === "sound"
      ? [values.put("uses", credentialKey(credential), found.value)]
      : [];
  });
}

/** Sessions that go on after a restart, and reservations: whoever holds them still does, if their card came along. */
function placeSteps(values: LmdbValues, moved: Moved): readonly Step[] {
  const now = (credential: Credential): Credential =>
    moved.get(credentialKey(credential).toString("hex")) ?? credential;
  const sessions = Array.from(values.sound("sessions", storedSession), (session) =>
    values.put("sessions", connectorKey(session.connector), {
      ...session,
      credential: session.credential && now(session.credential),
    }),
  );
  const kept = values.get("settings", settingKey("reservations"), storedReservations);
  if (kept.state !== "sound") return sessions;
  const reservations = kept.value.map((one) =>
    one.holder.kind === "credential"
      ? { ...one, holder: { ...one.holder, credential: now(one.holder.credential) } }
      : one,
  );
  return [...sessions, values.put("settings", settingKey("reservations"), reservations)];
}
