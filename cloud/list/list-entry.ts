import { type CardId, parseCardId } from "../../protocol/card-id.ts";
import { LAST_INSTANT } from "../../protocol/credential.ts";
import { type FurtherTerm, furtherTerms, type WireEntry } from "../../protocol/list-entry.ts";
import { PIN_LABEL, type Pin, parsePin } from "../../protocol/pin.ts";

const LONGEST_USER = 200;

/**
 * What holds for a credential: user, status and expiry, and what limits it besides (`furtherTerms`); what is absent does not
 * limit it. Instants are milliseconds since 1970.
 */
export type EntryTerms = Readonly<Omit<WireEntry, "kind" | "key">>;

/** A list's entry as its owner sees it. */
export type ListedEntry = EntryTerms & {
  readonly kind: "card" | "pin";
  /** The card's canonical number, or a handle `#…` plus 16 hex digits that says nothing of the PIN. */
  readonly id: string;
};

/** Why a change was not made. Stable codes: those of `CardIdResult` and `PinResult`, the names of terms, and these. */
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

/** What each of the further terms is to be. */
const EXPECTED: Readonly<Record<FurtherTerm, string>> = {
  chargers: "expected 1 to 100 ids of units",
  connectors: "expected 1 to 16 connectors, each a number from 1 to 16",
  from: "expected an instant in milliseconds since 1970",
  group: "expected a group's name of 1 to 64 characters",
  master: "expected true, or nothing",
  maxEnergyWh: "expected an energy in watt-hours, above 0",
  maxTime: "expected a time in milliseconds, above 0",
  owner: "expected true, or nothing",
  uses: "expected a number of sessions, 0 or more",
  windows: "expected 1 to 20 times of the week, such as Mon-Fri 07:00-19:00",
};

/** What is wrong with an entry's terms; null: nothing. */
export function termsProblem(terms: EntryTerms): ListProblem | null {
  const { user, status: _status, expires, ...further } = terms;
  if (expires !== null && !isInstant(expires))
    return problem("expires", "expected an instant in milliseconds since 1970, or nothing");
  // A half of a surrogate pair has no bytes of its own: cloud and unit would not agree on the digest.
  if (user !== null && (user.length > LONGEST_USER || /\p{Surrogate}/u.test(user)))
    return problem("user", `expected a user's name of at most ${LONGEST_USER} characters`);
  const judged = furtherTerms.safeParse(further);
  if (judged.success) return null;
  const [issue] = judged.error.issues;
  const wrong = furtherTerms.keyof().options.find((name) => name === issue?.path[0]);
  return wrong
    ? problem(wrong, EXPECTED[wrong])
    : problem("terms", "expected no other terms than those of a list's entry");
}

/** Whether it is an instant in milliseconds since 1970 that a date can have. */
export function isInstant(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= LAST_INSTANT;
}
