import { desc, eq, sql } from "drizzle-orm";
import { actorOf } from "../../cloud/access/actor-of.ts";
import { chargerResource } from "../../cloud/access/resources.ts";
import type { Actor, Role } from "../../cloud/access/role.ts";
import type { OpenDatabase } from "../../cloud/database/database.ts";
import {
  type ChargerId,
  type CircuitId,
  type GrantId,
  type GroupId,
  type InstallationId,
  newId,
  type PersonId,
} from "../../cloud/database/ids.ts";
import {
  audit,
  chargers,
  circuits,
  grants,
  groupMembers,
  groups,
  installations,
  mails,
  people,
} from "../../cloud/database/schema/schema.ts";
import type { CloudParts } from "../../cloud/parts.ts";
import { Vault } from "../../cloud/vault.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";
import { openTestDatabase } from "./database/test-database.ts";
import { cloudClock, keptLog, randomBytesOf } from "./parts.ts";

/** When tests begin: 2026-11-21, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 21, 12);
/** Length of an installation's secret, bytes. */
const SECRET_BYTES = 32;

/**
 * A cloud's parts on a database of its own, and quick ways to have people, installations, chargers, grants and groups in it:
 * by rows, not by what is under test. Time stands still until it is moved.
 *
 *     const site = await Site.open();                  // beforeAll; then beforeEach: site.empty(), afterAll: site.close()
 *     const ann = await site.person("Ann");
 *     const home = await site.installation("Home", { owner: ann });
 *     const left = await site.charger(home, "left", { owner: ann });
 */
export class Site {
  readonly time: VirtualClock;
  readonly log = keptLog();
  readonly parts: CloudParts;
  readonly #opened: OpenDatabase & { empty?(): Promise<void> };
  #count = 0;

  private constructor(opened: OpenDatabase & { empty?(): Promise<void> }) {
    this.#opened = opened;
    this.time = new VirtualClock(NOON);
    const random = randomBytesOf(6);
    this.parts = {
      db: opened.db,
      notify: opened.notify,
      listen: opened.listen,
      clock: cloudClock(this.time),
      random,
      vault: new Vault(random(32), random),
      log: this.log,
      origin: "https://portal.example.org",
    };
  }

  /** @param opened without it, an embedded database in memory */
  static async open(opened?: OpenDatabase): Promise<Site> {
    return new Site(opened ?? (await openTestDatabase()));
  }

  get db() {
    return this.parts.db;
  }

  now(): number {
    return this.parts.clock.now();
  }

  /** As new, but for the time, which goes on. */
  async empty(): Promise<void> {
    await this.#opened.empty?.();
    this.log.lines.length = 0;
  }

  close(): Promise<void> {
    return this.#opened.close();
  }

  /** Somebody with an account, whose e-mail address is their name at example.org; their password is none. */
  async person(
    name: string,
    change: { readonly email?: string; readonly support?: boolean; readonly language?: "en" | "no" } = {},
  ): Promise<PersonId> {
    const id = newId<PersonId>(this.parts.random);
    await this.db.insert(people).values({
      id,
      name,
      email: `${name.toLowerCase()}@example.org`,
      language: "en",
      passwordHash: "no password",
      createdAt: this.now(),
      ...change,
    });
    return id;
  }

  /** With its owner's grant, if one is named; access is restricted, its type Go. */
  async installation(
    name: string,
    {
      owner,
      ...change
    }: {
      readonly owner?: PersonId;
      readonly type?: "go" | "home" | "pro";
      readonly access?: "open" | "restricted";
      readonly zone?: string;
      readonly address?: string;
    } = {},
  ): Promise<InstallationId> {
    const { random, vault } = this.parts;
    const id = newId<InstallationId>(random);
    await this.db.insert(installations).values({
      id,
      topic: Buffer.from(random(16)).toString("hex"),
      name,
      type: "go",
      address: "",
      zone: "Europe/Oslo",
      access: "restricted",
      secretSealed: vault.seal("installation-secret", id, random(SECRET_BYTES)),
      createdAt: this.now(),
      ...change,
    });
    if (owner) await this.grant(owner, "owner", id);
    return id;
  }

  async circuit(installationId: InstallationId, name: string, fuse = 32): Promise<CircuitId> {
    const id = newId<CircuitId>(this.parts.random);
    await this.db.insert(circuits).values({ id, installationId, name, fuse });
    return id;
  }

  /** Its unit is called `CG-0001` and so on, and its charger PIN `10000001` and so on, unless said otherwise. */
  async charger(
    installationId: InstallationId,
    name: string,
    options: {
      readonly owner?: PersonId | null;
      readonly unit?: string;
      readonly pin?: string;
      readonly circuit?: CircuitId | null;
      /** Whether its unit joined. */
      readonly joined?: boolean;
    } = {},
  ): Promise<ChargerId> {
    const { random, vault } = this.parts;
    const id = newId<ChargerId>(random);
    const number = ++this.#count;
    const { owner = null, circuit = null, joined = true } = options;
    const pin = options.pin ?? String(10_000_000 + number);
    await this.db.insert(chargers).values({
      id,
      unit: options.unit ?? `CG-${String(number).padStart(4, "0")}`,
      name,
      installationId,
      circuitId: circuit,
      ownerId: owner,
      pinSealed: vault.seal("charger-pin", id, Buffer.from(pin)),
      pinHash: vault.fingerprint("charger-pin", pin),
      createdAt: this.now(),
      joinedAt: joined ? this.now() : null,
    });
    return id;
  }

  /** A user group: the members, the first of them its administrator. */
  async group(name: string, lookupKey: string, members: readonly PersonId[] = []): Promise<GroupId> {
    const id = newId<GroupId>(this.parts.random);
    await this.db.insert(groups).values({ id, name, lookupKey, createdAt: this.now() });
    for (const [index, personId] of members.entries())
      await this.db.insert(groupMembers).values({ groupId: id, personId, admin: index === 0 });
    return id;
  }

  /** A grant on an installation or, with `{charger}`, on a charger alone; to a person or, with `{group}`, a group. */
  async grant(
    to: PersonId | { readonly group: GroupId },
    role: Role,
    on: InstallationId | { readonly charger: ChargerId },
    more: { readonly expiresAt?: number; readonly createdBy?: PersonId } = {},
  ): Promise<GrantId> {
    const id = newId<GrantId>(this.parts.random);
    await this.db.insert(grants).values({
      id,
      ...(typeof to === "string" ? { personId: to } : { groupId: to.group }),
      ...(typeof on === "string" ? { installationId: on } : { chargerId: on.charger }),
      role,
      createdAt: this.now(),
      ...more,
    });
    return id;
  }

  /** What counts for somebody at this moment. */
  async actor(person: PersonId): Promise<Actor> {
    const actor = await actorOf(this.db, person, this.now());
    if (!actor) throw new Error("expected somebody with an account");
    return actor;
  }

  /** A charger as `may` needs it. */
  async resource(charger: ChargerId) {
    const resource = await chargerResource(this.db, charger);
    if (!resource) throw new Error("expected a charger");
    return resource;
  }

  /** How often its list was wanted anew. */
  async listWanted(installation: InstallationId): Promise<number> {
    const [found] = await this.db.select().from(installations).where(eq(installations.id, installation));
    if (!found) throw new Error("expected an installation");
    return found.listWanted;
  }

  /** The mail in the outbox, the newest first; of the same instant, the one that was queued last. */
  async mails() {
    const rows = await this.db.select().from(mails).orderBy(desc(mails.createdAt), sql`ctid desc`);
    return rows.map(({ id, to, subject, bodySealed }) => {
      return { to, subject, body: this.parts.vault.open("mail", id, bodySealed).toString() };
    });
  }

  /** The token at the end of the only link in the newest mail to somebody. */
  async mailedToken(to: string): Promise<string> {
    const mail = (await this.mails()).find((one) => one.to === to);
    const [, token] =
      /https:\/\/portal\.example\.org\/\S*?\/([A-Za-z0-9_-]{43})(?!\S)/.exec(mail?.body ?? "") ?? [];
    if (token === undefined) throw new Error(`expected a mail to ${to} with a link`);
    return token;
  }

  /** What was written down, the oldest first. */
  audited() {
    return this.db.select().from(audit).orderBy(audit.id);
  }
}
