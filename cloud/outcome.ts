/** What came of something that was asked for. Refusals are expected, so they are values; codes are stable. */
export type Outcome<Done, Problem extends string> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly problem: Problem };

/** No such thing, or none that this person may see: the two are not told apart. */
export type NotFound = "not-found";
/** It may be seen, but this may not be done to it. */
export type Forbidden = "forbidden";

/** Stands for an expected refusal. */
export function refused<Problem extends string>(
  problem: Problem,
): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
