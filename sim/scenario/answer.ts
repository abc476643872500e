import { z } from "zod";
import type { CloudAnswer } from "../../firmware/core/list-entry.ts";
import { cardText, credential, credentialText, pin, type ScenarioCredential } from "./credential.ts";
import { text } from "./element.ts";
import { duration } from "./quantity.ts";
import { VERDICTS } from "./vocabulary.ts";

/** What the cloud says when it is asked. */
export interface ScenarioAnswer {
  readonly verdict: CloudAnswer["verdict"];
  readonly group: string | null;
  /** How long it takes, milliseconds. */
  readonly after: number;
}

/** Answers by credential, none twice. */
export interface ScenarioAnswers {
  readonly named: readonly (ScenarioAnswer & { readonly credential: ScenarioCredential })[];
  /** For all others that the cloud's own list does not name; null: not said. */
  readonly default: ScenarioAnswer | null;
}

/** What a cloud can say; `Timeout` is for want of an answer (`cloud: silent`). */
export const spokenVerdict = z
  .enum(VERDICTS)
  .exclude(["Timeout"])
  .meta({ id: "spokenVerdict", description: "A verdict of the cloud, by its OCPP name." });

const answer = z
  .strictObject({
    verdict: spokenVerdict,
    group: text.describe("The group the cloud names with it.").exactOptional(),
    after: duration.describe("How long the cloud takes to answer.").prefault("0s"),
  })
  .meta({ id: "answer", description: "What the cloud says when asked about a credential." })
  .transform(({ group, ...said }): ScenarioAnswer => ({ ...said, group: group ?? null }));

const KEY = 'expected a card id, a PIN such as "#4711", or default';

/** Answers by card id or PIN, and `default`. */
export const answers = z
  .record(z.union([z.literal("default"), cardText, pin]), answer, {
    error: ({ code }) => (code === "invalid_key" ? KEY : undefined),
  })
  .meta({
    id: "answers",
    description:
      "By card id or PIN; `default` for all that are neither named nor in the cloud's own list (Unknown unless said).",
    examples: [{ "04FFFFFF": { verdict: "Accepted" }, default: { verdict: "Unknown" } }],
  })
  .transform(({ default: others = null, ...byKey }, context): ScenarioAnswers => {
    const named = new Map<string, ScenarioAnswers["named"][number]>();
    for (const [key, said] of Object.entries(byKey)) {
      const of = credential.parse(key);
      if (named.has(credentialText(of))) {
        context.addIssue({ code: "custom", path: [key], message: "expected each card and PIN once" });
      }
      named.set(credentialText(of), { ...said, credential: of });
    }
    return { named: [...named.values()], default: others };
  });
