import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { Charger, type RunningUnit } from "../charger.ts";

const PASSWORD = "kvikk lunsj paa tur";
/** No wait in a browser is longer than that, milliseconds. */
const DEADLINE = 10_000;

/** A charger on emulated devices whose unit serves its page, and whoever looks at it. */
export class UnitPage {
  readonly charger: Charger;
  unit: RunningUnit;
  url: string;

  private constructor(charger: Charger, unit: RunningUnit, url: string) {
    this.charger = charger;
    this.unit = unit;
    this.url = url;
  }

  /** @param web the page's configuration */
  static async start(web = '{ listen: "127.0.0.1:0" }', more: readonly string[] = []): Promise<UnitPage> {
    const charger = await Charger.start("{}", [`web: ${web}`, ...more]);
    const unit = await charger.unit();
    const page = new UnitPage(charger, unit, "");
    page.url = (await page.code()).url;
    return page;
  }

  /** A code as `chargegate web-code` shows it, and where to use it. */
  async code(): Promise<{ readonly code: string; readonly url: string; readonly shown: string }> {
    const { stdout, stderr } = await this.charger.cli("web-code");
    const code = /Code\s+(\S+)/.exec(stdout)?.[1];
    const url = /Open\s+(\S+)/.exec(stdout)?.[1];
    if (!code || !url) throw new Error(`no code: ${stdout}${stderr}`);
    return { code, url, shown: stdout };
  }

  /** Kills the unit and starts it anew; the page is at another port then. */
  async restart(): Promise<void> {
    await this.unit.kill("SIGKILL");
    this.unit = await this.charger.unit();
    this.url = (await this.code()).url;
  }

  /** Somebody's browser, before the page. */
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

  /** Somebody who has come in by a code, and has set the password if there was none. */
  async visitLoggedIn(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await this.visit(browser, options);
    await this.logIn(visit.tab);
    return visit;
  }

  async logIn(tab: Page): Promise<void> {
    const { code } = await this.code();
    const field = tab.locator("#code");
    if (!(await field.isVisible())) await tab.locator("details.disclosed > summary").click();
    await field.fill(code);
    await tab.locator("form:has(#code) button[type=submit]").click();
    await tab.waitForURL((url) => !url.pathname.startsWith("/login"));
    if (!tab.url().endsWith("/password")) return;
    await tab.locator("#next").fill(PASSWORD);
    await tab.locator("#again").fill(PASSWORD);
    await tab.locator("form:has(#again) button[type=submit]").click();
    await tab.waitForURL(this.url);
  }

  async end(): Promise<void> {
    await this.charger.end();
  }
}

/** A browser's window on the page, and what the browser complained of: errors of scripts, and what the page's policy blocked. */
export interface Visit {
  readonly context: BrowserContext;
  readonly tab: Page;
  readonly complaints: readonly string[];
}
