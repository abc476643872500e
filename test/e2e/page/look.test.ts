import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Gesture } from "../../../sim/world/gesture.ts";
import { LOOKS, seenIn } from "../looks.ts";
import { tools } from "../tools.ts";
import { violations } from "./axe.ts";
import { launch, type Visit, visit } from "./browser.ts";

const SCENES: Readonly<Record<string, readonly Gesture[]>> = {
  idle: [],
  awaiting: [{ do: "plug" }],
  charging: [{ do: "plug" }, { do: "lay", card: "04A1B2C3" }],
  refused: [{ do: "plug" }, { do: "tap", card: "DEADBEEF" }],
  offline: [{ do: "plug" }, { do: "link", link: "offline" }, { do: "tap", card: "04A1B2C3" }],
  fault: [{ do: "plug" }, { do: "device", device: "board", command: "fail gfci" }],
};

describe.skipIf(tools.missing("chromium"))("the look of the simulator's page", () => {
  let browser: Browser;
  let page: Visit;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    await page.close();
  });

  describe.each(LOOKS)("at $viewport.width, $colorScheme", (look) => {
    const { viewport, colorScheme } = look;
    test.each(seenIn(look, SCENES))(
      "%s: axe finds nothing, nothing is wider than the screen",
      async (_, gestures) => {
        page = await visit(browser, { viewport, colorScheme, reducedMotion: "reduce" }, 60_000);
        for (const gesture of gestures) await page.world.do(gesture);
        await page.tab.reload();
        await page.tab.locator("#trouble summary").click();
        await page.tab.locator("#confirm-open summary").click();
        expect(await violations(page.tab)).toEqual([]);
        expect(
          await page.tab.evaluate("document.documentElement.scrollWidth - innerWidth"),
        ).toBeLessThanOrEqual(0);
      },
    );
  });

  test("axe finds nothing in the list of keys", async () => {
    page = await visit(browser, { reducedMotion: "reduce" });
    await page.tab.keyboard.press("?");
    await page.tab.getByRole("dialog").waitFor();
    expect(await violations(page.tab)).toEqual([]);
  });

  test.each(Object.entries(SCENES))(
    "%s: the whole picture is seen without scrolling at 1280 by 800",
    async (_, gestures) => {
      page = await visit(browser, {}, 60_000);
      for (const gesture of gestures) await page.world.do(gesture);
      await page.tab.reload();
      for (const part of [".stage", "#timeline"]) {
        const box = await page.tab.locator(part).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 9999), part).toBeLessThanOrEqual(800);
      }
    },
  );

  test("a long timeline scrolls inside its panel", async () => {
    page = await visit(browser);
    for (let count = 0; count < 60; count++) page.world.tell({ event: "plugged" });
    page.world.changed();
    await page.tab.locator(".happening").nth(59).waitFor();
    const box = await page.tab.locator("#timeline").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 9999)).toBeLessThanOrEqual(800);
    expect(
      await page.tab.locator(".timeline").evaluate((list) => list.scrollHeight > list.clientHeight),
    ).toBe(true);
  });

  test("lights and cables move, unless less motion is wished for", async () => {
    const moving = "document.getAnimations().filter((animation) => animation.playState === 'running').length";
    for (const [reducedMotion, moves] of [
      ["no-preference", true],
      ["reduce", false],
    ] as const) {
      await page?.close();
      page = await visit(browser, { reducedMotion });
      for (const gesture of SCENES["charging"] ?? []) await page.world.do(gesture);
      await page.headline("Charging");
      await page.tab.locator(".charger.lit-blue").waitFor();
      if (moves) expect(await page.tab.evaluate(moving)).toBeGreaterThanOrEqual(2);
      else expect(await page.tab.evaluate(moving)).toBe(0);
    }
  });
});
