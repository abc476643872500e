import { type CardId, parseCardId } from "../protocol/card-id.ts";
import type { WireEntry } from "../protocol/list.ts";
import { PIN_LABEL, type Pin, parsePin } from "../protocol/pin.ts";

const LONGEST_USER = 200;

/** What holds for a credential. */
export interface EntryTerms {
  readonly user: string | null;
  readonly status: WireEntry["status"];
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never expires. */
  readonly expires: number | null;
}

/** A list's entry as its owner sees it. */
export interface ListedEntry extends EntryTerms {
  readonly kind: "card" | "pin";
  /** The card's canonical number, or a handle `#…` plus 16 hex digits that says nothing of the PIN. */
  readonly id: string;
}

/** Why a change was not made. Stable codes: those of `CardIdResult` and `PinResult`, and these. */
export interface ListProblem {
  readonly code: string;
  /** What was expected; holds no credential, so it may be logged. */
  readonly text: string;
  /** For the person who typed it: may hold card numbers, not for logs. */
  readonly hint: string | null;
}

/** Which credential somebody means. */
export type EntryId =
  | { readonly ok: true; readonly kind: "card"; readonly card: CardId; readonly hint: string | null }
  | { readonly ok: true; readonly kind: "pin"; readonly pin: Pin; readonly hint: null }
  | { readonly ok: true; readonly kind: "handle"; readonly handle: string; readonly hint: null }
  | { readonly ok: false; readonly problem: ListProblem };

export function problem(code: string, text: string, hint: string | null = null): ListProblem {
  return { code, text, hint };
}

/** Reads a card number, a `#PIN` or the handle of a listed PIN. */
export function parseEntryId(typed: string): EntryId {
  const bare = typed.trim();
  if (bare.startsWith(PIN_LABEL)) return { ok: true, kind: "handle", handle: bare, hint: null };
  if (bare.startsWith("#")) {
    const pin = parsePin(bare);
    if (!pin.ok) return { ok: false, problem: problem(pin.code, pin.text) };
    return { ok: true, kind: "pin", pin: pin.pin, hint: null };
  }
  const card = parseCardId(bare);
  if (!card.ok) return { ok: false, problem: problem(card.code, card.text, card.hint) };
  return { ok: true, kind: "card", card: card.id, hint: card.hint };
}

/** What is wrong with an entry's terms; null: nothing. */
export function termsProblem({ user, expires }: EntryTerms): ListProblem | null {
  if (expires !== null && !(Number.isSafeInteger(expires) && expires >= 0))
    return problem("expires", "expected an instant in milliseconds since 1970, or nothing");
  if (user === null) return null;
  // A half of a surrogate pair has no bytes of its own: cloud and unit would not agree on the digest.
  if (user.length > LONGEST_USER || /\p{Surrogate}/u.test(user))
    return problem("user", `expected a user's name of at most ${LONGEST_USER} characters`);
  return null;
}
