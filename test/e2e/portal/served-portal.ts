import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { Permissions } from "../../../cloud/grants/permissions.ts";
import { SupportCases } from "../../../cloud/grants/support-cases.ts";
import { Transfers } from "../../../cloud/grants/transfers.ts";
import { type ServedPage, servePage } from "../../../ui/serve.ts";
import { PASSWORD, PortalBench } from "../../cloud/portal/portal-bench.ts";
import { liveIn } from "./lived-in.ts";

/** No wait in a browser is longer than that, milliseconds. */
const DEADLINE = 10_000;

/** A portal with people, installations and a partner in it, served to browsers; nothing else of the cloud runs. */
export class ServedPortal {
  readonly bench: PortalBench;
  readonly url: string;
  /** Where pages of one thing are, by a short name. */
  readonly at: Readonly<Record<string, string>>;
  readonly #served: ServedPage;

  private constructor(bench: PortalBench, served: ServedPage, at: Readonly<Record<string, string>>) {
    this.bench = bench;
    this.#served = served;
    this.url = served.url;
    this.at = at;
  }

  static async start(): Promise<ServedPortal> {
    let bench: PortalBench | null = null;
    const served = await servePage(
      { fetch: (request, env) => bench?.app.fetch(request, env) ?? new Response(null, { status: 503 }) },
      { port: 0 },
    );
    bench = await PortalBench.open({ origin: served.url.slice(0, -1), development: true });
    return new ServedPortal(bench, served, await furnish(bench));
  }

  /** Somebody's browser, before the log-in. */
  async visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      ...options,
    });
    context.setDefaultTimeout(DEADLINE);
    const tab = await context.newPage();
    const complaints: string[] = [];
    tab.on("pageerror", (error) => complaints.push(error.message));
    tab.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("Failed to load resource"))
        complaints.push(message.text());
    });
    await tab.goto(this.url);
    return { context, tab, complaints };
  }

  async logIn(tab: Page, name: string): Promise<void> {
    await tab.goto(`${this.url}login`);
    await tab.locator("#email").fill(`${name.toLowerCase()}@example.org`);
    await tab.locator("#password").fill(PASSWORD);
    await tab.locator("main form button[type=submit]").first().click();
    await tab.waitForURL((url) => !url.pathname.startsWith("/login"));
  }

  async end(): Promise<void> {
    await this.#served.close();
    await this.bench.close();
  }
}

/** A browser's window on the portal, and what the browser complained of: errors of scripts, and what the policy blocked. */
export interface Visit {
  readonly context: BrowserContext;
  readonly tab: Page;
  readonly complaints: readonly string[];
}

/** Ann owns, Bo charges, Siri and Ola install, Kari is support staff. */
async function furnish(bench: PortalBench): Promise<Record<string, string>> {
  const { site } = bench;
  const ann = await bench.person("Ann");
  const bo = await bench.person("Bo");
  const ola = await bench.person("Ola");
  const siri = await bench.person("Siri");
  await bench.person("Kari", { support: true });
  const home = await site.installation("Fjordgata 1", {
    owner: ann,
    type: "home",
    address: "Fjordgata 1, 7010 Trondheim",
  });
  const cabin = await site.installation("Hytta på Oppdal", { owner: ann });
  const left = await site.charger(home, "Left", { owner: ann });
  const right = await site.charger(home, "Right", { owner: ann });
  await site.charger(cabin, "Cabin", { owner: ann });
  const group = await site.group("Volt & Vann Installasjon AS", "V0LT", [ola, siri]);
  await site.grant({ group }, "service", home, { createdBy: ann });
  await site.grant(
    bo,
    "user",
    { charger: left },
    { createdBy: ann, expiresAt: site.now() + 90 * 86_400_000 },
  );
  const more = await liveIn(bench, { ann, bo, home, left, right });
  const cloud = { ...site.parts, origin: bench.origin };
  const owner = await site.actor(ann);
  const permissions = new Permissions(cloud);
  await permissions.invite(
    owner,
    { kind: "installation", id: home },
    { name: "Nora Nilsen", email: "nora@example.org", role: "user" },
  );
  const invitation = await mailedPath(bench, "nora@example.org");
  await new Transfers(cloud).offer(owner, cabin, { name: "Bo", email: "bo@example.org", keepUser: true });
  const offer = await mailedPath(bench, "bo@example.org");
  const opened = await new SupportCases(cloud).open(await site.actor(bo), {
    serial: "CG-0002",
    address: "Fjordgata 1, 7010 Trondheim",
    installer: "Volt & Vann Installasjon AS",
    agreement: "House bought on 2026-09-01 from Ann Amundsen; contract no. 4711, page 3: “chargers stay”.",
  });
  return {
    ...more,
    home: `installations/${home}`,
    cabin: `installations/${cabin}`,
    charger: `chargers/${left}`,
    group: `groups/${group}`,
    case: `support/desk/${opened.ok ? opened.opened : ""}`,
    invitation,
    offer,
  };
}

/** Where the link in the newest mail to somebody leads. */
async function mailedPath(bench: PortalBench, to: string): Promise<string> {
  const { readOutbox } = await import("../../../cloud/accounts/outbox.ts");
  const mail = (await readOutbox(bench.site.parts)).find((one) => one.to === to);
  const [link = ""] = /http\S+/.exec(mail?.body ?? "") ?? [];
  return link.slice(bench.origin.length + 1);
}
