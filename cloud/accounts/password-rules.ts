import { type PasswordRefusal, passwordRefusal } from "../../ui/password-rules.ts";

/** Why a new password is not taken; stable. */
export type PasswordProblem = PasswordRefusal;

/** Shorter parts of names stand in any password. */
const SHORTEST_WORD = 3;

/** What is wrong with a new password; null: it is good. Whoever guesses tries the name and the e-mail address first. */
export function passwordProblem(
  password: string,
  person: { readonly email: string; readonly name: string },
): PasswordProblem | null {
  const [localPart = ""] = person.email.split("@", 1);
  const words = [person.email, localPart, person.name, ...person.name.split(" ")];
  return passwordRefusal(
    password,
    words.filter((word) => word.length >= SHORTEST_WORD),
  );
}
