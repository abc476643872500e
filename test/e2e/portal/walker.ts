import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PORTAL_WORDS, type PortalWords } from "../../../cloud/portal/words/portal-words.ts";
import { SITE_WORDS, type SiteWords } from "../../../cloud/portal/words/site-words.ts";
import type { Language } from "../../../ui/language.ts";
import type { Words } from "../../../ui/wording.ts";
import { WORDS } from "../../../ui/words.ts";
import { violations } from "../page/axe.ts";

/** No wait in a browser is longer than that, milliseconds. */
const DEADLINE = 20_000;
const PASSWORD = "kvikk lunsj paa tur";
const LOCALES = { en: "en-GB", no: "nb-NO" } as const satisfies Readonly<Record<Language, string>>;

/** How the portal is walked through: what is on the pages is found by the message files of the language. */
export interface Way {
  readonly language: Language;
  /** Of the window, pixels. */
  readonly width: number;
}

/** A person before a browser of their own. */
export class Walker {
  readonly name: string;
  readonly email: string;
  readonly tab: Page;
  readonly words: PortalWords;
  readonly site: SiteWords;
  readonly shared: Words;
  /** What the browser complained of: errors of scripts, and what the policy blocked. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #origin: string;
  /** Pages that were looked at already. */
  readonly #looked: Set<string>;

  private constructor(
    who: string,
    context: BrowserContext,
    tab: Page,
    origin: string,
    { language }: Way,
    looked: Set<string>,
  ) {
    this.name = who;
    this.email = emailOf(who);
    this.#context = context;
    this.tab = tab;
    this.#origin = origin;
    this.words = PORTAL_WORDS[language];
    this.site = SITE_WORDS[language];
    this.shared = WORDS[language];
    this.#looked = looked;
    tab.on("pageerror", (error) => this.complaints.push(error.message));
    tab.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("Failed to load resource"))
        this.complaints.push(message.text());
    });
  }

  /** @param looked pages that nobody of them needs to look at again */
  static async come(
    browser: Browser,
    who: string,
    origin: string,
    way: Way,
    looked: Set<string>,
  ): Promise<Walker> {
    const context = await browser.newContext({
      viewport: { width: way.width, height: 844 },
      locale: LOCALES[way.language],
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(DEADLINE);
    return new Walker(who, context, await context.newPage(), origin, way, looked);
  }

  /** Opens a page by its path, and looks at it. */
  async open(path: string): Promise<void> {
    await this.tab.goto(path.startsWith("http") ? path : `${this.#origin}${path}`);
    await this.look();
  }

  /** The path of the page that is shown. */
  get path(): string {
    return new URL(this.tab.url()).pathname;
  }

  /** Axe finds nothing on the page, and nothing is wider than the screen. */
  async look(): Promise<void> {
    const page = this.path.replaceAll(/[0-9a-f-]{32,}|(?<=^\/(?:invitation|transfer|offer)\/)[^/]+/g, "…");
    if (this.#looked.has(page)) return;
    this.#looked.add(page);
    expect(await violations(this.tab), `axe at ${page}`).toEqual([]);
    const overflow = await this.tab.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(overflow, `wider than the screen: ${page}`).toBeLessThanOrEqual(0);
  }

  link(name: string): Locator {
    return this.tab.getByRole("link", { name, exact: true }).first();
  }

  button(name: string): Locator {
    return this.tab.getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Follows a link. */
  async follow(name: string): Promise<void> {
    await this.link(name).click();
  }

  async fill(label: string, value: string): Promise<void> {
    await this.tab.getByLabel(label, { exact: true }).filter({ visible: true }).fill(value);
  }

  async choose(field: string, option: string): Promise<void> {
    const choice = this.tab.getByRole("group", { name: field, exact: true });
    await choice.getByRole("radio", { name: option, exact: true }).check();
  }

  /** Opens what asks before it does something. */
  async disclose(name: string): Promise<void> {
    await this.tab.locator("summary", { hasText: name }).click();
  }

  /** Waits until the page says this, anywhere on it. */
  async reads(text: string | RegExp): Promise<void> {
    await this.tab.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** @param selector of the one element that is meant */
  async textOf(selector: string): Promise<string> {
    return (await this.tab.locator(selector).textContent()) ?? "";
  }

  /** A row of a table that has all these words. */
  row(...words: readonly string[]): Locator {
    return words.reduce(
      (row, word) => row.filter({ hasText: word }),
      this.tab.getByRole("row").filter({ visible: true }),
    );
  }

  /** Opens the link in the newest mail to this person, on the page where mail is shown. */
  async followMail(): Promise<void> {
    await this.open("/outbox");
    const mail = this.tab.getByRole("article").filter({ hasText: this.email }).first();
    await mail.getByRole("link").first().click();
    await this.tab.waitForURL((url) => url.pathname !== "/outbox");
  }

  /** Makes an account on the page of an invitation. */
  async signUp(): Promise<void> {
    const { invitation } = this.words;
    await this.look();
    await this.fill(invitation.password, PASSWORD);
    await this.press(invitation.submit);
    await this.tab.waitForURL((url) => !url.pathname.startsWith("/invitation"));
  }

  /**
   * Sends a form that the page does not have, as somebody would who knows its address.
   * @returns the status of the answer
   */
  async force(path: string, fields: Readonly<Record<string, string>>): Promise<number> {
    const csrf = await this.tab.locator("input[name=csrf]").first().inputValue();
    const { request } = this.#context;
    const answer = await request.post(`${this.#origin}${path}`, {
      form: { csrf, ...fields },
      headers: { origin: this.#origin },
      maxRedirects: 0,
    });
    return answer.status();
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}

/** Everybody's address is their first name's. */
export function emailOf(name: string): string {
  return `${name.split(" ")[0]?.toLowerCase()}@example.org`;
}
