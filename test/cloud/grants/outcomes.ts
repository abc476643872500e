/** What came of something that was expected to be done. */
export function done<Answer extends { readonly ok: boolean }>(
  outcome: Answer,
): Extract<Answer, { readonly ok: true }> {
  if (!isDone(outcome)) throw new Error(`expected it to be done: ${JSON.stringify(outcome)}`);
  return outcome;
}

function isDone<Answer extends { readonly ok: boolean }>(
  outcome: Answer,
): outcome is Extract<Answer, { readonly ok: true }> {
  return outcome.ok;
}

export function problem(code: string) {
  return { ok: false, problem: code };
}
