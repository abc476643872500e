import { z } from "zod";
import type { Random } from "../surroundings.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ids in the database: random UUIDs (RFC 9562, version 4), each kind of a type of its own. */
export type PersonId = Branded<"person">;
export type GroupId = Branded<"group">;
export type InstallationId = Branded<"installation">;
export type CircuitId = Branded<"circuit">;
export type ChargerId = Branded<"charger">;
export type GrantId = Branded<"grant">;
export type InvitationId = Branded<"invitation">;
export type TransferId = Branded<"transfer">;
export type CaseId = Branded<"case">;
export type CardId = Branded<"card">;
export type PinCodeId = Branded<"pin">;
export type StopGroupId = Branded<"stop-group">;
export type FindingId = Branded<"finding">;
export type MailId = Branded<"mail">;
/** A row that nothing but its own kind of page names. */
export type RowId = Branded<"row">;

export type AnyId =
  | PersonId
  | GroupId
  | InstallationId
  | CircuitId
  | ChargerId
  | GrantId
  | InvitationId
  | TransferId
  | CaseId
  | CardId
  | PinCodeId
  | StopGroupId
  | FindingId
  | MailId
  | RowId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A new id of the kind that is wanted. */
export function newId<Id extends AnyId>(random: Random): Id {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  // The one place where a text becomes an id of a kind without being looked at: it was made here.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id;
}

/** Whether a text from outside (an address, a form) has the form of an id; whether there is such a row is another question. */
export function isId<Id extends AnyId>(text: string): text is Id {
  return UUID.test(text);
}

/** The same as a schema of zod. */
export function idSchema<Id extends AnyId>() {
  return z.custom<Id>((value) => typeof value === "string" && isId<Id>(value), "expected an id");
}
