import type { PersonView } from "../../whitelist/person-view.ts";

/** A person's name as it is shown. */
export function nameOf({ firstName, lastName }: Pick<PersonView, "firstName" | "lastName">): string {
  return [firstName, lastName].filter((part) => part !== "").join(" ");
}
