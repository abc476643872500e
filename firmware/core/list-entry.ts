/** What a list (the cloud's, or the local users) says of one credential. */
export interface ListEntry {
  readonly status: "active" | "blocked";
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never expires. */
  readonly expires: number | null;
  /** Whose it is, as the list names them; null when the list does not say. */
  readonly user: string | null;
}

/** What the unit's two lists say of one credential; they are never mixed (design.md §3). */
export interface Found {
  readonly cloud: ListEntry | null;
  readonly local: ListEntry | null;
}
