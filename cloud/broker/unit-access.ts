import { timingSafeEqual } from "node:crypto";
import { inArray } from "drizzle-orm";
import { parseUpTopic, UNIT_ID, unitTopics } from "../../protocol/topics.ts";
import { chargers } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { brokerPasswordHash } from "../sites/join.ts";
import type { UnitDirectory } from "../units/unit-directory.ts";
import type { Authorize, BrokerAction, BrokerClient } from "./broker-access.ts";
import type { EmbeddedBroker } from "./embedded-broker.ts";

/** The cloud's own name at the broker: no unit can have it. */
export const CLOUD_USER = "$cloud";
/** What units' client ids begin with; the rest is the unit's id. */
const CLIENT_ID = "chargegate-";
/** How often it is seen to that whoever is connected still may be, milliseconds. */
const LOOK_EVERY = 10_000;
const AT_ONCE = 1_000;

export interface UnitAccessParts extends Pick<CloudParts, "db" | "clock" | "log"> {
  readonly directory: Pick<UnitDirectory, "of">;
  /** Of the cloud's own connection: random, and known to this process alone. */
  readonly password: string;
}

/**
 * Who may do what at the broker, by the database: a unit is its id with the password that it was given when it joined; says
 * only what is its own to say, and hears what is said to it, its own state, and the lists of its installation.
 */
export class UnitAccess {
  readonly #parts: UnitAccessParts;
  /** With which password those came who are connected. */
  readonly #cameWith = new Map<string, Uint8Array>();
  #cancel = (): void => {};
  #stopped = false;

  constructor(parts: UnitAccessParts) {
    this.#parts = parts;
  }

  readonly authorize: Authorize = (client, action) => {
    const { user } = client;
    if (user === CLOUD_USER)
      return action.kind !== "connect" || this.#isPassword(this.#ownHash(), action.password);
    if (user === null || !UNIT_ID.test(user)) return false;
    switch (action.kind) {
      case "connect":
        return this.#connect(client, user, action.password);
      case "publish":
        return parseUpTopic(action.topic)?.unit === user;
      case "subscribe":
        return this.#subscribe(user, action);
    }
  };

  /** Ends the connections of units that were removed, or have joined anew since they came. */
  watch(broker: Pick<EmbeddedBroker, "users" | "disconnect">): void {
    const again = (): void => {
      if (!this.#stopped) this.#cancel = this.#parts.clock.after(LOOK_EVERY, () => void look().then(again));
    };
    const look = (): Promise<void> =>
      this.#look(broker).catch((error: unknown) =>
        this.#parts.log.warn("the broker's visitors could not be checked", { error: String(error) }),
      );
    again();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #connect({ id }: BrokerClient, user: string, password: Uint8Array | null): Promise<boolean> {
    // With another unit's client id one would end its connection.
    if (id.startsWith(CLIENT_ID) && id !== `${CLIENT_ID}${user}`) return false;
    const hash = (await this.#parts.directory.of(user))?.brokerHash;
    if (!hash || !this.#isPassword(hash, password)) return false;
    this.#cameWith.set(user, hash);
    return true;
  }

  async #subscribe(user: string, { topic }: Extract<BrokerAction, { kind: "subscribe" }>): Promise<boolean> {
    const { state, request } = unitTopics(user);
    if (topic === state || topic.startsWith(request.replace(/request$/, ""))) return true;
    const place = await this.#parts.directory.of(user);
    return place !== null && topic.startsWith(`chargegate/1/list/${place.topic}/`);
  }

  async #look(broker: Pick<EmbeddedBroker, "users" | "disconnect">): Promise<void> {
    const users = broker.users().filter((user) => user !== CLOUD_USER);
    const here = new Set(users);
    for (const user of this.#cameWith.keys()) if (!here.has(user)) this.#cameWith.delete(user);
    for (let from = 0; from < users.length; from += AT_ONCE) {
      const some = users.slice(from, from + AT_ONCE);
      const rows = await this.#parts.db
        .select({ unit: chargers.unit, hash: chargers.brokerHash })
        .from(chargers)
        .where(inArray(chargers.unit, some));
      const hashes = new Map(rows.map(({ unit, hash }) => [unit, hash]));
      for (const user of some) {
        const [now, then] = [hashes.get(user), this.#cameWith.get(user)];
        if (now && then && Buffer.compare(now, then) === 0) continue;
        this.#parts.log.info("a unit has no access any more, its connection is ended", { unit: user });
        broker.disconnect(user);
      }
    }
  }

  #ownHash(): Uint8Array {
    return brokerPasswordHash(this.#parts.password);
  }

  #isPassword(hash: Uint8Array, given: Uint8Array | null): boolean {
    return given !== null && timingSafeEqual(hash, brokerPasswordHash(given));
  }
}
