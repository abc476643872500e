/** Longer words are not compared: nobody's slip of the finger is that long. */
const LONGEST = 40;

/**
 * The word that was probably meant: the one with the fewest edits, if these are few for its length; of several, the one
 * that begins most like it.
 */
export function nearest(written: string, words: readonly string[]): string | null {
  if (written.length > LONGEST) return null;
  const most = Math.max(1, Math.floor(written.length / 3));
  const [best] = words
    .map((word) => ({ word, edits: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .toSorted((a, b) => a.edits - b.edits || sameStart(b.word, written) - sameStart(a.word, written));
  return best?.word ?? null;
}

/** How many letters they have in common at the start. */
function sameStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, above] = [above, line];
  }
  return above[b.length] ?? 0;
}
