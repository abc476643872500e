import { scrypt } from "node:crypto";
import { cardLabel } from "../protocol/card-id.ts";
import type { WireCredential } from "../protocol/credential.ts";
import { type CredentialDigests, credentialDigests, PIN_HASH } from "../protocol/digest.ts";
import type { WireEntry } from "../protocol/list.ts";
import { PIN_LABEL, type Pin } from "../protocol/pin.ts";
import { type ListContent, listContent } from "./list-content.ts";
import {
  type EntryId,
  type EntryTerms,
  type ListedEntry,
  type ListProblem,
  parseEntryId,
  problem,
  termsProblem,
} from "./list-entry.ts";
import { type Random, randomHex } from "./surroundings.ts";

const NOT_LISTED = problem("not-listed", "expected a credential that is in the list");
/** What fits into a manifest for certain, however long the users' names. */
const ENTRIES_AT_MOST = 250_000;
/** scrypt takes 128·N·r bytes, which is exactly where Node's limit stands if it is not raised. */
const HASH_MEMORY = 256 * PIN_HASH.N * PIN_HASH.r;

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
      /** By index of the change; nothing was changed. */
      readonly problems: readonly ({ readonly index: number } & ListProblem)[];
    };

export interface InstallationListParts {
  /** The installation's, 32 bytes. */
  readonly secret: Uint8Array;
  readonly random: Random;
  /** The last version that an earlier life of the cloud published; 0: none. */
  readonly version?: number;
  readonly changed: (content: ListContent) => void;
}

interface Entry {
  readonly wire: WireEntry;
  readonly id: string;
}

/** Of a credential, listed or not. */
type Place = Pick<WireEntry, "kind" | "key"> & { readonly id: string };

type Entries = ReadonlyMap<string, Entry>;

/**
 * The list of one installation: who may charge there. Knows card numbers, for the owner's page; of PINs only the digests.
 * Changes are made one after another, each a new version; one that changes nothing makes none.
 */
export class InstallationList {
  readonly #digests: CredentialDigests;
  readonly #random: Random;
  readonly #changed: (content: ListContent) => void;
  /** By `id`. */
  #entries: Entries = new Map();
  #version: number;
  #content: ListContent | null = null;
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @throws RangeError when the secret has another length */
  constructor({ secret, random, version = 0, changed }: InstallationListParts) {
    this.#digests = credentialDigests(secret);
    this.#random = random;
    this.#version = version;
    this.#changed = changed;
  }

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** The newest version as it goes onto the wire; null: nothing was ever changed. */
  get content(): ListContent | null {
    return this.#content;
  }

  /** In the order in which they were added. */
  entries(): readonly ListedEntry[] {
    return [...this.#entries.values()].map(({ id, wire: { kind, user, status, expires } }) => ({
      kind,
      id,
      user,
      status,
      expires,
    }));
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

  /** Makes all of the changes as one version, or none of them. A typed PIN takes some 100 ms. */
  change(changes: readonly ListChange[]): Promise<ListOutcome> {
    const outcome = this.#lastChange.then(() => this.#change(changes));
    this.#lastChange = outcome.catch(() => {});
    return outcome;
  }

  async #change(changes: readonly ListChange[]): Promise<ListOutcome> {
    const entries = new Map(this.#entries);
    const done: Made[] = [];
    const problems: ({ index: number } & ListProblem)[] = [];
    for (const [index, change] of changes.entries()) {
      const made = await this.#make(change, entries);
      if ("code" in made) problems.push({ index, ...made });
      else done.push(made);
    }
    if (problems.length > 0) return { ok: false, problems };
    if (!sameEntries(entries, this.#entries)) {
      const wires = Array.from(entries.values(), ({ wire }) => wire);
      const content = listContent(this.#version + 1, wires);
      this.#entries = entries;
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
    const { user, status, expires } = change;
    const wrong = termsProblem(change);
    if (wrong) return wrong;
    const listed = entries.get(id);
    if (!listed && entries.size >= ENTRIES_AT_MOST)
      return problem("list-full", `expected at most ${ENTRIES_AT_MOST} entries`);
    if (!listed || !sameTerms(listed.wire, change))
      entries.set(id, { id, wire: { kind, key, status, expires, user } });
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

function hashPin(pin: Pin, salt: Uint8Array): Promise<Buffer> {
  const { N, r, p, bytes } = PIN_HASH;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, { N, r, p, maxmem: HASH_MEMORY }, (error, hard) =>
      error ? reject(error) : resolve(hard),
    );
  });
}

function sameTerms(a: EntryTerms, b: EntryTerms): boolean {
  return a.user === b.user && a.status === b.status && a.expires === b.expires;
}

/** Entries that a change left as they were are the same objects. */
function sameEntries(a: Entries, b: Entries): boolean {
  return a.size === b.size && Array.from(a).every(([id, entry]) => b.get(id) === entry);
}
