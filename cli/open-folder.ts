import { randomBytes } from "node:crypto";
import type { Keyring } from "../firmware/credential/keyring.ts";
import { KeyringError, openKeyring } from "../firmware/credential/keys-file.ts";
import { openLmdbStore } from "../firmware/store/open-lmdb-store.ts";
import { StoreError } from "../firmware/store/store-error.ts";
import type { UnitStore } from "../firmware/store/unit-store.ts";
import type { Log } from "../hal/log.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { systemClock } from "./system-clock.ts";

/**
 * The unit's keys and store, from its data folder; made where there are none.
 * @param installation whose list counts; null: nobody's
 * @throws CommandError
 */
export async function openFolder(
  folder: string,
  log: Log,
  installation: string | null = null,
): Promise<{ readonly keyring: Keyring; readonly store: UnitStore }> {
  try {
    const random = (bytes: number) => randomBytes(bytes);
    const keyring = await openKeyring({ folder, random });
    const { store, quarantined } = await openLmdbStore({
      folder,
      log,
      clock: systemClock,
      keyring,
      installation,
    });
    if (quarantined !== null) {
      log.error(
        "the store was damaged and has been set aside: every list is empty until it is restored or filled again",
        { quarantined },
      );
    }
    return { keyring, store };
  } catch (error) {
    if (error instanceof KeyringError || error instanceof StoreError) {
      throw new CommandError(EXIT.data, `${error.code}: ${error.message}`);
    }
    throw error;
  }
}
