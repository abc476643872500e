import { parseCardId } from "../../protocol/card-id.ts";
import { parsePin } from "../../protocol/pin.ts";
import type { Credential } from "../core/credential.ts";
import type { Keyring } from "../credential/keyring.ts";
import { statusOf } from "../store/found-entry.ts";
import type { Person, PersonId } from "../store/person.ts";
import { rowTurns } from "../store/row-turns.ts";
import type { LocalUser, UnitStore } from "../store/unit-store.ts";
import type { FileError } from "./csv.ts";
import { type ExportedCard, writeCsv } from "./csv-write.ts";
import { digestCsv, digestedRow } from "./digested-rows.ts";
import { changeOf } from "./import-rows.ts";
import { type CellError, rowReader, type WrittenRow } from "./row.ts";

export type ImportResult =
  | { readonly ok: true; readonly added: number; readonly updated: number; readonly removed: number }
  | { readonly ok: false; readonly errors: readonly FileError[] };

/**
 * Adds or updates the local users of a whitelist file; with any bad row nothing changes. A row's user is the person with
 * exactly that full name, or a new one.
 * @param file the file's bytes or text (design.md §5), at most `largest` bytes (default 32 MiB)
 * @param options.replace makes the file the whole: cards, PINs and people that are not in it are removed
 * @param options.zone the unit's IANA zone, by whose days dates count
 * @param options.random answers that many unpredictable bytes (ids of new people)
 * @param options.onProgress told how many of the rows are digested (a PIN takes about a tenth of a second)
 * @throws StoreError; then nothing has changed
 */
export async function importCsv(
  store: UnitStore,
  keyring: Keyring,
  file: string | Uint8Array,
  options: {
    readonly replace: boolean;
    readonly zone: string;
    readonly random: (bytes: number) => Uint8Array;
    readonly largest?: number;
    readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
  },
): Promise<ImportResult> {
  const { replace, random, ...how } = options;
  const read = await digestCsv(keyring, file, how);
  if (!read.ok) return read;
  const done = await store.changeLocalUsers(() => changeOf(store, read.rows, { replace, random }));
  return { ok: true, ...done };
}

export type AddResult =
  | { readonly ok: true; readonly credential: Credential; readonly change: "added" | "updated" }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/**
 * Adds or updates one local user's card or PIN, written as in a file's row.
 * @param options as those of `importCsv`
 * @throws StoreError; then nothing has changed
 */
export async function addOne(
  store: UnitStore,
  keyring: Keyring,
  written: WrittenRow,
  { zone, random }: { readonly zone: string; readonly random: (bytes: number) => Uint8Array },
): Promise<AddResult> {
  const read = rowReader(zone)(written);
  if (!read.ok) return read;
  const row = await digestedRow(keyring, read.row, "keypad");
  const { added } = await store.changeLocalUsers(() => changeOf(store, [row], { replace: false, random }));
  return { ok: true, credential: row.credential, change: added === 1 ? "added" : "updated" };
}

export type RemoveResult =
  | { readonly ok: true; readonly removed: boolean }
  | {
      readonly ok: false;
      /** What was expected; holds no number. */
      readonly text: string;
    };

/**
 * Removes one local user's card or PIN, and with the last one the person.
 * @param id a card number or a `#PIN` as people type it
 * @throws StoreError; then nothing has changed
 */
export async function removeOne(store: UnitStore, keyring: Keyring, id: string): Promise<RemoveResult> {
  const credential = await typedCredential(keyring, id);
  if (typeof credential === "string") return { ok: false, text: credential };
  const { removed } = await store.changeLocalUsers(() => {
    const person = store.localUser(credential)?.person;
    const remove = [credential];
    if (person === undefined) return { remove };
    const held = [...store.localUsers(person)].length;
    return held > 1 ? { remove } : { remove, people: { remove: [person] } };
  });
  return { ok: true, removed: removed === 1 };
}

/** All local users as they count, sorted by user, then kind, then what is shown of the credential. @throws StoreError */
export async function list(store: UnitStore): Promise<readonly LocalUser[]> {
  const order = ({ entry, credential }: LocalUser): string =>
    [entry.user ?? "", credential.kind, credential.label, credential.key].join("\0");
  return (await counting(store))
    .map((user) => ({ user, at: order(user) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .map(({ user }) => user);
}

export interface Export {
  readonly text: string;
  readonly cards: number;
  /** PINs are never kept, so they cannot be written. */
  readonly pinsLeftOut: number;
  /** Cards that were added by holding them to the reader, and whose number is not known. */
  readonly numbersUnknown: number;
  /** Cards whose stored number is damaged. */
  readonly damaged: number;
}

/** The local users' cards as a whitelist file that `importCsv` takes back, each with the status that counts. @throws StoreError */
export async function exportCsv(store: UnitStore): Promise<Export> {
  const cards: ExportedCard[] = [];
  const left = { pinsLeftOut: 0, numbersUnknown: 0, damaged: 0 };
  for (const { credential, card, entry, damaged } of await counting(store)) {
    if (credential.kind !== "card") left.pinsLeftOut += 1;
    else if (card !== null)
      cards.push({ card, user: entry.user, status: entry.status, expires: entry.expires });
    else if (damaged === undefined) left.numbersUnknown += 1;
    else left.damaged += 1;
  }
  return { text: await writeCsv(cards), cards: cards.length, ...left };
}

/** The local users of one moment, each with the status that counts. */
async function counting(store: UnitStore): Promise<LocalUser[]> {
  const people = new Map<PersonId, Person>();
  const users: LocalUser[] = [];
  // In the place of a change, so that none comes between what is read first and last.
  await store.changeLocalUsers(async () => {
    for await (const person of rowTurns(store.people())) people.set(person.id, person);
    for await (const user of rowTurns(store.localUsers())) {
      const person = user.person === undefined ? undefined : (people.get(user.person) ?? null);
      users.push({ ...user, entry: { ...user.entry, status: statusOf(user.entry, person) } });
    }
    return {};
  });
  return users;
}

/** The credential, or what was expected. */
async function typedCredential(keyring: Keyring, id: string): Promise<Credential | string> {
  if (id.trim().startsWith("#")) {
    const pin = parsePin(id);
    return pin.ok ? keyring.credentialOfPin(pin.pin) : pin.text;
  }
  const card = parseCardId(id);
  return card.ok ? keyring.credentialOfCard(card.id) : card.text;
}
