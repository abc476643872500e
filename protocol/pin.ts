declare const pinBrand: unique symbol;

/** A PIN with its leading `#`. A secret: never shown, logged, stored or put into an error. */
export type Pin = string & { readonly [pinBrand]: true };

/** Why a typed PIN was refused; stable. */
export type PinProblem = "no-hash" | "not-digits" | "wrong-length";

export type PinResult =
  | { readonly ok: true; readonly pin: Pin }
  | { readonly ok: false; readonly code: PinProblem; readonly text: string };

/** How many digits a PIN has, its # not counted. */
export const PIN_DIGITS = { fewest: 4, most: 10 } as const;

/** What may be shown and logged of a PIN: neither its digits nor how many there are. */
export const PIN_LABEL = "#…";

function isPin(text: string): text is Pin {
  return /^#[0-9]{4,10}$/.test(text);
}

/** Reads a PIN as people type it: `#` and 4 to 10 digits, nothing else. The texts never tell what was typed. */
export function parsePin(text: string): PinResult {
  const bare = text.trim();
  if (isPin(bare)) return { ok: true, pin: bare };
  if (!bare.startsWith("#")) {
    return { ok: false, code: "no-hash", text: "expected a PIN with its leading #, such as #4711" };
  }
  if (!/^[0-9]*$/.test(bare.slice(1))) {
    return { ok: false, code: "not-digits", text: "expected only digits after the # of a PIN" };
  }
  return {
    ok: false,
    code: "wrong-length",
    text: `expected ${PIN_DIGITS.fewest} to ${PIN_DIGITS.most} digits after the # of a PIN`,
  };
}
