import { type CardId, type CardIdProblem, parseCardId } from "../../protocol/card-id.ts";
import { PIN_DIGITS, type Pin, type PinProblem, parsePin } from "../../protocol/pin.ts";
import { parseExpiry } from "./expiry.ts";
import {
  allWrong,
  hint,
  type PeopleHint,
  type PeopleProblemCode,
  type Wrong,
  wrong,
} from "./people-problem.ts";

/** When an identification counts, as written in a form. */
export interface WrittenTerms {
  /** `active` or `blocked`. */
  readonly status: string;
  /** A date, a time, or nothing (see `parseExpiry`). */
  readonly expires: string;
}

/** An identification as written in a form. */
export interface WrittenIdentification extends WrittenTerms {
  /** `pin` or `card`. */
  readonly type: string;
  /** A card's number, or a PIN with its `#`: a secret. */
  readonly code: string;
}

export type IdentificationType = "card" | "pin";

/** What was typed, understood. */
export type ReadCode =
  | { readonly kind: "card"; readonly card: CardId; readonly hint: PeopleHint | null }
  | { readonly kind: "pin"; readonly pin: Pin; readonly hint: null };

/** Status and expiry, understood. */
export interface ReadTerms {
  readonly status: "active" | "blocked";
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never. */
  readonly expires: number | null;
}

/** The code as one of its type. @param type `pin` or `card` */
export function readCode(type: string, code: string): { readonly code: ReadCode } | Wrong {
  switch (type) {
    case "pin": {
      const pin = parsePin(code);
      if (pin.ok) return { code: { kind: "pin", pin: pin.pin, hint: null } };
      const params = pin.code === "wrong-length" ? PIN_DIGITS : {};
      return wrong("code", PIN_PROBLEMS[pin.code], params);
    }
    case "card": {
      if (code.trim().startsWith("#")) return wrong("code", "card-starts-with-hash");
      const card = parseCardId(code);
      if (!card.ok) return wrong("code", CARD_PROBLEMS[card.code], { ...card.numbers });
      const { backwards } = card.numbers;
      const reversed = backwards === undefined ? null : hint("card-reversed", { backwards });
      return { code: { kind: "card", card: card.id, hint: reversed } };
    }
    default:
      return wrong("type", "type-unknown");
  }
}

/** When it counts. @param zone the unit's IANA zone, by whose days dates count */
export function readTerms(written: WrittenTerms, zone: string): { readonly terms: ReadTerms } | Wrong {
  const { status } = written;
  const isStatus = status === "active" || status === "blocked";
  const expiry = parseExpiry(written.expires, zone);
  if (isStatus && expiry.ok) return { terms: { status, expires: expiry.expires } };
  return allWrong(
    isStatus ? null : wrong("status", "status-unknown"),
    expiry.ok ? null : wrong("expires", expiry.code),
  );
}

/** The same of a change: what is absent stays as it is. */
export function readChangedTerms(
  written: Partial<WrittenTerms>,
  zone: string,
): { readonly terms: Partial<ReadTerms> } | Wrong {
  const { status = "active", expires = "" } = written;
  const read = readTerms({ status, expires }, zone);
  if ("errors" in read) return read;
  return {
    terms: {
      ...(written.status !== undefined && { status: read.terms.status }),
      ...(written.expires !== undefined && { expires: read.terms.expires }),
    },
  };
}

const PIN_PROBLEMS: { readonly [P in PinProblem]: PeopleProblemCode } = {
  "no-hash": "pin-needs-hash",
  "not-digits": "pin-digits",
  "wrong-length": "pin-length",
};

const CARD_PROBLEMS: { readonly [P in CardIdProblem]: PeopleProblemCode } = {
  empty: "card-number-missing",
  "not-hex": "card-number-malformed",
  "wrong-length": "card-number-length",
  "lost-zero": "card-number-lost-zero",
  decimal: "card-number-decimal",
  partial: "card-number-partial",
  "all-zero": "card-number-misread",
  "all-ones": "card-number-misread",
  "cascade-tag": "card-number-misread",
  random: "random-uid",
};
