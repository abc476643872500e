import type { PersonId } from "./person.ts";

/** Which credentials are whose, in memory. Credentials go by the hex of their keys. */
export class PersonIndex {
  readonly #held = new Map<PersonId, Set<string>>();
  readonly #whose = new Map<string, PersonId>();

  /** A credential is this person's now; undefined: nobody's. */
  note(credential: string, person: PersonId | undefined): void {
    const before = this.#whose.get(credential);
    if (before === person) return;
    if (before !== undefined) {
      const held = this.#held.get(before);
      held?.delete(credential);
      if (held?.size === 0) this.#held.delete(before);
    }
    if (person === undefined) {
      this.#whose.delete(credential);
      return;
    }
    this.#whose.set(credential, person);
    const held = this.#held.get(person);
    if (held) held.add(credential);
    else this.#held.set(person, new Set([credential]));
  }

  /** A person's credentials, in the order of their keys. */
  of(person: PersonId): Buffer[] {
    return [...(this.#held.get(person) ?? [])].sort().map((name) => Buffer.from(name, "hex"));
  }
}
