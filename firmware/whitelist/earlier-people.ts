import type { Person } from "../store/person.ts";
import { allInTurns } from "../store/row-turns.ts";
import type { LocalUser, LocalUsersChange, UnitStore } from "../store/unit-store.ts";

/** The people whom the unit knew before a change, with all their cards and PINs; secret, as card numbers are. */
export interface EarlierPeople {
  readonly people: readonly Person[];
  readonly users: readonly LocalUser[];
}

/** The people whom the unit knows now; as they are at one moment only where no change can come between. @throws StoreError */
export async function peopleNow(store: UnitStore): Promise<EarlierPeople> {
  return { people: await allInTurns(store.people()), users: await allInTurns(store.localUsers()) };
}

/**
 * Puts everybody back as they were before a change, in one transaction.
 * @param mark `LocalUsersState.change` right after the change: if anybody was edited since, nothing is put back, and that
 * edit is not lost
 * @returns whether it was done
 * @throws StoreError; then nothing has changed
 */
export async function putBack(store: UnitStore, earlier: EarlierPeople, mark: number): Promise<boolean> {
  let isSame = false;
  await store.changeLocalUsers((): LocalUsersChange => {
    isSame = store.localUsersState().change === mark;
    return isSame ? { replace: true, set: earlier.users, people: { set: earlier.people } } : {};
  });
  return isSame;
}
