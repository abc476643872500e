import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { createSimPage } from "../../../sim/page/app.tsx";
import { type ServedPage, servePage } from "../../../ui/serve.ts";
import { FakeWorld, PIN } from "../../sim/page/fake-world.ts";

/** No wait in a browser is longer than that, milliseconds. */
const DEADLINE = 8_000;

/** @param more further arguments of Chromium */
export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** The simulator's page before a fake world, in a browser of its own. */
export interface Visit {
  readonly tab: Page;
  readonly world: FakeWorld;
  readonly served: ServedPage;
  /** What the browser complained of: errors of scripts, and what the page's own policy blocked. */
  readonly complaints: string[];
  /** Waits for a headline. */
  headline(word: string): Promise<void>;
  close(): Promise<void>;
}

/** @param refusedFor how long the light says that a card was refused, milliseconds */
export async function visit(
  browser: Browser,
  options: BrowserContextOptions = {},
  refusedFor = 2000,
): Promise<Visit> {
  const world = new FakeWorld(Date.now, refusedFor);
  const hosts: string[] = [];
  const served = await serve(world, hosts, 0);
  hosts.push(`127.0.0.1:${served.port}`);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(DEADLINE);
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("Failed to load resource"))
      complaints.push(message.text());
  });
  await tab.goto(served.url);
  return {
    tab,
    world,
    served,
    complaints,
    headline: (word) => tab.getByRole("heading", { level: 1, name: word, exact: true }).waitFor(),
    close: async () => {
      await context.close();
      await served.close();
    },
  };
}

/** Serves the page of a world; `hosts` are read at every request. */
export function serve(world: FakeWorld, hosts: readonly string[], port: number): Promise<ServedPage> {
  const app = createSimPage({
    world,
    allowedHosts: hosts,
    version: "0.1.0",
    brokerUrl: "mqtt://127.0.0.1:18830",
    unitId: "CG-SIM",
    pin: PIN,
  });
  return servePage(app, { port });
}
