import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { DIGEST_BYTES } from "../../protocol/credential.ts";
import { type CredentialDigests, credentialDigests, deriveKey } from "../../protocol/digest.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId, PersonId } from "../database/ids.ts";
import { installations } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/** What an installation makes of cards, PINs and accounts. */
export interface InstallationKeys extends CredentialDigests {
  /** The secret itself, 32 bytes; never leaves the cloud but for its units. */
  readonly secret: Uint8Array;
  /** An account's digest, 16 bytes: in whose name a remote start is made. Says nothing of the person elsewhere. */
  ofAccount(person: PersonId): Buffer;
}

/** @returns null: there is no such installation. @throws VaultError */
export async function installationKeys(
  db: Database,
  vault: CloudParts["vault"],
  installation: InstallationId,
): Promise<InstallationKeys | null> {
  const [found] = await db
    .select({ sealed: installations.secretSealed })
    .from(installations)
    .where(eq(installations.id, installation));
  if (!found) return null;
  const secret = vault.open("installation-secret", installation, found.sealed);
  const accountKey = deriveKey(secret, "account");
  return {
    ...credentialDigests(secret),
    secret,
    ofAccount: (person) =>
      createHmac("sha256", accountKey).update(person).digest().subarray(0, DIGEST_BYTES.remote),
  };
}
