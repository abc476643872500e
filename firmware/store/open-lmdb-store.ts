import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { Keyring } from "../credential/keyring.ts";
import { checkDatabase, type DatabaseState } from "./database-check.ts";
import { LmdbAnswers } from "./lmdb-answers.ts";
import { LmdbCloudList } from "./lmdb-cloud-list.ts";
import { LmdbEnvironment } from "./lmdb-environment.ts";
import { KEEP_RECORDS, LmdbJournal, TRIM_RECORDS } from "./lmdb-journal.ts";
import { LmdbPeople } from "./lmdb-people.ts";
import { LmdbStore } from "./lmdb-store.ts";
import { LmdbUsers } from "./lmdb-users.ts";
import { LmdbUses } from "./lmdb-uses.ts";
import { LmdbValues } from "./lmdb-values.ts";
import { makePeople } from "./make-people.ts";
import { Quarantine } from "./quarantine.ts";
import { StoreError, storeErrorOf } from "./store-error.ts";
import { settingKey } from "./stored-key.ts";
import { storedJournalId, storedText } from "./stored-schema.ts";
import { syncDirectory } from "./sync-directory.ts";

/** A file that another process is just making looks damaged for a moment. */
const SECOND_LOOK_MS = 100;

export interface LmdbStoreOptions {
  /** The unit's data folder; the store lives in `store` below it, what is damaged is moved to `quarantine`. */
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
  /** The keys that the stored digests were made with. */
  readonly keyring: Keyring;
  /** Whose list counts (default: nobody's); a list of another installation is as if none were held. */
  readonly installation?: string | null;
  /** Answers that many unpredictable bytes (default: the system's). */
  readonly random?: (bytes: number) => Uint8Array;
  /** Journal records kept at least (default 100,000). */
  readonly keepRecords?: number;
  /** Records removed at a time (default 1,000). */
  readonly trimRecords?: number;
}

export interface OpenedStore {
  readonly store: LmdbStore;
  /** Where a store that could not be opened was moved to; the one opened is then fresh and empty. Null: nothing was wrong. */
  readonly quarantined: string | null;
}

/**
 * Opens the unit's store, making it where there is none. A damaged one is set aside, loudly, and a fresh one made.
 * @throws StoreError: STORE_WRONG_KEYS, STORE_READONLY, STORE_FULL, STORE_FAILED
 */
export async function openLmdbStore(options: LmdbStoreOptions): Promise<OpenedStore> {
  const { folder, log, clock, keyring, keepRecords = KEEP_RECORDS, trimRecords = TRIM_RECORDS } = options;
  const { installation = null, random = randomBytes } = options;
  const quarantine = new Quarantine({ folder, clock, log });
  const home = join(folder, "store");
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    let quarantined: string | null = null;
    const setAside = async (why: string): Promise<void> => {
      quarantined = await quarantine.moveAway(home, "store", why);
      await mkdir(home, { mode: 0o700 });
    };
    const state = await look(join(home, "data.mdb"), clock);
    if (state.state === "damaged") await setAside(state.why);
    const environment = await openEnvironment(home, setAside);
    try {
      const values = new LmdbValues(environment, quarantine);
      await checkKeys(values, keyring);
      await environment.takeRoom();
      for (const directory of [home, folder]) await syncDirectory(directory);
      await makePeople(values, random).catch((error: unknown) =>
        log.warn("no people could be made of the local users' names; tried again at the next start", {
          error,
        }),
      );
      const uses = new LmdbUses(values);
      const people = new LmdbPeople(values);
      const users = new LmdbUsers(values, people, uses, keyring);
      // Whoever asks before it is done reads the rest; and so does whoever asks after it has failed.
      users.index().catch(() => undefined);
      const store = new LmdbStore({
        values,
        journal: new LmdbJournal(values, await journalId(values, random), keepRecords, trimRecords),
        cloudList: new LmdbCloudList(values, uses, installation),
        users,
        people,
        uses,
        answers: new LmdbAnswers(values, () => clock.wall()),
        quarantine,
        log,
      });
      return { store, quarantined };
    } catch (error) {
      await environment.close();
      throw error;
    }
  } catch (error) {
    throw storeErrorOf(error);
  }
}

async function look(path: string, clock: Clock): Promise<DatabaseState> {
  const first = checkDatabase(path);
  if (first.state !== "damaged") return first;
  await new Promise<void>((resolve) => clock.after(SECOND_LOOK_MS, resolve));
  return checkDatabase(path);
}

async function openEnvironment(
  home: string,
  setAside: (why: string) => Promise<void>,
): Promise<LmdbEnvironment> {
  try {
    return new LmdbEnvironment(home);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "STORE_CORRUPT") throw error;
    await setAside("the database cannot be opened");
    return new LmdbEnvironment(home);
  }
}

/** Digests made with other keys match nobody: better no start than a charger that silently knows no one. */
async function checkKeys(values: LmdbValues, keyring: Keyring): Promise<void> {
  const key = settingKey("keys");
  const found = values.get("settings", key, storedText);
  if (found.state === "sound") {
    if (found.value !== keyring.fingerprint) throw new StoreError("STORE_WRONG_KEYS");
    return;
  }
  await values.environment.write([values.put("settings", key, keyring.fingerprint)], "ordinary");
}

/** The journal's id; a damaged one is made anew, and the cloud then takes the records for those of another journal. */
async function journalId(values: LmdbValues, random: (bytes: number) => Uint8Array): Promise<string> {
  const key = settingKey("journal");
  const found = values.get("settings", key, storedJournalId);
  if (found.state === "sound") return found.value;
  const id = Buffer.from(random(8)).toString("hex");
  await values.environment.write([values.put("settings", key, id)], "ordinary");
  return id;
}
