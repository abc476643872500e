import { z } from "zod";
import type { ConnectorId } from "../../firmware/core/session.ts";

/** A connector's number; whether the unit has it is asked where that matters. */
export const connector = z
  .int("expected a connector's number, 1 to 16")
  .min(1, "expected a connector's number, 1 to 16")
  .max(16, "expected a connector's number, 1 to 16")
  .meta({ id: "connector", description: "A connector, numbered from 1." })
  // The brand has no constructor in the core: numbers get it where they are configured.
  .transform((number) => number as ConnectorId);

/** A text that says something. */
export const text = z
  .string("expected a text (in quotes where it looks like something else)")
  .min(1, "expected a text that is not empty");

/** An id in `unit.readers` or `unit.keypads`. */
export const deviceId = text.meta({
  id: "deviceId",
  description: "The id of a reader or keypad, as in unit.readers or unit.keypads.",
});

export const access = z.enum(["open", "restricted"]).meta({
  id: "access",
  description: "open: plug in and charge. restricted: power only for those authorized.",
});

/** A list of at least one, none of them twice. */
export function distinct<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  return z
    .array(item)
    .min(1, "expected at least one")
    .refine((items) => new Set(items).size === items.length, "expected each of them once")
    .meta({ uniqueItems: true });
}

/** The connectors that a device serves, or an entry may use. */
export const connectors = distinct(connector).describe("Connectors, numbered from 1.");

/** For a JSON schema: at least one of these keys. */
export function anyRequired(keys: readonly string[]): { readonly required: string[] }[] {
  return keys.map((key) => ({ required: [key] }));
}
