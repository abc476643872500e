import { eq, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { Sessions } from "../cloud/accounts/sessions.ts";
import { CARDS_AT_MOST } from "../cloud/credentials/held-cards.ts";
import { buildDue } from "../cloud/credentials/list-builder.ts";
import { type CardId, type InstallationId, newId, type PersonId } from "../cloud/database/ids.ts";
import { openPglite } from "../cloud/database/open-pglite.ts";
import { cards, chargers, people } from "../cloud/database/schema/schema.ts";
import type { CloudParts } from "../cloud/parts.ts";
import { createPortal } from "../cloud/portal/app.tsx";
import type { PortalEnv } from "../cloud/portal/visitor.ts";
import { Vault } from "../cloud/vault.ts";
import { encodeMessage } from "../protocol/codec.ts";
import { upState } from "../protocol/state.ts";
import { seededRandom } from "../sim/seeded-random.ts";
import { quantile } from "./figures.ts";

const ORIGIN = "https://portal.example.org";
/** In an installation of usual size; in the big one, half of all. */
const USUAL = 20;
/** Charges of each charger, one in two days. */
const CHARGES = 30;
/** Requests that are not counted. */
const WARM_UP = 5;
const PAGES = ["dashboard", "installations", "installation", "charger", "history", "permissions"] as const;
type Page = (typeof PAGES)[number];

/**
 * Time to answer with a page, by how many chargers are in the database and how many of them whoever asks may see: what a
 * page costs must not grow with what others have, and not much with one's own.
 */
export async function benchPortal(samples: number): Promise<void> {
  process.stdout.write(
    "\nportal: request → whole page, by chargers in the database and chargers that one sees\n",
  );
  const one = await BenchCloud.open(1);
  for (const all of [1, 100, 10_000]) {
    const cloud = all === 1 ? one : await BenchCloud.open(all);
    for (const who of cloud.people) {
      const figures: string[] = [];
      for (const page of PAGES) {
        const [times, floor] = await timesOf(page, samples, { cloud, who }, { cloud: one, who: one.first });
        const growth = [0.5, 0.95].map((share) => quantile(times, share) / quantile(floor, share));
        figures.push(
          `${page} ${growth.map((times) => times.toFixed(1)).join(" / ")}× (${quantile(times, 0.5).toFixed(0)} ms)`,
        );
      }
      process.stdout.write(
        `${String(all).padStart(6)} in it, sees ${String(who.sees).padStart(5)}: ${figures.join("  ")}\n`,
      );
    }
    if (cloud !== one) await cloud.close();
  }
  process.stdout.write(await listOf(one));
  await one.close();
}

/** Where somebody asks. */
interface Side {
  readonly cloud: BenchCloud;
  readonly who: Asking;
}

/** Times of a page there, and where there is one charger, by turns: what else the machine does is shared. */
async function timesOf(page: Page, samples: number, there: Side, floor: Side): Promise<[number[], number[]]> {
  const [times, floors]: [number[], number[]] = [[], []];
  // The first ones are not counted: what is compiled and cached at first use.
  for (let count = -WARM_UP; count < samples; count++) {
    const took = await there.cloud.askMs(there.who, page);
    const tookThere = await floor.cloud.askMs(floor.who, page);
    if (count < 0) continue;
    times.push(took);
    floors.push(tookThere);
  }
  return [times, floors];
}

/** How long the list of an installation takes: first with 10,000 cards, then again with one more. */
async function listOf(cloud: BenchCloud): Promise<string> {
  await cloud.addCards(10_000);
  const first = await cloud.buildMs();
  await cloud.addCards(1);
  const again = await cloud.buildMs();
  return `   list of an installation, 10,000 cards: ${first.toFixed(0)} ms; with one more: ${again.toFixed(0)} ms\n`;
}

/** Somebody who asks for pages. */
interface Asking {
  readonly cookie: string;
  readonly sees: number;
  readonly paths: Readonly<Record<Page, string>>;
}

/** The portal before an embedded database with so many chargers in it. */
class BenchCloud {
  readonly people: Asking[] = [];
  readonly #app: Hono<PortalEnv>;
  readonly #parts: CloudParts;
  readonly #close: () => Promise<void>;
  #users = 0;

  private constructor(parts: CloudParts, close: () => Promise<void>) {
    this.#parts = parts;
    this.#close = close;
    this.#app = createPortal({
      cloud: parts,
      allowedHosts: () => [new URL(ORIGIN).host],
      source: () => "192.0.2.1",
      development: false,
      units: {
        ask: () => Promise.resolve({ status: "Accepted", data: {} }),
        access: { tell: () => Promise.resolve(new Set()) },
      },
    });
  }

  static async open(all: number): Promise<BenchCloud> {
    const opened = await openPglite({ folder: null });
    const seeded = seededRandom(all);
    const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => Math.floor(seeded() * 256));
    const quiet = () => {};
    const parts: CloudParts = {
      ...opened,
      vault: new Vault(random(32), random),
      clock: { now: () => Date.now(), after: () => () => {} },
      random,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      origin: ORIGIN,
    };
    const cloud = new BenchCloud(parts, () => opened.close());
    await cloud.#fill(all);
    return cloud;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Who owns the first installation, with one charger. */
  get first(): Asking {
    const [first] = this.people;
    if (!first) throw new Error("expected somebody");
    return first;
  }

  /** How long a page takes, until all of it is there. */
  async askMs({ cookie, paths }: Asking, page: Page): Promise<number> {
    const before = performance.now();
    const answer = await this.#app.request(`${ORIGIN}${paths[page]}`, {
      headers: { host: new URL(ORIGIN).host, cookie },
    });
    await answer.text();
    if (answer.status !== 200) throw new Error(`expected ${paths[page]}, not ${answer.status}`);
    return performance.now() - before;
  }

  async buildMs(): Promise<number> {
    await this.#parts.db.execute(sql`update installations set list_wanted = list_wanted + 1`);
    const before = performance.now();
    await buildDue(this.#parts);
    return performance.now() - before;
  }

  /** More people who may charge at every installation, each with 20 cards at most. */
  async addCards(count: number): Promise<void> {
    const { db, vault, random, clock } = this.#parts;
    for (let left = count; left > 0; left -= CARDS_AT_MOST) {
      const person = await this.#person(`User ${this.#users++}`);
      await db.execute(sql`
        insert into grants (id, person_id, installation_id, role, created_at)
        select gen_random_uuid(), ${person}, id, 'user', now() from installations`);
      await db.insert(cards).values(
        Array.from({ length: Math.min(left, CARDS_AT_MOST) }, () => {
          const id = newId<CardId>(random);
          const number = Buffer.from(random(7)).toString("hex").toUpperCase();
          return {
            id,
            personId: person,
            numberSealed: vault.seal("card-number", id, Buffer.from(number)),
            numberHash: vault.fingerprint("card-number", number),
            shown: "04…C3",
            label: "Card",
            status: "active" as const,
            source: "typed" as const,
            createdAt: clock.now(),
          };
        }),
      );
    }
  }

  /** Installations of 20 and one of half of all, each with an owner of its own; one person serves them all. */
  async #fill(all: number): Promise<void> {
    const { db, random, clock } = this.#parts;
    const now = clock.now();
    const state = Buffer.from(
      encodeMessage(upState, {
        online: true,
        software: "0.1.0",
        access: "restricted",
        connectors: [
          { id: 1, state: "available", light: "ready", contactor: "open", fault: null, session: null },
        ],
        list: { version: 1, count: 0, digest: new Uint8Array(32) },
        clock: "synchronized",
      }),
    );
    const serving = await this.#person("Serving");
    const big = all > 2 * USUAL ? all / 2 : 0;
    // The first installation has one charger, the second twenty: whoever owns it sees so many.
    const sizes = all === 1 ? [1] : [1, USUAL, ...usualSizes(all - big - 1 - USUAL), big];
    const asking: { readonly sees: number; readonly person: PersonId; readonly place: InstallationId }[] = [];
    for (const [index, size] of sizes.entries()) {
      if (size === 0) continue;
      const place = newId<InstallationId>(random);
      const owner = await this.#person(`Owner ${index}`);
      await db.execute(sql`
        insert into installations (id, topic, name, type, address, zone, access, secret_sealed, created_at)
        values (${place}, ${Buffer.from(random(16)).toString("hex")}, ${`House ${index}`}, 'pro', 'Fjordgata 1',
          'Europe/Oslo', 'restricted', ${this.#parts.vault.seal("installation-secret", place, random(32))}, ${new Date(now).toISOString()})`);
      for (const [person, role] of [
        [owner, "owner"],
        [serving, "service"],
      ] as const)
        await db.execute(sql`
          insert into grants (id, person_id, installation_id, role, created_at)
          values (gen_random_uuid(), ${person}, ${place}, ${role}, now())`);
      await db.execute(sql`
        insert into chargers (id, unit, name, installation_id, owner_id, pin_sealed, pin_hash, created_at, joined_at, reach,
          reach_since, heard_at, state, access)
        select gen_random_uuid(), ${`CG-${index}-`} || n, 'Space ' || n, ${place}::uuid, ${owner}::uuid, '\\x00',
          decode(md5(${`${index}-`} || n), 'hex'), now(), now(), 'online', now(), now(), ${state}::bytea, 'restricted'
        from generate_series(1, ${size}::int) n`);
      if (size === 1 || size === USUAL)
        if (!asking.some(({ sees }) => sees === size)) asking.push({ sees: size, person: owner, place });
      if (index === sizes.length - 1 && all > USUAL) asking.push({ sees: all, person: serving, place });
    }
    await db.execute(sql`
      insert into charge_sessions (charger_id, session, installation_id, connector, started_at, ended_at, energy_wh, by, credential,
        person_id, "user")
      select c.id, 's-' || n, c.installation_id, 1, now() - n * interval '2 days', now() - n * interval '2 days' + interval '3 hours',
        10000, 'card', '04…C3', c.owner_id, 'Owner'
      from chargers c, generate_series(1, ${CHARGES}::int) n`);
    await db.execute(sql`analyze`);
    for (const one of asking) this.people.push(await this.#asking(one));
  }

  async #person(name: string): Promise<PersonId> {
    const { db, random, clock } = this.#parts;
    const id = newId<PersonId>(random);
    const email = `${name.toLowerCase().replaceAll(" ", "-")}@example.org`;
    const createdAt = clock.now();
    await db.insert(people).values({ id, name, email, language: "en", passwordHash: "none", createdAt });
    return id;
  }

  async #asking(one: { sees: number; person: PersonId; place: InstallationId }): Promise<Asking> {
    const { db } = this.#parts;
    const { token } = await new Sessions(this.#parts).begin(db, one.person, {
      address: "192.0.2.1",
      agent: "bench",
    });
    const [found] = await db
      .select({ id: chargers.id })
      .from(chargers)
      .where(eq(chargers.installationId, one.place))
      .limit(1);
    const place = `/installations/${one.place}`;
    return {
      // Of a portal with TLS (`Cookies`).
      cookie: `__Host-chargegate-session=${token}`,
      sees: one.sees,
      paths: {
        dashboard: "/",
        installations: "/installations",
        installation: place,
        charger: `/chargers/${found?.id ?? ""}`,
        history: `${place}/history`,
        permissions: `${place}/permissions`,
      },
    };
  }
}

function usualSizes(left: number): number[] {
  return Array.from({ length: Math.floor(left / USUAL) }, () => USUAL).concat(left % USUAL);
}
