/** Why a password is not taken; stable. */
export type PasswordRefusal =
  | "password-too-short"
  | "password-too-long"
  | "password-too-simple"
  /** It is hardly more than a word that others know beside it. */
  | "password-is-known";

const PASSWORD_LENGTH = { least: 10, most: 200 } as const;

/**
 * What is wrong with a new password; null: it is good. The same rules on every face.
 * @param known words that whoever guesses knows first: the unit's id, which stands on every page; one's own e-mail address
 */
export function passwordRefusal(password: string, known: readonly string[]): PasswordRefusal | null {
  const signs = Array.from(password);
  if (signs.length < PASSWORD_LENGTH.least) return "password-too-short";
  if (signs.length > PASSWORD_LENGTH.most) return "password-too-long";
  const plain = password.toLowerCase();
  if (known.some((word) => word !== "" && plain.replaceAll(word.toLowerCase(), "").length < 4))
    return "password-is-known";
  if (new Set(signs).size < 5 || isRun(plain) || COMMON.some((word) => plain.includes(word)))
    return "password-too-simple";
  return null;
}

/** What is found first in every list of passwords that leaked, if it is most of the password. */
const COMMON = ["password", "passord", "qwertyuiop", "chargegate", "letmein", "administrator", "iloveyou"];

/** `1234567890`, `abcdefghijkl`, backwards, too. */
function isRun(text: string): boolean {
  const steps = Array.from(text.slice(1), (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at));
  return [1, -1].some((step) => steps.filter((by) => by === step).length >= steps.length - 2);
}
