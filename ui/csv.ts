// What a spreadsheet takes for a formula (OWASP, "CSV Injection"); apostrophes before it are ours or stand for themselves.
const RUNS = /^'*[=+\-@\t\r]/;

/** A cell that no spreadsheet runs: with an apostrophe before what it would take for a formula. */
function withGuard(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}

/** The cell again as it was before `withGuard`. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && RUNS.test(cell) ? cell.slice(1) : cell;
}

/** One line of a table for spreadsheets: RFC 4180 with its line end (CR LF), cells that would be run disarmed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(withGuard(cell))).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
