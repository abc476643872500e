import { statusOf } from "../store/found-entry.ts";
import {
  fullName,
  newPersonId,
  type Person,
  type PersonId,
  type PersonName,
  splitName,
} from "../store/person.ts";
import type { LocalUser } from "../store/unit-store.ts";
import type { Row } from "./row.ts";

/** A row with its card or PIN digested. */
export type DigestedRow = Pick<Row, "user" | "status" | "expires"> & Pick<LocalUser, "credential" | "card">;

/** The people that a file's rows name: those of exactly that full name, or new ones. */
export class NamedPeople {
  /** Those who were named and whom the unit did not know. */
  readonly added: Person[] = [];
  readonly #known = new Map<PersonId, Person>();
  readonly #called = new Map<string, Person>();
  readonly #used = new Map<PersonId, Person>();
  readonly #random: (bytes: number) => Uint8Array;

  /** @param random answers that many unpredictable bytes */
  constructor(random: (bytes: number) => Uint8Array) {
    this.#random = random;
  }

  /** Somebody whom the unit knows; of several with one name the first counts. */
  know(person: Person): void {
    const called = fullName(person);
    this.#known.set(person.id, person);
    if (!this.#called.has(called)) this.#called.set(called, person);
  }

  /** All who were named so far. */
  get used(): readonly Person[] {
    return [...this.#used.values()];
  }

  /**
   * The user that a row describes. What a file has no columns for (hours, counts, limits) stays as it was; and where the
   * row says no more than what counts anyway, so does the credential's own status: an export of a blocked person's cards
   * is imported again without blocking each of them.
   * @param before what is stored of the credential; null: nothing
   */
  userOf({ credential, card, user, status, expires }: DigestedRow, before: LocalUser | null): LocalUser {
    const person = this.#of(user, before);
    const counted = before && statusOf(before.entry, person);
    const own = before !== null && counted === status ? before.entry.status : status;
    return {
      credential,
      card,
      entry: { ...before?.entry, user: person ? fullName(person) : null, status: own, expires },
      ...(person && { person: person.id }),
    };
  }

  #of(user: string | null, before: LocalUser | null): Person | undefined {
    const name = user === null ? null : splitName(user);
    if (name === null) return undefined;
    const called = fullName(name);
    const whose = before?.person === undefined ? undefined : this.#known.get(before.person);
    const found = whose && fullName(whose) === called ? whose : this.#called.get(called);
    const person = found ?? this.#newPerson(name);
    this.#used.set(person.id, person);
    return person;
  }

  #newPerson(name: PersonName): Person {
    const id = newPersonId(this.#random, (known) => this.#known.has(known));
    const person = { id, ...name, blocked: false };
    this.know(person);
    this.added.push(person);
    return person;
  }
}
