import type { Credential } from "../core/credential.ts";
import type { ListEntry } from "../core/list-entry.ts";
import { entryOfPerson } from "./found-entry.ts";
import { fullName, type Person, type PersonId } from "./person.ts";
import { credentialName } from "./stored-key.ts";
import type { LocalUser, LocalUsersChange, LocalUsersChanged } from "./unit-store.ts";

/** The people whom the unit itself knows, and their credentials, in memory. */
export class MemoryUsers {
  readonly #users = new Map<string, LocalUser>();
  readonly #people = new Map<PersonId, Person>();

  /** What counts for a credential: its entry, and whether its person is blocked. @param name its `credentialName` */
  find(name: string): ListEntry | null {
    const user = this.#users.get(name);
    if (user?.person === undefined) return user?.entry ?? null;
    return entryOfPerson(user.entry, this.person(user.person));
  }

  get(credential: Pick<Credential, "kind" | "key">): LocalUser | null {
    const user = this.#users.get(credentialName(credential));
    return user ? this.#named(user) : null;
  }

  has(name: string): boolean {
    return this.#users.has(name);
  }

  get counts(): { readonly people: number; readonly identifications: number } {
    return { people: this.#people.size, identifications: this.#users.size };
  }

  /** All credentials, or those of one person; null: those of nobody, or of somebody who is not there. */
  all(person?: PersonId | null): LocalUser[] {
    const isOrphan = ({ person: whose }: LocalUser) => whose === undefined || !this.#people.has(whose);
    const asked = [...this.#users].filter(
      ([, user]) => person === undefined || (person === null ? isOrphan(user) : user.person === person),
    );
    return sortedValues(new Map(asked)).map((user) => this.#named(user));
  }

  people(): Person[] {
    return sortedValues(this.#people);
  }

  person(id: PersonId): Person | null {
    return this.#people.get(id) ?? null;
  }

  change({ replace = false, set = [], remove = [], people = {} }: LocalUsersChange): LocalUsersChanged {
    const kept = new Set(people.set?.map(({ id }) => id));
    const leaving = replace ? [...this.#people.keys()] : (people.remove ?? []);
    const gone = new Set(leaving.filter((id) => !kept.has(id)));
    const setting = new Map(set.map((user) => [credentialName(user.credential), user]));
    const removing = new Set(remove.map(credentialName));
    let [updated, removed] = [0, 0];
    for (const [name, { person }] of this.#users) {
      if (setting.has(name)) updated += 1;
      else if (replace || removing.has(name) || (person !== undefined && gone.has(person))) {
        this.#users.delete(name);
        removed += 1;
      }
    }
    for (const [name, { damaged: _, ...user }] of setting) this.#users.set(name, user);
    for (const id of gone) this.#people.delete(id);
    for (const person of people.set ?? []) this.#people.set(person.id, person);
    return { added: setting.size - updated, updated, removed };
  }

  #named(user: LocalUser): LocalUser {
    if (user.person === undefined) return user;
    const person = this.person(user.person);
    return { ...user, entry: { ...user.entry, user: person && fullName(person) } };
  }
}

function sortedValues<Key extends string, Value>(map: ReadonlyMap<Key, Value>): Value[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
