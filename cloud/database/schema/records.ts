import { sql } from "drizzle-orm";
import {
  bigserial,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { CardId, ChargerId, FindingId, InstallationId, PersonId, PinCodeId } from "../ids.ts";
import { bytes, id, instant } from "./columns.ts";
import { cards, pinCodes } from "./credentials.ts";
import { people } from "./people.ts";
import { chargers, installations } from "./sites.ts";

/** How far each journal of a charger's unit is here; a data folder that is begun anew is another journal. */
export const journals = pgTable(
  "journals",
  {
    chargerId: id<ChargerId>("charger_id")
      .notNull()
      .references(() => chargers.id, { onDelete: "cascade" }),
    journal: text("journal").notNull(),
    lastSeq: integer("last_seq").notNull(),
    /** Records that were lost for good before they came here. */
    lost: integer("lost").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.chargerId, table.journal] })],
);

/** Every record of every unit, once, in order. */
export const records = pgTable(
  "records",
  {
    chargerId: id<ChargerId>("charger_id")
      .notNull()
      .references(() => chargers.id, { onDelete: "cascade" }),
    journal: text("journal").notNull(),
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    receivedAt: instant("received_at").notNull(),
    event: text("event").notNull(),
    /** As it came, but for the bytes of credentials, which are in hex. */
    record: jsonb("record").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chargerId, table.journal, table.seq] }),
    index("records_at").on(table.chargerId, table.at),
  ],
);

/** What was charged. Made of records; who it was is decided when the record comes, by what the list said then. */
export const chargeSessions = pgTable(
  "charge_sessions",
  {
    chargerId: id<ChargerId>("charger_id")
      .notNull()
      .references(() => chargers.id, { onDelete: "cascade" }),
    session: text("session").notNull(),
    /** Where the charger was then: history stays with the installation. */
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    connector: integer("connector"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    /** Watt-hours; null: the board has no meter, or it goes on. */
    energyWh: doublePrecision("energy_wh"),
    /** OCPP's name. */
    reason: text("reason"),
    /** Which of its two records was lost for good; null: neither. Without its start it began when it ended, at the latest. */
    lost: text("lost", { enum: ["start", "end"] }),
    /** Null: access was open. */
    by: text("by", { enum: ["card", "pin", "remote"] }),
    /** As it is shown: `04…C3`, `#…`. */
    credential: text("credential"),
    credentialKey: bytes("credential_key"),
    personId: id<PersonId>("person_id").references(() => people.id, { onDelete: "set null" }),
    cardId: id<CardId>("card_id").references(() => cards.id, { onDelete: "set null" }),
    pinCodeId: id<PinCodeId>("pin_code_id").references(() => pinCodes.id, { onDelete: "set null" }),
    /** Whose it was, as the unit said; gone when they erase their account. */
    user: text("user"),
  },
  (table) => [
    primaryKey({ columns: [table.chargerId, table.session] }),
    index("charge_sessions_installation").on(table.installationId, table.startedAt),
    index("charge_sessions_credential").on(table.installationId, table.credentialKey),
    index("charge_sessions_person").on(table.personId, table.startedAt),
    index("charge_sessions_running").on(table.chargerId).where(sql`${table.endedAt} is null`),
  ],
);

/** Refused taps, for "add from a refused tap" and for findings. Bounded: the newest of each charger. */
export const refusals = pgTable(
  "refusals",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    chargerId: id<ChargerId>("charger_id")
      .notNull()
      .references(() => chargers.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    connector: integer("connector"),
    reader: text("reader"),
    kind: text("kind"),
    credential: text("credential"),
    credentialKey: bytes("credential_key"),
    verdict: text("verdict"),
    /** Stable (docs/reasons.md). */
    reason: text("reason"),
  },
  (table) => [index("refusals_charger").on(table.chargerId, table.at)],
);

/** What the owner should look at, told once. */
export const findings = pgTable(
  "findings",
  {
    id: id<FindingId>("id").primaryKey(),
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    chargerId: id<ChargerId>("charger_id").references(() => chargers.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    /** Stable. */
    code: text("code", {
      enum: [
        "card-at-two-units",
        "pin-guessing",
        "burst-of-refusals",
        "flapping-faults",
        "keypad-locked",
        "records-lost",
      ],
    }).notNull(),
    details: jsonb("details").$type<Readonly<Record<string, string | number | null>>>().notNull(),
    /** What it is told once for: another finding of the same name is the same one. */
    once: text("once").notNull(),
    /** When an owner put it away; null: not. */
    seenAt: instant("seen_at"),
  },
  (table) => [
    index("findings_installation").on(table.installationId, table.at),
    uniqueIndex("findings_once").on(table.installationId, table.once),
  ],
);
