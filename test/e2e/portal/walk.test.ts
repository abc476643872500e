import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { ServedPortal } from "./served-portal.ts";

describe.skipIf(tools.missing("chromium"))("people at the portal, in a browser", () => {
  let browser: Browser;
  let portal: ServedPortal;

  beforeAll(async () => {
    [browser, portal] = await Promise.all([launch(), ServedPortal.start()]);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.end();
  });

  test("B6: the owner finds a partner by its lookup key, gives it a level, withdraws it and takes that back", async () => {
    const { tab, context, complaints } = await portal.visit(browser);
    await portal.logIn(tab, "Ann");
    await tab.goto(`${portal.url}${portal.at["cabin"]}/permissions`);
    await tab.getByLabel("Lookup key").fill("v0lt");
    await tab.getByRole("button", { name: "Search" }).click();
    await tab.getByText("Volt & Vann Installasjon AS", { exact: true }).waitFor();
    await tab.getByRole("button", { name: "Give Volt & Vann Installasjon AS access" }).click();
    await tab.getByText("has access as Service.").waitFor();
    await tab.locator("summary", { hasText: "Withdraw the access of Volt" }).click();
    await tab.getByText("No member of Volt & Vann Installasjon AS is Service").waitFor();
    await tab.getByRole("button", { name: "Withdraw", exact: true }).click();
    await tab.getByText("is withdrawn.").waitFor();
    await tab.getByRole("button", { name: "Undo" }).click();
    await tab.getByText("has access as Service.").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("B3: somebody who was invited signs up without script, by the link in the outbox", async () => {
    const { tab, context } = await portal.visit(browser, { javaScriptEnabled: false, locale: "nb-NO" });
    await tab.goto(`${portal.url}outbox`);
    await tab.locator("article", { hasText: "Nora" }).getByRole("link").click();
    await tab.getByText("Som Bruker.").waitFor();
    await tab.getByLabel("Velg et passord").fill("kort");
    await tab.getByRole("button", { name: "Registrer deg" }).click();
    await tab.getByText("Et passord har minst 10 tegn.").waitFor();
    await tab.getByLabel("Velg et passord").fill("sykkel under stjernene");
    await tab.getByRole("button", { name: "Registrer deg" }).click();
    await tab.waitForURL(`${portal.url}${portal.at["home"]}`);
    await tab.goto(`${portal.url}profile`);
    expect(await tab.getByLabel("Navn").inputValue()).toBe("Nora Nilsen");
    await context.close();
  });

  test("the account's menu opens by the keyboard, closes by Escape, and leads out", async () => {
    const { tab, context } = await portal.visit(browser);
    await portal.logIn(tab, "Bo");
    await tab.goto(`${portal.url}profile`);
    const menu = tab.locator("#account-summary");
    await menu.focus();
    await tab.keyboard.press("Enter");
    await tab.getByRole("button", { name: "Log out" }).first().waitFor();
    await tab.keyboard.press("Escape");
    expect(await tab.locator("#account").getAttribute("open")).toBeNull();
    expect(await menu.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await menu.click();
    await tab.locator("#account").getByRole("button", { name: "Log out" }).click();
    await tab.getByText("You are logged out.").waitFor();
    await context.close();
  });

  test("a field that is wrong has the focus, and says why to whoever listens", async () => {
    const { tab, context } = await portal.visit(browser);
    await portal.logIn(tab, "Ann");
    await tab.goto(`${portal.url}${portal.at["cabin"]}/permissions`);
    await tab.getByLabel("Lookup key").fill("??");
    await tab.getByRole("button", { name: "Search" }).click();
    const field = tab.getByLabel("Lookup key");
    await tab.getByText("A lookup key has four letters or digits.").waitFor();
    await expect
      .poll(() => field.evaluate((element) => element.ownerDocument.activeElement?.id), {
        timeout: 8_000,
      })
      .toBe("partner-key");
    const described = (await field.getAttribute("aria-describedby")) ?? "";
    expect(await tab.locator(`#${described.split(" ")[0]}`).textContent()).toContain("four letters");
    await context.close();
  });
});
