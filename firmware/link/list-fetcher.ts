import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { decodeMessage } from "../../protocol/codec.ts";
import { type ListManifest, listManifest, listPart, partHash, type WireEntry } from "../../protocol/list.ts";
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
  refused(version: number, reason: ListRefusal): void;
}

/** A list that is being fetched. */
interface Fetch {
  readonly manifest: ListManifest;
  /** By the hash in hex; null: has not come yet. */
  readonly parts: Map<string, readonly WireEntry[] | null>;
  applying: boolean;
}

type ListStore = Pick<UnitStore, "cloudList" | "replaceCloudList">;

/**
 * Keeps the unit's copy of the cloud's list: reads the manifest, asks for the parts that it names, and takes the list over
 * when all of it has come and is what the manifest says. Until then, and when it never comes, the list that is held counts.
 */
export class ListFetcher {
  readonly #connection: Connection;
  readonly #topics: ListTopics;
  readonly #store: ListStore;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: ListListener;
  #fetch: Fetch | null = null;
  #failures = 0;
  #cancelRetry: () => void = () => {};
  #lastRefused = "";

  constructor(parts: {
    readonly connection: Connection;
    readonly topics: ListTopics;
    readonly store: ListStore;
    readonly clock: Clock;
    readonly log: Log;
    readonly listener: ListListener;
  }) {
    this.#connection = parts.connection;
    this.#topics = parts.topics;
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#listener = parts.listener;
  }

  get topic(): string {
    return this.#topics.manifest;
  }

  /** The connection is gone: what has not come is asked for again when the manifest comes again. */
  down(): void {
    this.#cancelRetry();
    if (this.#fetch && !this.#fetch.applying) this.#fetch = null;
  }

  /** Whether a topic is one of this list's. */
  take(topic: string, payload: Uint8Array): boolean {
    if (topic === this.#topics.manifest) {
      this.#manifest(payload);
      return true;
    }
    const hash = this.#topics.hashOf(topic);
    if (hash === null) return false;
    this.#part(hash, payload);
    return true;
  }

  #manifest(payload: Uint8Array): void {
    // An empty payload is a topic that was cleared: no list, which takes none away.
    if (payload.length === 0) return;
    const decoded = decodeMessage(listManifest, payload);
    if (!decoded.ok) {
      this.#log.warn("the list's manifest cannot be read", { code: decoded.code, text: decoded.text });
      this.#refuse(0, partHash(payload).toString("hex"), "malformed");
      return;
    }
    const manifest = decoded.message;
    const digest = Buffer.from(manifest.digest).toString("hex");
    const held = this.#store.cloudList();
    if (manifest.version === held.version && digest === held.digest) return;
    if (manifest.version < held.version || (manifest.version === held.version && held.digest !== "")) {
      this.#refuse(manifest.version, digest, "version");
      return;
    }
    if (this.#fetch && this.#fetch.manifest.version > manifest.version) return;
    this.#begin(manifest);
  }

  #begin(manifest: ListManifest): void {
    this.#abandon();
    const names = manifest.parts.map((hash) => Buffer.from(hash).toString("hex"));
    const fetch: Fetch = { manifest, parts: new Map(names.map((name) => [name, null])), applying: false };
    this.#fetch = fetch;
    if (fetch.parts.size === 0) {
      void this.#apply(fetch);
      return;
    }
    void this.#askFor([...fetch.parts.keys()]);
    this.#awaitProgress(fetch);
  }

  async #askFor(names: readonly string[]): Promise<void> {
    const topics = names.map((name) => this.#topics.part(Buffer.from(name, "hex")));
    for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE)
      if (!(await this.#connection.subscribe(topics.slice(at, at + TOPICS_AT_ONCE)))) return;
  }

  #awaitProgress(fetch: Fetch): void {
    this.#cancelRetry();
    const pause = Math.min(TIMES.retryCap, TIMES.progress * 2 ** Math.min(this.#failures, 10));
    this.#cancelRetry = this.#clock.after(pause, () => {
      if (this.#fetch !== fetch || fetch.applying) return;
      this.#failures++;
      this.#log.warn("the list's parts do not come", { version: fetch.manifest.version });
      const missing = [...fetch.parts].filter(([, entries]) => entries === null).map(([name]) => name);
      // A broker gives what it keeps at each subscription anew.
      void this.#askFor(missing);
      this.#awaitProgress(fetch);
    });
  }

  #part(name: string, payload: Uint8Array): void {
    const fetch = this.#fetch;
    if (!fetch || fetch.applying || fetch.parts.get(name) !== null || payload.length === 0) return;
    if (partHash(payload).toString("hex") !== name) {
      this.#log.warn("a part of the list is not what its name says", { version: fetch.manifest.version });
      return;
    }
    const decoded = decodeMessage(listPart, payload);
    if (!decoded.ok) {
      this.#log.warn("a part of the list cannot be read", { code: decoded.code, text: decoded.text });
      this.#giveUp(fetch, "malformed");
      return;
    }
    fetch.parts.set(name, decoded.message.entries);
    this.#failures = 0;
    if ([...fetch.parts.values()].every((entries) => entries !== null)) void this.#apply(fetch);
    else this.#awaitProgress(fetch);
  }

  async #apply(fetch: Fetch): Promise<void> {
    this.#cancelRetry();
    fetch.applying = true;
    this.#forget([...fetch.parts.keys()]);
    const { manifest, parts } = fetch;
    const inOrder = manifest.parts.map((hash) => parts.get(Buffer.from(hash).toString("hex")) ?? []);
    try {
      const refusal = await applyList(this.#store, manifest, inOrder);
      if (this.#fetch === fetch) this.#fetch = null;
      if (refusal) {
        this.#refuse(manifest.version, Buffer.from(manifest.digest).toString("hex"), refusal);
        return;
      }
      this.#lastRefused = "";
      this.#listener.changed(manifest.version, manifest.count);
    } catch (error) {
      this.#log.error("the list could not be saved", { error: String(error) });
      this.#retryLater(fetch);
    }
  }

  #retryLater(fetch: Fetch): void {
    if (this.#fetch !== fetch) return;
    const pause = Math.min(TIMES.retryCap, TIMES.progress * 2 ** Math.min(this.#failures++, 10));
    this.#cancelRetry = this.#clock.after(pause, () => void this.#apply(fetch));
  }

  #giveUp(fetch: Fetch, reason: ListRefusal): void {
    const { version, digest } = fetch.manifest;
    this.#abandon();
    this.#refuse(version, Buffer.from(digest).toString("hex"), reason);
  }

  #abandon(): void {
    this.#cancelRetry();
    if (this.#fetch && !this.#fetch.applying) this.#forget([...this.#fetch.parts.keys()]);
    this.#fetch = null;
  }

  #forget(names: readonly string[]): void {
    const topics = names.map((name) => this.#topics.part(Buffer.from(name, "hex")));
    for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE)
      void this.#connection.unsubscribe(topics.slice(at, at + TOPICS_AT_ONCE));
  }

  /** Told once for each list, however often the broker gives it. */
  #refuse(version: number, digest: string, reason: ListRefusal): void {
    const refused = `${version} ${digest} ${reason}`;
    if (refused === this.#lastRefused) return;
    this.#lastRefused = refused;
    this.#listener.refused(version, reason);
  }
}
