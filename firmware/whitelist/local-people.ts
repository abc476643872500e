import type { CardId } from "../../protocol/card-id.ts";
import type { Credential } from "../core/credential.ts";
import type { Keyring } from "../credential/keyring.ts";
import { fullName, newPersonId, type Person, type PersonId } from "../store/person.ts";
import { allInTurns, rowTurns } from "../store/row-turns.ts";
import type { LocalUser, LocalUsersChange, UnitStore } from "../store/unit-store.ts";
import { FirstOf } from "./first-of.ts";
import {
  type Identification,
  identificationIdOf,
  identificationOf,
  parseIdentificationId,
} from "./identification.ts";
import { allWrong, type Outcome, type PeopleHint, type Wrong, wrong } from "./people-problem.ts";
import {
  CHANGED_SINCE,
  heldBy,
  MOST_PEOPLE,
  NO_SUCH_IDENTIFICATION,
  NO_SUCH_USER,
  PeopleRegister,
} from "./people-register.ts";
import { type PersonView, personOrder, shown, viewOf } from "./person-view.ts";
import { unfitCard } from "./shown-card.ts";
import {
  type ReadCode,
  type ReadTerms,
  readChangedTerms,
  readCode,
  readTerms,
  type WrittenIdentification,
  type WrittenTerms,
} from "./written-identification.ts";
import { readName, type WrittenPerson } from "./written-person.ts";

/** A card that was shown to the reader, and when it is to count. */
export interface ShownCard extends WrittenTerms {
  readonly credential: Credential;
  /** Its number where that is still known (`Unit.cardNumber`). */
  readonly card: CardId | null;
}

/** A card's or PIN's own terms as a form has shown them. */
export type SeenTerms = Pick<Identification, "status" | "expires">;

/** A card or PIN that was added, or whose code may be another now. */
export interface Kept {
  readonly id: string;
  readonly label: string;
  readonly hint: PeopleHint | null;
}

export interface LocalPeopleParts {
  readonly store: UnitStore;
  readonly keyring: Pick<Keyring, "credentialOfCard" | "credentialOfPin">;
  /** The unit's IANA zone, by whose days dates count. */
  readonly zone: string;
  /** By whose alphabet people are sorted, BCP 47 (default `en`). */
  readonly locale?: string;
  /** Answers that many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** Wall clock, milliseconds since 1970. */
  readonly wall: () => number;
  /** Told after each durable change: what runs is to be held to it. */
  readonly changed: () => void;
}

/**
 * The people whom the unit itself knows, with their cards and PINs, as they are edited by hand (mission.md D2–D4). What is
 * wrong in a form comes as a value, all of it at once, and then nothing has changed. Every method throws (or rejects
 * with) a StoreError when the store cannot be read or written; then nothing has changed either.
 */
export class LocalPeople {
  readonly #parts: LocalPeopleParts;
  readonly #register: PeopleRegister;

  constructor(parts: LocalPeopleParts) {
    this.#parts = parts;
    this.#register = new PeopleRegister(parts.store, parts.changed);
  }

  /**
   * People by last name (or the only one), then first name. A little is read in each turn of the event loop.
   * @param search only those whose full name holds it, in whatever case
   * @param most how many of them at most
   * @returns them, and how many people there are in all
   */
  async list({
    search = "",
    most = MOST_PEOPLE,
  }: {
    readonly search?: string;
    readonly most?: number;
  } = {}): Promise<{ readonly people: readonly PersonView[]; readonly total: number }> {
    const { store, wall, locale = "en" } = this.#parts;
    const wanted = search.toLowerCase();
    const found = new FirstOf(most, personOrder(locale));
    for await (const person of rowTurns(store.people()))
      if (fullName(person).toLowerCase().includes(wanted)) found.add(person);
    const people: PersonView[] = [];
    for await (const person of rowTurns(found.all))
      people.push(viewOf(person, store.localUsers(person.id), wall()));
    return { people, total: store.localUsersState().people };
  }

  /** Null: there is nobody of that id. */
  find(id: string): PersonView | null {
    const { store, wall } = this.#parts;
    const person = this.#register.person(id);
    return person && viewOf(person, store.localUsers(person.id), wall());
  }

  /** Cards and PINs of nobody: rows of a file without a user, and those whose person is damaged. */
  async withoutPerson(): Promise<readonly Identification[]> {
    const { store, wall } = this.#parts;
    return shown(await allInTurns(store.localUsers(null)), orphanage, wall());
  }

  /** One of them; null: there is none of that id that is nobody's. */
  orphan(id: string): Identification | null {
    const { wall } = this.#parts;
    const user = this.#register.user(id);
    if (user === null || (user.person !== undefined && this.#register.person(user.person))) return null;
    return identificationOf(user, orphanage(user), wall());
  }

  add(written: WrittenPerson): Promise<Outcome<{ readonly id: PersonId }>> {
    const read = readName(written);
    return this.#register.change(() => {
      const person = "errors" in read ? read : this.#newPerson({ ...read.name, blocked: written.blocked });
      if ("errors" in person) return person;
      return { change: { people: { set: [person] } }, result: { id: person.id } };
    });
  }

  /**
   * Changes a person's name and block; it counts for all cards and PINs at once.
   * @param written what is absent stays as it is when the change is made, whoever has changed it until then
   * @param seen how the person was when this was written: if that is no longer so, nothing is changed
   */
  edit(
    id: string,
    written: Partial<WrittenPerson>,
    seen?: WrittenPerson,
  ): Promise<Outcome<{ readonly person: Person }>> {
    return this.#register.change(() => {
      const before = this.#register.person(id);
      const read = readName({ firstName: "?", lastName: "", ...before, ...written });
      if (before === null || "errors" in read) return allWrong(before ?? NO_SUCH_USER, read);
      if (seen && !isSame(seen, before)) return CHANGED_SINCE;
      const person = { id: before.id, ...read.name, blocked: written.blocked ?? before.blocked };
      return { change: { people: { set: [person] } }, result: { person } };
    });
  }

  /** Removes a person with all cards and PINs. */
  remove(
    id: string,
  ): Promise<Outcome<{ readonly removed: { readonly name: string; readonly identifications: number } }>> {
    return this.#register.change(() => {
      const person = this.#register.person(id);
      if (person === null) return NO_SUCH_USER;
      const removed = { name: fullName(person), identifications: this.#register.held(person) };
      return { change: { people: { remove: [person.id] } }, result: { removed } };
    });
  }

  /** Adds a card or PIN by its code. */
  async addIdentification(person: string, written: WrittenIdentification): Promise<Outcome<Kept>> {
    const code = readCode(written.type, written.code);
    const terms = readTerms(written, this.#parts.zone);
    const whose = this.#register.person(person) ?? NO_SUCH_USER;
    if ("errors" in code || "errors" in terms || "errors" in whose)
      return { ok: false, ...allWrong(whose, code, terms) };
    return this.#add(whose.id, await this.#digested(code.code), terms.terms);
  }

  /**
   * Adds a card that was shown to the reader.
   * @throws RangeError when the number is not that of the credential
   */
  async addCredential(person: string, written: ShownCard): Promise<Outcome<Kept>> {
    const whose = this.#register.person(person) ?? NO_SUCH_USER;
    const shown = this.#readShown(written);
    if ("errors" in shown || "errors" in whose) return { ok: false, ...allWrong(whose, shown) };
    return this.#add(whose.id, shown.digested, shown.terms);
  }

  /**
   * Adds somebody new with a card that was shown to the reader: both, or neither.
   * @throws RangeError as `addCredential`
   */
  async addWithCredential(
    person: WrittenPerson,
    written: ShownCard,
  ): Promise<Outcome<Kept & { readonly person: PersonId }>> {
    const read = readName(person);
    const shown = this.#readShown(written);
    if ("errors" in shown || "errors" in read) return { ok: false, ...allWrong(read, shown) };
    const { digested, terms } = shown;
    return this.#register.change(() => {
      const refused = this.#register.taken(digested.credential, undefined);
      const somebody = this.#newPerson({ ...read.name, blocked: person.blocked });
      if (refused || "errors" in somebody) return allWrong(somebody, refused);
      const added = additionOf(somebody, digested, terms);
      const result = { ...added.result, person: somebody.id };
      return { change: { ...added.change, people: { set: [somebody] } }, result };
    });
  }

  /**
   * Changes a card or PIN. With another code it is another one from then on: the old one lets nobody in any more, the
   * other terms stay, and the sessions of a limited one are counted anew.
   * @param written what is absent stays as it is when the change is made, whoever has changed it until then; so does the
   * code when it is empty
   * @param seen how its terms were when this was written: if that is no longer so, nothing is changed
   */
  async editIdentification(
    id: string,
    { code: typed = "", ...written }: Partial<WrittenTerms> & { readonly code?: string },
    seen?: SeenTerms,
  ): Promise<Outcome<Kept>> {
    const key = parseIdentificationId(id);
    if (key === null) return { ok: false, ...NO_SUCH_IDENTIFICATION };
    const before = this.#register.editable(id);
    const code = typed.trim() === "" ? { code: null } : readCode(key.kind, typed);
    const terms = readChangedTerms(written, this.#parts.zone);
    if ("errors" in before || "errors" in code || "errors" in terms)
      return { ok: false, ...allWrong(before, code, terms) };
    const digested = code.code && (await this.#digested(code.code));
    return this.#register.change<Kept>(() => {
      const user = this.#register.editable(id);
      if ("errors" in user) return user;
      if (seen && (seen.status !== user.entry.status || seen.expires !== user.entry.expires))
        return CHANGED_SINCE;
      const entry = { ...user.entry, ...terms.terms };
      const { credential, card, hint } = digested ?? { ...user, hint: null };
      const result = { id: identificationIdOf(credential), label: credential.label, hint };
      if (credential.key === user.credential.key)
        return { change: { set: [{ ...user, entry, card: card ?? user.card }] }, result };
      const taken = this.#register.taken(credential, user.person);
      if (taken) return taken;
      return { change: { set: [{ ...user, credential, card, entry }], remove: [user.credential] }, result };
    });
  }

  /** Removes a card or PIN; its person stays. */
  removeIdentification(
    id: string,
  ): Promise<Outcome<{ readonly removed: { readonly label: string; readonly name: string | null } }>> {
    return this.#register.change(() => {
      const user = this.#register.user(id);
      if (user === null) return NO_SUCH_IDENTIFICATION;
      const removed = { label: user.credential.label, name: user.entry.user };
      return { change: { remove: [user.credential] }, result: { removed } };
    });
  }

  /** Gives a card or PIN that is nobody's to a person. */
  adopt(id: string, person: string): Promise<Outcome<Kept>> {
    return this.#register.change<Kept>(() => {
      const user = this.#register.editable(id);
      const whose = this.#register.person(person) ?? NO_SUCH_USER;
      if ("errors" in user || "errors" in whose) return allWrong(user, whose);
      const owner = user.person && this.#register.person(user.person);
      const refused = owner ? heldBy(owner, whose.id, "id") : this.#register.full(whose);
      if (refused) return refused;
      const result = { id, label: user.credential.label, hint: null };
      return { change: { set: [{ ...user, person: whose.id }] }, result };
    });
  }

  #add(person: PersonId, digested: Digested, terms: ReadTerms): Promise<Outcome<Kept>> {
    return this.#register.change<Kept>(() => {
      const whose = this.#register.person(person);
      if (whose === null) return NO_SUCH_USER;
      const refused = this.#register.taken(digested.credential, person) ?? this.#register.full(whose);
      if (refused) return refused;
      return additionOf(whose, digested, terms);
    });
  }

  #readShown(written: ShownCard): { readonly digested: Digested; readonly terms: ReadTerms } | Wrong {
    const { credential, card } = written;
    if (card !== null && this.#parts.keyring.credentialOfCard(card).key !== credential.key)
      throw new RangeError("the number is not that of the card that was shown");
    const unfit = unfitCard(credential, card);
    const terms = readTerms(written, this.#parts.zone);
    if (unfit || "errors" in terms) return allWrong(unfit, terms);
    return { digested: { credential, card, hint: null }, terms: terms.terms };
  }

  /** Somebody who is not there yet. */
  #newPerson(written: WrittenPerson): Person | Wrong {
    const { store, random } = this.#parts;
    if (store.localUsersState().people >= MOST_PEOPLE)
      return wrong("id", "too-many-people", { most: MOST_PEOPLE });
    return { id: newPersonId(random, (drawn) => store.person(drawn) !== null), ...written };
  }

  async #digested(code: ReadCode): Promise<Digested> {
    const { keyring } = this.#parts;
    switch (code.kind) {
      case "card":
        return { credential: keyring.credentialOfCard(code.card), card: code.card, hint: code.hint };
      case "pin": {
        // Whoever stands at a keypad goes first.
        const credential = await keyring.credentialOfPin(code.pin, { hurry: "bulk" });
        return { credential, card: null, hint: null };
      }
    }
  }
}

/** That a person gets a card or PIN. */
function additionOf(
  whose: Person,
  { credential, card, hint }: Digested,
  terms: ReadTerms,
): { readonly change: LocalUsersChange; readonly result: Kept } {
  const entry = { ...terms, user: fullName(whose) };
  const result = { id: identificationIdOf(credential), label: credential.label, hint };
  return { change: { set: [{ credential, card, entry, person: whose.id }] }, result };
}

/** Whose a card or PIN of nobody is, as `identificationOf` asks: nobody's, or somebody's who is not there. */
function orphanage({ person }: LocalUser): null | undefined {
  return person === undefined ? undefined : null;
}

function isSame(seen: WrittenPerson, { firstName, lastName, blocked }: Person): boolean {
  return seen.firstName === firstName && seen.lastName === lastName && seen.blocked === blocked;
}

interface Digested {
  readonly credential: Credential;
  readonly card: CardId | null;
  readonly hint: PeopleHint | null;
}
