/** The value below which `share` of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** One row of a table: name, number of samples, p50 and p99 in milliseconds, and the ratio to a baseline. */
export function row(name: string, samples: readonly number[], baseline?: readonly number[]): string {
  const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)];
  const ratio = baseline
    ? `${(p50 / quantile(baseline, 0.5)).toFixed(1)}× / ${(p99 / quantile(baseline, 0.99)).toFixed(1)}×`
    : "";
  const cells = [name.padEnd(52), String(samples.length).padStart(5), ms(p50), ms(p99), ratio];
  return cells.join("  ");
}

export const HEADER = [
  "card enters the field → permit on the wire".padEnd(52),
  "    n",
  "  p50 ms",
  "  p99 ms",
  "p50 / p99 to bare",
].join("  ");

function ms(value: number): string {
  return value.toFixed(3).padStart(8);
}

/** Real time passes: the benchmark's processes are real. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
