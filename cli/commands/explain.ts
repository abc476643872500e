import { readFileSync } from "node:fs";
import { explanation } from "../../firmware/explain/explanation.ts";
import { explanationText } from "../../firmware/explain/text.ts";
import { parseCardId } from "../../protocol/card-id.ts";
import { parsePin } from "../../protocol/pin.ts";
import { askDesk } from "../ask-desk.ts";
import { CommandError, EXIT } from "../exit-codes.ts";

/** What `chargegate explain` was given; all of it as typed. */
export interface ExplainOptions {
  readonly config: string;
  readonly card?: string;
  readonly pin?: string;
  readonly offline: boolean;
  readonly at?: string;
  readonly connector?: string;
  readonly json: boolean;
}

/** `chargegate explain`: what would happen if a card or PIN were shown, and why; a dry run. */
export async function explain(options: ExplainOptions): Promise<void> {
  const { config, offline, at = null, json } = options;
  const { id, hint } = typed(options);
  const connector = options.connector === undefined ? null : connectorNumber(options.connector);
  const told = explanation.parse(await askDesk(config, { op: "explain", id, offline, at, connector }));
  process.stdout.write(json ? `${JSON.stringify(told)}\n` : explanationText(told));
  const { list, local, kept } = told.known;
  if (hint !== null && !list.entry && !local && !kept) process.stderr.write(`${hint}\n`);
}

/** The card number or PIN, seen to be one before anybody is asked, and what its typist should know. */
function typed({ card, pin }: ExplainOptions): { readonly id: string; readonly hint: string | null } {
  if (card !== undefined && pin === undefined) {
    const parsed = parseCardId(idOf(card));
    if (parsed.ok) return parsed;
    const hint = parsed.hint === null ? "" : `\n${parsed.hint}`;
    throw new CommandError(EXIT.usage, `--card: ${parsed.text}${hint}`);
  }
  if (pin !== undefined && card === undefined) {
    const parsed = parsePin(idOf(pin));
    if (parsed.ok) return { id: parsed.pin, hint: null };
    throw new CommandError(EXIT.usage, `--pin: ${parsed.text}`);
  }
  throw new CommandError(EXIT.usage, "expected one of --card 04A1B2C3 and --pin '#4711' (or - for either)");
}

function connectorNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 16) return number;
  throw new CommandError(EXIT.usage, `--connector ${text}: expected a whole number from 1 to 16`);
}

/** A PIN given as `-` stays out of the shell's history and the process list. */
function idOf(text: string): string {
  return text === "-" ? readFileSync(0, "utf8").trim() : text;
}
