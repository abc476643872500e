// What a spreadsheet takes for a formula (OWASP, "CSV Injection"); apostrophes before it are ours or stand for themselves.
const RUNS = /^'*[=+\-@\t\r]/;

/** A cell that no spreadsheet runs: with an apostrophe before what it would take for a formula. */
export function withGuard(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}

/** The cell again as it was before `withGuard`. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && RUNS.test(cell) ? cell.slice(1) : cell;
}
