import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readOutbox } from "../../../cloud/accounts/outbox.ts";
import { groupCredentials } from "../../../cloud/database/schema/schema.ts";
import { tokenHash } from "../../../cloud/vault.ts";
import { type BenchBrowser, PASSWORD, PortalBench } from "./portal-bench.ts";

const NEXT_PASSWORD = "green lamp on a wall";

let bench: PortalBench;
beforeAll(async () => {
  bench = await PortalBench.open();
});
beforeEach(() => bench.empty());
afterAll(() => bench.close());

/** What the next page says of a form that was taken. */
async function noted(browser: BenchBrowser, answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  const page = await browser.page(answer.headers.get("location") ?? "");
  return /class="flash [\s\S]*?<\/p>/.exec(page)?.[0] ?? "";
}

async function mailed(to: string, kind: string): Promise<string> {
  const mail = (await readOutbox(bench.site.parts)).find((one) => one.to === to);
  const path = new RegExp(`https://portal\\.example\\.org(/${kind}/\\S+)`).exec(mail?.body ?? "")?.[1];
  if (path === undefined) throw new Error(`expected a mail to ${to} with a link to ${kind}`);
  return path;
}

describe("my profile", () => {
  test("the password is changed by whoever knows it, and all other browsers are logged out", async () => {
    await bench.person("Ann");
    const [ann, elsewhere] = [await bench.loggedIn("Ann"), await bench.loggedIn("Ann")];
    const form = { old: PASSWORD, next: NEXT_PASSWORD, again: NEXT_PASSWORD };
    const wrong = await ann.post("/profile/password", { ...form, old: "wrong" });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining("not your password")]);
    const known = await ann.post("/profile/password", {
      ...form,
      next: "ann@example.org",
      again: "ann@example.org",
    });
    expect(await known.text()).toContain("little more than your name");
    expect((await elsewhere.get("/profile")).status).toBe(200);
    expect(await noted(ann, await ann.post("/profile/password", form))).toContain("logged out");
    expect((await elsewhere.get("/profile")).status).toBe(303);
    expect((await bench.browser().logIn("ann@example.org", NEXT_PASSWORD)).status).toBe(303);
  });

  test("the e-mail address changes by the link that was sent to the new one, in the account that asked", async () => {
    await bench.person("Ann");
    await bench.person("Bo");
    const ann = await bench.loggedIn("Ann");
    const form = { email: "ann@new.example", password: PASSWORD };
    expect((await ann.post("/profile/email", { ...form, password: "wrong" })).status).toBe(422);
    expect((await ann.post("/profile/email", { ...form, email: "new" })).status).toBe(422);
    expect(await noted(ann, await ann.post("/profile/email", form))).toContain(
      "on its way to ann@new.example",
    );
    const link = await mailed("ann@new.example", "profile/email");
    expect((await bench.browser().get(link)).headers.get("location")).toBe(
      `/login?next=${encodeURIComponent(link)}`,
    );
    const bo = await bench.loggedIn("Bo");
    expect(await noted(bo, await bo.post(link))).toContain("no longer good");
    expect(await ann.page(link)).toContain("Use this address");
    expect(await noted(ann, await ann.post(link))).toContain("Your e-mail address is ann@new.example now.");
    expect((await bench.browser().logIn("ann@new.example")).status).toBe(303);
  });

  test("whether a new address has an account already, nobody is told", async () => {
    await bench.person("Ann");
    await bench.person("Bo");
    const ann = await bench.loggedIn("Ann");
    const said = [];
    for (const email of ["bo@example.org", "mo@example.org"])
      said.push(await noted(ann, await ann.post("/profile/email", { email, password: PASSWORD })));
    expect(said[0]?.replace("bo@", "mo@")).toBe(said[1]);
  });

  test("shows every browser that is logged in, and logs out one, all others, or all", async () => {
    await bench.person("Ann");
    const ann = await bench.loggedIn("Ann");
    const [one, other] = [await bench.loggedIn("Ann"), await bench.loggedIn("Ann")];
    await one.get("/profile", { "user-agent": "x" });
    const page = await ann.page("/profile");
    const ids = [...page.matchAll(/name="session" value="([^"]+)"/g)].map(([, id = ""]) => id);
    expect(ids).toHaveLength(2);
    expect(page).toContain("This one");
    expect(await noted(ann, await ann.post("/profile/sessions/end", { session: ids[0] ?? "" }))).toContain(
      "That browser is logged out.",
    );
    const left = [await one.get("/profile"), await other.get("/profile")].map(({ status }) => status);
    expect(left.toSorted((a, b) => a - b)).toEqual([200, 303]);
    expect(await noted(ann, await ann.post("/profile/sessions/end-others"))).toContain(
      "1 browser is logged out",
    );
    const again = await bench.loggedIn("Ann");
    const out = await ann.post("/profile/sessions/end-all");
    expect(out.headers.get("location")).toBe("/login?said=everywhere");
    expect([(await ann.get("/profile")).status, (await again.get("/profile")).status]).toEqual([303, 303]);
  });

  test("another's session cannot be ended", async () => {
    await bench.person("Ann");
    await bench.person("Bo");
    const [ann, bo] = [await bench.loggedIn("Ann"), await bench.loggedIn("Bo")];
    await bench.loggedIn("Ann");
    const id = /name="session" value="([^"]+)"/.exec(await ann.page("/profile"))?.[1] ?? "";
    expect(await noted(bo, await bo.post("/profile/sessions/end", { session: id }))).toContain("already");
    expect(await ann.page("/profile")).toContain(id);
  });
});

describe("B6: a group's page", () => {
  const furnish = async () => {
    const ola = await bench.person("Ola");
    const siri = await bench.person("Siri");
    const group = await bench.site.group("Volt AS", "V0LT", [ola, siri]);
    return { ola, siri, group, at: `/groups/${group}`, browser: await bench.loggedIn("Ola") };
  };

  test("shows the lookup key, members, and where the group has access", async () => {
    const { group, at, browser, siri } = await furnish();
    const home = await bench.site.installation("Fjordgata 1", { owner: await bench.person("Ann") });
    await bench.site.grant({ group }, "service", home);
    const page = await browser.page(at);
    for (const text of ["V0LT", "siri@example.org", "Fjordgata 1", "Service"]) expect(page).toContain(text);
    const members = await bench.loggedIn("Siri");
    const seen = await members.page(at);
    expect(seen).toContain("V0LT");
    expect(seen).not.toMatch(/action="\/groups/);
    expect(siri).toBeTruthy();
  });

  test("credentials are shown once, and only their hash is kept", async () => {
    const { at, browser } = await furnish();
    const answer = await browser.post(`${at}/credentials`, { name: "Billing" });
    const page = await answer.text();
    const secret = /id="client-secret">([^<]+)</.exec(page)?.[1] ?? "";
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const [row] = await bench.site.db.select().from(groupCredentials);
    expect(Buffer.from(row?.secretHash ?? [])).toEqual(Buffer.from(tokenHash(secret)));
    const later = await browser.page(at);
    expect(later).toContain("Billing");
    expect(later).not.toContain(secret);
    const id = /name="credential" value="([^"]+)"/.exec(later)?.[1] ?? "";
    expect(
      await noted(browser, await browser.post(`${at}/credentials/withdraw`, { credential: id })),
    ).toContain("The credentials Billing are withdrawn.");
  });

  test("C6: return addresses are registered exactly, and no address that runs something", async () => {
    const { at, browser } = await furnish();
    for (const url of [
      "javascript:alert(1)",
      "http://partner.example/",
      "https://a:b@partner.example/",
      "x",
    ]) {
      const answer = await browser.post(`${at}/urls`, { url });
      expect([answer.status, await answer.text()]).toEqual([
        422,
        expect.stringContaining("An address begins with https://"),
      ]);
    }
    const url = "https://partner.example/done";
    expect(await noted(browser, await browser.post(`${at}/urls`, { url }))).toContain("is added");
    const twice = await browser.post(`${at}/urls`, { url });
    expect([twice.status, await twice.text()]).toEqual([422, expect.stringContaining("there already")]);
    const id = /name="url" value="([0-9a-f-]{36})"/.exec(await browser.page(at))?.[1] ?? "";
    expect(await noted(browser, await browser.post(`${at}/urls/remove`, { url: id }))).toContain(
      "is removed",
    );
    expect(await browser.page(at)).not.toContain(url);
  });

  test("members come by invitation and go; an administrator stays", async () => {
    const { at, browser, ola, siri } = await furnish();
    const nora = { name: "Nora", email: "nora@example.org" };
    expect(await noted(browser, await browser.post(`${at}/members/invite`, nora))).toContain("to Nora");
    const link = await mailed("nora@example.org", "invitation");
    const invited = bench.browser();
    expect(await invited.page(link)).toContain("Ola invites you to the group Volt AS.");
    const joined = await invited.post(link, { as: "new", name: "Nora", password: NEXT_PASSWORD });
    expect(joined.headers.get("location")).toBe(at);
    expect(await noted(browser, await browser.post(`${at}/members/remove`, { person: siri }))).toContain(
      "Siri is removed",
    );
    const last = { person: ola };
    expect(await noted(browser, await browser.post(`${at}/members/remove`, last))).toContain(
      "needs an administrator",
    );
    expect(await noted(browser, await browser.post(`${at}/members/admin`, last))).toContain(
      "needs an administrator",
    );
    expect(await browser.page(`${at}/log`)).toContain("Removed Siri from the group");
  });

  test("is made by support staff, whose administrator is invited", async () => {
    await bench.person("Kari", { support: true });
    const kari = await bench.loggedIn("Kari");
    const made = { group: "Payers AS", name: "Per", email: "per@example.org" };
    expect(await noted(kari, await kari.post("/support/groups", made))).toMatch(
      /Payers AS has the lookup key [A-Z0-9]{4}/,
    );
    expect(await mailed("per@example.org", "invitation")).toBeTruthy();
    expect(await kari.page("/support/groups")).toContain("No administrator");
  });
});

describe("ownership handed over", () => {
  const furnish = async () => {
    const ann = await bench.person("Ann");
    const home = await bench.site.installation("Fjordgata 1", { owner: ann });
    await bench.site.charger(home, "Left", { owner: ann });
    const browser = await bench.loggedIn("Ann");
    const at = `/installations/${home}/transfer`;
    const form = { name: "Bo", email: "bo@example.org", confirm: "Fjordgata 1" };
    return { ann, home, browser, at, form };
  };

  test("is confirmed by the installation's name, and told to whom it goes", async () => {
    const { browser, at, form } = await furnish();
    const wrong = await browser.post(at, { ...form, confirm: "fjordgata" });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining("not its name")]);
    const self = await browser.post(at, { ...form, email: "ann@example.org" });
    expect([self.status, await self.text()]).toEqual([422, expect.stringContaining("your own address")]);
    expect(await bench.site.mails()).toHaveLength(0);
    expect(await noted(browser, await browser.post(at, form))).toContain("Bo gets a link by e-mail");
    const page = await browser.page(at);
    expect(page).toContain("Ann has offered it to Bo (bo@example.org).");
  });

  test("B9: is accepted by whom it was offered to, after which the old owner sees the installation no more", async () => {
    await bench.person("Bo");
    await bench.person("Eve");
    const { home, browser, at, form } = await furnish();
    await browser.post(at, form);
    const link = await mailed("bo@example.org", "transfer");
    const stranger = bench.browser();
    expect(await stranger.page(link)).toContain(
      "Ann wants to hand Fjordgata 1 over to you, with its charger.",
    );
    expect((await stranger.post(link, { answer: "accept" })).headers.get("location")).toBe(
      `/login?next=${encodeURIComponent(link)}`,
    );
    const eve = await bench.loggedIn("Eve");
    expect(await (await eve.post(link, { answer: "accept" })).text()).toContain(
      "This offer is for bo@example.org",
    );
    const bo = await bench.loggedIn("Bo");
    await bo.page(link);
    const accepted = await bo.post(link, { answer: "accept" });
    expect(accepted.headers.get("location")).toBe(`/installations/${home}`);
    expect((await browser.get(at)).status).toBe(404);
    expect(await bo.page(`/installations/${home}/log`)).toContain("Took over ownership from Ann");
    const late = await bench.browser().get(link);
    expect([late.status, await late.text()]).toEqual([410, expect.stringContaining("accepted already")]);
  });

  test("somebody without an account signs up with the same link, and accepts then", async () => {
    const { browser, at, form, home } = await furnish();
    await browser.post(at, form);
    const link = await mailed("bo@example.org", "transfer");
    const bo = bench.browser();
    const signUp = /href="(\/invitation\/[^"]+)"/.exec(await bo.page(link))?.[1] ?? "";
    const page = await bo.page(signUp);
    const action = /<form method="post" action="(\/invitation[^"]+)"/.exec(page)?.[1] ?? "";
    const made = await bo.post(action, { as: "new", name: "Bo", password: NEXT_PASSWORD });
    expect([made.status, made.headers.get("location")]).toEqual([303, link]);
    expect(await bo.page(link)).toContain("Accept ownership");
    expect((await bo.post(link, { answer: "accept" })).headers.get("location")).toBe(
      `/installations/${home}`,
    );
  });

  test("is declined by whoever has the link, or taken back; everything stays as it is", async () => {
    const { browser, at, form, ann } = await furnish();
    await browser.post(at, form);
    const link = await mailed("bo@example.org", "transfer");
    const bo = bench.browser();
    await bo.page(link);
    expect(await (await bo.post(link, { answer: "decline" })).text()).toContain("Everything stays as it was");
    expect(await browser.page(at)).not.toContain("has offered it");
    await browser.post(at, form);
    const transfer = /name="transfer" value="([^"]+)"/.exec(await browser.page(at))?.[1] ?? "";
    expect(await noted(browser, await browser.post(`${at}/withdraw`, { transfer }))).toContain(
      "is taken back",
    );
    expect((await bench.site.actor(ann)).standings).toHaveLength(1);
  });
});

describe("B9: a support case", () => {
  const claim = {
    serial: "CG-0007",
    address: "Fjordgata 1",
    installer: "Volt AS",
    agreement: "Contract of 2026-09-01",
  };

  test("answers the same, whether there is such a charger or not", async () => {
    const ann = await bench.person("Ann");
    const home = await bench.site.installation("Home", { owner: ann });
    await bench.site.charger(home, "Left", { owner: ann, unit: "CG-0007" });
    await bench.person("Bo");
    const bo = await bench.loggedIn("Bo");
    const said = [];
    for (const serial of ["CG-0007", "CG-0008"])
      said.push(await noted(bo, await bo.post("/support", { ...claim, serial })));
    expect(said[0]).toBe(said[1]);
    expect(await bo.page("/support")).not.toContain("Left");
    const empty = await bo.post("/support", { ...claim, installer: " " });
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("installer")]);
  });

  test("is granted on all four proofs, by somebody else, and told to whom it concerns", async () => {
    const ann = await bench.person("Ann");
    const home = await bench.site.installation("Home", { owner: ann });
    await bench.site.charger(home, "Left", { owner: ann, unit: "CG-0007" });
    await bench.person("Bo");
    await bench.person("Kari", { support: true });
    const bo = await bench.loggedIn("Bo");
    await bo.post("/support", claim);
    const kari = await bench.loggedIn("Kari");
    const at = /href="(\/support\/desk\/[0-9a-f-]{36})"/.exec(await kari.page("/support/desk"))?.[1] ?? "";
    const page = await kari.page(at);
    for (const text of ["Contract of 2026-09-01", "Left (CG-0007)", "ann@example.org", "Ann loses it"])
      expect(page).toContain(text);
    const checks = { "check-serial": "photo", "check-address": "land register", "check-installer": "called" };
    const decision = { ...checks, decision: "granted", reason: "Welcome." };
    const unchecked = await kari.post(at, decision);
    expect([unchecked.status, await unchecked.text()]).toEqual([
      422,
      expect.stringContaining("on all four proofs"),
    ]);
    const done = await kari.post(at, { ...decision, "check-agreement": "read" });
    expect(await noted(kari, done)).toContain("Handed over to Bo.");
    expect(await kari.page(at)).toContain("Decided by Kari");
    expect(await bo.page("/support")).toContain("Welcome.");
    expect((await bench.site.actor(ann)).standings).toEqual([]);
  });

  test("of one's own is decided by somebody else", async () => {
    await bench.person("Kari", { support: true });
    const kari = await bench.loggedIn("Kari");
    await kari.post("/support", claim);
    const at = /href="(\/support\/desk\/[0-9a-f-]{36})"/.exec(await kari.page("/support/desk"))?.[1] ?? "";
    expect(await kari.page(at)).toContain("This is your own case");
    expect((await kari.post(at, { decision: "refused", reason: "no" })).status).toBe(422);
  });
});

describe("what is to be said on the next page", () => {
  test("is said once, and not to another browser", async () => {
    await bench.person("Ann");
    const ann = await bench.loggedIn("Ann");
    const answer = await ann.post("/profile", { name: "Ann", language: "en" });
    const note = ann.cookies.get("__Host-chargegate-note") ?? "";
    const [cookie = ""] = answer.headers.getSetCookie().filter((set) => set.includes("-note="));
    expect(cookie).toMatch(/httponly/i);
    expect(await ann.page("/profile")).toContain("Your profile is saved.");
    expect(await ann.page("/profile")).not.toContain("Your profile is saved.");
    const other = await bench.loggedIn("Ann");
    other.cookies.set("__Host-chargegate-note", note);
    expect(await other.page("/profile")).not.toContain("Your profile is saved.");
  });

  test.each(["x", "e30.x", "bm90IGpzb24.sig", ".", "a".repeat(9000)])(
    "is nothing when somebody else wrote it: %s",
    async (cookie) => {
      await bench.person("Ann");
      const ann = await bench.loggedIn("Ann");
      ann.cookies.set("__Host-chargegate-note", cookie);
      expect(await ann.page("/profile")).not.toContain('class="flash');
    },
  );
});

test("an address that there is not has a page with the way out", async () => {
  await bench.person("Ann");
  const ann = await bench.loggedIn("Ann");
  const answer = await ann.get("/nowhere");
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('href="/"')]);
  expect((await ann.get("/installations/not-an-id/permissions")).status).toBe(404);
});

test("whoever comes back by the address of a form is led to the page above it", async () => {
  await bench.person("Ann");
  const ann = await bench.loggedIn("Ann");
  const id = "00000000-0000-4000-8000-000000000001";
  for (const [form, page] of [
    [`/installations/${id}/permissions/grants/withdraw`, `/installations/${id}/permissions`],
    [`/chargers/${id}/permissions/invite`, `/chargers/${id}/permissions`],
    ["/profile/sessions/end", "/profile"],
    [`/groups/${id}/members/remove`, `/groups/${id}`],
    ["/logout", "/"],
  ] as const) {
    const answer = await ann.get(form);
    expect([form, answer.status, answer.headers.get("location")]).toEqual([form, 303, page]);
  }
});

test("a page that fails says so, and tells nobody why but the log", async () => {
  await bench.person("Ann");
  const browser = bench.browser();
  await browser.get("/login");
  bench.failure = new Error("the database is gone");
  try {
    const answer = await browser.post("/login", { email: "ann@example.org", password: PASSWORD });
    const page = await answer.text();
    expect([answer.status, page]).toEqual([500, expect.stringContaining("The fault is ours")]);
    expect(page).not.toContain("database");
    expect(JSON.stringify(bench.site.log.lines)).toContain("the database is gone");
    expect(JSON.stringify(bench.site.log.lines)).not.toContain(PASSWORD);
  } finally {
    bench.failure = null;
  }
});
