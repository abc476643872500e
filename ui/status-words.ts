import { LIGHT_LINES, LIGHT_WORDS } from "./light-words.ts";
import { FAULT_WORDS, REASON_WORDS, STATE_VARIANTS, STATE_WORDS, wordsFor } from "./words.ts";

/** What a connector's headline depends on. */
export interface StatusFacts {
  readonly state: keyof typeof STATE_WORDS;
  readonly light: keyof typeof LIGHT_WORDS;
  readonly access: "open" | "restricted";
  readonly plugged: boolean;
  /** Whether anything takes a card, and a PIN. */
  readonly readerLost: boolean;
  readonly keypadLost: boolean;
  /** After wrong PINs. */
  readonly keypadLocked: boolean;
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
export function statusWords(facts: StatusFacts): StatusWords {
  if (facts.state === "faulted") return faultHeadline(facts.fault);
  const { word } = LIGHT_WORDS[facts.light];
  return { word, next: momentLine(facts) ?? variantOf(facts) ?? STATE_WORDS[facts.state].next };
}

function faultHeadline(fault: string | null): StatusWords {
  const words = wordsFor(FAULT_WORDS, fault);
  return words
    ? { word: words.word, next: words.advice }
    : { word: STATE_WORDS.faulted.word, next: STATE_WORDS.faulted.next };
}

/** The line to what the light says for a moment; null: it shows the state. */
function momentLine({ light, refusal }: StatusFacts): string | null {
  const line = wordsFor(LIGHT_LINES, light);
  if (LIGHT_WORDS[light].colour !== "red") return line;
  const why = wordsFor(REASON_WORDS, refusal);
  return line && why ? `Not accepted: ${why}.` : line;
}

function variantOf(facts: StatusFacts): string | null {
  const { state, light, access, owned, plugged } = facts;
  if (state === "awaiting-authorization") return awaitingVariant(facts);
  if (state === "available" && access === "open") return STATE_VARIANTS.openAvailable;
  if (state === "available" && light === "offline") return STATE_VARIANTS.offlineAvailable;
  if (state === "charging" && !owned) return STATE_VARIANTS.openCharging;
  if (state === "authorized" && !plugged) return STATE_VARIANTS.authorizedUnplugged;
  return null;
}

function awaitingVariant({ readerLost, keypadLost, keypadLocked }: StatusFacts): string | null {
  if (readerLost && keypadLost) return STATE_VARIANTS.awaitingWithoutBoth;
  if (readerLost && keypadLocked) return STATE_VARIANTS.awaitingWithoutReaderWithLockedKeypad;
  if (readerLost) return STATE_VARIANTS.awaitingWithoutReader;
  if (keypadLost) return STATE_VARIANTS.awaitingWithoutKeypad;
  return keypadLocked ? STATE_VARIANTS.awaitingWithLockedKeypad : null;
}
