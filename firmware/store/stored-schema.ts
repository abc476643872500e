import { z } from "zod";
import type { Credential, CredentialKey, CredentialKind } from "../core/credential.ts";
import type { Access, FaultCode, Happening, ListRefusal } from "../core/happening.ts";
import type { ListEntry } from "../core/list-entry.ts";
import type { ConnectorId, Session, StopReason } from "../core/session.ts";
import type { Reason, Verdict } from "../core/verdict.ts";
import { isCredentialKey } from "../credential/keyring.ts";

/** A z.enum of exactly the names of a type: the compiler asks for one that is missing or too many here. */
function namesOf<Name extends string>(names: { readonly [K in Name]: true }): z.ZodType<Name> {
  const known: ReadonlySet<string> = new Set(Object.keys(names));
  return z.custom<Name>((value) => typeof value === "string" && known.has(value));
}

const kind = namesOf<CredentialKind>({ card: true, pin: true, remote: true });
const key = z.custom<CredentialKey>((value) => typeof value === "string" && isCredentialKey(value));
const connector = z.custom<ConnectorId>(
  (value) => typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 16,
);
const text = z.string();
const instant = z.number();

const credential: z.ZodType<Credential> = z.strictObject({ kind, key, label: text });

/** An entry of the cloud's list. */
export const storedEntry: z.ZodType<ListEntry> = z.strictObject({
  status: z.enum(["active", "blocked"]),
  expires: instant.nullable(),
  user: text.nullable(),
});

/** A local user's credential; kind and key are its place. */
export interface StoredUser extends ListEntry {
  readonly label: string;
  /** The card's number, sealed with the unit's keys; null for a PIN. */
  readonly card: string | null;
}

export const storedUser: z.ZodType<StoredUser> = z.strictObject({
  status: z.enum(["active", "blocked"]),
  expires: instant.nullable(),
  user: text.nullable(),
  label: text,
  card: text.nullable(),
});

export const storedSession: z.ZodType<Session> = z.strictObject({
  id: text,
  connector,
  credential: credential.nullable(),
  user: text.nullable(),
  startedAt: instant,
  energyWh: z.number().nullable(),
  meterWs: z.number().nullable(),
});

/** Which half of the store holds the cloud's list, and what it is. */
export interface StoredList {
  readonly version: number;
  /** Both absent in stores of version 0.1.0. */
  readonly installation?: string | null;
  readonly digest?: string;
  readonly count: number;
  readonly half: 0 | 1;
}

export const storedList: z.ZodType<StoredList> = z.strictObject({
  version: z.number(),
  installation: z.exactOptional(text.nullable()),
  digest: z.exactOptional(text),
  count: z.number(),
  half: z.literal([0, 1]),
});

export const storedAccess: z.ZodType<Access> = z.enum(["open", "restricted"]);
export const storedInstant: z.ZodType<number> = instant;
/** A record's number; 0: before the first. */
export const storedSequence: z.ZodType<number> = z.int().min(0);
/** A journal's id. */
export const storedJournalId: z.ZodType<string> = z.string().regex(/^[0-9a-f]{16}$/);
export const storedText: z.ZodType<string> = text;

const reason = namesOf<Reason>({
  "local-user": true,
  "cloud-list": true,
  blocked: true,
  expired: true,
  "wrong-pin": true,
  unknown: true,
  "random-uid": true,
  "malformed-pin": true,
  "malformed-uid": true,
  "type-not-enabled": true,
  "session-elsewhere": true,
  "no-session": true,
  "check-under-way": true,
  stopped: true,
  "connector-busy": true,
  "connector-faulted": true,
  "vehicle-left": true,
  "store-unavailable": true,
  "check-timeout": true,
  "shutting-down": true,
});
const verdict = namesOf<Verdict>({
  Accepted: true,
  Blocked: true,
  Expired: true,
  Unknown: true,
  Invalid: true,
  ConcurrentTx: true,
  Timeout: true,
});
const stopReason = namesOf<StopReason>({
  Local: true,
  Remote: true,
  EVDisconnected: true,
  DeAuthorized: true,
  PowerLoss: true,
  Other: true,
});
const faultCode = namesOf<FaultCode>({
  "board-lost": true,
  "pilot-error": true,
  "ventilation-required": true,
  "diode-check-failed": true,
  "ground-fault": true,
  "no-ground": true,
  "stuck-relay": true,
  "self-test-failed": true,
  "over-temperature": true,
  "over-current": true,
  "contactor-not-closing": true,
  "contactor-welded": true,
  "board-fault": true,
});

const listRefusal = namesOf<ListRefusal>({
  malformed: true,
  count: true,
  digest: true,
  order: true,
  version: true,
});

const someone = { credential: credential.nullable() };
const shown = { connector: z.exactOptional(connector), credential };

const storedHappening = z.discriminatedUnion("event", [
  z.strictObject({ event: z.enum(["plugged", "unplugged", "awaiting-authorization"]), connector }),
  z.strictObject({
    event: z.literal("authorized"),
    ...shown,
    user: text.nullable(),
    reader: text.nullable(),
    verdict: z.literal("Accepted"),
    reason,
  }),
  z.strictObject({ event: z.literal("authorization-expired"), ...shown }),
  z.strictObject({ event: z.literal("denied"), ...shown, reader: text.nullable(), verdict, reason }),
  z.strictObject({
    event: z.literal("session-started"),
    connector,
    session: text,
    ...someone,
    user: text.nullable(),
  }),
  z.strictObject({
    event: z.literal("session-stopped"),
    connector,
    session: text,
    ...someone,
    user: text.nullable(),
    reason: stopReason,
    stoppedBy: credential.nullable(),
    energyWh: z.number().nullable(),
  }),
  z.strictObject({ event: z.literal("session-resumed"), connector, session: text, ...someone }),
  z.strictObject({ event: z.literal("contactor"), connector, state: z.enum(["closed", "open"]) }),
  z.strictObject({ event: z.enum(["fault", "fault-cleared"]), connector, code: faultCode }),
  z.strictObject({ event: z.enum(["board-lost", "board-back", "board-restarted"]), connector }),
  z.strictObject({
    event: z.enum(["reader-lost", "reader-back", "keypad-lost", "keypad-back"]),
    reader: text,
  }),
  z.strictObject({ event: z.literal("access-changed"), access: storedAccess }),
  z.strictObject({
    event: z.literal("list-updated"),
    source: z.enum(["local", "cloud"]),
    version: z.exactOptional(z.number()),
    count: z.number(),
  }),
  z.strictObject({ event: z.literal("list-refused"), version: z.number(), reason: listRefusal }),
  z.strictObject({ event: z.enum(["cloud-connected", "cloud-lost"]) }),
  z.strictObject({ event: z.enum(["store-lost", "store-back", "restarted", "ready"]) }),
]);

/** A journal record; its sequence number is its place. */
export interface StoredRecord {
  readonly at: number;
  readonly happening: Happening;
}

const recordShape = z.strictObject({ at: instant, happening: storedHappening });

export const storedRecord: z.ZodType<StoredRecord> = recordShape;

/** A record to be stored; does not compile when the core knows a happening that could not be read back. */
export function toStoredRecord(at: number, happening: Happening): z.input<typeof recordShape> {
  return { at, happening };
}
