import { FAULT_WORDS, LIGHT_WORDS, REASON_WORDS, STATE_VARIANTS, STATE_WORDS, wordsFor } from "./words.ts";

/** What a connector's headline depends on. */
export interface StatusFacts {
  readonly state: keyof typeof STATE_WORDS;
  readonly light: keyof typeof LIGHT_WORDS;
  readonly access: "open" | "restricted";
  readonly plugged: boolean;
  /** Whether anything takes a card, and a PIN. */
  readonly readerLost: boolean;
  readonly keypadLost: boolean;
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

/** The headline of a connector. What the light says for a moment (refused, checking) goes before the state. */
export function statusWords(facts: StatusFacts): StatusWords {
  if (facts.state === "faulted") return faultHeadline(facts.fault);
  if (facts.light === "refused") return { word: LIGHT_WORDS.refused.word, next: refusedLine(facts.refusal) };
  if (facts.light === "checking") return { word: LIGHT_WORDS.checking.word, next: STATE_VARIANTS.checking };
  const words = STATE_WORDS[facts.state];
  return { word: words.word, next: variantOf(facts) ?? words.next };
}

function faultHeadline(fault: string | null): StatusWords {
  const words = wordsFor(FAULT_WORDS, fault);
  return words
    ? { word: words.word, next: words.advice }
    : { word: STATE_WORDS.faulted.word, next: STATE_WORDS.faulted.next };
}

function refusedLine(reason: string | null): string {
  const why = wordsFor(REASON_WORDS, reason);
  return why ? `Not accepted: ${why}.` : "This card or PIN was not accepted.";
}

function variantOf({ state, access, owned, plugged, readerLost, keypadLost }: StatusFacts): string | null {
  if (state === "awaiting-authorization") return awaitingVariant(readerLost, keypadLost);
  if (state === "available" && access === "open") return STATE_VARIANTS.openAvailable;
  if (state === "charging" && !owned) return STATE_VARIANTS.openCharging;
  if (state === "authorized" && !plugged) return STATE_VARIANTS.authorizedUnplugged;
  return null;
}

function awaitingVariant(readerLost: boolean, keypadLost: boolean): string | null {
  if (readerLost && keypadLost) return STATE_VARIANTS.awaitingWithoutBoth;
  if (readerLost) return STATE_VARIANTS.awaitingWithoutReader;
  return keypadLost ? STATE_VARIANTS.awaitingWithoutKeypad : null;
}
