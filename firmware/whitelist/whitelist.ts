import { setImmediate as nextTurn } from "node:timers/promises";
import { cardIdOfUid, parseCardId } from "../../protocol/card-id.ts";
import { parsePin } from "../../protocol/pin.ts";
import type { Credential } from "../core/credential.ts";
import type { Keyring } from "../credential/keyring.ts";
import type { LocalUser, UnitStore } from "../store/unit-store.ts";
import { type FileError, parseCsv } from "./csv.ts";
import { type ExportedCard, writeCsv } from "./csv-write.ts";
import { type CellError, type Row, rowReader, type WrittenRow } from "./row.ts";

/** Digested in one turn of the event loop, about 3 ms. */
const ROWS_AT_ONCE = 500;

export type ImportResult =
  | { readonly ok: true; readonly added: number; readonly updated: number; readonly removed: number }
  | { readonly ok: false; readonly errors: readonly FileError[] };

/**
 * Adds or updates the local users of a whitelist file; with any bad row nothing changes.
 * @param file the file's bytes or text (design.md §5), at most `largest` bytes (default 32 MiB)
 * @param options.replace makes the file the whole: who is not in it is removed
 * @param options.zone the unit's IANA zone, by whose days dates count
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
    readonly largest?: number;
    readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
  },
): Promise<ImportResult> {
  const { replace, onProgress, ...how } = options;
  const read = parseCsv(file, how);
  if (!read.ok) return read;
  let done = 0;
  const digesting: Promise<LocalUser>[] = [];
  for (const row of read.rows) {
    if (digesting.length % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await nextTurn();
    const user = userOf(keyring, row, "bulk").finally(() => {
      done += 1;
      onProgress?.({ done, of: read.rows.length });
    });
    // A failure is reported by the wait for all, which may begin some turns later.
    user.catch(() => undefined);
    digesting.push(user);
  }
  const set = (await Promise.all(digesting)).map((user) => withOtherTerms(store, user));
  return { ok: true, ...(await store.changeLocalUsers({ replace, set })) };
}

export type AddResult =
  | { readonly ok: true; readonly credential: Credential; readonly change: "added" | "updated" }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/**
 * Adds or updates one local user's card or PIN, written as in a file's row.
 * @param zone the unit's IANA zone, by whose days dates count
 * @throws StoreError; then nothing has changed
 */
export async function addOne(
  store: UnitStore,
  keyring: Keyring,
  written: WrittenRow,
  { zone }: { readonly zone: string },
): Promise<AddResult> {
  const read = rowReader(zone)(written);
  if (!read.ok) return read;
  const user = await userOf(keyring, read.row, "keypad");
  const { added } = await store.changeLocalUsers({ set: [withOtherTerms(store, user)] });
  return { ok: true, credential: user.credential, change: added === 1 ? "added" : "updated" };
}

export type RemoveResult =
  | { readonly ok: true; readonly removed: boolean }
  | {
      readonly ok: false;
      /** What was expected; holds no number. */
      readonly text: string;
    };

/**
 * Removes one local user's card or PIN.
 * @param id a card number or a `#PIN` as people type it
 * @throws StoreError; then nothing has changed
 */
export async function removeOne(store: UnitStore, keyring: Keyring, id: string): Promise<RemoveResult> {
  const credential = await typedCredential(keyring, id);
  if (typeof credential === "string") return { ok: false, text: credential };
  const { removed } = await store.changeLocalUsers({ remove: [credential] });
  return { ok: true, removed: removed === 1 };
}

/** All local users, sorted by user, then kind, then what is shown of the credential. @throws StoreError */
export function list(store: UnitStore): readonly LocalUser[] {
  const order = ({ entry, credential }: LocalUser): string =>
    [entry.user ?? "", credential.kind, credential.label, credential.key].join("\0");
  return [...store.localUsers()]
    .map((user) => ({ user, at: order(user) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .map(({ user }) => user);
}

export interface Export {
  readonly text: string;
  readonly cards: number;
  /** PINs are never kept, so they cannot be written. */
  readonly pinsLeftOut: number;
  /** Cards whose stored number is damaged. */
  readonly damaged: number;
}

/** The local users' cards as a whitelist file that `importCsv` takes back. @throws StoreError */
export function exportCsv(store: UnitStore): Export {
  const cards: ExportedCard[] = [];
  let pinsLeftOut = 0;
  let damaged = 0;
  for (const { credential, card, entry } of store.localUsers()) {
    const number = card === null ? null : cardIdOfUid(Buffer.from(card, "hex"));
    if (credential.kind !== "card") pinsLeftOut += 1;
    else if (number === null) damaged += 1;
    else cards.push({ card: number, user: entry.user, status: entry.status, expires: entry.expires });
  }
  return { text: writeCsv(cards), cards: cards.length, pinsLeftOut, damaged };
}

/** A file has no columns for hours, counts and limits: whoever has some keeps them when it is updated. */
function withOtherTerms(store: UnitStore, { entry, ...user }: LocalUser): LocalUser {
  const before = store.find(user.credential).local;
  return { ...user, entry: { ...before, ...entry } };
}

async function userOf(keyring: Keyring, row: Row, hurry: "keypad" | "bulk"): Promise<LocalUser> {
  const { who, user, status, expires } = row;
  const entry = { status, expires, user };
  switch (who.kind) {
    case "card":
      return { credential: keyring.credentialOfCard(who.id), entry, card: who.id };
    case "pin":
      return { credential: await keyring.credentialOfPin(who.pin, { hurry }), entry, card: null };
  }
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
