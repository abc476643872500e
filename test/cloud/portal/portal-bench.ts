import { eq } from "drizzle-orm";
import type { Hono } from "hono";
import { makeAccounts } from "../../../cloud/accounts/accounts.ts";
import { Passwords } from "../../../cloud/accounts/passwords.ts";
import type { AskUnit } from "../../../cloud/credentials/enrolment.ts";
import type { ChargerId, PersonId } from "../../../cloud/database/ids.ts";
import { people } from "../../../cloud/database/schema/schema.ts";
import { createPortal } from "../../../cloud/portal/app.tsx";
import type { UnitsPort } from "../../../cloud/portal/site-services.ts";
import type { PortalEnv } from "../../../cloud/portal/visitor.ts";
import type { RequestOp, RequestOutcome } from "../../../cloud/units/requests.ts";
import { Site } from "../site.ts";

/** Everybody's, on the bench. */
export const PASSWORD = "winter moon bicycle";
/** argon2id at its cheapest. */
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 } as const;

/** Units that do what they are asked. */
class BenchUnits implements UnitsPort {
  readonly asked: { readonly charger: ChargerId; readonly op: RequestOp; readonly args: unknown }[] = [];
  outcome: RequestOutcome = { status: "Accepted", data: {} };
  /** Those that have what was switched. */
  readonly online = new Set<ChargerId>();

  readonly ask: AskUnit = (charger, op, args) => {
    this.asked.push({ charger, op, args });
    return Promise.resolve(this.outcome);
  };
  readonly access = { tell: () => Promise.resolve(this.online) };
}

/** The portal before a database of its own, and browsers that ask it for pages. */
export class PortalBench {
  readonly site: Site;
  readonly app: Hono<PortalEnv>;
  readonly origin: string;
  /** Where requests come from. */
  source = "192.0.2.1";
  /** What goes wrong when that is asked for; null: nothing. */
  failure: Error | null = null;
  /** What was asked of units, and what they answer; whoever tests them says otherwise. */
  readonly units = new BenchUnits();
  readonly #hash: string;

  private constructor(site: Site, origin: string, hash: string, development: boolean) {
    this.site = site;
    this.origin = origin;
    this.#hash = hash;
    const cloud = { ...site.parts, origin };
    this.app = createPortal({
      cloud,
      accounts: makeAccounts(cloud, { passwords: new Passwords(cloud.random, CHEAP) }),
      allowedHosts: () => [new URL(origin).host],
      source: () => {
        if (this.failure) throw this.failure;
        return this.source;
      },
      development,
      units: this.units,
    });
  }

  /** @param options.origin how browsers reach it */
  static async open(
    options: { readonly origin?: string; readonly development?: boolean } = {},
  ): Promise<PortalBench> {
    const site = await Site.open();
    const hash = await new Passwords(site.parts.random, CHEAP).hash(PASSWORD);
    if (hash === null) throw new Error("expected a hash");
    const { origin = site.parts.origin, development = false } = options;
    return new PortalBench(site, origin, hash, development);
  }

  /** Somebody with an account who can log in. */
  async person(
    name: string,
    change: { readonly email?: string; readonly support?: boolean; readonly language?: "en" | "no" } = {},
  ): Promise<PersonId> {
    const id = await this.site.person(name, change);
    await this.site.db.update(people).set({ passwordHash: this.#hash }).where(eq(people.id, id));
    return id;
  }

  /** A browser in which nobody is logged in. */
  browser(): BenchBrowser {
    return new BenchBrowser(this);
  }

  /** A browser in which somebody is. @param name as `person` has it */
  async loggedIn(name: string): Promise<BenchBrowser> {
    const browser = this.browser();
    const answer = await browser.logIn(`${name.toLowerCase()}@example.org`);
    if (answer.status !== 303) throw new Error(`expected to be logged in, not ${answer.status}`);
    return browser;
  }

  async empty(): Promise<void> {
    await this.site.empty();
  }

  close(): Promise<void> {
    return this.site.close();
  }
}

/** What a request is made of besides its address and form. */
interface Sending {
  /** The form's secret; without it, the browser's own. */
  readonly csrf?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser as the portal sees it: it keeps cookies, and sends forms from pages it has. */
export class BenchBrowser {
  readonly cookies = new Map<string, string>();
  readonly #bench: PortalBench;
  #csrf = "";

  constructor(bench: PortalBench) {
    this.#bench = bench;
  }

  /** A page; the secret of its forms is kept. */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const answer = await this.#ask(path, { headers });
    // A stream of changes has no end.
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return answer;
    const copy = await answer.clone().text();
    this.#csrf = /name="csrf" value="([^"]+)"/.exec(copy)?.[1] ?? this.#csrf;
    return answer;
  }

  /** What a page would answer, without it: a stream of changes has no end. */
  head(path: string): Promise<Response> {
    return this.#ask(path, { method: "HEAD", headers: {} });
  }

  /** The text of a page that is there. */
  async page(path: string): Promise<string> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`expected ${path}, not ${answer.status}`);
    return answer.text();
  }

  /** Sends a form, as from a page of the portal. */
  post(
    path: string,
    fields: Readonly<Record<string, string>> = {},
    { csrf = this.#csrf, headers = {} }: Sending = {},
  ): Promise<Response> {
    return this.#ask(path, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: this.#bench.origin,
        "sec-fetch-site": "same-origin",
        ...headers,
      },
      body: new URLSearchParams({ csrf, ...fields }).toString(),
    });
  }

  /** Logs in by the page. */
  async logIn(email: string, password = PASSWORD, next = ""): Promise<Response> {
    await this.get("/login");
    const answer = await this.post("/login", { email, password, next });
    if (answer.status === 303) await this.get("/profile");
    return answer;
  }

  async #ask(
    path: string,
    request: {
      readonly method?: string;
      readonly body?: string;
      readonly headers: Readonly<Record<string, string>>;
    },
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await this.#bench.app.request(`${this.#bench.origin}${path}`, {
      ...request,
      headers: { host: new URL(this.#bench.origin).host, cookie, ...request.headers },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ""] = set.split(";", 1);
      const at = pair.indexOf("=");
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (/max-age=0/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
