import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import { type GrantId, type InstallationId, newId, type PersonId } from "../database/ids.ts";
import { grants, installations } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import type { CloudParts } from "../parts.ts";
import { randomHex } from "../surroundings.ts";

/** Bytes of an installation's secret, of which credentials' digests are made. */
const SECRET_BYTES = 32;
/** Bytes of its id in topics. */
const TOPIC_BYTES = 16;

/** Makes an installation with its first Owner, and writes it down. Access is restricted until an Owner opens it. */
export async function insertInstallation(
  tx: Database,
  parts: Pick<CloudParts, "vault" | "clock" | "random" | "notify">,
  installation: {
    readonly name: string;
    readonly type: "go" | "home" | "pro";
    readonly address: string;
    readonly zone: string;
    readonly owner: PersonId;
    /** Who makes it. */
    readonly by: { readonly id: PersonId; readonly name: string };
  },
): Promise<InstallationId> {
  const { vault, clock, random } = parts;
  const { owner, by, ...form } = installation;
  const id = newId<InstallationId>(random);
  const createdAt = clock.now();
  await tx.insert(installations).values({
    id,
    topic: randomHex(random, TOPIC_BYTES),
    ...form,
    access: "restricted",
    secretSealed: vault.seal("installation-secret", id, random(SECRET_BYTES)),
    createdAt,
  });
  await tx.insert(grants).values({
    id: newId<GrantId>(random),
    personId: owner,
    installationId: id,
    role: "owner",
    createdAt,
    createdBy: by.id,
  });
  const { name, type } = form;
  await writeAudit(tx, {
    at: createdAt,
    actor: by,
    action: "installation-added",
    installation: id,
    details: { name, type },
  });
  // The empty list, too: a unit that joins is in step from the start.
  await listMayHaveChanged(tx, parts, id);
  return id;
}
