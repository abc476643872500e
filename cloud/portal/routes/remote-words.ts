import { wordsFor } from "../../../ui/told.ts";
import type { RemoteProblem } from "../../units/remote-control.ts";
import { siteWords } from "../pages/site-words-of.ts";
import { forbidden, missing } from "../refusals.ts";
import type { Visitor } from "../visitor.ts";

/**
 * Why nothing came of what was asked of a unit, in words.
 * @throws HTTPException where it is not this person's to ask for
 */
export function remoteWords(problem: RemoteProblem, visitor: Visitor): string {
  const { units, charger, problems } = siteWords(visitor);
  switch (problem.code) {
    case "not-found":
      throw missing();
    case "forbidden":
      throw forbidden();
    case "offline":
      return units.unreachable;
    case "no-answer":
      return units.noAnswer;
    case "until":
      return problems["reservation-time"];
    case "refused":
      // Whoever was given access this moment is on no unit's list yet.
      if (problem.reason === "unknown") return charger.notListed;
      return charger.refused(wordsFor(visitor.shared.reasons, problem.reason) ?? problem.reason ?? "–");
  }
}
