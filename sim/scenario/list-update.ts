import { z } from "zod";
import { credential, type ScenarioCredential } from "./credential.ts";
import { entries, type ScenarioEntry } from "./entry.ts";
import { CORRUPTIONS, type Corruption } from "./vocabulary.ts";

/** A list of the cloud on its way to the unit, also one that no unit would take. */
export interface ListUpdate {
  readonly version: number;
  /** Entries may be there twice: the unit refuses that. */
  readonly content: ListContent;
  /** Where it is spoilt; null: nowhere. */
  readonly corrupt: Corruption | null;
}

/** A list whole, or as a change of the version that it builds on (0: none held). */
type ListContent =
  | { readonly kind: "full"; readonly entries: readonly ScenarioEntry[] }
  | {
      readonly kind: "change";
      readonly base: number;
      /** To add or to replace. */
      readonly set: readonly ScenarioEntry[];
      readonly remove: readonly ScenarioCredential[];
    };

/** Ids to take away. */
export const removed = z.array(credential).describe("Ids to take away.");

/** A list update: whole, or a change of the version it builds on. */
export const listUpdate = z
  .strictObject({
    version: z
      .int()
      .describe(
        "The version sent. The unit accepts only one above 0 and above its own; others can be sent to see them refused.",
      ),
    full: entries.describe("All entries; what is not here is gone.").exactOptional(),
    base: z
      .int()
      .min(0, "expected 0 or more")
      .describe("The version this change builds on; 0 for a unit that holds none.")
      .exactOptional(),
    set: entries.describe("Entries to add or to replace.").exactOptional(),
    remove: removed.exactOptional(),
    corrupt: z.enum(CORRUPTIONS).describe("Spoils the update in this place.").exactOptional(),
  })
  .meta({
    description:
      "A list update arrives: whole (full), or as a change of the version it builds on (base, set, remove).",
    oneOf: [
      {
        required: ["full"],
        not: { anyOf: [{ required: ["base"] }, { required: ["set"] }, { required: ["remove"] }] },
      },
      { required: ["base"], not: { required: ["full"] } },
    ],
  })
  .transform(({ version, full, base, set, remove, corrupt = null }, context): ListUpdate => {
    if (full !== undefined && base === undefined && set === undefined && remove === undefined) {
      return { version, content: { kind: "full", entries: full }, corrupt };
    }
    if (full === undefined && base !== undefined) {
      return { version, content: { kind: "change", base, set: set ?? [], remove: remove ?? [] }, corrupt };
    }
    context.addIssue("expected either full, or base with set and remove");
    return z.NEVER;
  });
