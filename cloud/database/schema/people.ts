import { boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { MailId, PersonId } from "../ids.ts";
import { bytes, id, instant } from "./columns.ts";

/** Somebody with an account: who they are. What they may do stands in grants. */
export const people = pgTable("people", {
  id: id<PersonId>("id").primaryKey(),
  /** As it is compared: lower case, trimmed. */
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  language: text("language", { enum: ["en", "no"] }).notNull(),
  /** argon2id, in PHC's string format. */
  passwordHash: text("password_hash").notNull(),
  /** Works for the operator of this cloud: decides support cases. */
  support: boolean("support").notNull().default(false),
  createdAt: instant("created_at").notNull(),
});

/** A browser that is logged in. */
export const sessions = pgTable(
  "sessions",
  {
    /** SHA-256 of the token in the cookie. */
    tokenHash: bytes("token_hash").primaryKey(),
    personId: id<PersonId>("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    seenAt: instant("seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** Where from and with what, as the person recognises it in the list of sessions. */
    source: text("source").notNull(),
    agent: text("agent").notNull(),
  },
  (table) => [index("sessions_person").on(table.personId)],
);

/** A link to a new password, good once. */
export const passwordResets = pgTable("password_resets", {
  tokenHash: bytes("token_hash").primaryKey(),
  personId: id<PersonId>("person_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  expiresAt: instant("expires_at").notNull(),
});

/** A link that makes a new e-mail address one's own, good once. */
export const emailChanges = pgTable("email_changes", {
  tokenHash: bytes("token_hash").primaryKey(),
  personId: id<PersonId>("person_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  /** As it is compared. */
  email: text("email").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

/** How often something was tried that may be tried only so often: `login account …`, `login source …`, `lookup …`. */
export const attempts = pgTable("attempts", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  lastAt: instant("last_at").notNull(),
  /** Nothing more before this instant; null: there is no lock. */
  lockedUntil: instant("locked_until"),
});

/** Mail that is to go out, and what went: the outbox. */
export const mails = pgTable(
  "mails",
  {
    id: id<MailId>("id").primaryKey(),
    to: text("to").notNull(),
    subject: text("subject").notNull(),
    /** Sealed: the links in it let people in. */
    bodySealed: bytes("body_sealed").notNull(),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    tries: integer("tries").notNull().default(0),
    /** When it is tried next; null: not any more. */
    nextTryAt: instant("next_try_at"),
    problem: text("problem"),
  },
  (table) => [index("mails_next_try").on(table.nextTryAt)],
);
