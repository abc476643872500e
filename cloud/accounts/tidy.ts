import type { CloudParts } from "../parts.ts";

/** Takes away what nobody needs any more: sessions, links and counts that are over, mails of 30 days ago. To be called hourly. */
export function tidyAccounts(_parts: Pick<CloudParts, "db" | "clock">): Promise<void> {
  throw new Error("to come");
}
