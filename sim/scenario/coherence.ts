import { credentialText } from "./credential.ts";
import type { ScenarioEntry } from "./entry.ts";
import { type Finding, valueAt } from "./finding.ts";
import { placeStep } from "./place-step.ts";
import { salvageSchema } from "./schema.ts";
import type { StepAction } from "./step.ts";

/** What the parts of a document make together. */
export interface Coherence {
  /** Steps at the unit that they are for. */
  readonly steps: readonly StepAction[];
  /** Where parts contradict each other. Of a part that is wrong in itself, nothing is said. */
  readonly findings: readonly Finding[];
}

/** Whether the parts of a document fit together: steps and the unit, credentials in the lists that it begins with. */
export function coherenceOf(document: unknown): Coherence {
  const { data } = salvageSchema.safeParse(document);
  if (!data) return { steps: [], findings: [] };
  const { unit, list, users } = data;
  const findings = [
    ...repeated(list?.entries ?? [], ["list", "entries"]),
    ...repeated(users ?? [], ["users"]),
  ];
  const steps: StepAction[] = [];
  data.steps.forEach((step, at) => {
    if (!unit || !step) return;
    const placed = placeStep(step, unit);
    if (placed.ok) steps.push(placed.step);
    else findings.push({ ...placed.finding, path: written(document, ["steps", at, ...placed.finding.path]) });
  });
  return { steps, findings };
}

function repeated(entries: readonly ScenarioEntry[], path: readonly PropertyKey[]): Finding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ credential }, at) => {
    const text = credentialText(credential);
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [{ path: [...path, at], text: "expected each card and PIN once" }];
  });
}

/** As much of a path as the document has: short forms leave keys out. */
function written(document: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  return valueAt(document, path) === undefined ? written(document, path.slice(0, -1)) : path;
}
