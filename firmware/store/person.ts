declare const personBrand: unique symbol;

/** A local user's id: 16 lower-case hex digits, made from 8 random bytes; it says nothing of who it is. */
export type PersonId = string & { readonly [personBrand]: true };

/** Somebody whom the unit itself knows (mission.md D2). */
export interface Person {
  readonly id: PersonId;
  /** Trimmed, at most `LONGEST_NAME` characters; not both names are empty. */
  readonly firstName: string;
  readonly lastName: string;
  /** Whether none of this person's cards and PINs lets anybody in. */
  readonly blocked: boolean;
}

export type PersonName = Pick<Person, "firstName" | "lastName">;

/** A first or last name has at most so many characters (code points). */
export const LONGEST_NAME = 100;

const ID_BYTES = 8;
const MOST_DRAWS = 100;

/** Whether a text has the form of a person's id. */
export function isPersonId(text: string): text is PersonId {
  return /^[0-9a-f]{16}$/.test(text);
}

/**
 * An id that nobody has yet.
 * @param random answers that many unpredictable bytes
 * @throws RangeError when what it answers is always taken, or not 8 bytes
 */
export function newPersonId(
  random: (bytes: number) => Uint8Array,
  isTaken: (id: PersonId) => boolean,
): PersonId {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const id = Buffer.from(random(ID_BYTES)).toString("hex");
    if (isPersonId(id) && !isTaken(id)) return id;
  }
  throw new RangeError("a person's id needs 8 random bytes");
}

/** How a person is called in lists, journal and files: "First Last". */
export function fullName({ firstName, lastName }: PersonName): string {
  return `${firstName} ${lastName}`.trim();
}

/** Whether a name has more than `LONGEST_NAME` characters. */
export function isTooLong(name: string): boolean {
  return name.length > LONGEST_NAME && Array.from(name).length > LONGEST_NAME;
}

/** Whether a text holds what no name does and no line of a list can show: line breaks, tabs, other control characters. */
export function hasControlCharacters(text: string): boolean {
  return /\p{Cc}|\p{Zl}|\p{Zp}|\p{Cs}/u.test(text);
}

/**
 * First and last name of a person of whom only the full name is known: split at the last space at which both parts are
 * names and give the same full name again; where there is none, all of it is the first name. Null: it is nobody's name,
 * empty or too long however it is split.
 */
export function splitName(full: string): PersonName | null {
  const text = full.normalize("NFC").trim();
  if (text === "") return null;
  for (let at = text.lastIndexOf(" "); at > 0; at = text.lastIndexOf(" ", at - 1)) {
    const name = { firstName: text.slice(0, at), lastName: text.slice(at + 1) };
    const { firstName, lastName } = name;
    if (lastName === "" || firstName !== firstName.trim() || lastName !== lastName.trim()) continue;
    if (!isTooLong(firstName) && !isTooLong(lastName)) return name;
  }
  return isTooLong(text) ? null : { firstName: text, lastName: "" };
}
