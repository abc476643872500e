import { eq } from "drizzle-orm";
import { type Accounts, makeAccounts } from "../../../cloud/accounts/accounts.ts";
import { Passwords } from "../../../cloud/accounts/passwords.ts";
import type { Visitor } from "../../../cloud/accounts/visitor.ts";
import type { PersonId } from "../../../cloud/database/ids.ts";
import { people } from "../../../cloud/database/schema/schema.ts";
import type { CloudParts } from "../../../cloud/parts.ts";
import type { Site } from "../site.ts";

export const PASSWORD = "correct horse battery";
export const HOME: Visitor = { address: "192.0.2.7", agent: "Firefox on Linux" };
export const ELSEWHERE: Visitor = { address: "198.51.100.9", agent: "curl" };

/** Cheap ones: tests are about what is done with them. */
export function cheapPasswords(random: CloudParts["random"]): Passwords {
  return new Passwords(random, { memoryCost: 64, timeCost: 1, parallelism: 1 });
}

/** Accounts as one process has them; several of the same site are several processes on one database. */
export function accountsOf(site: Site, change: Partial<CloudParts> = {}): Accounts {
  return makeAccounts({ ...site.parts, ...change }, { passwords: cheapPasswords(site.parts.random) });
}

/** Somebody with `PASSWORD`. */
export async function personWithPassword(
  site: Site,
  name: string,
  change: Parameters<Site["person"]>[1] = {},
): Promise<PersonId> {
  const id = await site.person(name, change);
  const passwordHash = await cheapPasswords(site.parts.random).hash(PASSWORD);
  if (passwordHash === null) throw new Error("expected a hash");
  await site.db.update(people).set({ passwordHash }).where(eq(people.id, id));
  return id;
}
