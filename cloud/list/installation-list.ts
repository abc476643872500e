import type { DownAnswer } from "../../protocol/ask.ts";
import { cardLabel } from "../../protocol/card-id.ts";
import type { WireCredential } from "../../protocol/credential.ts";
import { type CredentialDigests, credentialDigests } from "../../protocol/digest.ts";
import { entryLine, type WireEntry } from "../../protocol/list-entry.ts";
import { PIN_LABEL } from "../../protocol/pin.ts";
import { type Random, randomHex } from "../surroundings.ts";
import { type ListContent, listContent } from "./list-content.ts";
import {
  type EntryId,
  type EntryTerms,
  isInstant,
  type ListedEntry,
  type ListProblem,
  parseEntryId,
  problem,
  termsProblem,
} from "./list-entry.ts";
import { hashPin } from "./pin-hash.ts";

const NOT_LISTED = problem("not-listed", "expected a credential that is in the list");
const TOO_LONG = problem(
  "list-full",
  "expected a list that says less: it takes more parts than a manifest may name",
);
const NOT_AN_INSTANT = problem("goodUntil", "expected an instant in milliseconds since 1970, or nothing");
/** What fits into a manifest for certain, however long the users' names, unless entries say more than that. */
const ENTRIES_AT_MOST = 250_000;
/** `set` adds or changes the entry of a card number, a `#PIN` or a handle; `remove` takes it away. */
export type ListChange = ({ readonly set: string } & EntryTerms) | { readonly remove: string };

interface Made {
  readonly id: string;
  readonly hint: string | null;
}

export type ListOutcome =
  | {
      readonly ok: true;
      /** The list's version now. */
      readonly version: number;
      /** For each change: the entry's `id`, and what the person should know although it was made. */
      readonly done: readonly Made[];
    }
  | {
      readonly ok: false;
      /** By index of the change (after the last: of the list as a whole); nothing was changed. */
      readonly problems: readonly ({ readonly index: number } & ListProblem)[];
    };

export interface InstallationListParts {
  /** The installation's, 32 bytes. */
  readonly secret: Uint8Array;
  readonly random: Random;
  /** From when on units that can ask nobody rely on it no more, milliseconds since 1970; null: never. */
  readonly goodUntil?: number | null;
  /** The last version that an earlier life of the cloud published; 0: none. */
  readonly version?: number;
  /** Parts that the list may take on the wire; without it, as many as a manifest may name. */
  readonly partsAtMost?: number;
  readonly changed: (content: ListContent) => void;
}

interface Entry {
  readonly wire: WireEntry;
  readonly id: string;
}

/** Of a credential, listed or not. */
type Place = Pick<WireEntry, "kind" | "key"> & { readonly id: string };

type Entries = ReadonlyMap<string, Entry>;

/** What the list says of a credential. */
type Answer = Pick<DownAnswer, "verdict" | "group" | "user">;

/**
 * The list of one installation: who may charge there. Knows card numbers, for the owner's page; of PINs only the digests.
 * Changes are made one after another, each a new version; one that changes nothing makes none.
 */
export class InstallationList {
  readonly #digests: CredentialDigests;
  readonly #random: Random;
  readonly #changed: (content: ListContent) => void;
  readonly #partsAtMost: number | undefined;
  /** By `id`. */
  #entries: Entries = new Map();
  /** The same by kind and key. */
  #byKey: ReadonlyMap<string, WireEntry> = new Map();
  #goodUntil: number | null;
  #version: number;
  #content: ListContent | null = null;
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @throws RangeError when the secret has another length, or `goodUntil` is no instant */
  constructor(parts: InstallationListParts) {
    const { secret, random, version = 0, goodUntil = null, partsAtMost, changed } = parts;
    if (goodUntil !== null && !isInstant(goodUntil)) throw new RangeError(NOT_AN_INSTANT.text);
    this.#digests = credentialDigests(secret);
    this.#random = random;
    this.#version = version;
    this.#goodUntil = goodUntil;
    this.#partsAtMost = partsAtMost;
    this.#changed = changed;
  }

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** From when on units that can ask nobody rely on it no more; null: never. */
  get goodUntil(): number | null {
    return this.#goodUntil;
  }

  /** The newest version as it goes onto the wire; null: nothing was ever changed. */
  get content(): ListContent | null {
    return this.#content;
  }

  /** In the order in which they were added. */
  entries(): readonly ListedEntry[] {
    return Array.from(this.#entries.values(), ({ id, wire }) => {
      const { key: _key, ...entry } = wire;
      return { ...entry, id };
    });
  }

  /** How a listed credential is named on the wire, for a remote start; null: not listed. @param id an entry's */
  credential(id: string): WireCredential | null {
    const meant = parseEntryId(id);
    if (!meant.ok || meant.kind === "pin") return null;
    const entry = this.#entries.get(meant.kind === "card" ? meant.card : meant.handle);
    if (!entry) return null;
    const { kind, key } = entry.wire;
    return { kind, key, id: meant.kind === "card" ? cardLabel(meant.card) : PIN_LABEL };
  }

  /**
   * How any credential is named on the wire, listed or not: a card number, a `#PIN` (some 100 ms) or a handle; null: it is
   * none.
   */
  async credentialOf(typed: string): Promise<WireCredential | null> {
    const meant = parseEntryId(typed);
    const place = meant.ok && (await this.#place(meant, this.#entries));
    if (!place) return null;
    const { kind, key } = place;
    return { kind, key, id: meant.kind === "card" ? cardLabel(meant.card) : PIN_LABEL };
  }

  /** What the list says of a credential: its status and its expiry alone, and whose it is if it is accepted. */
  verdictOn({ kind, key }: Pick<WireCredential, "kind" | "key">, now: number): Answer {
    const entry = this.#byKey.get(placeName(kind, key));
    if (!entry) return { verdict: "Unknown" };
    const { status, expires, group, user } = entry;
    if (status === "blocked") return { verdict: "Blocked" };
    if (expires !== null && now >= expires) return { verdict: "Expired" };
    return {
      verdict: "Accepted",
      ...(group !== undefined && { group }),
      ...(user !== null && { user }),
    };
  }

  /**
   * Makes all of the changes as one version, or none of them. A typed PIN takes some 100 ms.
   * @param options.goodUntil from when on units rely on the list no more; null: never; absent: as it was
   */
  change(
    changes: readonly ListChange[],
    options: { readonly goodUntil?: number | null } = {},
  ): Promise<ListOutcome> {
    const outcome = this.#lastChange.then(() => this.#change(changes, options.goodUntil));
    this.#lastChange = outcome.catch(() => {});
    return outcome;
  }

  async #change(
    changes: readonly ListChange[],
    goodUntil: number | null = this.#goodUntil,
  ): Promise<ListOutcome> {
    if (goodUntil !== null && !isInstant(goodUntil))
      return { ok: false, problems: [{ index: changes.length, ...NOT_AN_INSTANT }] };
    const entries = new Map(this.#entries);
    const done: Made[] = [];
    const problems: ({ index: number } & ListProblem)[] = [];
    for (const [index, change] of changes.entries()) {
      const made = await this.#make(change, entries);
      if ("code" in made) problems.push({ index, ...made });
      else done.push(made);
    }
    if (problems.length > 0) return { ok: false, problems };
    if (goodUntil !== this.#goodUntil || !sameEntries(entries, this.#entries)) {
      const wires = Array.from(entries.values(), ({ wire }) => wire);
      const content = listContent(this.#version + 1, wires, goodUntil, this.#partsAtMost);
      if (!content) return { ok: false, problems: [{ index: changes.length, ...TOO_LONG }] };
      this.#entries = entries;
      this.#byKey = new Map(wires.map((wire) => [placeName(wire.kind, wire.key), wire]));
      this.#goodUntil = goodUntil;
      this.#version = content.version;
      this.#content = content;
      this.#changed(content);
    }
    return { ok: true, version: this.#version, done };
  }

  async #make(change: ListChange, entries: Map<string, Entry>): Promise<Made | ListProblem> {
    const meant = parseEntryId("set" in change ? change.set : change.remove);
    if (!meant.ok) return meant.problem;
    const place = await this.#place(meant, entries);
    if (!place) return NOT_LISTED;
    const { id, kind, key } = place;
    if ("remove" in change) return entries.delete(id) ? { id, hint: null } : NOT_LISTED;
    const { set: _set, ...terms } = change;
    const wrong = termsProblem(terms);
    if (wrong) return wrong;
    const listed = entries.get(id);
    if (!listed && entries.size >= ENTRIES_AT_MOST)
      return problem("list-full", `expected at most ${ENTRIES_AT_MOST} entries`);
    const wire = { kind, key, ...terms };
    if (!listed || entryLine(listed.wire) !== entryLine(wire)) entries.set(id, { id, wire });
    return { id, hint: meant.hint };
  }

  /** Where a credential stands or would stand; null: a handle that is not in the list. */
  async #place(meant: EntryId & { ok: true }, entries: Entries): Promise<Place | null> {
    switch (meant.kind) {
      case "card":
        return { id: meant.card, kind: "card", key: this.#digests.ofCard(meant.card) };
      case "handle": {
        const key = entries.get(meant.handle)?.wire.key;
        return key ? { id: meant.handle, kind: "pin", key } : null;
      }
      case "pin": {
        const key = this.#digests.ofPin(await hashPin(meant.pin, this.#digests.pinSalt));
        for (const { id, wire } of entries.values())
          if (wire.kind === "pin" && key.equals(wire.key)) return { id, kind: "pin", key };
        return { id: `${PIN_LABEL}${randomHex(this.#random, 8)}`, kind: "pin", key };
      }
    }
  }
}

function placeName(kind: string, key: Uint8Array): string {
  return `${kind} ${Buffer.from(key).toString("hex")}`;
}

/** Entries that a change left as they were are the same objects. */
function sameEntries(a: Entries, b: Entries): boolean {
  return a.size === b.size && Array.from(a).every(([id, entry]) => b.get(id) === entry);
}
