import { z } from "zod";
import type { MessageKind } from "./codec.ts";
import { connectorNumber, enrolmentWindow, instant, toldCredential } from "./credential.ts";
import { SEALED_NUMBER_BYTES } from "./sealed-number.ts";
import { wireAccess } from "./state.ts";

/** Which journal a sequence number belongs to: a data folder that is begun anew gets another. */
const journalId = z.string().regex(/^[0-9a-f]{16}$/, "expected 16 hex digits");
const text = z.string().max(1000);

/** A field that is not as expected is left out: better a record without it than a journal that stands still for ever. */
function orLeftOut<Field extends z.ZodType>(field: Field) {
  return field.optional().catch(undefined);
}

/**
 * A record: what happened (`docs/events.md`), when, and its place in the journal. Fields are those that the event has;
 * events and fields that this version does not know are kept.
 */
const wireRecord = z.looseObject({
  seq: z.int().min(1),
  at: instant,
  event: z.string().regex(/^[a-z-]{1,40}$/, "expected an event's name"),
  connector: orLeftOut(connectorNumber),
  session: orLeftOut(text),
  credential: orLeftOut(toldCredential.nullable()),
  stoppedBy: orLeftOut(toldCredential.nullable()),
  user: orLeftOut(text.nullable()),
  reader: orLeftOut(text.nullable()),
  verdict: orLeftOut(text),
  reason: orLeftOut(text),
  energyWh: orLeftOut(z.number().nullable()),
  code: orLeftOut(text),
  access: orLeftOut(wireAccess),
  keys: orLeftOut(z.array(z.string().max(100)).max(100)),
  source: orLeftOut(text),
  by: orLeftOut(text),
  count: orLeftOut(z.int().min(0)),
  version: orLeftOut(z.int().min(0)),
  tries: orLeftOut(z.int().min(0)),
  until: orLeftOut(instant),
  reservation: orLeftOut(z.int().min(0)),
  status: orLeftOut(text),
  /** Of a card that was registered for the cloud: which request asked for it, */
  window: orLeftOut(enrolmentWindow),
  /** and its number, sealed (`sealCardNumber`). */
  number: orLeftOut(
    z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= SEALED_NUMBER_BYTES),
  ),
});
export type WireRecord = z.infer<typeof wireRecord>;

/** Records in one message at most. */
export const RECORDS_AT_ONCE = 100;

const upJournalSchema = z.object({
  journal: journalId,
  /** These are all that the unit keeps after this one; a number that is missing among them is lost for good. */
  after: z.int().min(0),
  /** In order. */
  records: z.array(wireRecord).min(1).max(RECORDS_AT_ONCE),
});
export type UpJournal = z.infer<typeof upJournalSchema>;

/** `up/journal`: the next records, one message at a time, again and again until they are acknowledged. */
export const upJournal: MessageKind<UpJournal> = {
  name: "up/journal",
  schema: upJournalSchema,
  limit: 256 * 1024,
};

const downJournalAckSchema = z.object({
  journal: journalId,
  /** Everything up to this one has arrived and is kept; 0: nothing has. */
  seq: z.int().min(0),
});
export type DownJournalAck = z.infer<typeof downJournalAckSchema>;

/** `down/journal-ack`: the answer to every `up/journal`; the unit goes on after `seq`, also when that is a step back. */
export const downJournalAck: MessageKind<DownJournalAck> = {
  name: "down/journal-ack",
  schema: downJournalAckSchema,
  limit: 1024,
};
