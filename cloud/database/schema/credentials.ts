import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CardId, ChargerId, InstallationId, PersonId, PinCodeId, StopGroupId } from "../ids.ts";
import { bytes, id, instant } from "./columns.ts";
import { people } from "./people.ts";
import { chargers, installations } from "./sites.ts";

/** A charge card of somebody's (B8): good wherever they may charge. */
export const cards = pgTable(
  "cards",
  {
    id: id<CardId>("id").primaryKey(),
    personId: id<PersonId>("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** The canonical number; sealed. One number belongs to one person: unique by its keyed hash. */
    numberSealed: bytes("number_sealed").notNull(),
    numberHash: bytes("number_hash").notNull().unique(),
    /** Its first and last byte, as it is shown: `04…C3`. */
    shown: text("shown").notNull(),
    label: text("label").notNull(),
    status: text("status", { enum: ["active", "blocked"] }).notNull(),
    source: text("source", { enum: ["typed", "scanned", "refused-tap"] }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("cards_person").on(table.personId)],
);

/** A PIN code at one installation: somebody's, or a guest's. */
export const pinCodes = pgTable(
  "pin_codes",
  {
    id: id<PinCodeId>("id").primaryKey(),
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    /** Null: a guest's. */
    personId: id<PersonId>("person_id").references(() => people.id, { onDelete: "cascade" }),
    /** Whose it is in the record, or what for. */
    label: text("label").notNull(),
    /** The digest with the installation's secret; the PIN itself is nowhere. */
    key: bytes("key").notNull(),
    /** Of the PIN: how many of its kind there are tells the odds of a guess. */
    digits: integer("digits").notNull(),
    status: text("status", { enum: ["active", "blocked"] }).notNull(),
    from: instant("from"),
    expiresAt: instant("expires_at"),
    /** Such as `Mon-Fri 07:00-19:00`, in the installation's zone. */
    windows: text("windows").array(),
    /** How many sessions it may start; null: as many as there are. */
    uses: integer("uses"),
    /** Null: every charger of the installation. */
    chargerId: id<ChargerId>("charger_id").references(() => chargers.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    createdBy: id<PersonId>("created_by").references(() => people.id, { onDelete: "set null" }),
  },
  (table) => [
    uniqueIndex("pin_codes_key").on(table.installationId, table.key),
    index("pin_codes_person").on(table.personId),
  ],
);

/** People of an installation who may stop each other's sessions. */
export const stopGroups = pgTable("stop_groups", {
  id: id<StopGroupId>("id").primaryKey(),
  installationId: id<InstallationId>("installation_id")
    .notNull()
    .references(() => installations.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
});

export const stopGroupMembers = pgTable(
  "stop_group_members",
  {
    groupId: id<StopGroupId>("group_id")
      .notNull()
      .references(() => stopGroups.id, { onDelete: "cascade" }),
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    personId: id<PersonId>("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
  },
  // A credential has one group in the list, so a person is in one group of an installation at most.
  (table) => [primaryKey({ columns: [table.installationId, table.personId] })],
);

/** A card that somebody is about to hold to a charger's reader (A8): the newest window of each charger. */
export const enrolments = pgTable(
  "enrolments",
  {
    chargerId: id<ChargerId>("charger_id")
      .primaryKey()
      .references(() => chargers.id, { onDelete: "cascade" }),
    /** Named by the unit in the record of the card that came: no card goes to somebody who opened another window. */
    window: text("window").notNull().unique(),
    personId: id<PersonId>("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** What the card is to be called. */
    label: text("label").notNull(),
    /** Only this card counts: one that was refused before. Null: any. */
    wantedKey: bytes("wanted_key"),
    openedAt: instant("opened_at").notNull(),
    until: instant("until").notNull(),
    state: text("state", { enum: ["open", "added", "refused", "cancelled"] }).notNull(),
    /** Why the last card that was held there was none to add (`EnrolmentReason`). */
    reason: text("reason", {
      enum: ["random-uid", "taken", "already-yours", "too-many", "other-card", "no-number", "unreadable"],
    }),
    cardId: id<CardId>("card_id").references(() => cards.id, { onDelete: "set null" }),
  },
  (table) => [index("enrolments_person").on(table.personId)],
);

/**
 * What the list of an installation says, credential by credential, and whose each is. Accounts, in whose names remote starts
 * are made, stand here too (`remote`), although no unit's list holds them. What is on the list no more stays: a record that
 * comes late is still told whose it was.
 */
export const listEntries = pgTable(
  "list_entries",
  {
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["card", "pin", "remote"] }).notNull(),
    key: bytes("key").notNull(),
    /** Null: a guest's PIN code. */
    personId: id<PersonId>("person_id").references(() => people.id, { onDelete: "cascade" }),
    cardId: id<CardId>("card_id").references(() => cards.id, { onDelete: "set null" }),
    pinCodeId: id<PinCodeId>("pin_code_id").references(() => pinCodes.id, { onDelete: "set null" }),
    /** Status, expiry, user and the further terms, as the wire has them. */
    terms: jsonb("terms").notNull(),
    listed: boolean("listed").notNull(),
    /** Since when it is this person's, if it was another's before: earlier records are not theirs. */
    since: instant("since"),
  },
  (table) => [
    primaryKey({ columns: [table.installationId, table.kind, table.key] }),
    index("list_entries_person").on(table.personId),
    index("list_entries_listed").on(table.installationId).where(sql`${table.listed}`),
  ],
);
