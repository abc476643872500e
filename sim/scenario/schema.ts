import { z } from "zod";
import { answers, type ScenarioAnswer } from "./answer.ts";
import { text } from "./element.ts";
import { entries, heldList } from "./entry.ts";
import type { ScenarioCloud } from "./scenario.ts";
import { step } from "./step-schema.ts";
import { unit, unitLayout } from "./unit.ts";
import { LINKS } from "./vocabulary.ts";

/** What the cloud says of whoever it was not told about. */
const UNKNOWN: ScenarioAnswer = { verdict: "Unknown", group: null, after: 0 };

const cloud = z
  .strictObject({
    link: z.enum(LINKS).describe("silent: connected, but asks get no answer.").default("online"),
    answers: answers.prefault({}),
  })
  .describe("The cloud at the start.")
  .transform(
    ({ link, answers: said }): ScenarioCloud => ({
      link,
      answers: { ...said, default: said.default ?? UNKNOWN },
    }),
  );

const usersSection = entries.describe("Local users (the unit's own page, CSV): same entry form.").default([]);
const steps = z
  .array(step)
  .min(1, "expected at least one step")
  .describe("In order; each takes no time but wait, hold and what within or for need.");

/** One scenario, format version 1: the whole format but for what `coherenceOf` asks. */
export const scenarioSchema = z
  .strictObject({
    scenario: z.literal(1, "expected 1, the version of the format").describe("Format version."),
    name: text.describe("What the scenario shows, in one line."),
    covers: z.array(text).describe("Requirements, OCPP ids; free text allowed.").default([]),
    unit: unit.prefault({}),
    list: heldList.exactOptional(),
    users: usersSection,
    cloud: cloud.prefault({}),
    steps,
  })
  .meta({
    title: "ChargeGate scenario, format version 1",
    description: "A unit, what it knows, and a sequence of things that happen and must be seen.",
  });

/** The parts of a scenario that speak of each other, also of one with mistakes: a part that has any is null. */
export const salvageSchema = z.object({
  unit: unitLayout.prefault({}).nullable().catch(null),
  list: heldList.nullable().catch(null).default(null),
  users: usersSection.nullable().catch(null),
  steps: z.array(step.nullable().catch(null)).catch([]),
});
