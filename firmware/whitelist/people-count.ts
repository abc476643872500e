import type { UnitStore } from "../store/unit-store.ts";

/** How many local users there are, and how many cards and PINs they have. */
export class PeopleCount {
  readonly #store: Pick<UnitStore, "localUsersState">;

  constructor(store: Pick<UnitStore, "localUsersState">) {
    this.#store = store;
  }

  /** Never throws: it is asked for right after changes that are durable already. */
  now(): { readonly people: number; readonly identifications: number } {
    const { people, identifications } = this.#store.localUsersState();
    return { people, identifications };
  }
}
