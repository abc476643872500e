import { type Credential, sameCredential } from "./credential.ts";
import { BOUNDS } from "./rules.ts";
import type { Turn } from "./turn.ts";
import type { Verdict } from "./verdict.ts";

/**
 * The cloud has said otherwise of a credential than its own list (OCPP 1.6 LocalListConflict): recorded once, until the list
 * changes, and from then on the cloud is asked first.
 */
export function noteContradiction(turn: Turn, credential: Credential, verdict: Verdict): void {
  const known = turn.doubted.find((doubt) => sameCredential(doubt.credential, credential));
  const others = turn.doubted.filter((doubt) => doubt !== known);
  turn.doubted = [...others, { credential, verdict }].slice(-BOUNDS.doubts);
  if (known?.verdict !== verdict) turn.record({ event: "list-conflict", credential, verdict });
}

/** Whether the cloud has refused what its list accepts. */
export function isDoubted(turn: Turn, credential: Credential): boolean {
  return turn.doubted.some(
    (doubt) => doubt.verdict !== "Accepted" && sameCredential(doubt.credential, credential),
  );
}

/** The cloud says what its list says again. */
export function forgetDoubt(turn: Turn, credential: Credential): void {
  turn.doubted = turn.doubted.filter((doubt) => !sameCredential(doubt.credential, credential));
}
