import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tools } from "../tools.ts";
import { launch, serve, type Visit, visit } from "./browser.ts";

describe.skipIf(tools.missing("chromium"))("the simulator's page", () => {
  let browser: Browser;
  let page: Visit;
  const button = (name: string | RegExp) => page.tab.getByRole("button", { name });
  const zone = (name: RegExp) => page.tab.getByRole("img", { name });

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    page = await visit(browser);
  });
  afterEach(async () => {
    await page.close();
    expect(page.complaints).toEqual([]);
  });

  test("a stranger gets a car charging: plug in, yellow, card, blue", async () => {
    await page.headline("Ready");
    await page.tab.getByText("Plug in the vehicle to begin.").first().waitFor();
    await button("Plug in").click();
    await page.headline("Awaiting authorization");
    await page.tab.getByText("Hold a card to the reader, or type # and your PIN.").waitFor();
    await page.tab.locator(".charger.lit-yellow.rhythm-steady").waitFor();
    await button("Tap Ann").click();
    await page.headline("Charging");
    await page.tab.locator(".charger.lit-blue.rhythm-breathe").waitFor();
    await page.tab.getByText("Contactor closed", { exact: true }).waitFor();
    await page.tab.getByText("7\u202f360 W").waitFor();
    await button("Tap Ann").click();
    await page.headline("Finished");
    await page.tab.getByText("Session ended: stopped at the charger.").waitFor();
  });

  test("a refused card says why", async () => {
    await button("Plug in").click();
    await button("Tap Bo").click();
    await page.headline("Not allowed");
    await page.tab.locator(".charger.lit-red.rhythm-triple").waitFor();
    await page.tab.getByText("Not accepted: it is blocked.").waitFor();
    await page.headline("Awaiting authorization");
  });

  test("all of it by keyboard", async () => {
    const { keyboard } = page.tab;
    await keyboard.press("p");
    await page.headline("Awaiting authorization");
    await keyboard.press("1");
    await page.headline("Charging");
    await keyboard.press("w");
    await page.headline("Paused");
    await keyboard.press("w");
    await page.headline("Charging");
    await keyboard.press("Shift+Digit4");
    await zone(/Stranger lies/).waitFor();
    await keyboard.press("l");
    await zone(/no card/).waitFor();
    await keyboard.press("o");
    await page.tab.getByRole("switch", { name: /Link/, checked: false }).waitFor();
    await keyboard.press("p");
    await page.headline("Ready");
  });

  test("the way by Tab and Enter alone, and the focus stays", async () => {
    const plug = button("Plug in");
    for (let presses = 0; presses < 10 && !(await isFocused(plug)); presses++)
      await page.tab.keyboard.press("Tab");
    await page.tab.keyboard.press("Enter");
    await page.headline("Awaiting authorization");
    expect(await isFocused(button("Unplug"))).toBe(true);
  });

  test("keys are typed at the keypad while it has the focus, and are shortcuts again after", async () => {
    const { keyboard } = page.tab;
    await keyboard.press("p");
    await page.headline("Awaiting authorization");
    await keyboard.press("k");
    expect(await isFocused(button(/^Hash/))).toBe(true);
    await keyboard.type("#471", { delay: 5 });
    await page.tab.getByRole("region", { name: "Keypad" }).getByText("#471", { exact: true }).waitFor();
    await keyboard.type("1#");
    await page.headline("Charging");
    await keyboard.press("Escape");
    await keyboard.press("1");
    await page.headline("Finished");
  });

  test("keys are pressed by mouse, and a wrong PIN is refused", async () => {
    await button("Plug in").click();
    await page.headline("Awaiting authorization");
    for (const key of [/^Hash/, "1", "2", "3", "4", /^Hash/]) {
      const name = typeof key === "string" ? new RegExp(`^${key}$`) : key;
      await page.tab.getByRole("region", { name: "Keypad" }).getByRole("button", { name }).click();
    }
    await page.headline("Not recognised");
    await page.tab.getByText("Not accepted: nobody has this PIN.").waitFor();
  });

  test("a card is dragged onto the reader, and away from it", async () => {
    await button("Plug in").click();
    await page.headline("Awaiting authorization");
    await drag(page.tab.locator('[data-card="04A1B2C3"]'), zone(/RFID/));
    await zone(/Ann lies on it/).waitFor();
    await page.headline("Charging");
    await drag(page.tab.locator("[data-lying]"), page.tab.locator(".cards"));
    await zone(/no card/).waitFor();
  });

  test("a drag that ends elsewhere, or is given up, does nothing", async () => {
    await drag(page.tab.locator('[data-card="04A1B2C3"]'), page.tab.locator("#vehicle"));
    expect(await page.tab.locator(".dragged").count()).toBe(0);
    expect(page.world.picture().reader.card).toBeNull();
  });

  test("a card is left on the reader, and taken away", async () => {
    await button("Leave Stranger on reader").click();
    await zone(/Stranger lies on it/).waitFor();
    await button("Take away Stranger").click();
    await zone(/no card/).waitFor();
  });

  test("someone is added to the list, after an error at the field", async () => {
    const number = page.tab.getByRole("textbox", { name: "Card number or #PIN" });
    await page.tab.keyboard.press("n");
    await page.tab.keyboard.type("04 A1");
    await page.tab.keyboard.press("Enter");
    await page.tab.getByText("expected 8, 14 or 20 hex digits, found 4").waitFor();
    expect(await number.getAttribute("aria-invalid")).toBe("true");
    expect(await number.inputValue()).toBe("04 A1");
    await number.fill("de ad be ef");
    await page.tab.getByRole("textbox", { name: "User" }).fill("<b>Dora</b>");
    await button("Add to list").click();
    await page.tab.getByRole("row", { name: /<b>Dora<\/b>.*DE AD BE EF.*May charge/ }).waitFor();
    await page.tab.getByText("Version 2; the unit has version 2 – in step").waitFor();
    expect(await number.inputValue()).toBe("");
    expect(await number.getAttribute("aria-invalid")).toBe("false");
  });

  test("someone is blocked, and removed after a question", async () => {
    await button("Block Ann").click();
    await button("Unblock Ann").waitFor();
    await page.tab.locator("summary", { hasText: "Remove Ann" }).click();
    await page.tab.getByText("Remove Ann (04 A1 B2 C3) from the list?").waitFor();
    await button("Remove Ann").click();
    await page.tab.getByRole("row", { name: /Ann/ }).waitFor({ state: "detached" });
  });

  test("access is opened only after a question, which Escape answers with no", async () => {
    await page.tab.keyboard.press("a");
    const question = page.tab.getByText("Open CG-SIM to everyone? Anyone who plugs in can charge");
    await question.waitFor();
    await page.tab.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    await page.tab.keyboard.press("a");
    await button("Yes, open CG-SIM").click();
    await page.tab.getByText("Open access").waitFor();
    await button("Restrict").click();
    await page.tab.getByText("Restricted access").waitFor();
  });

  test("offline, a banner says what still works", async () => {
    await page.tab.getByRole("switch", { name: /Link/ }).click();
    await page.tab.getByText("Cards and PINs still work from the unit's own list.").waitFor();
    await button("Plug in").click();
    await button("Tap Ann").click();
    await page.tab.getByText("keeps 2 records for later").waitFor();
    await page.tab.getByRole("switch", { name: /Link/ }).click();
    await page.tab
      .getByText("Cards and PINs still work from the unit's own list.")
      .waitFor({ state: "detached" });
  });

  test("trouble shows as a fault with what to do", async () => {
    await page.tab.keyboard.press("t");
    await button("Leak (ground fault)").click();
    await page.headline("Ground fault");
    await page.tab.getByText("If it comes back, call an electrician.").waitFor();
    await button("Mend (ground fault)").click();
    await page.headline("Ready");
    expect(await page.tab.locator("#trouble").getAttribute("open")).not.toBeNull();
  });

  test("what was said is told, and what was refused as well", async () => {
    await page.tab.keyboard.press("x");
    await page.tab.getByRole("status").getByText("There is no session to stop.").waitFor();
  });

  test("the list of keys opens by ?, and keys can be switched off for good", async () => {
    await page.tab.keyboard.press("?");
    const dialog = page.tab.getByRole("dialog", { name: "Keys" });
    await dialog.getByText("Plug in or unplug the vehicle").waitFor();
    await dialog.getByRole("checkbox", { name: "Keys are on" }).uncheck();
    await page.tab.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.tab.reload();
    await page.tab.getByRole("button", { name: "Keys", exact: true }).waitFor();
    await page.tab.keyboard.press("p");
    await button("Tap Ann").click();
    await page.tab.getByRole("status").getByText("Card held to the reader.").waitFor();
    expect(page.world.picture().vehicle.plugged).toBe(false);
  });

  test("a page that lost the simulator says so, and goes on when it is back", async () => {
    await page.tab.keyboard.press("p");
    await page.headline("Awaiting authorization");
    const { port } = page.served;
    await page.served.close();
    const lost = page.tab.getByText("The simulator does not answer. The page goes on");
    await lost.waitFor();
    await page.world.do({ do: "tap", card: "04A1B2C3" });
    const again = await serve(page.world, [`127.0.0.1:${port}`], port);
    await lost.waitFor({ state: "hidden" });
    await page.headline("Charging");
    await page.tab.close();
    await again.close();
    page.complaints.length = 0;
  });
});

function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === element.ownerDocument.activeElement);
}

async function drag(from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("both ends of the drag were expected on the page");
  const { mouse } = from.page();
  await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await mouse.down();
  await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await mouse.up();
}
