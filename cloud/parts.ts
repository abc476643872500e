import type { Database, OpenDatabase } from "./database/database.ts";
import type { Clock, Log, Random } from "./surroundings.ts";
import type { Vault } from "./vault.ts";

/** What every part of the cloud works with. */
export interface CloudParts extends Pick<OpenDatabase, "notify" | "listen"> {
  readonly db: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How browsers reach the portal: `https://portal.example.org`, without a slash at its end. Stands in links of mails. */
  readonly origin: string;
}
