import type { CardId } from "../../protocol/card-id.ts";
import { csvLine } from "../../ui/csv.ts";
import { rowTurns } from "../store/row-turns.ts";
import { writeExpiry } from "./expiry.ts";
import { COLUMNS } from "./row.ts";

/** A card as an export writes it. */
export interface ExportedCard {
  readonly card: CardId;
  readonly user: string | null;
  readonly status: "active" | "blocked";
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never. */
  readonly expires: number | null;
}

/**
 * A whitelist as text: RFC 4180 with its line ends (CR LF), no byte-order mark, sorted by user and then by card;
 * `parseCsv` reads the same back. Cells that a spreadsheet would run are disarmed by an apostrophe.
 */
export async function writeCsv(cards: readonly ExportedCard[]): Promise<string> {
  const sorted = [...cards].sort((a, b) => compare(a.user ?? "", b.user ?? "") || compare(a.card, b.card));
  const lines = [csvLine(COLUMNS)];
  for await (const { card, user, status, expires } of rowTurns(sorted))
    lines.push(csvLine([card, "card", user ?? "", status, writeExpiry(expires)]));
  return lines.join("");
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
