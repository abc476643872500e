import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { withoutGuard } from "../../ui/csv.ts";
import { COLUMNS, type Column, type Row, rowReader, type WrittenRow } from "./row.ts";

/** A larger file is refused before it is looked at. */
export const LARGEST_FILE_BYTES = 32 * 1024 * 1024;

/** A row of a file, understood. */
export interface CsvRow extends Row {
  /** The physical line in which it begins, from 1. */
  readonly line: number;
}

/** What is wrong in a file. */
export interface FileError {
  /** The physical line in which the row begins, from 1. */
  readonly line: number;
  /** A column, or what else is meant: the header, the whole row, or the file. */
  readonly column: Column | "header" | "row" | "file";
  /** What was expected; never holds a card number or a PIN. */
  readonly text: string;
}

export type CsvResult =
  | { readonly ok: true; readonly rows: readonly CsvRow[] }
  | { readonly ok: false; readonly errors: readonly FileError[] };

const HEADER = COLUMNS.join(",");

/** An error as the command line prints it: `line N: column: what was expected`. */
export function formatFileError({ line, column, text }: FileError): string {
  return `line ${line}: ${column}: ${text}`;
}

/**
 * Reads a whitelist: UTF-8, RFC 4180, with or without byte-order mark, any line ends; the header
 * `id,type,user,status,expires`, then one card or PIN a row. Every bad row is named; with one, no row is given.
 * @param file its bytes or text; at most `largest` bytes (default 32 MiB)
 * @param zone the unit's IANA zone, by whose days dates count
 */
export function parseCsv(
  file: string | Uint8Array,
  { zone, largest = LARGEST_FILE_BYTES }: { readonly zone: string; readonly largest?: number },
): CsvResult {
  const size = typeof file === "string" ? Buffer.byteLength(file) : file.length;
  if (size > largest) {
    return failed(1, "file", `expected at most ${largest} bytes, found ${size}: import it in parts`);
  }
  const text = textOf(file);
  if (text === null) return failed(1, "file", 'expected UTF-8: save the file as "CSV UTF-8"');
  const split = splitRows(text);
  if (!split.ok) return failed(split.line, "row", split.text);
  const [header, ...rest] = split.rows;
  if (header === undefined || header.cells.map((cell) => cell.trim()).join(",") !== HEADER) {
    const semicolons = header?.cells.length === 1 && header.cells[0]?.includes(";") === true;
    const hint = semicolons ? ", with commas, not semicolons, between the cells" : "";
    return failed(header?.line ?? 1, "header", `expected ${HEADER}${hint}`);
  }
  return readRows(rest, zone);
}

function readRows(split: readonly SplitRow[], zone: string): CsvResult {
  const read = rowReader(zone);
  const rows: CsvRow[] = [];
  const errors: FileError[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of split) {
    const written = writtenRow(cells);
    if (written === null) {
      const more = cells.length > COLUMNS.length ? " (a cell that holds a comma needs quotes around it)" : "";
      errors.push({
        line,
        column: "row",
        text: `expected ${COLUMNS.length} cells, found ${cells.length}${more}`,
      });
      continue;
    }
    const result = read(written);
    if (!result.ok) {
      errors.push(...result.errors.map((error) => ({ line, ...error })));
      continue;
    }
    const { who } = result.row;
    const name = who.kind === "card" ? who.id : who.pin;
    const earlier = lines.get(name);
    if (earlier === undefined) {
      lines.set(name, line);
      rows.push({ line, ...result.row });
    } else {
      errors.push({ line, column: "id", text: `the same id as in line ${earlier}; expected each id once` });
    }
  }
  return errors.length === 0 ? { ok: true, rows } : { ok: false, errors };
}

function writtenRow(cells: readonly string[]): WrittenRow | null {
  const [id, type, user, status, expires, ...more] = cells.map(withoutGuard);
  if (id === undefined || type === undefined || user === undefined) return null;
  if (status === undefined || expires === undefined || more.length > 0) return null;
  return { id, type, user, status, expires };
}

function failed(line: number, column: FileError["column"], text: string): CsvResult {
  return { ok: false, errors: [{ line, column, text }] };
}

/** With line feeds for line ends; null when it is not UTF-8. */
function textOf(file: string | Uint8Array): string | null {
  let text: string;
  try {
    text = typeof file === "string" ? file : new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    return null;
  }
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

interface SplitRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function splitRows(
  text: string,
):
  | { readonly ok: true; readonly rows: readonly SplitRow[] }
  | { readonly ok: false; readonly line: number; readonly text: string } {
  let lastLine = 0;
  try {
    const found: unknown = parse(text, {
      info: true,
      recordDelimiter: "\n",
      relaxColumnCount: true,
      skipEmptyLines: true,
      onRecord: (record, { lines }) => {
        lastLine = lines;
        return record;
      },
    });
    const rows = parsed.parse(found).map(({ record, info }) => ({
      // The parser tells where a row ends.
      line: info.lines - record.reduce((feeds, cell) => feeds + cell.split("\n").length - 1, 0),
      cells: record,
    }));
    return { ok: true, rows: rows.filter(({ cells }) => cells.length > 1 || cells[0]?.trim() !== "") };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const before = text.split("\n");
    let line = lastLine + 1;
    while (line < before.length && before[line - 1] === "") line += 1;
    return { ok: false, line, text: quoteError(error) };
  }
}

function quoteError(error: CsvError): string {
  return error.code === "CSV_QUOTE_NOT_CLOSED"
    ? "expected a closing quote for the one that begins a cell in this row"
    : 'expected quotes only around a whole cell, and "" for a quote inside it';
}
