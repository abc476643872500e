import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOOKS, seenIn } from "../looks.ts";
import { violations } from "../page/axe.ts";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { UnitPage, type Visit } from "./unit-page.ts";

const USERS = "configuration/user/local-users";
/** Where pictures of all pages are put, to be looked at: SCREENSHOTS=folder npx vitest run --project e2e test/e2e/unit-page/look */
const PICTURES = process.env["SCREENSHOTS"];
const PAGES: Readonly<Record<string, string>> = {
  overview: "",
  history: "history",
  "charging authorization": "configuration/user/charging-authorization",
  "local users": USERS,
  "a new user": `${USERS}/new`,
  "user identifications": `${USERS}/USER`,
  "name and block": `${USERS}/USER/edit`,
  "a new identification": `${USERS}/USER/identifications/new`,
  "hold a card to the reader": `${USERS}/USER/scan`,
  import: `${USERS}/import`,
  export: `${USERS}/export`,
  rules: "configuration/unit/rules",
  backup: "configuration/unit/backup",
  password: "configuration/unit/password",
  "nothing here": "nowhere",
};

describe.skipIf(tools.missing("chromium"))("the look of the unit's own page", () => {
  let browser: Browser;
  let page: UnitPage;
  let user = "";

  beforeAll(async () => {
    [browser, page] = await Promise.all([launch(), UnitPage.start()]);
    const { charger } = page;
    const visit = await page.visitLoggedIn(browser);
    await visit.tab.goto(`${page.url}${USERS}`);
    const href = await visit.tab.getByRole("link", { name: "Identifications of ann" }).getAttribute("href");
    user = href?.split("/").at(-1) ?? "";
    // A history: a refused card, one that may charge, and a session that runs.
    await charger.board.do("plug");
    await charger.tap("DEADBEEF");
    await page.unit.event("denied");
    await charger.tap("04A1B2C3");
    await page.unit.event("session-started");
    await charger.contactor("closed");
    await visit.context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await page?.end();
  });

  const overflow = ({ tab }: Visit) =>
    tab.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

  describe.each(LOOKS)("at $viewport.width, $colorScheme, $locale", (look) => {
    let visit: Visit;

    beforeAll(async () => {
      visit = await page.visit(browser, { ...look, reducedMotion: "reduce" });
    });
    afterAll(async () => {
      expect(visit.complaints).toEqual([]);
      await visit.context.close();
    });

    test("the door: axe finds nothing, nothing is wider than the screen", async () => {
      expect(await violations(visit.tab)).toEqual([]);
      expect(await overflow(visit)).toBeLessThanOrEqual(0);
      await page.logIn(visit.tab);
    });

    test.each(seenIn(look, PAGES))(
      "%s: axe finds nothing, nothing is wider than the screen",
      async (name, path) => {
        await visit.tab.goto(`${page.url}${path.replace("USER", user)}`);
        if (PICTURES) {
          const file = `${name}-${look.viewport?.width}-${look.locale}.png`.replaceAll(" ", "-");
          await visit.tab.screenshot({ path: join(PICTURES, file), fullPage: true });
        }
        const [add, menu] = [visit.tab.locator("#add-summary"), visit.tab.locator("#menu-summary")];
        if (await add.isVisible()) await add.click();
        else if (await menu.isVisible()) await menu.click();
        expect(await violations(visit.tab)).toEqual([]);
        expect(await overflow(visit)).toBeLessThanOrEqual(0);
      },
    );
  });

  test("works without script: a user and a PIN are added, and the overview is told anew when it is asked for", async () => {
    const visit = await page.visitLoggedIn(browser, { javaScriptEnabled: false });
    const { tab } = visit;
    await tab.getByText("Charging", { exact: true }).waitFor();
    await tab.goto(`${page.url}${USERS}/new`);
    await tab.getByLabel("First name").fill("Script-free");
    await tab.getByRole("button", { name: "Save" }).click();
    await tab.locator("#add-summary").click();
    await tab.getByRole("link", { name: "Add it manually" }).click();
    await tab.getByLabel("Code", { exact: true }).fill("#161803");
    await tab.getByRole("button", { name: "Save" }).click();
    await tab.getByText("The PIN works at the keypad now").waitFor();
    await visit.context.close();
  });

  test("whoever is logged out elsewhere is shown the door by the page itself", async () => {
    const visit = await page.visitLoggedIn(browser);
    await visit.tab.locator("#connectors").waitFor();
    const other = await visit.context.newPage();
    await other.goto(page.url);
    await other.getByRole("button", { name: "Log out" }).click();
    await visit.tab.waitForURL(/\/login/);
    await visit.context.close();
  });

  test("a page that is asked to come back later stays as it is, and asks less often each time", async () => {
    const visit = await page.visitLoggedIn(browser);
    let asked = 0;
    let loaded = 0;
    visit.tab.on("load", () => (loaded += 1));
    await visit.tab.route("**/events/overview", (route) => {
      if (route.request().method() === "GET") asked += 1;
      return route.fulfill({ status: 503, body: "Too many pages are open." });
    });
    await visit.tab.reload();
    await page.charger.until(async () => asked === 2, "asked again");
    await visit.tab.waitForTimeout(3_000);
    expect([asked, loaded]).toEqual([2, 1]);
    await visit.context.close();
  });
});
