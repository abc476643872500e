import { z } from "zod";
import type { ListEntry } from "../../firmware/core/list-entry.ts";
import { parseWeeklyWindow } from "../../firmware/core/weekly-window.ts";
import { card, pin, type ScenarioCredential } from "./credential.ts";
import { anyRequired, connectors, text } from "./element.ts";
import { duration, energy, time } from "./quantity.ts";

/** An entry of the cloud's list or of the local users. */
export interface ScenarioEntry extends ListEntry {
  readonly credential: ScenarioCredential;
}

/** The cloud's list that the unit holds at the start; no credential stands in it twice. */
export interface HeldList {
  /** From 1. */
  readonly version: number;
  /** Milliseconds since 1970; null: without end. */
  readonly goodUntil: number | null;
  readonly entries: readonly ScenarioEntry[];
}

const WINDOW = "expected days and hours such as Mon-Fri 07:00-19:00";
const weeklyWindow = z
  .string(WINDOW)
  .regex(/^[A-Z][a-z]{2}([-,][A-Z][a-z]{2})* ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, WINDOW)
  .refine((written) => parseWeeklyWindow(written) !== null, WINDOW)
  .meta({ examples: ["Mon-Fri 07:00-19:00"] });

const entry = z
  .strictObject({
    card: card.exactOptional(),
    pin: pin.exactOptional(),
    user: text.describe("Whose it is.").exactOptional(),
    status: z
      .enum(["active", "blocked"])
      .describe("blocked is refused wherever else it is active.")
      .default("active"),
    expires: time.describe("Expired from this instant on.").exactOptional(),
    from: time.describe("Not yet valid before this instant.").exactOptional(),
    windows: z
      .array(weeklyWindow)
      .min(1, "expected at least one")
      .describe("Days and hours at which it may charge, in the unit's zone.")
      .exactOptional(),
    chargers: z
      .array(text)
      .min(1, "expected at least one")
      .describe("Units of the installation that it may use (default: all).")
      .exactOptional(),
    connectors: connectors.exactOptional(),
    group: text.describe("Members of one group may stop each other (rule groupStops).").exactOptional(),
    master: z.boolean().describe("Stops any session and starts none.").default(false),
    owner: z
      .boolean()
      .describe("An owner's credential: also accepted offline after the list's goodUntil.")
      .default(false),
    uses: z.int().min(1, "expected at least 1").describe("How many sessions it may start.").exactOptional(),
    maxEnergy: energy.describe("A session ends at this amount.").exactOptional(),
    maxTime: duration.describe("A session ends after this time.").exactOptional(),
  })
  .meta({
    id: "entry",
    description: "Who may charge: exactly one of card and pin, and what belongs to it.",
    oneOf: anyRequired(["card", "pin"]),
  })
  .transform(
    ({ card: id, pin, user, expires, master, owner, maxEnergy, ...limits }, context): ScenarioEntry => {
      const credential = credentialOf(id, pin);
      if (!credential) {
        context.addIssue("expected exactly one of card and pin");
        return z.NEVER;
      }
      return {
        ...limits,
        credential,
        user: user ?? null,
        expires: expires ?? null,
        ...(master ? { master } : {}),
        ...(owner ? { owner } : {}),
        ...(maxEnergy === undefined ? {} : { maxEnergyWh: maxEnergy }),
      };
    },
  );

function credentialOf(
  id: z.output<typeof card> | undefined,
  pin: string | undefined,
): ScenarioCredential | null {
  if (id !== undefined && pin === undefined) return { kind: "card", id };
  if (id === undefined && pin !== undefined) return { kind: "pin", pin };
  return null;
}

/** Entries of a list, or local users. */
export const entries = z.array(entry);

/** The cloud's list at the start. */
export const heldList = z
  .strictObject({
    version: z.int().min(1, "expected at least 1").describe("The version it holds."),
    goodUntil: time
      .describe("Until when it may be relied on with nobody to ask (default: without end).")
      .exactOptional(),
    entries,
  })
  .describe("The cloud's list that the unit holds at the start.")
  .transform(({ goodUntil, ...list }): HeldList => ({ ...list, goodUntil: goodUntil ?? null }));
