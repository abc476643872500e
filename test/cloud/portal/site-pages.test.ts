import { describe, expect, test } from "vitest";
import type { Language } from "../../../ui/language.ts";
import { HOSTILE, HOSTILE_SENT, markup } from "../../ui/markup.ts";
import { sitePages } from "./site-gallery.tsx";

const LANGUAGES: readonly Language[] = ["en", "no"];
const NAMES = Object.keys(sitePages("en"));

async function shown(name: string, language: Language, more: Parameters<typeof sitePages>[1] = {}) {
  const page = sitePages(language, more)[name];
  if (!page) throw new Error(`expected a page ${name}`);
  return markup(page);
}

describe.each(NAMES)("the page %s", (name) => {
  test.each(LANGUAGES)("says everything it has to say, in %s", async (language) => {
    const html = await shown(name, language);
    expect(html).not.toMatch(/undefined|\[object|NaN|=>/);
    expect(html).toContain(language === "no" ? '<html lang="nb">' : '<html lang="en">');
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test("sends what people have called things as text, and needs neither inline script nor style", async () => {
    const html = await shown(name, "en", { name: HOSTILE });
    expect(html).not.toContain(HOSTILE);
    expect(html).not.toMatch(/<script(?! type="module" src=")|\sstyle="|\son[a-z]+="/);
  });

  test("puts the browser's own secret into every form that changes something", async () => {
    const html = await shown(name, "en");
    const forms = html.match(/<form method="post"[\s\S]*?<\/form>/g) ?? [];
    for (const form of forms) expect(form).toContain('name="csrf" value="form-secret"');
  });
});

test("a hostile name is seen, as text, where it belongs", async () => {
  for (const name of ["dashboard", "installation", "charger", "cards", "pin-codes", "guest-codes", "history"])
    expect(await shown(name, "en", { name: HOSTILE }), name).toContain(HOSTILE_SENT);
});

test("B5: a figure stands at each charge point, and a lock at each charger, while authorization is required", async () => {
  const html = await shown("installation", "en");
  expect(html.match(/title="Authorization is required"/g)).toHaveLength(4);
  expect(html.match(/title="Locked: power only for those who are authorized"/g)).toHaveLength(4);
});

test("B5: opening is confirmed by the installation's name, locking by nothing", async () => {
  expect(await shown("access", "en")).toContain("Type “Fjordgata 12” to open it");
  expect(await shown("access-open", "en")).not.toContain('name="confirm"');
});

test("B9: whoever may not see the charger PIN is told where to turn, and is offered no look", async () => {
  const owner = await shown("charger-settings", "en");
  expect(owner).toContain("4812 0379");
  const user = await shown("charger-settings", "en", { roles: ["user"] });
  expect(user).not.toContain("4812 0379");
  expect(user).toContain("open a support case");
  expect(user).not.toContain("/settings/pin");
});

test("B2: Service is offered no start and no card of its own, a User nothing of the settings", async () => {
  const service = await shown("charger-waiting", "en", { roles: ["service"] });
  expect(service).not.toMatch(/\/start"|\/reserve"|\/scan"/);
  const user = await shown("installation", "en", { roles: ["user"] });
  expect(user).not.toMatch(/\/settings|\/credentials|\/chargers\/new/);
});

test("a random UID is refused with an explanation while the window stays open", async () => {
  const html = await shown("scan", "en");
  expect(html).toContain("it cannot be a charge card");
  expect(html).toContain("0:52");
});

test("an account without anything is shown three steps, of which the first is next", async () => {
  const html = await shown("dashboard-new", "en");
  expect(html.match(/<li class="step /g)).toHaveLength(3);
  expect(html).toMatch(/aria-current="step"[\s\S]*Add an installation/);
});
