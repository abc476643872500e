import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tools } from "../tools.ts";
import { launch, type Visit, visit } from "./browser.ts";

describe.skipIf(tools.missing("chromium"))("the simulator's page without script", () => {
  let browser: Browser;
  let page: Visit;
  const button = (name: string | RegExp) => page.tab.getByRole("button", { name });

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    page = await visit(browser, { javaScriptEnabled: false }, 60_000);
  });
  afterEach(async () => {
    await page.close();
    expect(page.complaints).toEqual([]);
  });

  test("a car is charged by its forms", async () => {
    await button("Plug in").click();
    await page.headline("Awaiting authorization");
    await page.tab.getByText("Plugged in.", { exact: true }).waitFor();
    await button("Tap Ann").click();
    await page.headline("Charging");
    await page.tab.getByRole("link", { name: "Refresh" }).click();
    await page.headline("Charging");
  });

  test("a PIN is typed key by key", async () => {
    await button("Plug in").click();
    const keypad = page.tab.getByRole("region", { name: "Keypad" });
    await keypad.getByRole("button", { name: /^Hash/ }).click();
    for (const key of ["4", "7", "1", "1"])
      await keypad.getByRole("button", { name: key, exact: true }).click();
    await keypad.getByText("#4711").waitFor();
    await keypad.getByRole("button", { name: /^Hash/ }).click();
    await page.headline("Charging");
  });

  test("access is opened after a question", async () => {
    await page.tab.locator("summary", { hasText: "Open to everyone" }).click();
    await button("Yes, open CG-SIM").click();
    await page.tab.getByText("Open access").waitFor();
  });

  test("an error stands at its field", async () => {
    await page.tab.getByRole("textbox", { name: "Card number or #PIN" }).fill("04A1");
    await button("Add to list").click();
    await page.tab.locator("#add-id-error").getByText("found 4").waitFor();
  });

  test("nothing is offered that only script can do", async () => {
    for (const name of ["Keys", "Copy the command"]) expect(await button(name).isVisible()).toBe(false);
  });
});
