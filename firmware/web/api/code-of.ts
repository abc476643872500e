import { z } from "zod";

/** One of the codes that a table is about. */
export function codeOf<Code extends string>(table: Readonly<Record<Code, unknown>>) {
  // Object.keys forgets that these are the codes and no others.
  return z.enum(Object.keys(table) as Code[]);
}
