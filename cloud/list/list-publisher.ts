import { type ListTopics, listTopics } from "../../protocol/topics.ts";
import type { BrokerLink } from "../broker/broker-link.ts";
import type { Clock, Log } from "../surroundings.ts";
import type { ListContent, ListContentPart } from "./list-content.ts";

/** Milliseconds that a part stays after no manifest names it: units that read the one before are still fetching. */
export const PART_GRACE = 60_000;
/** What somebody else has put in the manifest's place is put right after this long, and so at most this often, milliseconds. */
export const PUT_RIGHT = 1_000;
/** Manifests of our own that are known when they come back late. */
const OWN_KNOWN = 50;
/** Parts under way at once. */
const AT_ONCE = 16;
const NOTHING = Buffer.alloc(0);

export interface ListPublisherParts {
  readonly installation: string;
  readonly link: Pick<BrokerLink, "up" | "publish">;
  readonly clock: Clock;
  readonly log: Log;
}

/** A part that is retained by the broker, as far as is known. */
interface RetainedPart {
  readonly hash: Buffer;
  /** When the first manifest without it was published; null: the newest names it. */
  unnamedSince: number | null;
}

/**
 * Keeps the newest version of a list retained at the broker: its parts first, then the manifest that names them; later
 * what is no longer named goes. Whoever reads a manifest finds all of its parts. One thing at a time, and nothing older
 * after something newer.
 */
export class ListPublisher {
  readonly #link: ListPublisherParts["link"];
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #topics: ListTopics;
  #newest: ListContent | null = null;
  /** By hash in hex. Outlives connections: a broker keeps what it has. */
  readonly #retained = new Map<string, RetainedPart>();
  /** What this connection's broker is known to have: the parts, and the version of the manifest. */
  #sent = new Set<string>();
  #manifest = 0;
  #busy = false;
  #again = false;
  #stopped = false;
  #cancelSweep = (): void => {};
  #cancelPutRight: (() => void) | null = null;
  /** The newest manifests that were published here, as text; the oldest first. */
  readonly #own = new Set<string>();

  /** The topic on which `seen` is to be told what the broker holds. */
  get topic(): string {
    return this.#topics.manifest;
  }

  /** What the broker holds as the manifest; unless it is ours, ours takes its place again, with all that it names. */
  seen(payload: Uint8Array): void {
    if (this.#own.has(Buffer.from(payload).toString("base64")) || this.#own.size === 0) return;
    this.#cancelPutRight ??= this.#clock.after(PUT_RIGHT, () => {
      this.#cancelPutRight = null;
      this.#log.warn("the list at the broker was not ours, and is published again");
      this.connected();
    });
  }

  /** @throws RangeError when `installation` is not an installation's id */
  constructor({ installation, link, clock, log }: ListPublisherParts) {
    this.#topics = listTopics(installation);
    this.#link = link;
    this.#clock = clock;
    this.#log = log;
  }

  /** There is a new version, higher than all before. */
  publish(content: ListContent): void {
    this.#newest = content;
    this.#wake();
  }

  /** The link is up again, perhaps to a broker that has lost everything: all is published anew. */
  connected(): void {
    this.#sent = new Set();
    this.#manifest = 0;
    this.#wake();
  }

  /** Nothing is begun any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancelSweep();
    this.#cancelPutRight?.();
  }

  #wake(): void {
    this.#again = true;
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await this.#round();
    }
    this.#busy = false;
  }

  /** Left early when something does not arrive, or when there is something newer: then it begins anew. */
  async #round(): Promise<void> {
    const content = this.#newest;
    if (!content || !this.#link.up) return;
    if (this.#manifest !== content.version && !(await this.#send(content))) return;
    await this.#sweep();
  }

  async #send(content: ListContent): Promise<boolean> {
    const sent = this.#sent;
    const missing: ListContentPart[] = [];
    for (const part of content.parts) {
      const name = part.hash.toString("hex");
      this.#retained.set(name, { hash: part.hash, unnamedSince: null });
      if (!sent.has(name)) missing.push(part);
    }
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      const arrived = await Promise.all(
        missing.slice(at, at + AT_ONCE).map(async ({ hash, payload }) => {
          const ok = await this.#link.publish(this.#topics.part(hash), payload, { retain: true });
          if (ok) sent.add(hash.toString("hex"));
          return ok;
        }),
      );
      if (this.#again || arrived.includes(false)) return false;
    }
    this.#own.add(content.manifest.toString("base64"));
    for (const oldest of this.#own) if (this.#own.size > OWN_KNOWN) this.#own.delete(oldest);
    if (!(await this.#link.publish(this.#topics.manifest, content.manifest, { retain: true }))) return false;
    if (sent !== this.#sent) return false;
    this.#manifest = content.version;
    this.#log.debug("list published", { version: content.version, count: content.count });
    const named = new Set(content.parts.map(({ hash }) => hash.toString("hex")));
    for (const [name, part] of this.#retained) if (!named.has(name)) part.unnamedSince ??= this.#clock.now();
    return true;
  }

  async #sweep(): Promise<void> {
    this.#cancelSweep();
    let next = Number.POSITIVE_INFINITY;
    for (const [name, { hash, unnamedSince }] of this.#retained) {
      if (unnamedSince === null) continue;
      const wait = unnamedSince + PART_GRACE - this.#clock.now();
      if (wait > 0) next = Math.min(next, wait);
      else if (await this.#link.publish(this.#topics.part(hash), NOTHING, { retain: true })) {
        this.#retained.delete(name);
        this.#sent.delete(name);
      }
    }
    if (next < Number.POSITIVE_INFINITY) this.#cancelSweep = this.#clock.after(next, () => this.#wake());
  }
}
