import type { Credential } from "../core/credential.ts";
import { fullName, isPersonId, type Person, type PersonId } from "../store/person.ts";
import type { LocalUser, LocalUsersChange, UnitStore } from "../store/unit-store.ts";
import { parseIdentificationId } from "./identification.ts";
import { type Outcome, type PeopleField, type Wrong, wrong } from "./people-problem.ts";

/** So many people the unit keeps at most. */
export const MOST_PEOPLE = 10_000;
/** So many cards and PINs a person has at most. */
export const MOST_IDENTIFICATIONS = 100;

export const NO_SUCH_USER = wrong("id", "no-such-user");
/** What a form has shown is no longer so. */
export const CHANGED_SINCE = wrong("id", "changed-since");
export const NO_SUCH_IDENTIFICATION = wrong("id", "no-such-identification");

/** People and credentials by what a request names them, what forbids a change, and changes one after the other. */
export class PeopleRegister {
  readonly #store: UnitStore;
  readonly #changed: () => void;

  /** @param changed told after each durable change */
  constructor(store: UnitStore, changed: () => void) {
    this.#store = store;
    this.#changed = changed;
  }

  person(id: string): Person | null {
    return isPersonId(id) ? this.#store.person(id) : null;
  }

  /** A card or PIN by its identification's id. */
  user(id: string): LocalUser | null {
    const key = parseIdentificationId(id);
    return key && this.#store.localUser(key);
  }

  /** The same, unless too little of it can be read for it to be changed. */
  editable(id: string): LocalUser | Wrong {
    const user = this.user(id) ?? NO_SUCH_IDENTIFICATION;
    return "damaged" in user && user.damaged === "entry" ? wrong("id", "identification-damaged") : user;
  }

  /** How many cards and PINs a person has. */
  held({ id }: Person): number {
    return [...this.#store.localUsers(id)].length;
  }

  /** Why a person gets no more cards and PINs; null: there is room. */
  full(person: Person): Wrong | null {
    if (this.held(person) < MOST_IDENTIFICATIONS) return null;
    return wrong("id", "too-many-identifications", { most: MOST_IDENTIFICATIONS });
  }

  /** Why a credential cannot be added: it is on the list already; null: it is not. @param person who is to have it */
  taken(credential: Credential, person: PersonId | undefined): Wrong | null {
    const holder = this.#store.localUser(credential);
    if (holder === null) return null;
    const owner = holder.person && this.person(holder.person);
    return owner ? heldBy(owner, person, "code") : wrong("code", "taken-without-user");
  }

  /**
   * Decides and writes, and no other change comes between; tells of it when it is durable.
   * @throws StoreError; then nothing has changed
   */
  async change<T extends object>(
    decide: () => Wrong | { readonly change: LocalUsersChange; readonly result: T },
  ): Promise<Outcome<T>> {
    const outcomes: Outcome<T>[] = [];
    await this.#store.changeLocalUsers(() => {
      const decision = decide();
      if ("errors" in decision) {
        outcomes.push({ ok: false, errors: decision.errors });
        return {};
      }
      outcomes.push({ ok: true, ...decision.result });
      return decision.change;
    });
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error("the store did not ask for the change");
    if (outcome.ok) this.#changed();
    return outcome;
  }
}

/** That somebody has it already. @param person who is to have it */
export function heldBy(owner: Person, person: PersonId | undefined, field: PeopleField): Wrong {
  return owner.id === person
    ? wrong(field, "taken")
    : wrong(field, "taken-by-other", { by: fullName(owner) });
}
