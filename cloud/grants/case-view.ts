import { and, asc, count, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { CaseId, ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import {
  chargers,
  grants,
  groups,
  installations,
  people,
  type supportCases,
} from "../database/schema/schema.ts";
import { type Checks, type Claim, PROOFS } from "./claim.ts";

export type CaseRow = typeof supportCases.$inferSelect;

/** A case as whoever opened it sees it: not whether there is such a charger. */
export interface CaseView {
  readonly id: CaseId;
  readonly claim: Claim;
  readonly openedAt: number;
  /** Null: not decided. */
  readonly decision: "granted" | "refused" | null;
  readonly decidedAt: number | null;
  /** What support wrote to them. */
  readonly reason: string | null;
}

/** What the cloud knows beside a claim. */
export interface CaseKnowledge {
  readonly charger: ChargerId;
  /** As it is registered. */
  readonly serial: string;
  readonly name: string;
  readonly registeredAt: number;
  readonly owner: { readonly id: PersonId; readonly name: string; readonly email: string } | null;
  readonly installation: {
    readonly id: InstallationId;
    readonly name: string;
    readonly address: string;
    /** How many there are in it. */
    readonly chargers: number;
    readonly owners: readonly { readonly id: PersonId; readonly name: string; readonly email: string }[];
    /** Groups with access, to it or to a charger in it: the installer, perhaps. */
    readonly partners: readonly string[];
  };
}

/** A case as support staff see it. */
export interface StaffCaseView extends CaseView {
  readonly openedBy: { readonly id: PersonId; readonly name: string; readonly email: string };
  readonly decidedBy: string | null;
  readonly checks: Checks;
  /** Null: no charger has this serial number. */
  readonly knowledge: CaseKnowledge | null;
  /** Whether it is the viewer's own, which they may not decide. */
  readonly own: boolean;
}

/** As whoever opened it sees it. */
export function caseView(row: CaseRow): CaseView {
  const { id, serial, address, installer, agreement, createdAt, decision, decidedAt, reason } = row;
  return {
    id,
    claim: { serial, address, installer, agreement },
    openedAt: createdAt,
    decision,
    decidedAt,
    reason,
  };
}

/** As support staff see it. Null: whoever opened it has erased their account. */
export async function staffCaseView(
  db: Database,
  actor: Actor,
  row: CaseRow,
  now: number,
): Promise<StaffCaseView | null> {
  const [openedBy] = await db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(eq(people.id, row.openedBy));
  if (!openedBy) return null;
  const [decidedBy] = row.decidedBy
    ? await db.select({ name: people.name }).from(people).where(eq(people.id, row.decidedBy))
    : [];
  const checks = row.checks ?? {};
  return {
    ...caseView(row),
    openedBy,
    decidedBy: decidedBy?.name ?? null,
    checks: Object.fromEntries(PROOFS.flatMap((proof) => (checks[proof] ? [[proof, checks[proof]]] : []))),
    knowledge: await knowledgeOf(db, row.serial, now),
    own: row.openedBy === actor.person,
  };
}

/** The charger that a claim means: by the serial number on its label, in upper or lower case. */
export async function claimedCharger(db: Database, serial: string) {
  const [charger] = await db
    .select()
    .from(chargers)
    .where(sql`lower(${chargers.unit}) = lower(${serial})`)
    // Two that differ in case alone are told apart by the very spelling.
    .orderBy(sql`${chargers.unit} <> ${serial}`)
    .limit(1);
  return charger ?? null;
}

async function knowledgeOf(db: Database, serial: string, now: number): Promise<CaseKnowledge | null> {
  const charger = await claimedCharger(db, serial);
  if (!charger) return null;
  const [home] = await db
    .select({
      id: installations.id,
      name: installations.name,
      address: installations.address,
      chargers: count(chargers.id),
    })
    .from(installations)
    .leftJoin(chargers, eq(chargers.installationId, installations.id))
    .where(eq(installations.id, charger.installationId))
    .groupBy(installations.id);
  if (!home) return null;
  const person = { id: people.id, name: people.name, email: people.email };
  const [owner] = charger.ownerId
    ? await db.select(person).from(people).where(eq(people.id, charger.ownerId))
    : [];
  const counts = or(isNull(grants.expiresAt), gt(grants.expiresAt, now));
  const owners = await db
    .select(person)
    .from(grants)
    .innerJoin(people, eq(people.id, grants.personId))
    .where(and(eq(grants.installationId, home.id), eq(grants.role, "owner"), counts))
    .orderBy(asc(people.name));
  const partners = await db
    .selectDistinct({ name: groups.name })
    .from(grants)
    .innerJoin(groups, eq(groups.id, grants.groupId))
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .where(and(or(eq(grants.installationId, home.id), eq(chargers.installationId, home.id)), counts))
    .orderBy(asc(groups.name));
  return {
    charger: charger.id,
    serial: charger.unit,
    name: charger.name,
    registeredAt: charger.createdAt,
    owner: owner ?? null,
    installation: { ...home, owners, partners: partners.map(({ name }) => name) },
  };
}
