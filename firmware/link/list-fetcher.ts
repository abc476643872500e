import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { decodeMessage } from "../../protocol/codec.ts";
import { type ListManifest, listManifest, listPart, partHash } from "../../protocol/list.ts";
import type { WireEntry } from "../../protocol/list-entry.ts";
import type { ListTopics } from "../../protocol/topics.ts";
import type { ListRefusal } from "../core/happening.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Connection } from "./connection.ts";
import { applyList } from "./list-apply.ts";

/** Milliseconds. */
const TIMES = {
  /** When no part has come for that long, the list is asked for again; each time after twice as long. */
  progress: 10_000,
  retryCap: 600_000,
} as const;

/** Topics in one subscription. */
const TOPICS_AT_ONCE = 50;

/** Told what became of a list. */
export interface ListListener {
  changed(version: number, count: number): void;
  /** @param digest what tells this list from others, in hex */
  refused(version: number, digest: string, reason: ListRefusal): void;
}

/** A list that is being fetched. */
interface Fetch {
  readonly manifest: ListManifest;
  /** By the hash in hex; null: has not come yet. */
  readonly parts: Map<string, readonly WireEntry[] | null>;
}

type ListStore = Pick<UnitStore, "cloudList" | "replaceCloudList">;

/**
 * Keeps the unit's copy of the cloud's list: reads the manifest, asks for the parts that it names, and takes the list over
 * when all of it has come and is what the manifest says. Until then, and when it never comes, the list that is held counts.
 * One list is taken over at a time; the newest manifest that comes meanwhile waits for it.
 */
export class ListFetcher {
  readonly #connection: Connection;
  readonly #topics: ListTopics;
  readonly #installation: string;
  readonly #store: ListStore;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: ListListener;
  #fetch: Fetch | null = null;
  #applying = false;
  /** The newest manifest that came while a list was being taken over. */
  #waiting: ListManifest | null = null;
  /** Parts that have come and are not read yet: one in a turn of the event loop, so that no tap waits. */
  readonly #unread: { readonly name: string; readonly payload: Uint8Array }[] = [];
  #reading = false;
  #failures = 0;
  #cancelRetry: () => void = () => {};

  constructor(parts: {
    readonly connection: Connection;
    readonly topics: ListTopics;
    readonly installation: string;
    readonly store: ListStore;
    readonly clock: Clock;
    readonly log: Log;
    readonly listener: ListListener;
  }) {
    this.#connection = parts.connection;
    this.#topics = parts.topics;
    this.#installation = parts.installation;
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#listener = parts.listener;
  }

  get topic(): string {
    return this.#topics.manifest;
  }

  /** The connection is gone: what has not come is asked for when the manifest comes again. */
  down(): void {
    this.#cancelRetry();
  }

  /** A message has come; one that is not of this list is let be. */
  take(topic: string, payload: Uint8Array): void {
    if (topic === this.#topics.manifest) {
      this.#manifest(payload);
      return;
    }
    const name = this.#topics.hashOf(topic);
    if (name === null || this.#fetch?.parts.get(name) !== null || payload.length === 0) return;
    if (this.#unread.some((part) => part.name === name)) return;
    this.#unread.push({ name, payload });
    void this.#read();
  }

  #manifest(payload: Uint8Array): void {
    // An empty payload is a topic that was cleared: no list, which takes none away.
    if (payload.length === 0) return;
    const decoded = decodeMessage(listManifest, payload);
    if (decoded.ok) {
      this.#consider(decoded.message);
      return;
    }
    this.#log.warn("the list's manifest cannot be read", { code: decoded.code, text: decoded.text });
    this.#listener.refused(0, partHash(payload).toString("hex"), "malformed");
  }

  #consider(manifest: ListManifest): void {
    if (this.#applying) {
      if (manifest.version >= (this.#waiting?.version ?? 0)) this.#waiting = manifest;
      return;
    }
    this.#waiting = null;
    const digest = hexOf(manifest.digest);
    const held = this.#store.cloudList();
    const same = digest === held.digest && manifest.goodUntil === held.goodUntil;
    if (manifest.version === held.version && same) return;
    if (manifest.version <= held.version) {
      this.#listener.refused(manifest.version, digest, "version");
      return;
    }
    if (this.#fetch && this.#fetch.manifest.version > manifest.version) return;
    if (this.#fetch && isSame(this.#fetch.manifest, manifest)) this.#goOn(this.#fetch);
    else this.#begin(manifest);
  }

  #begin(manifest: ListManifest): void {
    this.#abandon();
    const fetch: Fetch = { manifest, parts: new Map(manifest.parts.map((hash) => [hexOf(hash), null])) };
    this.#fetch = fetch;
    if (fetch.parts.size === 0) void this.#apply(fetch);
    else this.#goOn(fetch);
  }

  /** Asks for what has not come; a broker gives what it keeps at each subscription anew. */
  #goOn(fetch: Fetch): void {
    void this.#askFor(fetch);
    this.#awaitProgress(fetch);
  }

  async #askFor(fetch: Fetch): Promise<void> {
    const missing = [...fetch.parts].filter(([, entries]) => entries === null).map(([name]) => name);
    const topics = missing.map((name) => this.#topics.part(Buffer.from(name, "hex")));
    for (let at = 0; at < topics.length && this.#fetch === fetch; at += TOPICS_AT_ONCE)
      if (!(await this.#connection.subscribe(topics.slice(at, at + TOPICS_AT_ONCE)))) return;
  }

  #awaitProgress(fetch: Fetch): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#clock.after(this.#pause(), () => {
      if (this.#fetch !== fetch) return;
      this.#failures++;
      this.#log.warn("the list's parts do not come", { version: fetch.manifest.version });
      this.#goOn(fetch);
    });
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    for (let part = this.#unread.shift(); part; part = this.#unread.shift()) {
      this.#part(part.name, part.payload);
      await nextTurn();
    }
    this.#reading = false;
  }

  #part(name: string, payload: Uint8Array): void {
    const fetch = this.#fetch;
    if (fetch?.parts.get(name) !== null) return;
    if (partHash(payload).toString("hex") !== name) {
      this.#log.warn("a part of the list is not what its name says", { version: fetch.manifest.version });
      return;
    }
    const decoded = decodeMessage(listPart, payload);
    if (!decoded.ok) {
      this.#log.warn("a part of the list cannot be read", { code: decoded.code, text: decoded.text });
      const { version, digest } = fetch.manifest;
      this.#abandon();
      this.#listener.refused(version, hexOf(digest), "malformed");
      return;
    }
    fetch.parts.set(name, decoded.message.entries);
    this.#failures = 0;
    if ([...fetch.parts.values()].every((entries) => entries !== null)) void this.#apply(fetch);
    else this.#awaitProgress(fetch);
  }

  async #apply(fetch: Fetch): Promise<void> {
    this.#abandon();
    this.#applying = true;
    const { manifest, parts } = fetch;
    const inOrder = manifest.parts.map((hash) => parts.get(hexOf(hash)) ?? []);
    try {
      const refusal = await applyList(this.#store, this.#installation, manifest, inOrder);
      this.#failures = 0;
      this.#applying = false;
      if (refusal) this.#listener.refused(manifest.version, hexOf(manifest.digest), refusal);
      else this.#listener.changed(manifest.version, manifest.count);
    } catch (error) {
      this.#applying = false;
      this.#log.error("the list could not be saved", { error: String(error) });
      this.#waiting ??= manifest;
      this.#cancelRetry = this.#clock.after(this.#pause(), () => this.#takeUpWaiting());
      this.#failures++;
      return;
    }
    this.#takeUpWaiting();
  }

  #takeUpWaiting(): void {
    const next = this.#waiting;
    this.#waiting = null;
    if (next) this.#consider(next);
  }

  #pause(): number {
    return Math.min(TIMES.retryCap, TIMES.progress * 2 ** Math.min(this.#failures, 10));
  }

  /** Ends the fetch under way, and lets its parts go. */
  #abandon(): void {
    this.#cancelRetry();
    const names = [...(this.#fetch?.parts.keys() ?? [])];
    this.#fetch = null;
    this.#unread.length = 0;
    const topics = names.map((name) => this.#topics.part(Buffer.from(name, "hex")));
    for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE)
      void this.#connection.unsubscribe(topics.slice(at, at + TOPICS_AT_ONCE));
  }
}

function isSame(a: ListManifest, b: ListManifest): boolean {
  return (
    a.version === b.version &&
    a.goodUntil === b.goodUntil &&
    hexOf(a.digest) === hexOf(b.digest) &&
    a.parts.length === b.parts.length &&
    a.parts.every((hash, index) => hexOf(hash) === hexOf(b.parts[index] ?? new Uint8Array()))
  );
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
