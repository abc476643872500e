import { and, eq, inArray, isNotNull, lte } from "drizzle-orm";
import { decodeMessage } from "../../protocol/codec.ts";
import { listManifest } from "../../protocol/list.ts";
import { type ListTopics, listTopics } from "../../protocol/topics.ts";
import type { BrokerLink } from "../broker/broker-link.ts";
import { type InstallationId, isId } from "../database/ids.ts";
import { installations, listParts, lists } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { Lanes } from "../units/lanes.ts";
import { PART_GRACE, PUT_RIGHT } from "./list-publisher.ts";

/** Installations whose lists are published at once, and parts of one that are under way at once. */
const AT_ONCE = { installations: 8, parts: 16 } as const;
const MOST = 1_000_000;
/** Manifests of others that are looked into at once. */
const MOST_CHECKS = 1_000;
const NOTHING = Buffer.alloc(0);

export interface ListsAtBrokerParts extends Pick<CloudParts, "db" | "clock" | "log"> {
  readonly link: Pick<BrokerLink, "up" | "publish">;
}

/** What this connection's broker is known to have of an installation's list. */
interface AtBroker {
  readonly topic: string;
  readonly version: number;
  readonly manifest: Uint8Array;
  /** Hashes in hex. */
  readonly parts: ReadonlySet<string>;
}

/**
 * Keeps the lists of all installations retained at the broker, as they stand in the database: the parts of each first, then
 * the manifest that names them; later what is no longer named goes. Holds no list itself, only what the broker is known to
 * have, and knows nothing of that again when the link was down.
 */
export class ListsAtBroker {
  readonly #parts: ListsAtBrokerParts;
  #at = new Map<InstallationId, AtBroker>();
  /** The manifests among it, by topic. */
  #manifests = new Map<string, Uint8Array>();
  readonly #lanes: Lanes<"publish">;
  readonly #checks = new Map<string, () => void>();

  constructor(parts: ListsAtBrokerParts) {
    this.#parts = parts;
    this.#lanes = new Lanes({ atOnce: AT_ONCE.installations, most: MOST }, async (installation) => {
      if (!isId<InstallationId>(installation)) return;
      try {
        await this.#bring(installation);
      } catch (error) {
        parts.log.error("a list could not be published, trying again", {
          installation,
          error: String(error),
        });
      }
    });
  }

  /** The link is up, perhaps to a broker that has lost everything: all is published anew. */
  connected(): void {
    this.#at = new Map();
    this.#manifests = new Map();
  }

  /** The list of an installation is another one now, or gone. */
  changed(installation: InstallationId): void {
    this.#lanes.push(installation, "publish");
  }

  /** Publishes what the broker is not known to have, and takes away what no manifest names. Rejects with the database. */
  async look(): Promise<void> {
    const { db, clock, link } = this.#parts;
    if (!link.up) return;
    const all = await db.select({ id: lists.installationId, version: lists.version }).from(lists);
    for (const { id, version } of all) if (this.#at.get(id)?.version !== version) this.changed(id);
    const there = new Set(all.map(({ id }) => id));
    for (const id of this.#at.keys()) if (!there.has(id)) this.changed(id);
    const old = await db
      .selectDistinct({ id: listParts.installationId })
      .from(listParts)
      .where(lte(listParts.unnamedSince, clock.now() - PART_GRACE));
    for (const { id } of old) this.changed(id);
  }

  /** What the broker holds as a manifest; unless it is ours, ours takes its place again, with all that it names. */
  seen(topic: string, payload: Uint8Array): void {
    const own = this.#manifests.get(topic);
    if (own && Buffer.compare(own, payload) === 0) return;
    if (this.#checks.has(topic) || this.#checks.size >= MOST_CHECKS) return;
    // Another process may just have published a newer one: the database knows.
    this.#checks.set(
      topic,
      this.#parts.clock.after(PUT_RIGHT, () => {
        this.#checks.delete(topic);
        this.#putRight(topic, payload).catch((error: unknown) =>
          this.#parts.log.warn("a list at the broker could not be checked", { error: String(error) }),
        );
      }),
    );
  }

  /** Begins nothing more. */
  async stop(): Promise<void> {
    for (const cancel of this.#checks.values()) cancel();
    this.#checks.clear();
    await this.#lanes.stop();
  }

  async #putRight(topic: string, payload: Uint8Array): Promise<void> {
    const id = /^chargegate\/1\/list\/([0-9a-f]{32})\/manifest$/.exec(topic)?.[1];
    if (id === undefined) return;
    const [found] = await this.#parts.db
      .select({ installation: lists.installationId, version: lists.version, manifest: lists.manifest })
      .from(lists)
      .innerJoin(installations, eq(installations.id, lists.installationId))
      .where(eq(installations.topic, id));
    if (!found) return;
    const { installation, version, manifest } = found;
    if (Buffer.compare(manifest, payload) === 0) {
      // Another process has published it, and may have taken parts away that we had.
      if (this.#at.get(installation)?.version !== version)
        this.#note(installation, { topic, version, manifest, parts: new Set() });
      return;
    }
    this.#parts.log.warn("the list at the broker was not ours, and is published again");
    this.#at.delete(installation);
    this.changed(installation);
  }

  #note(installation: InstallationId, known: AtBroker): void {
    this.#at.set(installation, known);
    this.#manifests.set(known.topic, known.manifest);
  }

  /** Left early when something does not arrive: the link is down then, and all begins anew when it is up. */
  async #bring(installation: InstallationId): Promise<void> {
    const { db, link, log } = this.#parts;
    if (!link.up) return;
    const at = this.#at;
    const [list] = await db
      .select({ version: lists.version, manifest: lists.manifest, topic: installations.topic })
      .from(lists)
      .innerJoin(installations, eq(installations.id, lists.installationId))
      .where(eq(lists.installationId, installation));
    if (!list) {
      await this.#takeAway(at, installation);
      return;
    }
    const topics = listTopics(list.topic);
    const known = at.get(installation);
    if (known?.version !== list.version) {
      const named = decodeMessage(listManifest, list.manifest);
      if (!named.ok) throw new Error(`its manifest in the database: ${named.text}`);
      const hashes = named.message.parts;
      const missing = hashes.filter((hash) => !known?.parts.has(hex(hash)));
      if (!(await this.#publishParts(installation, topics, missing))) return;
      if (!(await link.publish(topics.manifest, Buffer.from(list.manifest), { retain: true }))) return;
      // The link was down meanwhile: nothing is known of what the broker has now.
      if (at !== this.#at) return;
      this.#note(installation, {
        topic: topics.manifest,
        version: list.version,
        manifest: list.manifest,
        parts: new Set(hashes.map(hex)),
      });
      log.debug("list published", { installation, version: list.version });
    }
    await this.#sweep(installation, topics);
  }

  async #publishParts(
    installation: InstallationId,
    topics: ListTopics,
    hashes: readonly Uint8Array[],
  ): Promise<boolean> {
    const { db, link } = this.#parts;
    for (let from = 0; from < hashes.length; from += AT_ONCE.parts) {
      const some = hashes.slice(from, from + AT_ONCE.parts);
      const rows = await db
        .select({ hash: listParts.hash, payload: listParts.payload })
        .from(listParts)
        .where(and(eq(listParts.installationId, installation), inArray(listParts.hash, some)));
      // There is a newer list already, which comes next.
      if (rows.length < new Set(some.map(hex)).size) return false;
      const arrived = await Promise.all(
        rows.map(({ hash, payload }) =>
          link.publish(topics.part(hash), Buffer.from(payload), { retain: true }),
        ),
      );
      if (arrived.includes(false)) return false;
    }
    return true;
  }

  /** What was named no longer than the grace ago stays: units that read the manifest before are still fetching. */
  async #sweep(installation: InstallationId, topics: ListTopics): Promise<void> {
    const { db, clock, link } = this.#parts;
    const old = and(
      eq(listParts.installationId, installation),
      isNotNull(listParts.unnamedSince),
      lte(listParts.unnamedSince, clock.now() - PART_GRACE),
    );
    const rows = await db.select({ hash: listParts.hash }).from(listParts).where(old);
    for (const { hash } of rows) {
      if (!(await link.publish(topics.part(hash), NOTHING, { retain: true }))) return;
      // Named again meanwhile? Then it stays, and is published with the list that names it.
      const gone = await db
        .delete(listParts)
        .where(and(old, eq(listParts.hash, hash)))
        .returning({ hash: listParts.hash });
      if (gone.length === 0) {
        this.#at.delete(installation);
        this.changed(installation);
      }
    }
  }

  /** The installation is gone, and so is its list. */
  async #takeAway(at: Map<InstallationId, AtBroker>, installation: InstallationId): Promise<void> {
    const known = at.get(installation);
    if (!known) return;
    const { link } = this.#parts;
    if (!(await link.publish(known.topic, NOTHING, { retain: true }))) return;
    for (const part of known.parts)
      await link.publish(known.topic.replace(/manifest$/, `part/${part}`), NOTHING, { retain: true });
    at.delete(installation);
    this.#manifests.delete(known.topic);
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
