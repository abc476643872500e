import { z } from "zod";
import type { Identification } from "../../whitelist/identification.ts";
import { instant, writtenOrNull } from "./instant.ts";

/** A card or PIN as the API tells it. */
export const identificationSchema = z
  .strictObject({
    id: z.string().meta({ description: "The same for as long as its code is" }),
    type: z.enum(["card", "pin"]),
    label: z
      .string()
      .meta({ description: "`04…C3`, `#…`, or `damaged`: never its number, never its digits" }),
    status: z.enum(["active", "blocked"]).meta({ description: "Its own, whatever its user's is" }),
    expires: instant
      .nullable()
      .meta({ description: "The first instant at which it is no longer valid; null: never" }),
    state: z
      .enum(["active", "blocked", "expired"])
      .meta({ description: "What counts now, its user's block included" }),
    otherTerms: z.boolean().meta({
      description: "Whether more than that limits it, or gives it rights: hours, places, counts, a group",
    }),
  })
  .meta({ id: "Identification" });

export function identificationView(one: Identification): z.input<typeof identificationSchema> {
  return { ...one, expires: writtenOrNull(one.expires) };
}

/** What comes of adding or changing one. */
export const keptSchema = z
  .strictObject({
    identification: identificationSchema,
    hint: z
      .strictObject({ code: z.string(), text: z.string() })
      .nullable()
      .meta({ description: "Worth knowing although all is good; English" }),
  })
  .meta({ id: "KeptIdentification" });

const expiry = z.string().nullable().meta({
  description:
    "A date (`2027-01-31`, valid to the end of that day at the unit), a time with its zone (`2027-01-31T12:00:00Z`), or null: never",
});

const code = z.string().meta({
  description: "A card's number (`04A1B2C3`), or a PIN with its # (`#` and 4 to 10 digits); never told again",
});

const status = z.enum(["active", "blocked"]);

/** A new card or PIN. */
export const newIdentification = z
  .strictObject({
    type: z.enum(["card", "pin"]),
    code,
    status: status.default("active"),
    expires: expiry.default(null),
  })
  .meta({ id: "NewIdentification" });

/** What becomes of a card or PIN; what is absent stays. */
export const identificationChange = z
  .strictObject({ code: code.optional(), status: status.optional(), expires: expiry.optional() })
  .meta({ id: "IdentificationChange", description: "What is absent stays as it is" });
