import type { Check } from "./claim.ts";
import type { Identification, Rules } from "./rules.ts";

/** Whether a question of this kind is answered at all: registering and stopping one's own session need no type enabled. */
export function isAnswered(
  { identification }: Rules,
  check: Pick<Check, "credential" | "source" | "purpose">,
): boolean {
  const { credential, source, purpose } = check;
  const either = (...types: readonly Identification[]) => types.some((type) => identification.includes(type));
  if (purpose.kind === "enrol") return true;
  if (source.kind === "remote") return either("remote");
  if (credential.kind === "card") return either("card", "card+pin");
  return purpose.kind === "second" ? either("pin", "card+pin") : either(credential.kind);
}

/** Whether what was given is still enough: a card with its PIN is also where the card alone would be. */
export function isEnough({ identification }: Rules, given: Identification): boolean {
  return identification.includes(given) || (given === "card+pin" && identification.includes("card"));
}
