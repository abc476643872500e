import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import { type ChargerId, type GrantId, type InstallationId, newId, type PersonId } from "../database/ids.ts";
import {
  chargers,
  grants,
  invitations,
  pinCodes,
  registrationTokens,
  stopGroupMembers,
  transfers,
} from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/** The people who own an installation at this moment. */
export async function ownersOf(
  db: Database,
  installation: InstallationId,
  now: number,
): Promise<readonly PersonId[]> {
  const rows = await db
    .select({ id: grants.personId })
    .from(grants)
    .where(
      and(
        eq(grants.installationId, installation),
        eq(grants.role, "owner"),
        isNotNull(grants.personId),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    );
  return rows.flatMap(({ id }) => id ?? []);
}

/**
 * Makes somebody the owner of an installation, which is locked, and of the chargers in it that belong to those who give it;
 * who then have nothing there any more, nor any way back: no grant, no invitation or registration token that they hold, no code
 * that they know. What others have stays.
 * @param change.keepUser whether those who give it stay as users
 */
export async function handOver(
  tx: Database,
  parts: CloudParts,
  installation: InstallationId,
  change: {
    readonly from: readonly PersonId[];
    readonly to: PersonId;
    readonly keepUser: boolean;
    readonly by: PersonId;
  },
): Promise<void> {
  const from = change.from.filter((person) => person !== change.to);
  const now = parts.clock.now();
  const inside = await chargersOf(tx, installation);
  await own(tx, parts, installation, change.to, change.by);
  if (from.length > 0) {
    await tx
      .delete(grants)
      .where(
        and(
          inArray(grants.personId, from),
          placedIn(grants.installationId, grants.chargerId, installation, inside),
        ),
      );
    await tx
      .update(chargers)
      .set({ ownerId: change.to })
      .where(and(eq(chargers.installationId, installation), inArray(chargers.ownerId, from)));
    await tx
      .delete(invitations)
      .where(
        and(
          inArray(invitations.createdBy, from),
          isNull(invitations.acceptedAt),
          placedIn(invitations.installationId, invitations.chargerId, installation, inside),
        ),
      );
    if (change.keepUser) await stayUsers(tx, parts, installation, from, change.by);
    else await forgetCodes(tx, installation, from);
  }
  await dropRegistrationTokens(tx, inside);
  await tx
    .update(transfers)
    .set({ outcome: "withdrawn", endedAt: now })
    .where(and(eq(transfers.installationId, installation), isNull(transfers.outcome)));
  await listMayHaveChanged(tx, parts, installation);
}

/** Makes somebody Owner, without an end, whatever they were before. */
async function own(
  tx: Database,
  { clock, random }: CloudParts,
  installation: InstallationId,
  person: PersonId,
  by: PersonId,
): Promise<void> {
  const had = await tx
    .update(grants)
    .set({ expiresAt: null })
    .where(
      and(eq(grants.installationId, installation), eq(grants.personId, person), eq(grants.role, "owner")),
    )
    .returning({ id: grants.id });
  if (had.length > 0) return;
  await tx.insert(grants).values({
    id: newId<GrantId>(random),
    personId: person,
    installationId: installation,
    role: "owner",
    createdAt: clock.now(),
    createdBy: by,
  });
}

async function stayUsers(
  tx: Database,
  { clock, random }: CloudParts,
  installation: InstallationId,
  people: readonly PersonId[],
  by: PersonId,
): Promise<void> {
  for (const personId of people)
    await tx.insert(grants).values({
      id: newId<GrantId>(random),
      personId,
      installationId: installation,
      role: "user",
      createdAt: clock.now(),
      createdBy: by,
    });
}

/** Their own PIN codes go; those that they made for others are known to them, so they are blocked until the new owner looks. */
async function forgetCodes(
  tx: Database,
  installation: InstallationId,
  people: readonly PersonId[],
): Promise<void> {
  const here = eq(pinCodes.installationId, installation);
  await tx.delete(pinCodes).where(and(here, inArray(pinCodes.personId, [...people])));
  await tx
    .update(pinCodes)
    .set({ status: "blocked" })
    .where(and(here, inArray(pinCodes.createdBy, [...people])));
  await tx
    .delete(stopGroupMembers)
    .where(
      and(eq(stopGroupMembers.installationId, installation), inArray(stopGroupMembers.personId, [...people])),
    );
}

/** Who holds one could let a unit of their own stand in for the charger. */
async function dropRegistrationTokens(tx: Database, of: readonly ChargerId[]): Promise<void> {
  if (of.length === 0) return;
  await tx
    .delete(registrationTokens)
    .where(and(inArray(registrationTokens.chargerId, [...of]), isNull(registrationTokens.usedAt)));
}

async function chargersOf(db: Database, installation: InstallationId): Promise<readonly ChargerId[]> {
  const rows = await db
    .select({ id: chargers.id })
    .from(chargers)
    .where(eq(chargers.installationId, installation));
  return rows.map(({ id }) => id);
}

/** Of grants or invitations: those on an installation, or on a charger in it. */
function placedIn(
  atInstallation: typeof grants.installationId | typeof invitations.installationId,
  atCharger: typeof grants.chargerId | typeof invitations.chargerId,
  installation: InstallationId,
  inside: readonly ChargerId[],
): SQL | undefined {
  return or(
    eq(atInstallation, installation),
    inside.length > 0 ? inArray(atCharger, [...inside]) : undefined,
  );
}
