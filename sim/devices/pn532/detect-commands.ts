import type { Card } from "./card.ts";
import type { Chip } from "./chip.ts";
import { type Outcome, SYNTAX_ERROR } from "./outcome.ts";
import { FOR_EVER } from "./settings.ts";
import { POLL_GENERIC_106A, pollTypeOf, targetRecord } from "./target-record.ts";
import { MOST_TARGETS } from "./targets.ts";

const TYPE_A_106 = 0x00;
const LAST_MODULATION = 0x04;
const POLL_PERIOD_MS = 150;
const NONE = Uint8Array.of(0x00);

/** InListPassiveTarget (UM0701-02 §7.3.5). */
export function inListPassiveTarget(chip: Chip, data: Uint8Array): Outcome {
  const [most = 0, modulation = LAST_MODULATION + 1] = data;
  if (most < 1 || most > MOST_TARGETS || modulation > LAST_MODULATION) return SYNTAX_ERROR;
  const known = data.length > 2 ? data.slice(2) : undefined;
  const retries = chip.settings.activationRetries;
  const giveUpMs = retries === FOR_EVER ? Number.POSITIVE_INFINITY : (retries + 1) * chip.attemptMs;
  const blind = chip.fault === "every-second" && chip.targets.entries.length > 0 && retries !== FOR_EVER;
  begin(chip);
  const find = () => {
    if (modulation !== TYPE_A_106 || blind) return undefined;
    return found(chip, known, most, (card, number, rats) => targetRecord(number, card, rats));
  };
  return { kind: "search", find, none: NONE, giveUpMs };
}

/** InAutoPoll (UM0701-02 §7.3.13); a card that enters between two polls is found at once here. */
export function inAutoPoll(chip: Chip, data: Uint8Array): Outcome {
  const [rounds = 0, period = 0, ...types] = data;
  if (rounds === 0 || period < 1 || period > 15 || types.length < 1 || types.length > 15) return SYNTAX_ERROR;
  const giveUpMs =
    rounds === FOR_EVER
      ? Number.POSITIVE_INFINITY
      : Math.max(chip.attemptMs, rounds * period * POLL_PERIOD_MS);
  begin(chip);
  const wanted = (card: Card) => types.includes(POLL_GENERIC_106A) || types.includes(pollTypeOf(card));
  const find = () => found(chip, undefined, MOST_TARGETS, pollRecord, wanted);
  return { kind: "search", find, none: NONE, giveUpMs };
}

function pollRecord(card: Card, number: number, rats: boolean): number[] {
  const record = targetRecord(number, card, rats);
  return [pollTypeOf(card), record.length, ...record];
}

/** A new search forgets what was listed and needs the field. */
function begin(chip: Chip): void {
  chip.targets.forget();
  if (chip.settings.power === "normal") chip.field.switch(true);
}

function found(
  chip: Chip,
  known: Uint8Array | undefined,
  most: number,
  record: (card: Card, number: number, rats: boolean) => number[],
  wanted: (card: Card) => boolean = () => true,
): Uint8Array | undefined {
  const cards = chip.field.answering(known).filter(wanted).slice(0, most);
  if (cards.length === 0) return undefined;
  const rats = chip.settings.automaticRats;
  chip.targets.list(cards, rats);
  return Uint8Array.of(cards.length, ...cards.flatMap((card, index) => record(card, index + 1, rats)));
}
