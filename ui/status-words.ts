import { LIGHT_LOOKS, type LightName } from "./light-looks.ts";
import { wordsFor } from "./told.ts";
import type { Words } from "./wording.ts";
import { WORDS } from "./words.ts";

/** What a connector's headline depends on. */
export interface StatusFacts {
  readonly state: keyof Words["states"];
  readonly light: LightName;
  readonly access: "open" | "restricted";
  readonly plugged: boolean;
  /** Whether anything takes a card, and a PIN. */
  readonly readerLost: boolean;
  readonly keypadLost: boolean;
  /** After wrong PINs. */
  readonly keypadLocked: boolean;
  /** Whether a card, and a PIN, is enough; absent: either is. Neither: both together are asked for. */
  readonly enough?: { readonly card: boolean; readonly pin: boolean };
  /** Somebody's own session runs, not one that access being open has started. */
  readonly owned: boolean;
  /** A fault code; null: nothing is wrong. */
  readonly fault: string | null;
  /** The reason code of the newest refusal; null: not known. */
  readonly refusal: string | null;
}

/** A headline: the status light's word, and one line on what to do next. */
export interface StatusWords {
  readonly word: string;
  readonly next: string;
}

/**
 * The headline of a connector: the word of its light, and what to do next. What the light says for a moment (refused,
 * checking) goes before the state, and a fault is called by its own name.
 */
export function statusWords(facts: StatusFacts, words: Words = WORDS.en): StatusWords {
  if (facts.state === "faulted") return faultHeadline(facts.fault, words);
  const next = momentLine(facts, words) ?? variantOf(facts, words) ?? words.states[facts.state].next;
  return { word: words.lights[facts.light], next };
}

function faultHeadline(code: string | null, words: Words): StatusWords {
  const fault = wordsFor(words.faults, code);
  return fault ? { word: fault.word, next: fault.advice } : words.states.faulted;
}

/** The line to what the light says for a moment; null: it shows the state. */
function momentLine({ light, refusal }: StatusFacts, words: Words): string | null {
  const line = wordsFor(words.lightLines, light);
  if (LIGHT_LOOKS[light].colour !== "red") return line;
  const why = wordsFor(words.reasons, refusal);
  return line && why ? `${words.notAccepted}: ${why}.` : line;
}

function variantOf(facts: StatusFacts, { variants }: Words): string | null {
  const { state, light, access, owned, plugged } = facts;
  if (state === "awaiting-authorization") return awaitingVariant(facts, variants);
  if (state === "available" && access === "open") return variants.openAvailable;
  if (state === "available" && light === "offline") return variants.offlineAvailable;
  if (state === "charging" && !owned) return variants.openCharging;
  if (state === "authorized" && !plugged) return variants.authorizedUnplugged;
  return null;
}

function awaitingVariant(
  { readerLost, keypadLost, keypadLocked, enough }: StatusFacts,
  variants: Words["variants"],
): string | null {
  if (enough && !(enough.card && enough.pin)) return enoughVariant(enough, variants);
  if (readerLost && keypadLost) return variants.awaitingWithoutBoth;
  if (readerLost && keypadLocked) return variants.awaitingWithoutReaderWithLockedKeypad;
  if (readerLost) return variants.awaitingWithoutReader;
  if (keypadLost) return variants.awaitingWithoutKeypad;
  return keypadLocked ? variants.awaitingWithLockedKeypad : null;
}

/** Where not every way in is open, the others are not offered. */
function enoughVariant(
  { card, pin }: NonNullable<StatusFacts["enough"]>,
  variants: Words["variants"],
): string {
  if (card) return variants.awaitingCard;
  return pin ? variants.awaitingPin : variants.awaitingCardAndPin;
}
