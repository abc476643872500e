import { people } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { emailAddress } from "./email-address.ts";
import { insertInvitation } from "./invitations.ts";
import { personName } from "./person-name.ts";

/** Whether anybody has an account here: a new cloud tells how to make the first one. */
export async function hasAccounts({ db }: Pick<CloudParts, "db">): Promise<boolean> {
  const found = await db.select({ id: people.id }).from(people).limit(1);
  return found.length > 0;
}

/**
 * An invitation to an account alone, for the command line: the way in to a cloud that has none, and for customers and staff
 * later. Whoever may run commands on the server may make one. Everybody with an account may add an installation.
 * @param person.support works for the operator of this cloud: decides support cases
 * @returns null: that is no e-mail address, or no name
 */
export async function makeSetupInvitation(
  parts: Pick<CloudParts, "db" | "vault" | "clock" | "random" | "origin">,
  person: { readonly name: string; readonly email: string; readonly support?: boolean },
): Promise<{ readonly link: string; readonly expiresAt: number } | null> {
  const [name, email] = [personName(person.name), emailAddress(person.email)];
  if (name === null || email === null) return null;
  const gift = { kind: "account", support: person.support ?? false } as const;
  const { link, expiresAt } = await insertInvitation(parts.db, parts, { name, email, gift, by: null });
  return { link, expiresAt };
}
