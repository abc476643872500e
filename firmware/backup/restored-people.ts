import { setImmediate as nextTurn } from "node:timers/promises";
import { cardIdOfUid } from "../../protocol/card-id.ts";
import type { Keyring } from "../credential/keyring.ts";
import {
  fullName,
  isPersonId,
  LONGEST_NAME,
  newPersonId,
  type Person,
  type PersonId,
} from "../store/person.ts";
import { credentialName } from "../store/stored-key.ts";
import type { LocalUser } from "../store/unit-store.ts";
import type { BackupContent } from "./backup-content.ts";

/** Digested in one turn of the event loop, about 3 ms. */
const CARDS_AT_ONCE = 500;
const MANY_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** A person whose cards or PINs cannot come along: they have to be set anew. */
export interface LeftOut {
  /** Null: they belong to nobody by name. */
  readonly name: string | null;
  readonly cards: number;
  readonly pins: number;
}

/** The people of a backup, as this unit would keep them. */
export interface RestoredPeople {
  readonly people: readonly Person[];
  readonly users: readonly LocalUser[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Makes the people of a backup those of a unit with these keys. A card whose number is in the file is digested anew; what is
 * only a digest (PINs, cards of unknown number) counts with the very keys that made it, and is left out with others.
 * Whatever the file says, what comes out is what the store may keep.
 * @param random answers that many unpredictable bytes (for people whose ids are none of a unit's)
 */
export async function restoredPeople(
  { people, identifications }: BackupContent,
  keyring: Pick<Keyring, "fingerprint" | "credentialOfCard">,
  random: (bytes: number) => Uint8Array,
): Promise<RestoredPeople> {
  const known = peopleOf(people, random);
  const users = new Map<string, LocalUser>();
  const left = new Map<string | null, LeftOut>();
  for (const [index, one] of identifications.entries()) {
    if (index % CARDS_AT_ONCE === CARDS_AT_ONCE - 1) await nextTurn();
    const person = one.person === null ? null : known.get(one.person);
    const name = person ? fullName(person) : null;
    const found = credentialOf(one, keyring);
    if (found === null) {
      const { cards, pins } = left.get(one.person) ?? { cards: 0, pins: 0 };
      const isCard = one.type === "card";
      left.set(one.person, { name, cards: cards + (isCard ? 1 : 0), pins: pins + (isCard ? 0 : 1) });
      continue;
    }
    const entry = { ...one.entry, ...(person !== null && { user: name }) };
    // Of a person whom the file does not hold nobody can say that they were not blocked.
    if (person === undefined) entry.status = "blocked";
    users.set(credentialName(found.credential), { ...found, entry, ...(person && { person: person.id }) });
  }
  return { people: [...known.values()], users: [...users.values()], leftOut: [...left.values()] };
}

/** By the ids that the file gives them. */
function peopleOf(
  written: BackupContent["people"],
  random: (bytes: number) => Uint8Array,
): ReadonlyMap<string, Person> {
  const taken = new Set<PersonId>(written.flatMap(({ id }) => (isPersonId(id) ? [id] : [])));
  const known = new Map<string, Person>();
  for (const { id, firstName, lastName, blocked } of written) {
    const own = known.get(id)?.id ?? (isPersonId(id) ? id : newPersonId(random, (drawn) => taken.has(drawn)));
    taken.add(own);
    const name = { firstName: nameOf(firstName), lastName: nameOf(lastName) };
    const named = fullName(name) === "" ? { ...name, firstName: "?" } : name;
    known.set(id, { id: own, ...named, blocked });
  }
  return known;
}

/** A name as the unit keeps names. */
function nameOf(written: string): string {
  const tidy = written.normalize("NFC").replace(MANY_CONTROLS, " ").trim();
  return Array.from(tidy).slice(0, LONGEST_NAME).join("").trim();
}

/** What it is at this unit; null: it cannot be made out. */
function credentialOf(
  { type, card, digest, keyring: made, label }: BackupContent["identifications"][number],
  keyring: Pick<Keyring, "fingerprint" | "credentialOfCard">,
): Pick<LocalUser, "credential" | "card"> | null {
  const number = card === null ? null : cardIdOfUid(Buffer.from(card, "hex"));
  if (number !== null) return { credential: keyring.credentialOfCard(number), card: number };
  if (made !== keyring.fingerprint) return null;
  return { credential: { kind: type, key: digest, label: label.replace(MANY_CONTROLS, " ") }, card: null };
}
