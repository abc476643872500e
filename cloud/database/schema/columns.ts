import { customType, uuid } from "drizzle-orm/pg-core";
import type { AnyId } from "../ids.ts";

/** An instant: `timestamptz` in the database, milliseconds since 1970 in code. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  toDriver: (at) => new Date(at).toISOString(),
  fromDriver: (text) => Date.parse(text),
});

/** Bytes: `bytea` in the database. Sealed ones (`Vault`) say so in the column's name. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => value,
});

/** An id of one kind. */
export function id<Id extends AnyId>(name: string) {
  return uuid(name).$type<Id>();
}
