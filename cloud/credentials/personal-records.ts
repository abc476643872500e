import { asc, eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import {
  audit,
  cards,
  chargers,
  chargeSessions,
  grants,
  groupMembers,
  groups,
  installations,
  people,
  pinCodes,
  sessions,
  stopGroupMembers,
  stopGroups,
  supportCases,
} from "../database/schema/schema.ts";

/** Everything that is kept of somebody, with times as ISO 8601 in UTC. Cards are masked: their numbers are with their holder. */
export async function personalRecords(tx: Database, person: PersonId, now: number): Promise<unknown> {
  const [account] = await tx
    .select({
      name: people.name,
      email: people.email,
      language: people.language,
      createdAt: people.createdAt,
    })
    .from(people)
    .where(eq(people.id, person));
  const kept = {
    exportedAt: now,
    account,
    cards: await tx
      .select({
        shown: cards.shown,
        label: cards.label,
        status: cards.status,
        source: cards.source,
        createdAt: cards.createdAt,
      })
      .from(cards)
      .where(eq(cards.personId, person))
      .orderBy(asc(cards.createdAt)),
    pinCodes: await tx
      .select({
        installation: installations.name,
        label: pinCodes.label,
        status: pinCodes.status,
        from: pinCodes.from,
        expiresAt: pinCodes.expiresAt,
        windows: pinCodes.windows,
        uses: pinCodes.uses,
        createdAt: pinCodes.createdAt,
      })
      .from(pinCodes)
      .innerJoin(installations, eq(installations.id, pinCodes.installationId))
      .where(eq(pinCodes.personId, person))
      .orderBy(asc(pinCodes.createdAt)),
    access: await tx
      .select({
        role: grants.role,
        installation: installations.name,
        charger: chargers.name,
        createdAt: grants.createdAt,
        expiresAt: grants.expiresAt,
      })
      .from(grants)
      .leftJoin(installations, eq(installations.id, grants.installationId))
      .leftJoin(chargers, eq(chargers.id, grants.chargerId))
      .where(eq(grants.personId, person))
      .orderBy(asc(grants.createdAt)),
    groups: await tx
      .select({ name: groups.name, admin: groupMembers.admin })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .where(eq(groupMembers.personId, person)),
    stopGroups: await tx
      .select({ name: stopGroups.name })
      .from(stopGroupMembers)
      .innerJoin(stopGroups, eq(stopGroups.id, stopGroupMembers.groupId))
      .where(eq(stopGroupMembers.personId, person)),
    charges: await tx
      .select({
        charger: chargers.name,
        connector: chargeSessions.connector,
        startedAt: chargeSessions.startedAt,
        endedAt: chargeSessions.endedAt,
        energyWh: chargeSessions.energyWh,
        reason: chargeSessions.reason,
        by: chargeSessions.by,
        credential: chargeSessions.credential,
      })
      .from(chargeSessions)
      .innerJoin(chargers, eq(chargers.id, chargeSessions.chargerId))
      .where(eq(chargeSessions.personId, person))
      .orderBy(asc(chargeSessions.startedAt)),
    logins: await tx
      .select({
        createdAt: sessions.createdAt,
        seenAt: sessions.seenAt,
        source: sessions.source,
        agent: sessions.agent,
      })
      .from(sessions)
      .where(eq(sessions.personId, person))
      .orderBy(asc(sessions.createdAt)),
    supportCases: await tx
      .select({
        createdAt: supportCases.createdAt,
        serial: supportCases.serial,
        address: supportCases.address,
        installer: supportCases.installer,
        agreement: supportCases.agreement,
        decision: supportCases.decision,
        decidedAt: supportCases.decidedAt,
        reason: supportCases.reason,
      })
      .from(supportCases)
      .where(eq(supportCases.openedBy, person))
      .orderBy(asc(supportCases.createdAt)),
    /** What they did, without what it says of others. */
    audit: await tx
      .select({ at: audit.at, action: audit.action })
      .from(audit)
      .where(eq(audit.actorId, person))
      .orderBy(asc(audit.id)),
  };
  return withTimes(kept);
}

/** Instants as text; all fields that are instants are named so. */
function withTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTimes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      typeof field === "number" && /^(?:at|from)$|At$/.test(name)
        ? new Date(field).toISOString()
        : withTimes(field),
    ]),
  );
}
