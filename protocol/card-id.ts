declare const cardBrand: unique symbol;

/** A card's canonical number: its UID in the order the reader gives it, upper-case hex; 4, 7 or 10 bytes. */
export type CardId = string & { readonly [cardBrand]: true };

/** `fixed`: the card keeps it. `random`: made anew at every tap (phones, some cards). `invalid`: no card has it. */
export type UidClass = "fixed" | "random" | "invalid";

/** Why a typed card number was refused; stable. */
export type CardIdProblem =
  | "empty"
  | "not-hex"
  | "wrong-length"
  | "lost-zero"
  | "decimal"
  | "partial"
  | "all-zero"
  | "all-ones"
  | "cascade-tag"
  | "random";

/** What a refusal or a hint names, for whoever writes its text in another language. */
interface CardIdNumbers {
  /** How many digits were found. */
  readonly found?: number;
  /** Card numbers that may have been meant, read forwards and backwards: for the person who typed, not for logs. */
  readonly forwards?: string;
  readonly backwards?: string;
}

export type CardIdResult =
  | {
      readonly ok: true;
      readonly id: CardId;
      /** Something the person should know although the number is good; null: nothing. May hold the number. */
      readonly hint: string | null;
      /** Of the hint: `backwards`, or nothing. */
      readonly numbers: CardIdNumbers;
    }
  | {
      readonly ok: false;
      readonly code: CardIdProblem;
      /** What was expected and what to do; never holds the number, so it may be logged. */
      readonly text: string;
      /** What the number may have meant, for the person who typed it: holds card numbers, not for logs. */
      readonly hint: string | null;
      readonly numbers: CardIdNumbers;
    };

const DIGITS_OF_UID = [8, 14, 20];
/** Longer input is no card number; it is refused before anything is computed from it. */
const LONGEST_INPUT = 80;
const LARGEST_4_BYTES = 0xffff_ffffn;
const LARGEST_7_BYTES = 0xff_ffff_ffff_ffffn;

function isCanonical(text: string): text is CardId {
  return DIGITS_OF_UID.includes(text.length) && /^[0-9A-F]+$/.test(text);
}

/**
 * What kind of UID a reader has read.
 * @param id upper-case hex in read order, 8, 14 or 20 digits; anything else is `invalid`
 */
export function classifyUid(id: string): UidClass {
  if (!isCanonical(id) || /^(?:00)+$/.test(id) || /^(?:FF)+$/.test(id)) return "invalid";
  if (id.length !== 8) return "fixed";
  // NXP AN10927: only single-size UIDs have these two meanings in their first byte.
  if (id.startsWith("08")) return "random";
  return id.startsWith("88") ? "invalid" : "fixed";
}

/**
 * The canonical number of a UID as it came from a reader, whatever its class; null when it has not 4, 7 or 10 bytes.
 */
export function cardIdOfUid(uid: Uint8Array): CardId | null {
  const id = Buffer.from(uid).toString("hex").toUpperCase();
  return isCanonical(id) ? id : null;
}

/** What may be shown and logged of a card: its first and last byte, `04…C3`. */
export function cardLabel(id: CardId): string {
  return `${id.slice(0, 2)}…${id.slice(-2)}`;
}

/**
 * Reads a card number as people type or paste it: any case, with spaces, `:`, `-` or `.` between bytes, with `nfc-` or
 * `0x` before it. Decimal and shortened forms are recognised and named, never guessed.
 */
export function parseCardId(text: string): CardIdResult {
  if (text.length > LONGEST_INPUT) return wrongLength(text.length);
  const bare = text.trim().replace(/^nfc-/i, "");
  if (bare === "") return refuse("empty", "a card number: hold the card to the reader, or type the number");
  if (/^\d{1,3}\s*,\s*\d{1,5}$/.test(bare)) {
    return refuse(
      "partial",
      "a whole card number; a number with a comma is only a part of it: hold the card to the reader instead",
    );
  }
  const marked = /0x/i.test(bare);
  const groups = bare
    .split(/[\s:.-]+/)
    .filter((group) => group !== "")
    .map((group) => group.replace(/^0x/i, ""));
  const digits = groups.join("").toUpperCase();
  if (!/^[0-9A-F]+$/.test(digits)) {
    return refuse("not-hex", "a card number in hex digits 0–9 and A–F, such as 04A1B2C3");
  }
  if (!isCanonical(digits)) {
    return (marked ? null : decimalForm(digits)) ?? wrongLength(digits.length);
  }
  if (groups.some((group) => group.length % 2 === 1)) {
    return refuse("lost-zero", "two digits for every byte (7 is written 07)");
  }
  return judge(digits);
}

function judge(id: CardId): CardIdResult {
  switch (classifyUid(id)) {
    case "fixed":
      return { ok: true, id, ...reversedHint(id) };
    case "random":
      return refuse(
        "random",
        "a card with a fixed number; one that begins with 08 is made up anew at every tap (phones, some cards): use another card",
      );
    case "invalid":
      if (id.startsWith("88")) {
        return refuse(
          "cascade-tag",
          "a whole number; one that begins with 88 is a part of a longer one: read the card again",
        );
      }
      return id.startsWith("00")
        ? refuse(
            "all-zero",
            "the number of a card; all zeros is what a failed reading gives: read the card again",
          )
        : refuse(
            "all-ones",
            "the number of a card; all F is what a failed reading gives: read the card again",
          );
  }
}

function refuse(
  code: CardIdProblem,
  expected: string,
  { hint, ...numbers }: CardIdNumbers & { readonly hint?: string } = {},
): CardIdResult {
  return { ok: false, code, text: `expected ${expected}`, hint: hint ?? null, numbers };
}

function wrongLength(found: number): CardIdResult {
  return refuse(
    "wrong-length",
    `8, 14 or 20 hex digits, found ${found}: compare with the card (spreadsheets drop leading zeros), or hold it to the reader`,
    { found },
  );
}

/** Null when the digits cannot be the decimal form of a 4-byte or 7-byte number. */
function decimalForm(digits: string): CardIdResult | null {
  if (!/^\d{8,17}$/.test(digits)) return null;
  const value = BigInt(digits);
  if (value > LARGEST_7_BYTES) return null;
  const forwards = value
    .toString(16)
    .toUpperCase()
    .padStart(value > LARGEST_4_BYTES ? 14 : 8, "0");
  const backwards = reversed(forwards);
  return refuse(
    "decimal",
    "hex digits; this looks like the decimal form of a card number: hold the card to the reader, or type the hex form",
    {
      hint: `this looks like the decimal form of ${forwards} or, read backwards, ${backwards}: hold the card to the reader, or type the one that is right`,
      forwards,
      backwards,
    },
  );
}

/** 7-byte numbers of the most common maker begin with 04; one that ends so instead was probably printed backwards. */
function reversedHint(id: CardId): { readonly hint: string | null; readonly numbers: CardIdNumbers } {
  if (id.length !== 14 || id.startsWith("04") || !id.endsWith("04")) return { hint: null, numbers: {} };
  const backwards = reversed(id);
  const hint = `if the card is not recognised, its number was printed backwards: ${backwards}`;
  return { hint, numbers: { backwards } };
}

function reversed(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join("");
}
