import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { UnitPage, type Visit } from "./unit-page.ts";

describe.skipIf(tools.missing("chromium"))("the unit's own page, step by step as Etrel tells it", () => {
  let browser: Browser;
  let page: UnitPage;
  let visit: Visit;
  let tab: Page;

  beforeAll(async () => {
    [browser, page] = await Promise.all([launch(), UnitPage.start()]);
    visit = await page.visitLoggedIn(browser);
    tab = visit.tab;
  });
  afterAll(async () => {
    expect(visit?.complaints).toEqual([]);
    await browser?.close();
    await page?.end();
  });
  beforeEach(async () => {
    if ((await page.charger.contactorIs()) === "closed") await page.charger.contactor("open");
  });

  const button = (name: string) => tab.getByRole("button", { name, exact: true });
  const link = (name: string) => tab.getByRole("link", { name, exact: true });
  const heading = (name: string) => tab.getByRole("heading", { name, exact: true }).waitFor();

  /** At the emulated keypad. */
  const type = (pin: string) => page.charger.keypad.do(`keys ${pin}#`);

  async function plugged(): Promise<void> {
    await page.charger.board.do("plug");
    await page.unit.event("awaiting-authorization");
    await page.charger.light("yellow");
  }

  async function unplugged(): Promise<void> {
    await page.charger.board.do("unplug");
    await page.unit.event("unplugged");
  }

  /** What the typed PIN comes to. */
  async function charges(pin: string): Promise<void> {
    await plugged();
    await type(pin);
    await page.charger.contactor("closed");
    await page.unit.event("session-started");
  }

  async function isRefused(pin: string, reason: string): Promise<void> {
    await plugged();
    await type(pin);
    await page.unit.event("denied", { reason });
    expect(await page.charger.contactorIs()).toBe("open");
    await unplugged();
  }

  async function openUser(name: string): Promise<void> {
    await tab.goto(`${page.url}configuration/user/local-users`);
    await tab.getByRole("link", { name: `Identifications of ${name}` }).click();
    await heading("User identifications");
  }

  test("D1: navigation → Configuration → User → Charging authorization → Supported identification types: PIN, Enabled, Save", async () => {
    await link("Configuration").click();
    await link("Charging authorization").click();
    await heading("Supported identification types");
    const pin = tab.getByRole("group", { name: "PIN", exact: true }).getByLabel("Enabled");
    await pin.uncheck();
    await button("Save").click();
    await tab.getByText("Saved. It counts from now on.").waitFor();
    expect(await pin.isChecked()).toBe(false);
    await isRefused("#4711", "type-not-enabled");
    await pin.check();
    await button("Save").click();
    await tab.getByText("Saved. It counts from now on.").waitFor();
    await charges("#4711");
    await unplugged();
    await page.charger.contactor("open");
  });

  test("D2, D3: Local users, Add new, first and last name, Save, Add, Add it manually, PIN code authorization, Active, code, Save: the PIN charges at once", async () => {
    await link("Local users").first().click();
    await link("Add new").click();
    await tab.getByLabel("First name").fill("Kari");
    await tab.getByLabel("Last name").fill("Nordmann");
    expect(await tab.getByLabel("Blocked (prevent access)").isChecked()).toBe(false);
    await button("Save").click();
    await heading("User identifications");
    await tab.locator("summary", { hasText: "Add" }).click();
    await link("Add it manually").click();
    await tab.getByLabel("Type").selectOption({ label: "PIN code authorization" });
    await tab.getByLabel("Status").selectOption({ label: "Active" });
    await tab.getByLabel("Code", { exact: true }).fill("314159");
    await button("Save").click();
    await tab.locator("#code-error", { hasText: "A PIN code must start with the symbol #" }).waitFor();
    await tab.getByLabel("Code", { exact: true }).fill("#314159");
    await button("Save").click();
    await tab.getByText("The PIN works at the keypad now").waitFor();
    await link("Close").click();
    await heading("Local users");
    await charges("#314159");
    await unplugged();
    await page.charger.contactor("open");
  });

  test("D4: a click on the name blocks the user: a session that runs ends, and the PIN is refused; unblocked it charges again", async () => {
    await charges("#314159");
    await tab.goto(`${page.url}configuration/user/local-users`);
    await link("Kari Nordmann").click();
    await tab.getByLabel("Blocked (prevent access)").check();
    await button("Save").click();
    await tab.getByText("Kari Nordmann is saved.").waitFor();
    await page.unit.event("session-stopped", { reason: "DeAuthorized" });
    await page.charger.contactor("open");
    await unplugged();
    await isRefused("#314159", "blocked");
    await tab.goto(`${page.url}configuration/user/local-users`);
    await link("Kari Nordmann").click();
    await tab.getByLabel("Blocked (prevent access)").uncheck();
    await button("Save").click();
    await charges("#314159");
    await unplugged();
    await page.charger.contactor("open");
  });

  test("D4: a click on the card icon shows the PIN masked, and edits its code and its status", async () => {
    await openUser("Kari Nordmann");
    await tab.getByRole("link", { name: "Edit PIN #…" }).first().click();
    expect(await tab.content()).not.toContain("314159");
    expect(await tab.getByLabel("New code").inputValue()).toBe("");
    await tab.getByText("the unit keeps nothing that it could be read from").waitFor();
    await tab.getByLabel("New code").fill("#271828");
    await button("Save").click();
    await isRefused("#314159", "wrong-pin");
    await charges("#271828");
    await unplugged();
    await page.charger.contactor("open");
    await openUser("Kari Nordmann");
    await tab.getByRole("link", { name: "Edit PIN #…" }).first().click();
    await tab.getByLabel("Status").selectOption({ label: "Blocked" });
    await button("Save").click();
    await isRefused("#271828", "blocked");
  });

  test("D3: an expiration date that is over: the PIN is refused; without one it charges again", async () => {
    await openUser("Kari Nordmann");
    await tab.getByRole("link", { name: "Edit PIN #…" }).first().click();
    await tab.getByLabel("Status").selectOption({ label: "Active" });
    await tab.getByLabel("Expiration date").fill("2020-01-31");
    await button("Save").click();
    await tab.getByText("Expired", { exact: true }).waitFor();
    await isRefused("#271828", "expired");
    await tab.getByRole("link", { name: "Edit PIN #…" }).first().click();
    expect(await tab.getByLabel("Expiration date").inputValue()).toBe("2020-01-31");
    await tab.getByLabel("Expiration date").fill("");
    await button("Save").click();
    await charges("#271828");
    await unplugged();
    await page.charger.contactor("open");
  });

  test("A8, D3: Add, Hold a card to the reader: the light says so, and the card charges at once", async () => {
    await openUser("Kari Nordmann");
    await tab.locator("summary", { hasText: "Add" }).click();
    await link("Hold a card to the reader").click();
    await button("Start").click();
    await tab.getByText("Hold the card to the reader now").waitFor();
    await tab.getByText(/^(60|5\d) s left$/).waitFor();
    await page.charger.tap("04A1B2C3");
    await tab.getByText("Card 04…C3 is registered already. Hold another one to the reader.").waitFor();
    await page.charger.tap("04A7B8C9D0E1F2");
    await tab.getByText("Card 04…F2 is Kari Nordmann's now, and works at once.").waitFor();
    await plugged();
    await page.charger.tap("04A7B8C9D0E1F2");
    await page.charger.contactor("closed");
    await page.unit.event("session-started");
    await unplugged();
    await page.charger.contactor("open");
    const { stdout } = await page.charger.cli("whitelist", "export");
    expect(stdout).toContain("04A7B8C9D0E1F2,card,Kari Nordmann,active,");
  });

  test("a refused card is added from the history, and charges", async () => {
    await plugged();
    await page.charger.tap("DEADBEEF");
    await page.unit.event("denied", { reason: "unknown" });
    await link("History").first().click();
    await tab.getByRole("link", { name: "Add this card DE…EF" }).click();
    await tab.getByLabel("Whose it is").selectOption({ label: "Kari Nordmann" });
    await button("Add").click();
    await tab.getByText("Card DE…EF works at the reader now.").waitFor();
    await page.charger.tap("DEADBEEF");
    await page.charger.contactor("closed");
    await page.unit.event("session-started");
    await page.charger.tap("DEADBEEF");
    await page.unit.event("session-stopped", { reason: "Local" });
    await page.charger.contactor("open");
    await unplugged();
    await link("History").first().click();
    const newest = tab.locator("tbody tr").first();
    expect(await newest.textContent()).toMatch(/Charged.*Kari Nordmann.*kWh.*Stopped at the charger/);
  });

  test("D2: a removed user's PIN and cards are refused", async () => {
    await tab.goto(`${page.url}configuration/user/local-users`);
    await link("Kari Nordmann").click();
    await tab.locator("summary", { hasText: "Remove user" }).click();
    await tab.getByText("Remove Kari Nordmann and all 3 cards and PINs?").waitFor();
    await button("Remove Kari Nordmann").click();
    await tab.getByText("Kari Nordmann is removed. Nothing of theirs opens this charger any more.").waitFor();
    await isRefused("#271828", "wrong-pin");
    await plugged();
    await page.charger.tap("04A7B8C9D0E1F2");
    await page.unit.event("denied", { reason: "unknown" });
    await unplugged();
  });

  test("A3: access is opened only by whoever says so twice; the vehicle then charges without anybody", async () => {
    await link("Charging authorization").first().click();
    await tab.getByLabel("Open", { exact: true }).check();
    await button("Save").click();
    await tab.getByText("Tick this to open the charger for everyone.").waitFor();
    await tab.getByLabel("I understand that anyone may then charge").check();
    await button("Save").click();
    await tab.getByText("Saved. It counts from now on.").waitFor();
    await page.charger.board.do("plug");
    await page.charger.contactor("closed");
    await link("Charging authorization").first().click();
    await tab.getByLabel("Restricted", { exact: true }).check();
    await button("Save").click();
    await page.charger.contactor("open");
    await page.charger.light("yellow");
    await unplugged();
  });

  test("the overview follows the charger by itself: light, who, and a reader that is lost", async () => {
    await link("Overview").first().click();
    await tab.getByText("Ready", { exact: true }).waitFor();
    await plugged();
    await tab.getByText("Awaiting authorization", { exact: true }).waitFor();
    await page.charger.tap("04A1B2C3");
    await tab.locator("#connectors").getByText("Charging", { exact: true }).waitFor();
    await tab.locator("#connectors").getByText("ann", { exact: true }).waitFor();
    await page.charger.reader.do("fault hangup");
    await tab.getByText("front: Does not answer").waitFor();
    await page.charger.reader.do("fault none");
    await page.unit.event("reader-back");
    await page.charger.tap("04A1B2C3");
    await page.charger.contactor("open");
    await unplugged();
  });
});
