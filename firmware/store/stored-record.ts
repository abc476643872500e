import { z } from "zod";
import type { FaultCode, Finding, ListRefusal } from "../core/happening.ts";
import type { ReservationEnd } from "../core/reservation.ts";
import { STOP_REASONS, type StopReason } from "../core/session.ts";
import { REASONS, type Reason } from "../core/verdict.ts";
import { connector, credential, instant, namesOf, text, verdict } from "./stored-part.ts";
import { storedAccess } from "./stored-schema.ts";
import type { NewRecord } from "./unit-store.ts";

const reason = namesOf<Reason>(REASONS);
const stopReason = namesOf<StopReason>(STOP_REASONS);
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
  signature: true,
  base: true,
  duplicate: true,
});
const reservationEnd = namesOf<ReservationEnd>({ Used: true, Expired: true, Cancelled: true });
const finding = namesOf<Finding>({
  "burst-of-refusals": true,
  "pin-guessing": true,
  "flapping-faults": true,
  "card-at-two-units": true,
});

const asker = z.enum(["unit", "cloud"]);

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
  // Each by itself: with both in one the compiler gives up on comparing them to the core's.
  z.strictObject({ event: z.literal("fault"), connector, code: faultCode }),
  z.strictObject({ event: z.literal("fault-cleared"), connector, code: faultCode }),
  z.strictObject({ event: z.enum(["board-lost", "board-back", "board-restarted"]), connector }),
  z.strictObject({
    event: z.enum(["reader-lost", "reader-back", "keypad-lost", "keypad-back"]),
    reader: text,
  }),
  z.strictObject({ event: z.literal("access-changed"), access: storedAccess }),
  z.strictObject({ event: z.literal("settings-changed"), keys: z.array(text).readonly() }),
  z.strictObject({
    event: z.literal("enrolled"),
    credential,
    reader: text,
    by: z.exactOptional(asker),
  }),
  z.strictObject({ event: z.literal("enrolment-opened"), by: asker }),
  z.strictObject({ event: z.literal("enrolment-closed") }),
  z.strictObject({ event: z.literal("keypad-locked"), reader: text, tries: z.number(), until: instant }),
  z.strictObject({ event: z.literal("keypad-unlocked"), reader: text }),
  z.strictObject({
    event: z.literal("reservation-ended"),
    reservation: z.number(),
    connector: z.exactOptional(connector),
    status: reservationEnd,
  }),
  z.strictObject({ event: z.literal("list-conflict"), credential, verdict }),
  z.strictObject({ event: z.literal("session-refused"), connector, session: text, verdict }),
  z.strictObject({ event: z.literal("finding"), code: finding, count: z.number() }),
  z.strictObject({ event: z.enum(["clock-trusted", "clock-untrusted"]) }),
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

const recordShape = z.strictObject({
  at: instant,
  happening: storedHappening,
  forCloud: z.exactOptional(z.strictObject({ window: z.exactOptional(text), number: z.exactOptional(text) })),
});

/** A journal record; its sequence number is its place. */
export const storedRecord: z.ZodType<NewRecord> = recordShape;

/** A record to be stored; does not compile when the core knows a happening that could not be read back. */
export function toStoredRecord(record: NewRecord): z.input<typeof recordShape> {
  const { at, happening, forCloud } = record;
  return forCloud ? { at, happening, forCloud } : { at, happening };
}
