import { isDeepStrictEqual } from "node:util";
import { statusOf } from "../store/found-entry.ts";
import { fullName } from "../store/person.ts";
import { rowTurns } from "../store/row-turns.ts";
import { credentialName } from "../store/stored-key.ts";
import type { LocalUser, LocalUsersChange, UnitStore } from "../store/unit-store.ts";
import { type EarlierPeople, peopleNow } from "./earlier-people.ts";
import { type DigestedRow, NamedPeople } from "./named-people.ts";

/** What becomes of the rows of a file. */
interface HowRows {
  /** Makes the file the whole: cards, PINs and people that are not in it are removed. */
  readonly replace: boolean;
  /** Answers that many unpredictable bytes (ids of new people). */
  readonly random: (bytes: number) => Uint8Array;
}

/** What an import would do, or has done, in cards and PINs. */
export interface ImportCounts {
  readonly added: number;
  /** Those that are on the list and get other terms, another name or their number; what stays as it is does not count. */
  readonly updated: number;
  readonly removed: number;
  /** Who goes, by name, in the order of their ids. */
  readonly peopleRemoved: readonly string[];
  /** Those that go from one person to another, in the order of the rows; null: nobody. */
  readonly moved: readonly {
    readonly label: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** Those that are blocked, by themselves or by their person, and no longer would be, in the order of the rows. */
  readonly unblocked: readonly { readonly label: string; readonly user: string | null }[];
}

/** What an import has done, and what takes it back (`putBack`). */
export interface Imported extends ImportCounts {
  readonly earlier: EarlierPeople;
  readonly mark: number;
}

/**
 * What importing the rows would do now; nothing is changed.
 * @returns with the mark of the people for whom it holds
 * @throws StoreError
 */
export async function previewRows(
  store: UnitStore,
  rows: readonly DigestedRow[],
  how: HowRows,
): Promise<ImportCounts & { readonly mark: number }> {
  const mark = store.localUsersState().change;
  const change = await changeOf(store, rows, how);
  return { ...(await countsOf(store, change)), mark };
}

/**
 * Imports the rows of a file, all in one transaction.
 * @param how.mark of the preview that was looked at
 * @returns what was done, and who was there before; null: nothing, since somebody was edited after the preview
 * @throws StoreError; then nothing has changed
 */
export async function importRows(
  store: UnitStore,
  rows: readonly DigestedRow[],
  how: HowRows & { readonly mark: number },
): Promise<Imported | null> {
  const before: Imported[] = [];
  await store.changeLocalUsers(async (): Promise<LocalUsersChange> => {
    if (store.localUsersState().change !== how.mark) return {};
    const change = await changeOf(store, rows, how);
    const mark = how.mark + 1;
    before.push({ ...(await countsOf(store, change)), earlier: await peopleNow(store), mark });
    return change;
  });
  return before[0] ?? null;
}

/** The change that the rows of a file are. @throws StoreError */
export async function changeOf(
  store: UnitStore,
  rows: readonly DigestedRow[],
  { replace, random }: HowRows,
): Promise<Required<Pick<LocalUsersChange, "replace" | "set" | "people">>> {
  const people = new NamedPeople(random);
  for await (const person of rowTurns(store.people())) people.know(person);
  const set: LocalUser[] = [];
  for await (const row of rowTurns(rows)) set.push(people.userOf(row, store.localUser(row.credential)));
  return { replace, set, people: { set: replace ? people.used : people.added } };
}

async function countsOf(
  store: UnitStore,
  { replace, set, people }: Awaited<ReturnType<typeof changeOf>>,
): Promise<ImportCounts> {
  let [added, updated] = [0, 0];
  const moved: ImportCounts["moved"][number][] = [];
  const unblocked: ImportCounts["unblocked"][number][] = [];
  const named = new Map(people.set?.map((person) => [person.id, person]));
  for await (const user of rowTurns(set)) {
    const before = store.localUser(user.credential);
    if (before === null) added += 1;
    else if (!isDeepStrictEqual(before, user)) {
      updated += 1;
      const { label } = user.credential;
      const [from, to] = [before.entry.user, user.entry.user];
      if (before.person !== user.person) moved.push({ label, from, to });
      const isBlocked = ({ entry, person }: LocalUser) =>
        statusOf(entry, person && (named.get(person) ?? store.person(person))) === "blocked";
      if (isBlocked(before) && !isBlocked(user)) unblocked.push({ label, user: to });
    }
  }
  if (!replace) return { added, updated, removed: 0, peopleRemoved: [], moved, unblocked };
  const kept = new Set(set.map(({ credential }) => credentialName(credential)));
  const staying = new Set(people.set?.map(({ id }) => id));
  let removed = 0;
  for await (const { credential } of rowTurns(store.localUsers()))
    if (!kept.has(credentialName(credential))) removed += 1;
  const peopleRemoved: string[] = [];
  for await (const person of rowTurns(store.people()))
    if (!staying.has(person.id)) peopleRemoved.push(fullName(person));
  return { added, updated, removed, peopleRemoved, moved, unblocked };
}
