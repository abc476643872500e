import type { CloudParts } from "../parts.ts";

/** Whether anybody has an account here: a new cloud tells how to make the first one. */
export function hasAccounts(_parts: Pick<CloudParts, "db">): Promise<boolean> {
  throw new Error("to come");
}

/**
 * An invitation to an account alone, for the command line: the way in to a cloud that has none, and for customers and staff
 * later. Whoever may run commands on the server may make one. Everybody with an account may add an installation.
 * @param person.support works for the operator of this cloud: decides support cases
 * @returns null: that is no e-mail address, or no name
 */
export function makeSetupInvitation(
  _parts: CloudParts,
  _person: { readonly name: string; readonly email: string; readonly support?: boolean },
): Promise<{ readonly link: string; readonly expiresAt: number } | null> {
  throw new Error("to come");
}
