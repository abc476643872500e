import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { ChargerId, CircuitId, InstallationId, PersonId } from "../ids.ts";
import { bytes, id, instant } from "./columns.ts";
import { people } from "./people.ts";

/** A place with chargers, and what holds for all of them. */
export const installations = pgTable("installations", {
  id: id<InstallationId>("id").primaryKey(),
  /** Its id in topics: 128 random bits, 32 lower-case hex digits. */
  topic: text("topic").notNull().unique(),
  name: text("name").notNull(),
  type: text("type", { enum: ["go", "home", "pro"] }).notNull(),
  address: text("address").notNull(),
  /** IANA name; for time windows and dates. */
  zone: text("zone").notNull(),
  /** Whether power needs an authorization ("internal authentication"). */
  access: text("access", { enum: ["open", "restricted"] }).notNull(),
  /** The key of credentials' digests, 32 bytes; sealed. */
  secretSealed: bytes("secret_sealed").notNull(),
  /** Counts what may have changed the list of who may charge; a list that is not built of this is out of date. */
  listWanted: bigint("list_wanted", { mode: "number" }).notNull().default(0),
  /** Days that charge history keeps its names and taps; null: for good. */
  retentionDays: integer("retention_days"),
  createdAt: instant("created_at").notNull(),
});

/** A fuse, and the charge points behind it. */
export const circuits = pgTable(
  "circuits",
  {
    id: id<CircuitId>("id").primaryKey(),
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** Amperes. */
    fuse: integer("fuse").notNull(),
  },
  (table) => [index("circuits_installation").on(table.installationId)],
);

/** A charger, from its registration on: one unit, whether it ever joined or not. */
export const chargers = pgTable(
  "chargers",
  {
    id: id<ChargerId>("id").primaryKey(),
    /** Its unit's id, which stands in topics: the serial number on its label. */
    unit: text("unit").notNull().unique(),
    name: text("name").notNull(),
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    circuitId: id<CircuitId>("circuit_id").references(() => circuits.id, { onDelete: "set null" }),
    /** Whose it is; not always the owner of the installation (B9). Null: nobody's since they erased their account. */
    ownerId: id<PersonId>("owner_id").references(() => people.id, { onDelete: "set null" }),
    /** The charger PIN, 8 digits; sealed. Unique by its keyed hash. */
    pinSealed: bytes("pin_sealed").notNull(),
    pinHash: bytes("pin_hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
    /** When its unit joined; null: never. */
    joinedAt: instant("joined_at"),
    /** The unit's own public key: Ed25519, SPKI. */
    publicKey: bytes("public_key"),
    /** SHA-256 of its broker password, which is random. */
    brokerHash: bytes("broker_hash"),
    /** `unknown`: the cloud was cut off since it last heard. */
    reach: text("reach", { enum: ["online", "offline", "unknown"] })
      .notNull()
      .default("unknown"),
    reachSince: instant("reach_since"),
    heardAt: instant("heard_at"),
    /** What its unit last said (`up/state`), as it came. */
    state: bytes("state"),
    /** The access that its unit has, by what it last said; null: nothing yet. */
    access: text("access", { enum: ["open", "restricted"] }),
    /** When a process took it on itself to tell the unit of another access; null: nobody does at the moment. */
    accessAskedAt: instant("access_asked_at"),
  },
  (table) => [
    index("chargers_installation").on(table.installationId),
    index("chargers_owner").on(table.ownerId),
  ],
);

/** A one-time token with which a charger's unit joins. */
export const registrationTokens = pgTable("registration_tokens", {
  tokenHash: bytes("token_hash").primaryKey(),
  chargerId: id<ChargerId>("charger_id")
    .notNull()
    .references(() => chargers.id, { onDelete: "cascade" }),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** The list of who may charge, as it goes onto the wire: the newest version of each installation. */
export const lists = pgTable("lists", {
  installationId: id<InstallationId>("installation_id")
    .primaryKey()
    .references(() => installations.id, { onDelete: "cascade" }),
  version: bigint("version", { mode: "number" }).notNull(),
  /** `installations.listWanted` of which it was built. */
  builtOf: bigint("built_of", { mode: "number" }).notNull(),
  count: integer("count").notNull(),
  digest: bytes("digest").notNull(),
  manifest: bytes("manifest").notNull(),
  builtAt: instant("built_at").notNull(),
});

export const listParts = pgTable(
  "list_parts",
  {
    installationId: id<InstallationId>("installation_id")
      .notNull()
      .references(() => installations.id, { onDelete: "cascade" }),
    hash: bytes("hash").notNull(),
    payload: bytes("payload").notNull(),
    /** Since when no manifest names it; null: one does. */
    unnamedSince: instant("unnamed_since"),
  },
  (table) => [primaryKey({ columns: [table.installationId, table.hash] })],
);

/** A charger that is kept for somebody. Its unit keeps it; this is what the cloud asked for. */
export const reservations = pgTable(
  "reservations",
  {
    chargerId: id<ChargerId>("charger_id")
      .notNull()
      .references(() => chargers.id, { onDelete: "cascade" }),
    /** What the unit calls it. */
    number: integer("number").notNull(),
    connector: integer("connector"),
    personId: id<PersonId>("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    until: instant("until").notNull(),
    /** OCPP's name of how it ended; null: not. */
    ended: text("ended"),
    details: jsonb("details"),
  },
  (table) => [primaryKey({ columns: [table.chargerId, table.number] })],
);
