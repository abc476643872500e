import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { LmdbStore } from "../../../firmware/store/lmdb-store.ts";
import { openLmdbStore } from "../../../firmware/store/open-lmdb-store.ts";
import type { Log } from "../../../hal/log.ts";
import { INSTALLATION, keyring } from "./people.ts";
import { stillClock } from "./still-clock.ts";

/** A data folder that is removed after the test, and what is logged about it. */
export function dataFolder(): { readonly folder: string; readonly logged: string[]; readonly log: Log } {
  const folder = mkdtempSync(join(tmpdir(), "chargegate-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const logged: string[] = [];
  const keep =
    (level: string) =>
    (message: string, details?: Record<string, unknown>): void => {
      logged.push(`${level}: ${message} ${JSON.stringify(details ?? {})}`);
    };
  return {
    folder,
    logged,
    log: { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") },
  };
}

/** Opens the store of a data folder; it keeps 100 records and is closed after the test. */
export async function openStore(
  place: { readonly folder: string; readonly log: Log },
  keys = keyring,
): Promise<{ readonly store: LmdbStore; readonly quarantined: string | null }> {
  const opened = await openLmdbStore({
    installation: INSTALLATION,
    ...place,
    clock: stillClock,
    keyring: keys,
    keepRecords: 100,
    trimRecords: 50,
  });
  onTestFinished(() => opened.store.close());
  return opened;
}
