import type { PersonId } from "./person.ts";

/** Who is there, and which credentials are whose, in memory. Credentials go by the hex of their keys. */
export class PersonIndex {
  readonly #people = new Set<PersonId>();
  readonly #held = new Map<PersonId, Set<string>>();
  /** Null: nobody's. */
  readonly #whose = new Map<string, PersonId | null>();
  readonly #nobodys = new Set<string>();

  notePerson(id: PersonId): void {
    this.#people.add(id);
  }

  forgetPerson(id: PersonId): void {
    this.#people.delete(id);
  }

  /** Only these are there. */
  keepPeople(kept: ReadonlySet<PersonId>): void {
    for (const id of this.#people) {
      if (!kept.has(id)) this.#people.delete(id);
    }
  }

  /** A credential is this person's now; null: nobody's. */
  note(credential: string, person: PersonId | null): void {
    if (this.#whose.get(credential) === person) return;
    this.forget(credential);
    this.#whose.set(credential, person);
    if (person === null) {
      this.#nobodys.add(credential);
      return;
    }
    const held = this.#held.get(person);
    if (held) held.add(credential);
    else this.#held.set(person, new Set([credential]));
  }

  /** A credential is not there any more. */
  forget(credential: string): void {
    const before = this.#whose.get(credential);
    this.#whose.delete(credential);
    this.#nobodys.delete(credential);
    if (before === undefined || before === null) return;
    const held = this.#held.get(before);
    held?.delete(credential);
    if (held?.size === 0) this.#held.delete(before);
  }

  /** A person's credentials, in the order of their keys. */
  of(person: PersonId): Buffer[] {
    return keysOf(this.#held.get(person) ?? []);
  }

  /** The credentials of nobody, and of those who are not there, in the order of their keys. */
  orphans(): Buffer[] {
    const lost = [...this.#held].filter(([person]) => !this.#people.has(person));
    return keysOf([...this.#nobodys, ...lost.flatMap(([, held]) => [...held])]);
  }
}

function keysOf(names: Iterable<string>): Buffer[] {
  return [...names].sort().map((name) => Buffer.from(name, "hex"));
}
