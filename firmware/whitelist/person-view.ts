import type { Person } from "../store/person.ts";
import type { LocalUser } from "../store/unit-store.ts";
import { type Identification, identificationOf } from "./identification.ts";

/** A person with all cards and PINs, as they are shown. */
export interface PersonView extends Person {
  readonly identifications: readonly Identification[];
}

/** @param wall wall clock, milliseconds since 1970 */
export function viewOf(person: Person, users: Iterable<LocalUser>, wall: number): PersonView {
  return { ...person, identifications: shown(users, () => person, wall) };
}

/**
 * Credentials as they are shown: cards first, then by label, in an order that stays.
 * @param personOf whose each is, as for `identificationOf`
 */
export function shown(
  users: Iterable<LocalUser>,
  personOf: (user: LocalUser) => Person | null | undefined,
  wall: number,
): readonly Identification[] {
  const order = ({ type, label, id }: Identification): string => [type, label, id].join("\0");
  return Array.from(users, (user) => identificationOf(user, personOf(user), wall))
    .filter((one) => one !== null)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/**
 * The order of people: by last name (or the only one), then first name, then id.
 * @param locale by whose alphabet, BCP 47
 */
export function personOrder(locale: string): (a: Person, b: Person) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const [leading, other] = [
    ({ firstName, lastName }: Person) => lastName || firstName,
    ({ firstName, lastName }: Person) => (lastName === "" ? "" : firstName),
  ];
  return (a, b) => compare(leading(a), leading(b)) || compare(other(a), other(b)) || (a.id < b.id ? -1 : 1);
}
