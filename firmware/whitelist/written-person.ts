import { hasControlCharacters, isTooLong, LONGEST_NAME, type PersonName } from "../store/person.ts";
import { allWrong, type Wrong, wrong } from "./people-problem.ts";

/** A person as written in a form. */
export interface WrittenPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly blocked: boolean;
}

/** The names, trimmed and in Unicode's composed form, or what is wrong with each. */
export function readName(written: PersonName): { readonly name: PersonName } | Wrong {
  const name = { firstName: tidy(written.firstName), lastName: tidy(written.lastName) };
  if (name.firstName === "" && name.lastName === "") return wrong("firstName", "name-missing");
  const bad = allWrong(unfit("firstName", name), unfit("lastName", name));
  return bad.errors.length > 0 ? bad : { name };
}

function unfit(field: "firstName" | "lastName", name: PersonName): Wrong | null {
  if (isTooLong(name[field])) return wrong(field, "name-too-long", { most: LONGEST_NAME });
  return hasControlCharacters(name[field]) ? wrong(field, "name-control-characters") : null;
}

function tidy(name: string): string {
  return name.normalize("NFC").trim();
}
