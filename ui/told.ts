/** A happening as it is told outside (docs/events.md): `event` and its fields, none of which need be there. */
export type Told = Readonly<Record<string, unknown>>;

/** Tells a happening. */
export type Sentence = (told: Told) => string;

/** What was shown: its kind, and its id as it may be seen (`04…C3`, `#…`). */
export interface ToldCredential {
  readonly kind: "card" | "pin" | "remote" | null;
  readonly id: string;
}

/** The user's name; null: none is told. */
export function userOf(told: Told): string | null {
  const user = told["user"];
  return typeof user === "string" && user !== "" ? user : null;
}

/** What was shown; null: nothing was, as in open access. */
export function credentialOf(told: Told): ToldCredential | null {
  const credential = told["credential"];
  if (credential === null || credential === undefined) return null;
  if (typeof credential !== "object") return { kind: null, id: "" };
  const kind = "kind" in credential ? credential.kind : null;
  const id = "id" in credential && typeof credential.id === "string" ? credential.id : "";
  return { kind: kind === "card" || kind === "pin" || kind === "remote" ? kind : null, id };
}

/** A number among the fields; null: it is none. */
export function numberOf(told: Told, field: string): number | null {
  const value = told[field];
  return typeof value === "number" ? value : null;
}

/** How many a list among the fields has; null: it is none. */
export function lengthOf(told: Told, field: string): number | null {
  const value = told[field];
  return Array.isArray(value) ? value.length : null;
}

/** The words of the table for a code that came from elsewhere; null: the table does not know it. */
export function wordsFor<Words>(table: Readonly<Record<string, Words>>, code: unknown): Words | null {
  if (typeof code !== "string" || !Object.hasOwn(table, code)) return null;
  return table[code] ?? null;
}

/** A code that no table knows, as it is; null: it is none. */
export function plainCode(code: unknown): string | null {
  return typeof code === "string" && code !== "" ? code.replaceAll("-", " ") : null;
}

/** Words as they stand inside a sentence. */
export function inside(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}

/** Words as they begin a sentence. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
