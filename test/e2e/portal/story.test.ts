import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LONG } from "../looks.ts";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { CloudAndCharger, FIRST, STARTS_WITHIN } from "./cloud-and-charger.ts";
import { emailOf, Walker, type Way } from "./walker.ts";

const HOME = "Fjordgata 1";
const ADDRESS = "Fjordgata 1, 7010 Trondheim";
const CHARGER = "Left";
const SCANNED = "0455AA11223344";
const TYPED = "0D5E6F71";
/** Of which the history shows more than 0.00 kWh, also when the unit has read the meter a second before, watt-seconds. */
const ENOUGH = 7.5 * 3_600;
const GROUP = "Volt & Vann Installasjon AS";

describe.skipIf(tools.missing("chromium"))("the story of the portal", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  const ways: readonly (Way & { readonly whole: boolean })[] = [
    { language: "en", width: 1280, whole: true },
    { language: "no", width: 390, whole: false },
  ];
  describe.each(LONG ? ways : ways.slice(0, 1))("in $language, $width pixels wide", ({ whole, ...way }) => {
    const looked = new Set<string>();
    const walkers: Walker[] = [];
    let there: CloudAndCharger;
    let ann: Walker;
    let bo: Walker;
    /** The paths of the installation and of the charger. */
    let home = "";
    let left = "";

    beforeAll(async () => {
      there = await CloudAndCharger.start();
    }, STARTS_WITHIN);
    afterAll(async () => {
      const complaints = walkers.flatMap((walker) => walker.complaints);
      await Promise.all(walkers.map((walker) => walker.leave()));
      await there?.end();
      expect(complaints).toEqual([]);
    });

    const comes = async (name: string): Promise<Walker> => {
      const walker = await Walker.come(browser, name, there.origin, way, looked);
      walkers.push(walker);
      return walker;
    };

    test("the owner signs up by the set-up link, and adds an installation", async () => {
      ann = await comes(FIRST.name);
      await ann.open(there.setUp);
      await ann.signUp();
      const { dashboard, installations } = ann.site;
      await ann.reads(dashboard.start);
      await ann.look();
      await ann.follow(dashboard.stepInstallation);
      await ann.look();
      await ann.choose(installations.type, installations.types.home);
      await ann.fill(installations.name, HOME);
      await ann.press(installations.add);
      await ann.reads(installations.added(HOME));
      home = ann.path;
      await ann.look();
    });

    test("a charger joins by the command that the page shows, and the page says so", async () => {
      const { installation, addCharger, registration, charger } = ann.site;
      await ann.follow(installation.addCharger);
      await ann.look();
      await ann.fill(addCharger.unit, "CG-0001");
      await ann.fill(addCharger.name, CHARGER);
      await ann.press(addCharger.submit);
      await ann.press(registration.make);
      await ann.reads(registration.waiting);
      await ann.look();
      await there.runThere(await ann.textOf("#command"));
      await ann.reads(registration.joined);
      await ann.follow(registration.toCharger);
      await ann.reads(charger.unit);
      left = ann.path;
      await there.powerOn();
      await ann.reads(ann.shared.lights.ready);
      await ann.reads(ann.site.units.inStep);
      await ann.look();
    });

    test("B3: the owner invites a user by e-mail, who signs up by the link", async () => {
      const { permissions } = ann.words;
      await ann.open(`${home}/permissions`);
      await ann.fill(permissions.name, "Bo Dahl");
      await ann.fill(permissions.email, emailOf("Bo"));
      await ann.press(permissions.send);
      await ann.reads(permissions.sent("Bo Dahl", emailOf("Bo")));
      bo = await comes("Bo Dahl");
      await bo.followMail();
      await bo.reads(bo.words.invitation.from(FIRST.name, bo.words.invitation.toInstallation(HOME)));
      await bo.signUp();
      await bo.reads(bo.words.invitation.accepted(bo.words.invitation.toInstallation(HOME)));
    });

    test("A8, B8: the user adds a card by scanning it at the charger", async () => {
      const { cards, scan } = bo.site;
      await bo.open("/charging/cards");
      await bo.follow(cards.add);
      await bo.look();
      await bo.tab.getByRole("link", { name: cards.scanAt(CHARGER) }).click();
      await bo.look();
      await bo.press(scan.start);
      await bo.reads(scan.open);
      await there.charger.tap(SCANNED);
      await bo.link(scan.toCards).waitFor();
      await bo.follow(scan.toCards);
      await bo.reads(cards.source.scanned);
      expect(await bo.row(cards.active).count(), "A8, B8: the card is in the profile").toBe(1);
    });

    test("B8: the user adds a card by typing its number", async () => {
      const { cards } = bo.site;
      await bo.open("/charging/cards/add");
      await bo.fill(cards.number, TYPED);
      await bo.press(cards.submit);
      await bo.reads(cards.source.typed);
      expect(await bo.row(cards.active).count(), "B8: both cards are in the profile").toBe(2);
    });

    /** The unit holds the newest list, as the page of the charger says. */
    const listInStep = async (walker: Walker) => {
      await walker.open(left);
      await walker.reads(walker.site.units.inStep);
    };

    test("A4, B7: the user charges by card; the page shows it, and who it is", async () => {
      await listInStep(bo);
      await there.plug();
      await there.charger.light("yellow");
      await bo.reads(bo.shared.lights.yellow);
      expect(await there.charger.contactorIs(), "A5: no power before the card").toBe("open");
      await there.charger.tap(SCANNED);
      await there.charger.contactor("closed");
      await bo.reads(bo.shared.lights.charging);
      await bo.reads(bo.site.dashboard.me);
      await ann.open("/");
      await ann.reads("Bo Dahl");
      // So long that the energy is more than nothing in the history.
      if (whole)
        await there.charger.until(async () => (await there.wattSeconds()) > ENOUGH, "energy in the history");
      await there.charger.tap(SCANNED);
      await there.charger.contactor("open");
      await there.unplug();
    });

    test("B7: the user starts and stops from the portal, and the other card charges, too", async () => {
      const { charger } = bo.site;
      await there.plug();
      await bo.press(charger.start);
      await bo.reads(charger.started);
      await there.charger.contactor("closed");
      await bo.press(charger.stop);
      await there.charger.contactor("open");
      await there.unplug();
      await there.plug();
      await there.charger.tap(TYPED);
      await there.charger.contactor("closed");
      await there.unplug();
      await there.charger.contactor("open");
    });

    test("B7: owner and user see the sessions in the history, with energy, who and by what", async () => {
      const { history } = ann.site;
      await ann.open(`${home}/history`);
      const [card, remote] = [history.bys.card, history.bys.remote];
      await there.charger.until(async () => {
        await ann.tab.reload();
        return (await ann.row("Bo Dahl", card).count()) === 2;
      }, "two sessions by card");
      expect(await ann.row("Bo Dahl", remote).count(), "B7: one by remote start").toBe(1);
      const charged = ann.row("Bo Dahl", card).filter({ hasText: /0[.,](0[1-9]|[1-9]\d) kWh/ });
      if (whole) expect(await charged.count(), "B7: with energy").toBe(1);
      await bo.open("/charging");
      expect(await bo.row(CHARGER).count(), "B7: one's own sessions").toBe(3);
    });

    test("B5, A3: the switch to open and back shows at the charger's light within a second", async () => {
      const { access, installation } = ann.site;
      await there.plug();
      await there.charger.light("yellow");
      await ann.open(home);
      const figure = ann.tab.getByTitle(installation.authorizationRequired);
      await figure.first().waitFor();
      await ann.open(`${home}/settings/authentication`);
      await ann.fill(access.openName(HOME), HOME);
      expect(await there.lightChangesBy(ann, access.open), "B5, A3: open").toBeLessThan(1_000);
      await ann.reads(access.haveIt(CHARGER));
      const has = ann.tab.getByRole("listitem").filter({ hasText: CHARGER });
      await has.filter({ hasText: access.has }).waitFor();
      // The contactor takes the board four fifths of a second.
      await there.charger.light("blue");
      await there.charger.contactor("closed");
      await bo.open(left);
      await bo.reads(bo.site.installation.unlocked);
      await ann.open(home);
      expect(await figure.count(), "B5: no figure while access is open").toBe(0);
      await ann.open(`${home}/settings/authentication`);
      expect(await there.lightChangesBy(ann, access.restrict), "B5, A3: back").toBeLessThan(1_000);
      await ann.reads(access.haveIt(CHARGER));
      await there.charger.light("yellow");
      await there.charger.contactor("open");
      await bo.reads(bo.site.installation.locked);
      await there.unplug();
    });

    test("A2: a guest's code works once at the keypad", async () => {
      const { guests } = ann.site;
      await ann.open(`${home}/credentials/guest-codes`);
      await ann.press(guests.make);
      const code = (await ann.textOf("output")).replaceAll(/[^\d]/g, "");
      await ann.look();
      expect(code, "A2: six digits").toMatch(/^\d{6}$/);
      await listInStep(ann);
      await there.plug();
      await there.charger.keypad.do(`keys #${code}#`);
      await there.unit.event("authorized");
      await there.charger.contactor("closed");
      await there.unplug();
      await there.charger.contactor("open");
      await there.plug();
      await there.charger.keypad.do(`keys #${code}#`);
      await there.unit.event("denied");
      expect(await there.charger.contactorIs(), "A2: once").toBe("open");
      await there.unplug();
    });

    if (!whole) return;

    test("B6, B2: Service is given by a lookup key; who has it changes a setting, and cannot charge", async () => {
      const { groupDesk, desk, permissions, place, groups } = ann.words;
      await ann.open("/support/desk");
      await ann.follow(desk.groups);
      await ann.look();
      await ann.fill(groupDesk.name, GROUP);
      await ann.fill(groupDesk.adminName, "Siri Strand");
      await ann.fill(groupDesk.adminEmail, emailOf("Siri"));
      await ann.press(groupDesk.submit);
      const siri = await comes("Siri Strand");
      await siri.followMail();
      await siri.signUp();
      await siri.reads(siri.words.groups.keyText);
      await siri.look();
      const key = (await siri.textOf("#lookup-key")).trim();
      expect(key, "B6: four letters or digits").toMatch(/^[0-9A-Z]{4}$/);
      await ann.open(`${home}/permissions`);
      await ann.fill(permissions.lookup, key.toLowerCase());
      await ann.press(permissions.search);
      await ann.reads(GROUP);
      await ann.choose(permissions.level, place.roles.service);
      await ann.press(permissions.saveFor(GROUP));
      await ann.reads(permissions.partnerSaved(GROUP, place.roles.service));
      expect(await ann.row(GROUP, groups.key).count(), "B6: the group is in the list").toBe(1);

      await siri.open(`${home}/settings`);
      await siri.fill(siri.site.installations.address, ADDRESS);
      await siri.press(siri.site.act.save);
      await siri.reads(siri.site.act.saved);
      await siri.tab.reload();
      const address = siri.tab.getByLabel(siri.site.installations.address, { exact: true });
      expect(await address.inputValue(), "B2: Service changes a setting").toBe(ADDRESS);
      await there.plug();
      await siri.open(left);
      await siri.reads(siri.shared.lights.yellow);
      await siri.reads(siri.site.charger.chargeNo);
      expect(await siri.button(siri.site.charger.start).count(), "B2: no start for Service").toBe(0);
      expect(await siri.force(`${left}/start`, { connector: "1" }), "B2: Service cannot charge").toBe(403);
      expect(await there.charger.contactorIs(), "B2: no power").toBe("open");
      await there.unplug();
    });

    test("B9: ownership is handed over, and the charger PIN disappears for the old owner", async () => {
      const { chargerSettings } = ann.site;
      const { transfer, permissions } = ann.words;
      const pin = async (owner: Walker) => {
        await owner.open(`${left}/settings`);
        await owner.press(chargerSettings.pinShow);
        const shown = await owner.textOf("output");
        return shown.replaceAll(/\s/g, "");
      };
      const shown = await pin(ann);
      expect(shown, "B9: eight digits").toMatch(/^\d{8}$/);
      await ann.open(`${home}/permissions`);
      await ann.follow(permissions.transfer);
      await ann.look();
      await ann.fill(transfer.name, "Nora Nilsen");
      await ann.fill(transfer.email, emailOf("Nora"));
      await ann.tab.getByRole("checkbox", { name: transfer.keep }).check();
      await ann.fill(transfer.confirm(HOME), HOME);
      await ann.press(transfer.submit);
      await ann.reads(transfer.waits);

      const nora = await comes("Nora Nilsen");
      await nora.followMail();
      await nora.look();
      await nora.follow(transfer.signUp);
      await nora.signUp();
      await nora.press(transfer.accept);
      await nora.reads(transfer.accepted(HOME));
      expect(await pin(nora), "B9: the new owner sees the same PIN").toBe(shown);
      await ann.open(`${left}/settings`);
      await ann.reads(chargerSettings.pinNot);
      await ann.reads(chargerSettings.pinWhere);
      expect(await ann.button(chargerSettings.pinShow).count(), "B9: no PIN for the old owner").toBe(0);
      expect(await ann.force(`${left}/settings/pin`, {}), "B9: nor by asking for it").toBe(403);
      await nora.open(`${home}/log`);
      await nora.row(FIRST.name, chargerSettings.pin).waitFor();
    });

    test("B2: the card of somebody who is removed stops at once, in mid-session", async () => {
      const nora = walkers.find(({ name }) => name === "Nora Nilsen");
      if (!nora) throw new Error("the owner is Nora by now");
      const { permissions } = nora.words;
      await there.plug();
      await there.charger.tap(SCANNED);
      await there.charger.contactor("closed");
      await nora.open(`${home}/permissions`);
      await nora.disclose(permissions.withdrawOf("Bo Dahl"));
      const begun = Date.now();
      await nora.press(permissions.withdraw);
      await there.unit.event("session-stopped", { reason: "DeAuthorized" });
      await there.charger.contactor("open");
      expect(Date.now() - begun, "B2: at once").toBeLessThan(3_000);
      await nora.reads(permissions.withdrawn("Bo Dahl"));
      await there.charger.tap(SCANNED);
      await there.unit.event("denied");
      await there.charger.tap(TYPED);
      await there.unit.event("denied");
      expect(await there.charger.contactorIs(), "B2: neither card charges").toBe("open");
      await there.unplug();
    });
  });
});
