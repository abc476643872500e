import { z } from "zod";
import { furtherTerms, type WireEntry } from "../../protocol/list-entry.ts";
import type { CardId, ChargerId, PersonId, PinCodeId, StopGroupId } from "../database/ids.ts";
import type { EntryTerms } from "../list/list-entry.ts";
import type { ChargeRight } from "./charge-rights.ts";

/** What a list is made of, as it stands in the database; digests are those of the installation. */
export interface ListRows {
  readonly rights: readonly ChargeRight[];
  readonly cards: readonly {
    readonly id: CardId;
    readonly person: PersonId;
    readonly key: Uint8Array;
    readonly status: "active" | "blocked";
  }[];
  readonly codes: readonly ListedCode[];
  /** The group of each person who is in one. */
  readonly groups: ReadonlyMap<PersonId, StopGroupId>;
  /** The digest of somebody's account. */
  readonly account: (person: PersonId) => Uint8Array;
}

/** A PIN code; instants are milliseconds since 1970. */
export interface ListedCode {
  readonly id: PinCodeId;
  /** Null: a guest's. */
  readonly person: PersonId | null;
  readonly label: string;
  readonly key: Uint8Array;
  readonly status: "active" | "blocked";
  readonly from: number | null;
  readonly expiresAt: number | null;
  readonly windows: readonly string[] | null;
  readonly uses: number | null;
  /** The only charger at which it is good; null: every one. */
  readonly charger: { readonly id: ChargerId; readonly unit: string } | null;
  /** How often each charger has seen it start a session. */
  readonly used: readonly number[];
}

/** What the list says of one credential, and whose it is. */
export interface BuiltEntry {
  readonly kind: "card" | "pin" | "remote";
  readonly key: Uint8Array;
  readonly personId: PersonId | null;
  readonly cardId: CardId | null;
  readonly pinCodeId: PinCodeId | null;
  readonly terms: EntryTerms;
}

/** The terms of an entry as they are kept. */
export const keptTerms = z.strictObject({
  status: z.enum(["active", "blocked"]),
  expires: z.number().nullable(),
  user: z.string().nullable(),
  ...furtherTerms.shape,
}) satisfies z.ZodType<EntryTerms>;

const USER_AT_MOST = 200;
const CHARGERS_AT_MOST = 100;

/** Where and how long somebody may charge, and how much they are relied on. */
type Reach = Pick<EntryTerms, "expires" | "chargers" | "owner">;

/**
 * Who may charge at an installation, credential by credential. Pure. Blocked ones are among them, so that a unit refuses them
 * for what they are even where unknown cards may charge. Of several grants the widest counts: on the whole installation before
 * single chargers, the one that ends last; of single chargers, the entry ends when the first of them does, and the list is
 * built anew then.
 */
export function listEntries({ rights, cards, codes, groups, account }: ListRows): readonly BuiltEntry[] {
  const people = new Map<PersonId, { readonly terms: EntryTerms; readonly reach: Reach }>();
  for (const [person, own] of byPerson(rights)) {
    const group = groups.get(person);
    const reach = reachOf(own);
    const user = userOf(own[0]?.name ?? "");
    people.set(person, {
      reach,
      terms: { status: "active", user, ...reach, ...(group !== undefined && { group }) },
    });
  }
  const none = { personId: null, cardId: null, pinCodeId: null };
  const entries: BuiltEntry[] = [];
  for (const { id, person, key, status } of cards) {
    const holder = people.get(person);
    if (holder)
      entries.push({
        ...none,
        kind: "card",
        key,
        personId: person,
        cardId: id,
        terms: { ...holder.terms, status },
      });
  }
  for (const code of codes) {
    const terms = codeTerms(code, code.person === null ? null : (people.get(code.person) ?? "nobody"));
    if (terms)
      entries.push({ ...none, kind: "pin", key: code.key, personId: code.person, pinCodeId: code.id, terms });
  }
  for (const [person, { terms }] of people)
    entries.push({ ...none, kind: "remote", key: account(person), personId: person, terms });
  return entries;
}

/** What goes to the units: all but accounts, which are asked about. */
export function wireEntries(entries: readonly BuiltEntry[]): readonly WireEntry[] {
  return entries.flatMap(({ kind, key, terms }) => (kind === "remote" ? [] : [{ kind, key, ...terms }]));
}

function byPerson(rights: readonly ChargeRight[]): ReadonlyMap<PersonId, readonly ChargeRight[]> {
  const people = new Map<PersonId, ChargeRight[]>();
  for (const right of rights) {
    const own = people.get(right.person);
    if (own) own.push(right);
    else people.set(right.person, [right]);
  }
  return people;
}

/** @param rights somebody's, at least one */
function reachOf(rights: readonly ChargeRight[]): Reach {
  const everywhere = rights.filter(({ charger }) => charger === null);
  if (everywhere.length > 0)
    return {
      expires: latest(everywhere.map(({ expiresAt }) => expiresAt)),
      ...(everywhere.some(({ role }) => role === "owner") && { owner: true }),
    };
  const units = new Map<string, ChargeRight[]>();
  for (const right of rights)
    if (right.charger) units.set(right.charger.unit, [...(units.get(right.charger.unit) ?? []), right]);
  const ends = Array.from(units.values(), (own) => latest(own.map(({ expiresAt }) => expiresAt)));
  const ownsAll = Array.from(units.values()).every((own) => own.some(({ role }) => role === "owner"));
  return {
    expires: earliest(ends),
    chargers: [...units.keys()].sort(byCodeUnit).slice(0, CHARGERS_AT_MOST),
    ...(ownsAll && { owner: true }),
  };
}

/** What holds for a PIN code: its own terms within its holder's; null: it is good nowhere. */
function codeTerms(
  code: ListedCode,
  holder: { readonly terms: EntryTerms; readonly reach: Reach } | "nobody" | null,
): EntryTerms | null {
  const { from, expiresAt, windows, status, charger } = code;
  if (holder === "nobody") return null;
  const units = chargersOf(charger?.unit ?? null, holder?.reach.chargers ?? null);
  if (units?.length === 0) return null;
  const { chargers: _chargers, ...theirs } = holder?.terms ?? { user: userOf(code.label) };
  const uses = usesLeft(code);
  return {
    ...theirs,
    status,
    expires: earliest([expiresAt, holder?.reach.expires ?? null]),
    ...(units && { chargers: [...units] }),
    ...(from !== null && { from }),
    ...(windows !== null && windows.length > 0 && { windows: [...windows] }),
    ...(uses !== null && { uses }),
  };
}

function chargersOf(only: string | null, within: readonly string[] | null): readonly string[] | null {
  if (only === null) return within;
  return within === null || within.includes(only) ? [only] : [];
}

/**
 * Each unit counts for itself how often a code has started a session, and the list is one for all: what was used elsewhere is
 * taken off, as the unit sees it that has used it most. So nobody loses a use, and once all are used no unit starts another;
 * others, while they are cut off from the cloud, may start some that were used up elsewhere.
 */
function usesLeft({ uses, used }: ListedCode): number | null {
  if (uses === null) return null;
  const all = used.reduce((sum, times) => sum + times, 0);
  return all >= uses ? 0 : uses - all + Math.max(0, ...used);
}

/** Null never comes. */
function earliest(ends: readonly (number | null)[]): number | null {
  const real = ends.filter((end) => end !== null);
  return real.length === 0 ? null : Math.min(...real);
}

function latest(ends: readonly (number | null)[]): number | null {
  return ends.includes(null) ? null : Math.max(...ends.filter((end) => end !== null));
}

/** A name as it may stand in a list; half a surrogate pair has no bytes of its own. */
function userOf(name: string): string {
  return name.slice(0, USER_AT_MOST).replaceAll(/\p{Surrogate}/gu, "\u{fffd}");
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
