import type { UnitStore } from "../store/unit-store.ts";

/** How many local users there are, and how many cards and PINs they have: counted when asked for after a change, not each time. */
export class PeopleCount {
  readonly #store: Pick<UnitStore, "people" | "localUsers">;
  #counted: { readonly people: number; readonly identifications: number } | null = null;

  constructor(store: Pick<UnitStore, "people" | "localUsers">) {
    this.#store = store;
  }

  /** They have changed. */
  changed(): void {
    this.#counted = null;
  }

  /** @throws StoreError */
  now(): { readonly people: number; readonly identifications: number } {
    this.#counted ??= {
      people: [...this.#store.people()].length,
      identifications: [...this.#store.localUsers()].length,
    };
    return this.#counted;
  }
}
