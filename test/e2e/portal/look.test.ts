import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOOKS, seenIn } from "../looks.ts";
import { violations } from "../page/axe.ts";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { ServedPortal, type Visit } from "./served-portal.ts";

/** Where pictures of all pages are put, to be looked at: SCREENSHOTS=folder npx vitest run --project e2e test/e2e/portal/look */
const PICTURES = process.env["SCREENSHOTS"];
/** By whom each page is looked at, and where it is; what is in capitals stands for one of `ServedPortal.at`. */
const PAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nobody: {
    "log in": "login",
    "log in, ended": "login?said=ended",
    "forgotten password": "forgotten",
    "reset that ran out": "reset/nothing",
    outbox: "outbox",
    invitation: "INVITATION",
    "offer of ownership": "OFFER",
    "invitation that is not known": "invitation/nothing",
  },
  Ann: {
    dashboard: "",
    installations: "installations",
    "new installation": "installations/new",
    installation: "HOME",
    "cards of users": "HOME/credentials",
    "pin codes": "HOME/credentials/pin-codes",
    "new pin code": "HOME/credentials/pin-codes/new",
    "guest codes": "HOME/credentials/guest-codes",
    "stop groups": "HOME/credentials/stop-groups",
    history: "HOME/history",
    health: "HOME/health",
    settings: "HOME/settings",
    authentication: "HOME/settings/authentication",
    circuits: "HOME/settings/circuits",
    retention: "HOME/settings/retention",
    "new charger": "HOME/chargers/new",
    charger: "CHARGER",
    "charger that waits": "RIGHT",
    "charger with a fault": "GATE",
    "charger that is away": "LIFT",
    "charger that is to join": "WORKSHOP",
    "history of a charger": "CHARGER/history",
    "health of a charger": "CHARGER/health",
    "settings of a charger": "CHARGER/settings",
    registration: "WORKSHOP/registration",
    scan: "RIGHT/scan",
    "own charges": "charging",
    "own cards": "charging/cards",
    "new card": "charging/cards/add",
    "personal data": "profile/data",
    profile: "profile",
    permissions: "HOME/permissions",
    "permissions of a charger": "CHARGER/permissions",
    "transfer of ownership": "HOME/transfer",
    "ownership that is offered": "CABIN/transfer",
    log: "HOME/log",
    support: "support",
    "nothing here": "nowhere",
    "invitation for somebody else": "INVITATION",
  },
  Ola: { groups: "groups", group: "GROUP", "log of a group": "GROUP/log" },
  Bo: { "offer to accept": "OFFER", "support case of one's own": "support" },
  Kari: { "support cases": "support/desk", "a support case": "CASE", "all groups": "support/groups" },
};

describe.skipIf(tools.missing("chromium"))("the look of the portal", () => {
  let browser: Browser;
  let portal: ServedPortal;

  beforeAll(async () => {
    [browser, portal] = await Promise.all([launch(), ServedPortal.start()]);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.end();
  });

  const overflow = ({ tab }: Visit) =>
    tab.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

  describe.each(LOOKS)("at $viewport.width, $colorScheme, $locale", (look) => {
    describe.each(Object.entries(PAGES))("to %s", (person, pages) => {
      let visit: Visit;

      beforeAll(async () => {
        visit = await portal.visit(browser, { ...look, reducedMotion: "reduce" });
        if (person !== "nobody") await portal.logIn(visit.tab, person);
        const language = look.locale === "nb-NO" ? "no" : "en";
        await visit.tab.goto(`${portal.url}support?lang=${language}`);
      });
      afterAll(async () => {
        expect(visit.complaints).toEqual([]);
        await visit.context.close();
      });

      test.each(seenIn(look, pages))(
        "%s: axe finds nothing, nothing is wider than the screen",
        async (name, path) => {
          const there = path.replace(/^[A-Z]+/, (key) => portal.at[key.toLowerCase()] ?? "");
          await visit.tab.goto(`${portal.url}${there}`);
          if (PICTURES) {
            const file = `${name}-${look.viewport?.width}-${look.locale}.png`.replaceAll(/[ ,]+/g, "-");
            await visit.tab.screenshot({ path: join(PICTURES, file), fullPage: true });
          }
          expect(await violations(visit.tab)).toEqual([]);
          const opened = visit.tab.locator("details:not(.menu) > summary:visible");
          if ((await opened.count()) > 0) await opened.first().click();
          expect(await violations(visit.tab)).toEqual([]);
          expect(await overflow(visit)).toBeLessThanOrEqual(0);
        },
      );
    });
  });
});
