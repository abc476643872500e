import { createHash } from "node:crypto";
import type { Person } from "../store/person.ts";
import type { LocalUser, UnitStore } from "../store/unit-store.ts";

/** The people whom the unit knew before a change, with all their cards and PINs; secret, as card numbers are. */
export interface EarlierPeople {
  readonly people: readonly Person[];
  readonly users: readonly LocalUser[];
}

/** The people whom the unit knows now. @throws StoreError */
export function peopleNow(store: UnitStore): EarlierPeople {
  return { people: [...store.people()], users: [...store.localUsers()] };
}

/** Tells two states of the people apart; says nothing of who they are. */
export function markOf(state: EarlierPeople): string {
  return createHash("sha256").update(JSON.stringify(state)).digest("hex");
}

/**
 * Puts everybody back as they were before a change, in one transaction.
 * @param mark the mark of the people right after the change: if anybody was edited since, nothing is put back, and that
 * edit is not lost
 * @returns whether it was done
 * @throws StoreError; then nothing has changed
 */
export async function putBack(store: UnitStore, earlier: EarlierPeople, mark: string): Promise<boolean> {
  let isSame = false;
  await store.changeLocalUsers(() => {
    isSame = markOf(peopleNow(store)) === mark;
    return isSame ? { replace: true, set: earlier.users, people: { set: earlier.people } } : {};
  });
  return isSame;
}
