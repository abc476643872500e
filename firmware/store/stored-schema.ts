import { z } from "zod";
import type { Access } from "../core/happening.ts";
import type { CachedAnswer, ListEntry } from "../core/list-entry.ts";
import type { Lockout } from "../core/lockout.ts";
import type { Reservation } from "../core/reservation.ts";
import { type GrantedBy, NO_TERMS, type Session, type Terms } from "../core/session.ts";
import type { LoginLock } from "../web/access/login-locks.ts";
import type { PasswordRecord } from "../web/access/password.ts";
import { isPersonId, type Person, type PersonId } from "./person.ts";
import { answerVerdict, connector, credential, instant, namesOf, text } from "./stored-part.ts";

const entryShape = {
  status: z.enum(["active", "blocked"]),
  expires: instant.nullable(),
  user: text.nullable(),
  // Absent where they limit nothing, and in stores of version 0.1.0.
  from: z.exactOptional(instant),
  windows: z.exactOptional(z.array(text)),
  chargers: z.exactOptional(z.array(text)),
  connectors: z.exactOptional(z.array(connector)),
  group: z.exactOptional(text),
  master: z.exactOptional(z.literal(true)),
  owner: z.exactOptional(z.literal(true)),
  uses: z.exactOptional(z.number()),
  maxEnergyWh: z.exactOptional(z.number()),
  maxTime: z.exactOptional(z.number()),
};

/** An entry of the cloud's list. */
export const storedEntry: z.ZodType<ListEntry> = z.strictObject(entryShape);

/** A local user's credential; kind and key are its place. */
export interface StoredUser extends ListEntry {
  readonly label: string;
  /** The card's number, sealed with the unit's keys; null for a PIN, and for a card of unknown number. */
  readonly card: string | null;
  /** Whose it is; `user` is null then. Absent: nobody's, as in all stores of version 0.1.0. */
  readonly person?: PersonId;
}

const personId = z.custom<PersonId>((value) => typeof value === "string" && isPersonId(value));

export const storedUser: z.ZodType<StoredUser> = z.strictObject({
  ...entryShape,
  label: text,
  card: text.nullable(),
  person: z.exactOptional(personId),
});

/** A person; the id is the place. */
export const storedPerson: z.ZodType<Omit<Person, "id">> = z.strictObject({
  firstName: text,
  lastName: text,
  blocked: z.boolean(),
});

/** An entry as it is stored, and nothing that came along with it; what limits nothing takes no room. */
export function plainEntry(entry: ListEntry): ListEntry {
  const { status, expires, user, from, windows, chargers, connectors } = entry;
  const { group, master, owner, uses, maxEnergyWh, maxTime } = entry;
  return {
    status,
    expires,
    user,
    ...(from !== undefined && { from }),
    ...(windows && { windows }),
    ...(chargers && { chargers }),
    ...(connectors && { connectors }),
    ...(group !== undefined && { group }),
    ...(master && { master }),
    ...(owner && { owner }),
    ...(uses !== undefined && { uses }),
    ...(maxEnergyWh !== undefined && { maxEnergyWh }),
    ...(maxTime !== undefined && { maxTime }),
  };
}

const terms: z.ZodType<Terms> = z.strictObject({
  by: namesOf<GrantedBy>({
    local: true,
    list: true,
    cache: true,
    cloud: true,
    offline: true,
    remote: true,
  }).nullable(),
  group: text.nullable(),
  maxEnergyWh: z.number().nullable(),
  maxTime: z.number().nullable(),
  until: instant.nullable(),
  confirm: z.boolean(),
  refusedAtWh: z.number().nullable(),
});

export const storedSession: z.ZodType<Session> = z
  .strictObject({
    id: text,
    connector,
    credential: credential.nullable(),
    user: text.nullable(),
    startedAt: instant,
    energyWh: z.number().nullable(),
    meterWs: z.number().nullable(),
    /** Absent in stores of version 0.1.0, where lists alone let anybody in. */
    terms: z.exactOptional(terms),
  })
  .transform(({ terms, ...session }) => ({
    ...session,
    terms: terms ?? { ...NO_TERMS, by: session.credential ? "list" : null },
  }));

export const storedReservations: z.ZodType<readonly Reservation[]> = z.array(
  z.strictObject({
    id: z.number(),
    connector: connector.nullable(),
    holder: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("credential"), credential }),
      z.strictObject({ kind: z.literal("group"), group: text }),
    ]),
    until: instant,
  }),
);

export const storedLockout: z.ZodType<Lockout> = z.strictObject({
  keypad: text,
  tries: z.int().min(0),
  last: instant,
  until: instant,
});

/** What a stored password may cost to check: a damaged or planted record must not exhaust the machine. */
const hashCost = z.strictObject({
  N: z
    .int()
    .min(2)
    .max(2 ** 17),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
});

export const storedPassword: z.ZodType<PasswordRecord> = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  cost: hashCost,
});

export const storedLoginLocks: z.ZodType<readonly LoginLock[]> = z
  .array(z.strictObject({ source: text, tries: z.int().min(0), last: instant, until: z.number().min(0) }))
  .max(100);

/** An answer of the cloud; kind and key are its place. */
export const storedAnswer: z.ZodType<CachedAnswer> = z.strictObject({
  verdict: answerVerdict,
  group: z.exactOptional(text),
  user: z.exactOptional(text),
  updated: instant,
});

/** How many sessions a credential has started. */
export const storedCount: z.ZodType<number> = z.int().min(1);

/** Which half of the store holds the cloud's list, and what it is. */
export interface StoredList {
  readonly version: number;
  /** Both absent in stores of version 0.1.0. */
  readonly installation?: string | null;
  readonly digest?: string;
  readonly goodUntil?: number;
  readonly count: number;
  readonly half: 0 | 1;
}

export const storedList: z.ZodType<StoredList> = z.strictObject({
  version: z.number(),
  installation: z.exactOptional(text.nullable()),
  digest: z.exactOptional(text),
  goodUntil: z.exactOptional(instant),
  count: z.number(),
  half: z.literal([0, 1]),
});

export const storedAccess: z.ZodType<Access> = z.enum(["open", "restricted"]);
/** Each is judged where it is used: a setting of another version must not take the others with it. */
export const storedSettings: z.ZodType<Readonly<Record<string, unknown>>> = z.record(text, z.unknown());
export const storedInstant: z.ZodType<number> = instant;
/** A record's number; 0: before the first. */
export const storedSequence: z.ZodType<number> = z.int().min(0);
/** A journal's id. */
export const storedJournalId: z.ZodType<string> = z.string().regex(/^[0-9a-f]{16}$/);
export const storedText: z.ZodType<string> = text;
export const storedTrue: z.ZodType<true> = z.literal(true);
