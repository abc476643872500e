import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type {
  CaseId,
  ChargerId,
  GrantId,
  GroupId,
  InstallationId,
  InvitationId,
  PersonId,
  RowId,
  TransferId,
} from "../ids.ts";
import { bytes, id, instant } from "./columns.ts";
import { people } from "./people.ts";
import { chargers, installations } from "./sites.ts";

const role = { enum: ["owner", "user", "service"] } as const;

/** A user group: a payment operator, an installer (B6). */
export const groups = pgTable("groups", {
  id: id<GroupId>("id").primaryKey(),
  name: text("name").notNull(),
  /** Four upper-case letters or digits. No secret. */
  lookupKey: text("lookup_key").notNull().unique(),
  createdAt: instant("created_at").notNull(),
});

export const groupMembers = pgTable(
  "group_members",
  {
    groupId: id<GroupId>("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    personId: id<PersonId>("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** Edits the group itself. */
    admin: boolean("admin").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.personId] }),
    index("group_members_person").on(table.personId),
  ],
);

/** Where a partner's access request may return to (C6). */
export const groupReturnUrls = pgTable(
  "group_return_urls",
  {
    id: id<RowId>("id").primaryKey(),
    groupId: id<GroupId>("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
  },
  (table) => [uniqueIndex("group_return_urls_once").on(table.groupId, table.url)],
);

/** What a group's own programs log in with. */
export const groupCredentials = pgTable("group_credentials", {
  id: id<RowId>("id").primaryKey(),
  groupId: id<GroupId>("group_id")
    .notNull()
    .references(() => groups.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  /** SHA-256 of the secret, which is random. */
  secretHash: bytes("secret_hash").notNull(),
  createdAt: instant("created_at").notNull(),
  usedAt: instant("used_at"),
});

/** What a person or a group may do at an installation and all its chargers, or at one charger alone. */
export const grants = pgTable(
  "grants",
  {
    id: id<GrantId>("id").primaryKey(),
    personId: id<PersonId>("person_id").references(() => people.id, { onDelete: "cascade" }),
    groupId: id<GroupId>("group_id").references(() => groups.id, { onDelete: "cascade" }),
    installationId: id<InstallationId>("installation_id").references(() => installations.id, {
      onDelete: "cascade",
    }),
    chargerId: id<ChargerId>("charger_id").references(() => chargers.id, { onDelete: "cascade" }),
    role: text("role", role).notNull(),
    createdAt: instant("created_at").notNull(),
    /** Null: their account is erased. */
    createdBy: id<PersonId>("created_by").references(() => people.id, { onDelete: "set null" }),
    /** From then on it is none; null: until it is withdrawn. */
    expiresAt: instant("expires_at"),
  },
  (table) => [
    check("grants_subject", sql`num_nonnulls(${table.personId}, ${table.groupId}) = 1`),
    check("grants_resource", sql`num_nonnulls(${table.installationId}, ${table.chargerId}) = 1`),
    uniqueIndex("grants_once").on(
      sql`coalesce(${table.personId}, ${table.groupId})`,
      sql`coalesce(${table.installationId}, ${table.chargerId})`,
      table.role,
    ),
    index("grants_person").on(table.personId),
    index("grants_group").on(table.groupId),
    index("grants_installation").on(table.installationId),
    index("grants_charger").on(table.chargerId),
  ],
);

/** An invitation by name and e-mail; whoever has the link signs up or logs in, and then has the grant. */
export const invitations = pgTable(
  "invitations",
  {
    id: id<InvitationId>("id").primaryKey(),
    tokenHash: bytes("token_hash").notNull().unique(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    /** All three null: an account alone. */
    installationId: id<InstallationId>("installation_id").references(() => installations.id, {
      onDelete: "cascade",
    }),
    chargerId: id<ChargerId>("charger_id").references(() => chargers.id, { onDelete: "cascade" }),
    groupId: id<GroupId>("group_id").references(() => groups.id, { onDelete: "cascade" }),
    role: text("role", role),
    /** When the grant that it gives expires; null: never. */
    grantExpiresAt: instant("grant_expires_at"),
    /** Of a group: edits the group itself. */
    groupAdmin: boolean("group_admin").notNull().default(false),
    /** Of an account alone: works for the operator of this cloud. */
    support: boolean("support").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    /** Null: made at the command line; or who invited has erased their account, and what they gave is void. */
    createdBy: id<PersonId>("created_by").references(() => people.id, { onDelete: "set null" }),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
  },
  (table) => [
    index("invitations_installation").on(table.installationId),
    index("invitations_charger").on(table.chargerId),
    index("invitations_group").on(table.groupId),
  ],
);

/** Ownership that is offered to somebody, and what came of it. */
export const transfers = pgTable("transfers", {
  id: id<TransferId>("id").primaryKey(),
  tokenHash: bytes("token_hash").notNull().unique(),
  installationId: id<InstallationId>("installation_id")
    .notNull()
    .references(() => installations.id, { onDelete: "cascade" }),
  fromId: id<PersonId>("from_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  email: text("email").notNull(),
  /** What the old owner is afterwards; null: nothing. */
  keepRole: text("keep_role", { enum: ["user"] }),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  outcome: text("outcome", { enum: ["accepted", "declined", "withdrawn"] }),
  endedAt: instant("ended_at"),
});

/** Somebody claims a charger (B9): proofs, a decision, and who made it. */
export const supportCases = pgTable(
  "support_cases",
  {
    id: id<CaseId>("id").primaryKey(),
    openedBy: id<PersonId>("opened_by")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    serial: text("serial").notNull(),
    address: text("address").notNull(),
    installer: text("installer").notNull(),
    /** What the purchase agreement says: date, parties, reference. */
    agreement: text("agreement").notNull(),
    /** Null: none has this serial number. Whoever opens a case is not told. */
    chargerId: id<ChargerId>("charger_id").references(() => chargers.id, { onDelete: "set null" }),
    decision: text("decision", { enum: ["granted", "refused"] }),
    decidedBy: id<PersonId>("decided_by").references(() => people.id, { onDelete: "set null" }),
    decidedAt: instant("decided_at"),
    /** Which proofs were checked, and how: by proof. */
    checks: jsonb("checks").$type<Readonly<Record<string, string>>>(),
    reason: text("reason"),
  },
  (table) => [index("support_cases_opened_by").on(table.openedBy)],
);

/** Every change of rights, every look at a charger PIN, every decision: nothing is ever changed or taken away here. */
export const audit = pgTable(
  "audit",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: instant("at").notNull(),
    /** Null: the command line, or the cloud itself. No reference: outlasts the account. */
    actorId: id<PersonId>("actor_id"),
    actorName: text("actor_name").notNull(),
    installationId: id<InstallationId>("installation_id"),
    chargerId: id<ChargerId>("charger_id"),
    groupId: id<GroupId>("group_id"),
    /** A stable code (`AuditAction`). */
    action: text("action").notNull(),
    details: jsonb("details").$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
  },
  (table) => [
    index("audit_installation").on(table.installationId, table.id),
    index("audit_group").on(table.groupId, table.id),
  ],
);
