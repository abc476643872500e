import { describe, expect, test } from "vitest";
import { Badge, Flash } from "../../ui/badge.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Frame } from "../../ui/frame.tsx";
import { Crumbs, LanguageSwitch, MenuButton, type NavPlace, SideNav, Tabs } from "../../ui/nav.tsx";
import { Page } from "../../ui/page.tsx";
import { HOSTILE, HOSTILE_SENT, markup } from "./markup.ts";

const PLACES: readonly NavPlace[] = [
  { href: "/", label: "Overview", icon: "house" },
  {
    href: "/configuration",
    label: "Configuration",
    icon: "settings",
    places: [
      {
        href: "/configuration/user",
        label: "User",
        places: [{ href: "/configuration/user/authorization", label: "Charging authorization" }],
      },
      { href: "/configuration/network", label: "Network" },
    ],
  },
];

/** Texts of the elements that say that they are the current one. */
function current(html: string): string[] {
  return [...html.matchAll(/aria-current="(?:page|true)"[^>]*>(.*?)<\/(?:a|span)>(?=<)/gs)].map(
    ([, inner = ""]) => inner.replaceAll(/<[^>]+>/g, "").trim(),
  );
}

describe("the navigation", () => {
  const nav = { language: "en", places: PLACES, here: "/configuration/user/authorization" } as const;

  test.each([
    ["SideNav", SideNav],
    ["MenuButton", MenuButton],
  ])("%s: D1: leads to every page, and says which is shown and what it is under", async (_, component) => {
    const html = await markup(component(nav));
    for (const href of ["/", "/configuration", "/configuration/user", "/configuration/network"])
      expect(html).toContain(`href="${href}"`);
    expect(current(html)).toEqual(["Charging authorization"]);
    const within = [...html.matchAll(/class="place is-within" href="([^"]+)"/g)].map(([, href]) => href);
    expect(within).toEqual(["/configuration", "/configuration/user"]);
  });

  test("a page that is not in it is none of its pages", async () => {
    const html = await markup(SideNav({ ...nav, here: "/elsewhere" }));
    expect(html).not.toContain("aria-current");
    expect(html).not.toContain("is-within");
  });

  test("behind a button it opens without script, and is called what it is in each language", async () => {
    const english = await markup(MenuButton(nav));
    expect(english).toMatch(
      /^<details class="menu" id="menu"><summary [^>]+>.*Menu<\/span><\/summary><nav /s,
    );
    expect(english).toContain('aria-label="Menu"');
    const norwegian = await markup(MenuButton({ ...nav, language: "no" }));
    expect(norwegian).toContain('aria-label="Meny"');
    expect(norwegian).not.toContain("Menu");
  });

  test("tabs and crumbs say where one is", async () => {
    const tabs = [
      { href: "/a", label: "Name" },
      { href: "/b", label: "Cards" },
    ];
    expect(current(await markup(Tabs({ label: "Ann", tabs, here: "/b" })))).toEqual(["Cards"]);
    const crumbs = await markup(Crumbs({ language: "no", trail: tabs, here: "Add" }));
    expect(current(crumbs)).toEqual(["Add"]);
    expect(crumbs).toContain('aria-label="Du er her"');
    expect([...crumbs.matchAll(/<a href="([^"]+)">/g)].map(([, href]) => href)).toEqual(["/a", "/b"]);
  });

  test("languages are called in themselves, for eyes and for screen readers", async () => {
    const hrefs = { en: "/?lang=en", no: "/?lang=no" };
    const html = await markup(LanguageSwitch({ language: "no", hrefs }));
    expect(html).toContain('<a href="/?lang=en" lang="en" hreflang="en">English</a>');
    expect(html).toContain('<a href="/?lang=no" lang="nb" hreflang="nb" aria-current="true">Norsk</a>');
    expect(html).toContain('aria-label="Språk"');
  });

  test("the frame holds all of it around the content, which the skip link leads to", async () => {
    const html = await markup(Frame({ ...nav, brand: "ChargeGate", aside: "Out", children: "Content" }));
    expect(html).toMatch(
      /<header class="frame-top"><details .*ChargeGate.*Out.*<\/header>.*<nav class="side-nav"/s,
    );
    expect(html).toMatch(/<main id="main" class="frame-main">Content<\/main>/);
  });
});

test("a page says its language, and its first words are in it", async () => {
  const page = { title: "Unit", styles: [], modules: [] };
  expect(await markup(Page(page))).toMatch(/^<html lang="en">.*Skip to the content/s);
  expect(await markup(Page({ ...page, language: "no" }))).toMatch(/^<html lang="nb">.*Hopp til innholdet/s);
});

describe("a table", () => {
  const columns = [{ label: "Name" }, { label: "Energy", numeric: true }, { label: "Change", unseen: true }];

  test("names each cell by its column, so that a row can be a card", async () => {
    const rows = [{ id: "ann", cells: ["Ann", "12.3 kWh", "Block"] }];
    const html = await markup(DataTable({ caption: "Users", columns, rows, empty: "Add the first." }));
    expect(html).toContain('<caption class="unseen">Users</caption>');
    expect(html).toContain(
      '<tr id="ann"><th scope="row">Ann</th><td class="is-numeric" data-label="Energy">12.3 kWh</td><td>Block</td></tr>',
    );
    expect(html).toContain('<th scope="col" class="is-numeric">Energy</th>');
    expect(html).toContain('<th scope="col"><span class="unseen">Change</span></th>');
    expect(html).not.toContain("Add the first.");
  });

  test("without rows says what to do first", async () => {
    expect(await markup(DataTable({ caption: "Users", columns, rows: [], empty: "Add the first." }))).toBe(
      "Add the first.",
    );
  });
});

describe("how something stands", () => {
  test.each(["good", "bad", "wait", "plain"] as const)("%s: is a word with an icon", async (tone) => {
    expect(await markup(Badge({ tone, children: "Word" }))).toMatch(
      new RegExp(
        `^<span class="badge badge-${tone}"><svg class="icon" .+</svg><span>Word</span></span>$`,
        "s",
      ),
    );
  });

  test("tones differ by more than colour", async () => {
    const icons = await Promise.all(
      (["good", "bad", "wait", "plain"] as const).map((tone) => markup(Badge({ tone }))),
    );
    expect(new Set(icons.map((html) => html.slice(html.indexOf("<svg")))).size).toBe(4);
  });

  test("what came of an action is read out, what failed at once", async () => {
    expect(await markup(Flash({ tone: "good", children: "Saved." }))).toMatch(
      /role="status".*<p>Saved\.<\/p>/s,
    );
    const failed = await markup(Flash({ tone: "bad", children: "Not saved.", action: "Again" }));
    expect(failed).toMatch(/role="alert".*<p>Not saved\.<\/p><div class="flash-action">Again<\/div>/s);
  });
});

test.each([
  ["SideNav", 2, SideNav({ language: "en", places: [{ href: HOSTILE, label: HOSTILE }], here: "" })],
  ["MenuButton", 2, MenuButton({ language: "en", places: [{ href: HOSTILE, label: HOSTILE }], here: "" })],
  ["Tabs", 3, Tabs({ label: HOSTILE, tabs: [{ href: HOSTILE, label: HOSTILE }], here: "" })],
  ["Crumbs", 3, Crumbs({ language: "en", trail: [{ href: HOSTILE, label: HOSTILE }], here: HOSTILE })],
  ["LanguageSwitch", 2, LanguageSwitch({ language: "en", hrefs: { en: HOSTILE, no: HOSTILE } })],
  [
    "Frame",
    3,
    Frame({ language: "en", places: [], here: "", brand: HOSTILE, aside: HOSTILE, children: HOSTILE }),
  ],
  ["Badge", 1, Badge({ tone: "good", children: HOSTILE })],
  ["Flash", 2, Flash({ tone: "good", children: HOSTILE, action: HOSTILE })],
  [
    "DataTable",
    6,
    DataTable({
      caption: HOSTILE,
      columns: [{ label: "Name" }, { label: HOSTILE }],
      rows: [{ id: HOSTILE, cells: [HOSTILE, HOSTILE] }],
      empty: "",
    }),
  ],
  ["DataTable without rows", 1, DataTable({ caption: "", columns: [], rows: [], empty: HOSTILE })],
  ["Page", 1, Page({ title: HOSTILE, styles: [], modules: [] })],
] as const)(
  "%s sends every text it is given as text, and has neither style nor script in it",
  async (...each) => {
    const [, places, component] = each;
    const html = await markup(component);
    expect(html).not.toContain(HOSTILE);
    expect(html.split(HOSTILE_SENT).length - 1).toBe(places);
    expect(html).not.toMatch(/ style="| on[a-z]+="|<script>/);
  },
);
