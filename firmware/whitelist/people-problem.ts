/** A field of the forms in which people and their identifications are edited; `id`: whom or what the form is about. */
export type PeopleField = "firstName" | "lastName" | "type" | "code" | "status" | "expires" | "id";

/** What is wrong with a field; stable. */
export type PeopleProblemCode = keyof typeof PEOPLE_PROBLEMS;

/** What is said of a field beside that: nothing is wrong with it. */
export type PeopleHintCode = keyof typeof PEOPLE_HINTS;

/** Values that a text names; they may be card numbers as they were typed: for the person who typed, not for logs. */
export type PeopleParams = Readonly<Record<string, string | number>>;

/** One wrong field. */
export interface PeopleProblem {
  readonly field: PeopleField;
  readonly code: PeopleProblemCode;
  /** English; ends with what to do. */
  readonly text: string;
  readonly params: PeopleParams;
}

/** What is wrong with one field or several. */
export interface Wrong {
  readonly errors: readonly PeopleProblem[];
}

/** Something the person should know although the field is good. */
export interface PeopleHint {
  readonly code: PeopleHintCode;
  readonly text: string;
  readonly params: PeopleParams;
}

/** What came of an edit; with any wrong field nothing has changed, and all wrong fields are named. */
export type Outcome<T extends object> = ({ readonly ok: true } & T) | ({ readonly ok: false } & Wrong);

/** The English texts; `{…}` stands for the value of that name in `params`. */
export const PEOPLE_PROBLEMS = {
  "name-missing": "A user needs a name: type a first name or a last name.",
  "name-too-long": "A name has at most {most} characters: shorten it.",
  "name-control-characters":
    "A name holds no line breaks, tabs and other control characters: type it instead of pasting it.",
  "too-many-people": "The charger keeps at most {most} users: remove some first.",
  "too-many-identifications": "A user has at most {most} identifications: remove some first.",
  "no-such-user": "There is no such user any more: go back to the list of users.",
  "no-such-identification": "There is no such identification any more: go back to the user.",
  "changed-since": "Somebody has changed this meanwhile: look at what it says now, then change it again.",
  "identification-damaged":
    "What is stored of this identification is damaged: remove it, then add the card or PIN again.",
  "type-unknown": "An identification is a PIN code or an RFID card: choose one of them.",
  "status-unknown": "An identification is active or blocked: choose one of them.",
  "expires-malformed":
    "Type a date (2027-01-31, valid to the end of that day), a time with its zone (2027-01-31T12:00:00Z), or nothing.",
  "pin-needs-hash":
    "A PIN code must start with the symbol #: type # and then the digits, or choose the type RFID card.",
  "pin-digits": "A PIN code holds only digits after its #: type # and the digits, and no # at the end.",
  "pin-length": "A PIN code has {fewest} to {most} digits after its #: type as many.",
  "card-starts-with-hash": "What starts with # is a PIN code: choose that type, or type the card's number.",
  "card-number-missing": "A card has a number: type it, or hold the card to the reader.",
  "card-number-malformed":
    "A card's number has only the digits 0–9 and A–F, such as 04A1B2C3: type it again.",
  "card-number-length":
    "A card's number has 8, 14 or 20 digits, and this has {found}: compare it with the card (spreadsheets drop zeros at the beginning), or hold the card to the reader.",
  "card-number-lost-zero": "Every byte of a card's number has two digits: write 7 as 07.",
  "card-number-decimal":
    "This looks like the decimal form of {forwards} or, read backwards, {backwards}: hold the card to the reader, or type the one that is right.",
  "card-number-partial":
    "A number with a comma is only a part of a card's number: hold the card to the reader.",
  "card-number-misread": "No card has this number, it comes from a failed reading: read the card again.",
  "random-uid":
    "A number that begins with 08 is made up anew at every tap (phones, some cards): use another card.",
  "cards-only": "Only a card can be added by what was shown: type the PIN code instead.",
  taken: "This user has it already: edit the one in the list.",
  "taken-by-other": "It belongs to {by}: choose another one, or remove it there first.",
  "taken-without-user": "It is on the list and belongs to no user: give that one to the user.",
} as const satisfies Readonly<Record<string, string>>;

/** As `PEOPLE_PROBLEMS`, of hints. */
export const PEOPLE_HINTS = {
  "card-reversed":
    "If the card is not recognised, its number was printed backwards: type {backwards} instead.",
} as const satisfies Readonly<Record<string, string>>;

/** A text with its values put in. */
export function fillIn(text: string, params: PeopleParams): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** A wrong field, with its English text. */
function problem(field: PeopleField, code: PeopleProblemCode, params: PeopleParams = {}): PeopleProblem {
  return { field, code, text: fillIn(PEOPLE_PROBLEMS[code], params), params };
}

/** One wrong field. */
export function wrong(...what: Parameters<typeof problem>): Wrong {
  return { errors: [problem(...what)] };
}

/** Everything that is wrong in several parts of a form, in their order. */
export function allWrong(...parts: readonly (object | null)[]): Wrong {
  return { errors: parts.flatMap((part) => (part && isWrong(part) ? part.errors : [])) };
}

function isWrong(part: object): part is Wrong {
  return "errors" in part;
}

/** A hint, with its English text. */
export function hint(code: PeopleHintCode, params: PeopleParams): PeopleHint {
  return { code, text: fillIn(PEOPLE_HINTS[code], params), params };
}
