import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD, PortalBench } from "./portal-bench.ts";

const NEXT_PASSWORD = "green lamp on a wall";

let bench: PortalBench;
beforeAll(async () => {
  bench = await PortalBench.open();
});
beforeEach(async () => {
  await bench.empty();
  bench.source = "192.0.2.1";
});
afterAll(() => bench.close());

/** A page without what differs from browser to browser: the secret of its forms. */
async function shown(answer: Response): Promise<string> {
  return (await answer.text()).replaceAll(/name="csrf" value="[^"]+"/g, "");
}

/** Where the newest mail to somebody leads. */
async function mailed(to: string, kind: string): Promise<string> {
  const { readOutbox } = await import("../../../cloud/accounts/outbox.ts");
  const mail = (await readOutbox(bench.site.parts)).find((one) => one.to === to);
  const path = new RegExp(`https://portal\\.example\\.org(/${kind}/\\S+)`).exec(mail?.body ?? "")?.[1];
  if (path === undefined) throw new Error(`expected a mail to ${to} with a link to ${kind}`);
  return path;
}

describe("logging in", () => {
  test("says how the first account is made, as long as there is none", async () => {
    const browser = bench.browser();
    expect(await browser.page("/login")).toContain("Nobody has an account here yet.");
    await bench.person("Ann");
    expect(await browser.page("/login")).not.toContain("Nobody has an account here yet.");
  });

  test("leads to where somebody was going, and speaks their language", async () => {
    await bench.person("Ann", { language: "no" });
    const browser = bench.browser();
    const away = await browser.get("/profile?x=1");
    expect(away.headers.get("location")).toBe("/login?next=%2Fprofile%3Fx%3D1");
    const answer = await browser.logIn(" Ann@Example.org ", PASSWORD, "/profile?x=1");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/profile?x=1"]);
    expect(await browser.page("/profile")).toContain("Min profil");
  });

  test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "leads nowhere else: %s",
    async (next) => {
      await bench.person("Ann");
      const browser = bench.browser();
      const page = await browser.page(`/login?next=${encodeURIComponent(next)}`);
      expect(page).toContain('name="next" value="/"');
      expect((await browser.logIn("ann@example.org", PASSWORD, next)).headers.get("location")).toBe("/");
    },
  );

  test("gives another cookie each time, and one that somebody else has put there is worth nothing", async () => {
    await bench.person("Ann");
    const browser = bench.browser();
    await browser.get("/login");
    expect([...browser.cookies.keys()]).toEqual(["__Host-chargegate-door"]);
    browser.cookies.set("__Host-chargegate-session", "fixed-by-somebody-else");
    const answer = await browser.logIn("ann@example.org");
    const session = browser.cookies.get("__Host-chargegate-session");
    expect(session).toMatch(/^[\w-]{43}$/);
    const [cookie = ""] = answer.headers.getSetCookie().filter((set) => set.includes("-session="));
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/domain/i);
    await browser.post("/logout");
    await browser.logIn("ann@example.org");
    expect(browser.cookies.get("__Host-chargegate-session")).not.toBe(session);
    browser.cookies.set("__Host-chargegate-session", session ?? "");
    expect((await browser.get("/profile")).status).toBe(303);
  });

  test("answers the same, whether there is no such account or the password is wrong", async () => {
    await bench.person("Ann");
    const [known, unknown] = [bench.browser(), bench.browser()];
    const answers = [
      await known.logIn("ann@example.org", "not the password"),
      await unknown.logIn("bo@example.org", "not the password"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    const [one = "", other = ""] = await Promise.all(answers.map(shown));
    expect(one.replaceAll("ann@", "bo@")).toBe(other);
    expect(one).toContain("do not belong together");
  });

  test("is slowed down for whoever guesses", async () => {
    await bench.person("Ann");
    const browser = bench.browser();
    let last = 0;
    for (let tries = 0; tries < 40 && last !== 429; tries++)
      last = (await browser.logIn("ann@example.org", `guess ${tries}`)).status;
    expect(last).toBe(429);
    const locked = await browser.logIn("ann@example.org");
    expect([locked.status, await locked.text()]).toEqual([
      429,
      expect.stringContaining("Too many wrong tries"),
    ]);
  });

  test("whoever is in already is led on, and logging out leads back", async () => {
    await bench.person("Ann");
    const browser = await bench.loggedIn("Ann");
    expect((await browser.get("/login?next=/profile")).headers.get("location")).toBe("/profile");
    const out = await browser.post("/logout", { next: "//evil.example" });
    expect(out.headers.get("location")).toBe("/login?said=out");
    expect(await browser.page("/login?said=out")).toContain("You are logged out.");
    expect(await browser.page("/login?said=toString")).not.toContain("function");
  });
});

describe("the language", () => {
  test("is what was chosen, else the account's, else the browser's", async () => {
    await bench.person("Ann", { language: "no" });
    const browser = bench.browser();
    expect(await (await browser.get("/login", { "accept-language": "nb" })).text()).toContain('lang="nb"');
    const chosen = await browser.get("/login?next=%2Fprofile&lang=en", { "accept-language": "nb" });
    expect(chosen.headers.get("location")).toBe("/login?next=%2Fprofile");
    expect(await (await browser.get("/login", { "accept-language": "nb" })).text()).toContain('lang="en"');
    await browser.logIn("ann@example.org");
    expect(await browser.page("/profile")).toContain('lang="en"');
    await browser.post("/profile", { name: "Ann", language: "no" });
    expect(await browser.page("/profile")).toContain('lang="nb"');
  });

  test("is switched on the page where somebody is, and nowhere else", async () => {
    const browser = bench.browser();
    const away = await browser.get("//evil.example/?lang=no");
    expect(away.headers.get("location")).toBe("/");
    const page = await browser.page("/login?next=%2Fprofile%3Fa%3D1");
    expect(page).toContain('href="/login?next=%2Fprofile%3Fa%3D1&amp;lang=no"');
  });
});

describe("a forgotten password", () => {
  test("is asked for with the same answer, whether there is such an account or not", async () => {
    await bench.person("Ann");
    const answers = [];
    for (const email of ["ann@example.org", "bo@example.org"]) {
      const browser = bench.browser();
      await browser.get("/forgotten");
      answers.push(await browser.post("/forgotten", { email }));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [one = "", other = ""] = await Promise.all(answers.map(shown));
    expect(one.replaceAll("ann@", "bo@")).toBe(other);
    expect((await bench.site.mails()).map(({ to }) => to)).toEqual(["ann@example.org"]);
  });

  test("is replaced by the link, once; the old one and all sessions are gone", async () => {
    await bench.person("Ann");
    const elsewhere = await bench.loggedIn("Ann");
    const browser = bench.browser();
    await browser.get("/forgotten");
    await browser.post("/forgotten", { email: "ann@example.org" });
    const link = await mailed("ann@example.org", "reset");
    expect(await browser.page(link)).toContain("Choose a new password");
    const different = await browser.post(link, { next: NEXT_PASSWORD, again: "another" });
    expect([different.status, await different.text()]).toEqual([
      422,
      expect.stringContaining("not the same"),
    ]);
    const simple = await browser.post(link, { next: "short", again: "short" });
    expect([simple.status, await simple.text()]).toEqual([422, expect.stringContaining("at least 10")]);
    const answer = await browser.post(link, { next: NEXT_PASSWORD, again: NEXT_PASSWORD });
    expect(answer.headers.get("location")).toBe("/login?said=reset");
    expect((await elsewhere.get("/profile")).status).toBe(303);
    expect((await browser.logIn("ann@example.org")).status).toBe(401);
    expect((await browser.logIn("ann@example.org", NEXT_PASSWORD)).status).toBe(303);
    const again = await bench.browser().get(link);
    expect(await again.text()).toContain("This link is no longer good");
  });

  test("what is no e-mail address is told at its field", async () => {
    const browser = bench.browser();
    await browser.get("/forgotten");
    const answer = await browser.post("/forgotten", { email: '"><script>alert(1)</script>' });
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining("This is no e-mail address")]);
    expect(page).not.toContain("<script>alert");
  });
});

describe("B3: sign-up by invitation", () => {
  const invite = async (more: Readonly<Record<string, string>> = {}) => {
    const owner = await bench.person("Ann");
    const home = await bench.site.installation("Fjordgata 1", { owner });
    const ann = await bench.loggedIn("Ann");
    const answer = await ann.post(`/installations/${home}/permissions/invite`, {
      name: "Nora Nilsen",
      email: "nora@example.org",
      role: "user",
      until: "",
      ...more,
    });
    expect(answer.status).toBe(303);
    return { home, ann, link: await mailed("nora@example.org", "invitation") };
  };

  test("says who invites to what, and makes an account that has it", async () => {
    const { home, link } = await invite();
    const browser = bench.browser();
    const page = await browser.page(link);
    for (const text of ["Welcome, Nora Nilsen", "Ann invites you to the installation Fjordgata 1", "As User"])
      expect(page).toContain(text);
    expect(page).toContain("kept with your account");
    const answer = await browser.post(link, { as: "new", name: "Nora", password: NEXT_PASSWORD });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/installations/${home}`]);
    expect(await browser.page("/profile")).toContain("You have access to the installation Fjordgata 1 now.");
    const [grant] = (await bench.site.audited()).filter(({ action }) => action === "invitation-accepted");
    expect(grant?.actorName).toBe("Nora");
    expect((await bench.browser().get(link)).status).toBe(410);
  });

  test("tells what is wrong at the field, and keeps the name", async () => {
    const { link } = await invite();
    const browser = bench.browser();
    await browser.get(link);
    const short = await browser.post(link, { as: "new", name: "Nora <b>", password: "short" });
    const page = await short.text();
    expect([short.status, page]).toEqual([422, expect.stringContaining("at least 10 characters")]);
    expect(page).toContain('value="Nora &lt;b&gt;"');
    const nameless = await browser.post(link, { as: "new", name: " ", password: NEXT_PASSWORD });
    expect([nameless.status, await nameless.text()]).toEqual([
      422,
      expect.stringContaining("Type your name"),
    ]);
  });

  test("of somebody who has an account is accepted by logging in with it, or while logged in", async () => {
    await bench.person("Nora");
    const { home, link } = await invite();
    const browser = bench.browser();
    await browser.get(link);
    const taken = await browser.post(link, { as: "new", name: "Nora", password: NEXT_PASSWORD });
    expect([taken.status, await taken.text()]).toEqual([422, expect.stringContaining("already. Log in")]);
    const wrong = await browser.post(link, { as: "existing", ownPassword: "not this one" });
    expect(wrong.status).toBe(401);
    const nora = await bench.loggedIn("Nora");
    expect(await nora.page(link)).toContain("You are logged in as Nora.");
    const answer = await nora.post(link, { as: "self" });
    expect(answer.headers.get("location")).toBe(`/installations/${home}`);
  });

  test("is not accepted by somebody else who is logged in", async () => {
    await bench.person("Bo");
    const { link } = await invite();
    const bo = await bench.loggedIn("Bo");
    expect(await bo.page(link)).toContain(
      "This invitation is for nora@example.org, and you are logged in as",
    );
    expect((await bo.post(link, { as: "self" })).status).toBe(422);
    expect(await bench.site.actor(await bench.person("Eve"))).toMatchObject({ standings: [] });
    const out = await bo.post("/logout", { next: link });
    expect(out.headers.get("location")).toBe(link);
  });

  test("answers the same, whether who is invited has an account or not", async () => {
    await bench.person("Nora");
    const { ann, home } = await invite();
    const known = await ann.page(`/installations/${home}/permissions`);
    await ann.post(`/installations/${home}/permissions/invite`, {
      name: "Mona",
      email: "mona@example.org",
      role: "user",
      until: "",
    });
    const unknown = await ann.page(`/installations/${home}/permissions`);
    expect(known).toContain("An invitation is on its way to Nora Nilsen (nora@example.org).");
    expect(unknown).toContain("An invitation is on its way to Mona (mona@example.org).");
  });

  test("that is not known, or was taken back, says so", async () => {
    const { link, ann, home } = await invite();
    const page = await ann.page(`/installations/${home}/permissions`);
    const invitation = /name="invitation" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await ann.post(`/installations/${home}/permissions/invitations/withdraw`, { invitation });
    for (const path of [link, "/invitation/nothing"]) {
      const answer = await bench.browser().get(path);
      expect([answer.status, await answer.text()]).toEqual([
        404,
        expect.stringContaining("This invitation is not known"),
      ]);
    }
  });
});

test("the outbox is there in the development mode alone, and says what it is", async () => {
  expect((await bench.browser().get("/outbox")).status).toBe(404);
  const developed = await PortalBench.open({ development: true });
  try {
    const owner = await developed.person("Ann");
    const home = await developed.site.installation("<b>Home</b>", { owner });
    const ann = await developed.loggedIn("Ann");
    await ann.post(`/installations/${home}/permissions/invite`, {
      name: "Nora",
      email: "nora@example.org",
      role: "user",
    });
    const page = await developed.browser().page("/outbox");
    expect(page).toContain("Development mode");
    expect(page).toMatch(/<a href="\/invitation\/[\w-]{43}">/);
    expect(page).not.toContain("<b>Home");
  } finally {
    await developed.close();
  }
});
