import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grants } from "../../../cloud/database/schema/schema.ts";
import { type BenchBrowser, PortalBench } from "./portal-bench.ts";

/** As hostile as a name can be, within its length. */
const MARKUP = `"'><script>alert(1)</script>&amp;`;

let bench: PortalBench;
beforeAll(async () => {
  bench = await PortalBench.open();
});
beforeEach(() => bench.empty());
afterAll(() => bench.close());

async function furnish() {
  const { site } = bench;
  const owner = await bench.person("Ann");
  const home = await site.installation("Fjordgata 1", { owner });
  const left = await site.charger(home, "Left", { owner });
  const right = await site.charger(home, "Right", { owner });
  const bo = await bench.person("Bo");
  const ann = await bench.loggedIn("Ann");
  const at = `/installations/${home}/permissions`;
  return { site, owner, home, left, right, bo, ann, at };
}

/** The id of the only grant of somebody, as the page names it. */
function rowOf(page: string, who: string): { readonly id: string; readonly text: string } {
  for (const [row = "", id = ""] of page.matchAll(/<tr id="grant-([^"]+)">[\s\S]*?<\/tr>/g))
    if (row.includes(who)) return { id, text: row.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ") };
  throw new Error(`expected a row of ${who}`);
}

async function noted(browser: BenchBrowser, answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  const page = await browser.page(answer.headers.get("location") ?? "");
  return /class="flash [\s\S]*?<\/div>/.exec(page)?.[0] ?? "";
}

describe("B6: access for a partner", () => {
  test("the owner types the lookup key, sees the group's name, chooses a level, saves", async () => {
    const { site, ann, at, home } = await furnish();
    const siri = await bench.person("Siri");
    const group = await site.group("Volt & Vann AS", "V0LT", [siri]);
    const searched = await ann.page(at);
    expect(searched).toContain("Lookup key");
    const found = await ann.post(`${at}/partner/find`, { key: " v0lt " });
    const page = await found.text();
    expect(page).toContain("Volt &amp; Vann AS");
    expect(page).toContain("Its members see the charge history");
    expect(page).toContain(`name="group" value="${group}"`);
    const answer = await ann.post(`${at}/partner`, { group, key: "V0LT", role: "service", until: "" });
    expect(await noted(ann, answer)).toContain("Volt &amp; Vann AS has access as Service.");
    expect(rowOf(await ann.page(at), "Volt").text).toContain("Partner · Lookup key V0LT");
    const actor = await site.actor(siri);
    expect(actor.standings).toEqual([
      { role: "service", on: { kind: "installation", id: home }, through: group },
    ]);
  });

  test("a key that is none, or nobody's, is told at the field; and keys cannot be tried without end", async () => {
    const { ann, at } = await furnish();
    const bad = await ann.post(`${at}/partner/find`, { key: MARKUP });
    const page = await bad.text();
    expect([bad.status, page]).toEqual([422, expect.stringContaining("has four letters or digits")]);
    expect(page).not.toContain("<script>alert");
    let last = await ann.post(`${at}/partner/find`, { key: "NONE" });
    expect([last.status, await last.text()]).toEqual([422, expect.stringContaining("No group has this key")]);
    for (let tries = 0; tries < 60 && last.status !== 429; tries++)
      last = await ann.post(`${at}/partner/find`, { key: `A${String(tries).padStart(3, "0")}` });
    expect(await last.text()).toContain("Too many keys were tried");
  });

  test("a partner cannot become Owner, and what is withdrawn can be given back at once", async () => {
    const { site, ann, at } = await furnish();
    const group = await site.group("Volt", "V0LT", [await bench.person("Siri")]);
    const owner = await ann.post(`${at}/partner`, { group, key: "V0LT", role: "owner", until: "" });
    expect([owner.status, await owner.text()]).toEqual([422, expect.stringContaining("Owner is for people")]);
    await ann.post(`${at}/partner`, { group, key: "V0LT", role: "service", until: "" });
    const { id } = rowOf(await ann.page(at), "Volt");
    const gone = await ann.post(`${at}/grants/withdraw`, { grant: id });
    const note = await noted(ann, gone);
    expect(note).toContain("The access of Volt is withdrawn.");
    expect(await ann.page(at)).not.toContain("Lookup key V0LT");
    const fields = Object.fromEntries(
      [...note.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
    );
    const action = /action="([^"]+)"/.exec(note)?.[1] ?? "";
    const back = await ann.post(action, fields);
    expect(await noted(ann, back)).toContain("Volt has access as Service.");
  });

  test("a group that was never searched cannot be named by a forged form without being found again", async () => {
    const { site, ann, at } = await furnish();
    const group = await site.group("Secret partner", "S3CR", [await bench.person("Siri")]);
    const answer = await ann.post(`${at}/partner`, { group, key: "NONE", role: "nothing", until: "" });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).not.toContain("Secret partner");
  });
});

describe("B3: access of people", () => {
  test("on one charger is shown there, and at the installation as what it is", async () => {
    const { site, ann, at, left, right, bo } = await furnish();
    await site.grant(bo, "user", { charger: left });
    expect(rowOf(await ann.page(at), "bo@example.org").text).toContain("Only Left");
    const there = await ann.page(`/chargers/${left}/permissions`);
    expect(rowOf(there, "bo@example.org").text).toContain("Only Left");
    expect(rowOf(there, "ann@example.org").text).toContain("From the installation");
    expect(rowOf(there, "ann@example.org").text).toContain("Change it there");
    expect(await ann.page(`/chargers/${right}/permissions`)).not.toContain("bo@example.org");
  });

  test("has an end at the end of a day of the installation's zone, or none", async () => {
    const { site, ann, at, bo, home } = await furnish();
    const grant = await site.grant(bo, "user", home);
    const form = { grant, role: "user", until: "2026-12-24" };
    expect(await noted(ann, await ann.post(`${at}/grants/change`, form))).toContain("is changed");
    const [row] = await site.db.select().from(grants).where(eq(grants.id, grant));
    expect(row?.expiresAt).toBe(Date.UTC(2026, 11, 24, 23));
    expect(await ann.page(at)).toContain('value="2026-12-24"');
    for (const until of ["2020-01-01", "tomorrow", "2026-13-01"])
      expect(await noted(ann, await ann.post(`${at}/grants/change`, { ...form, until }))).toContain(
        "Choose a day that is not past",
      );
    await ann.post(`${at}/grants/change`, { ...form, until: "" });
    expect(rowOf(await ann.page(at), "Bo").text).toContain("No end");
  });

  test("is withdrawn by naming whose it is; a grant of another installation is none of this page's", async () => {
    const { site, ann, at, bo, home } = await furnish();
    const grant = await site.grant(bo, "user", home);
    const page = await ann.page(at);
    expect(page).toContain("Bo is no longer User at Fjordgata 1.");
    const other = await site.installation("Other", { owner: bo });
    const foreign = await site.grant(await bench.person("Eve"), "user", other);
    expect((await ann.post(`${at}/grants/withdraw`, { grant: foreign })).status).toBe(404);
    expect((await ann.post(`${at}/grants/withdraw`, { grant: "nonsense" })).status).toBe(404);
    expect(await noted(ann, await ann.post(`${at}/grants/withdraw`, { grant }))).toContain("withdrawn");
    expect((await site.actor(bo)).standings.map(({ on }) => on.id)).toEqual([other]);
  });

  test("B2: the last owner stays, and is told how to go", async () => {
    const { site, ann, at, owner } = await furnish();
    const { id } = rowOf(await ann.page(at), "ann@example.org");
    expect(await noted(ann, await ann.post(`${at}/grants/withdraw`, { grant: id }))).toContain(
      "Somebody must own it",
    );
    const change = { grant: id, role: "user", until: "" };
    expect(await noted(ann, await ann.post(`${at}/grants/change`, change))).toContain("Somebody must own it");
    expect((await site.actor(owner)).standings).toHaveLength(1);
  });

  test("whoever takes their own away is led to where they still may be", async () => {
    const { site, ann, at, home, bo } = await furnish();
    await site.grant(bo, "owner", home);
    const { id } = rowOf(await ann.page(at), "ann@example.org");
    const answer = await ann.post(`${at}/grants/withdraw`, { grant: id });
    expect(answer.headers.get("location")).toBe("/");
    expect((await ann.get(at)).status).toBe(404);
  });

  test("an invitation that waits is sent again, and the link before is void", async () => {
    const { site, ann, at } = await furnish();
    const nora = { name: "Nora", email: "nora@example.org", role: "user", until: "" };
    await ann.post(`${at}/invite`, nora);
    const before = await site.mails();
    site.time.advance(20 * 86_400_000);
    const again = await bench.loggedIn("Ann");
    const page = await again.page(at);
    expect(page).toContain("Link has run out");
    const invitation = /name="invitation" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(await noted(again, await again.post(`${at}/invitations/again`, { invitation }))).toContain(
      "on its way to Nora",
    );
    expect(await site.mails()).toHaveLength(before.length + 1);
    expect((await again.page(at)).match(/id="invitation-/g)).toHaveLength(1);
  });

  test.each([
    [{ name: "" }, "Type a name"],
    [{ email: "nora" }, "This is no e-mail address"],
    [{ role: "king" }, "Choose one of these roles"],
    [{ until: "2020-01-01" }, "Choose a day that is not past"],
    [{ role: "owner", until: "2027-01-01" }, "Choose a day that is not past"],
  ])("an invitation that cannot be is told at its field: %j", async (wrong, said) => {
    const { ann, at, site } = await furnish();
    const nora = { name: "Nora", email: "nora@example.org", role: "user", until: "", ...wrong };
    const answer = await ann.post(`${at}/invite`, nora);
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining(said)]);
    expect(page).toMatch(/aria-invalid="true"|class="choice is-invalid"/);
    expect(page).toContain(`value="${nora.email}"`);
    expect(await site.mails()).toHaveLength(0);
  });
});

test("a page that tells what is to be mended has its language switch on the page of its form", async () => {
  const { ann, at } = await furnish();
  const referer = `${bench.origin}${at}`;
  const answer = await ann.post(`${at}/invite`, { name: "" }, { headers: { referer } });
  expect(await answer.text()).toContain(`href="${at}?lang=no"`);
  const astray = await ann.post(
    `${at}/invite`,
    { name: "" },
    { headers: { referer: "https://evil.example/x" } },
  );
  expect(await astray.text()).toContain('href="/?lang=no"');
});

test("B4: giving access does not touch the access switch, and the page says so", async () => {
  const { site, ann, at, home, bo } = await furnish();
  await site.grant(bo, "user", home);
  const page = await ann.page(at);
  expect(page).toContain("Giving access does not lock the chargers");
  expect(page).toContain(`href="/installations/${home}/settings"`);
});

describe("names with markup", () => {
  test("stand as they are on every page of people, and run nothing", async () => {
    const { site, ann, at, home, bo } = await furnish();
    const eve = await bench.person(MARKUP, { email: "eve@example.org" });
    await site.grant(eve, "service", home);
    const group = await site.group(MARKUP, "EV1L", [eve, bo]);
    await site.grant({ group }, "service", home);
    const place = await site.installation(MARKUP, { owner: eve });
    await site.charger(place, MARKUP, { owner: eve });
    await ann.post(`${at}/invite`, { name: MARKUP, email: "x@example.org", role: "user", until: "" });
    const browser = bench.browser();
    expect((await browser.logIn("eve@example.org")).status).toBe(303);
    const pages = [
      await ann.page(at),
      await (await ann.post(`${at}/partner/find`, { key: "EV1L" })).text(),
      await ann.page(`/installations/${home}/log`),
      await browser.page(`/groups/${group}`),
      await browser.page("/groups"),
      await browser.page(`/installations/${place}/permissions`),
      await browser.page(`/installations/${place}/transfer`),
      await browser.page("/profile"),
      await (await browser.post("/support", { serial: MARKUP, agreement: MARKUP })).text(),
    ];
    for (const page of pages) {
      expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(page).not.toContain("<script>alert");
      expect(page).not.toMatch(/="[^"]*"'>/);
    }
  });
});
