import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "../../../cloud/access/role.ts";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { chargers, chargeSessions, installations } from "../../../cloud/database/schema/schema.ts";
import { encodeMessage } from "../../../protocol/codec.ts";
import { upState } from "../../../protocol/state.ts";
import { type BenchBrowser, PortalBench } from "./portal-bench.ts";

let bench: PortalBench;
let ann: PersonId;
let home: InstallationId;
let left: ChargerId;
let right: ChargerId;

beforeAll(async () => {
  bench = await PortalBench.open();
}, 60_000);
afterAll(() => bench.close());

beforeEach(async () => {
  await bench.empty();
  bench.units.asked.length = 0;
  bench.units.online.clear();
  bench.units.outcome = { status: "Accepted", data: {} };
  const { site } = bench;
  ann = await bench.person("Ann");
  home = await site.installation("Home", { owner: ann, access: "restricted" });
  left = await site.charger(home, "Left", { owner: ann });
  right = await site.charger(home, "Right", { owner: ann });
  await online(left);
});

/** A charger's unit says that it is there, and what it does. */
async function online(charger: ChargerId, session: string | null = null): Promise<void> {
  const state = encodeMessage(upState, {
    online: true,
    software: "chargegate 1",
    access: "restricted",
    connectors: [
      {
        id: 1,
        state: session === null ? "available" : "charging",
        light: session === null ? "ready" : "charging",
        contactor: session === null ? "open" : "closed",
        fault: null,
        session:
          session === null
            ? null
            : {
                id: session,
                startedAt: bench.site.now(),
                credential: { kind: "card", key: new Uint8Array(8), id: "04…C3" },
                user: "Bartholomew",
                energyWh: 1_200,
              },
      },
    ],
    list: { version: 0, count: 0, digest: new Uint8Array(32) },
    clock: "synchronized",
  });
  await bench.site.db
    .update(chargers)
    .set({ reach: "online", heardAt: bench.site.now(), state })
    .where(eq(chargers.id, charger));
}

async function somebody(name: string, role: Role | null, on: "installation" | "left" = "installation") {
  const person = await bench.person(name);
  if (role) await bench.site.grant(person, role, on === "left" ? { charger: left } : home);
  return { person, browser: await bench.loggedIn(name) };
}

/** Pages by who may open them: owner, user, service at the installation; user at the charger Left alone; nobody. */
const PAGES: readonly (readonly [() => string, readonly number[]])[] = [
  [() => "/", [200, 200, 200, 200, 200]],
  [() => "/installations", [200, 200, 200, 200, 200]],
  [() => "/installations/new", [200, 200, 200, 200, 200]],
  [() => "/charging", [200, 200, 200, 200, 200]],
  [() => "/charging/cards", [200, 200, 200, 200, 200]],
  [() => "/charging/cards/add", [200, 200, 200, 200, 200]],
  [() => "/profile/data", [200, 200, 200, 200, 200]],
  [() => `/installations/${home}`, [200, 200, 200, 404, 404]],
  [() => `/installations/${home}/settings`, [200, 403, 200, 404, 404]],
  [() => `/installations/${home}/settings/authentication`, [200, 403, 200, 404, 404]],
  [() => `/installations/${home}/settings/circuits`, [200, 403, 200, 404, 404]],
  [() => `/installations/${home}/settings/retention`, [200, 403, 403, 404, 404]],
  [() => `/installations/${home}/chargers/new`, [200, 403, 200, 404, 404]],
  [() => `/installations/${home}/credentials`, [200, 403, 403, 404, 404]],
  [() => `/installations/${home}/credentials/pin-codes`, [200, 403, 403, 404, 404]],
  [() => `/installations/${home}/credentials/pin-codes/new`, [200, 403, 403, 404, 404]],
  [() => `/installations/${home}/credentials/guest-codes`, [200, 403, 403, 404, 404]],
  [() => `/installations/${home}/credentials/stop-groups`, [200, 403, 403, 404, 404]],
  [() => `/installations/${home}/history`, [200, 403, 200, 404, 404]],
  [() => `/installations/${home}/history.csv`, [200, 403, 200, 404, 404]],
  [() => `/installations/${home}/health`, [200, 403, 200, 404, 404]],
  [() => `/chargers/${left}`, [200, 200, 200, 200, 404]],
  [() => `/chargers/${right}`, [200, 200, 200, 404, 404]],
  [() => `/chargers/${left}/history`, [200, 403, 200, 403, 404]],
  [() => `/chargers/${left}/health`, [200, 403, 200, 403, 404]],
  [() => `/chargers/${left}/settings`, [200, 200, 200, 200, 404]],
  [() => `/chargers/${left}/registration`, [200, 403, 200, 403, 404]],
  [() => `/chargers/${left}/scan`, [200, 200, 403, 200, 404]],
];

/** Forms by what they answer to the same five: 303 and 200 and 422 did or judged it, 403 and 404 did not look at it. */
const FORMS: readonly (readonly [() => string, Readonly<Record<string, string>>, readonly number[]])[] = [
  [() => `/installations/${home}/settings`, { name: "" }, [422, 403, 422, 404, 404]],
  [() => `/installations/${home}/settings/remove`, { name: "no" }, [422, 403, 403, 404, 404]],
  [
    () => `/installations/${home}/settings/authentication`,
    { access: "restricted" },
    [303, 403, 303, 404, 404],
  ],
  [() => `/installations/${home}/settings/circuits`, { name: "A", fuse: "16" }, [303, 403, 303, 404, 404]],
  [() => `/installations/${home}/settings/retention`, { days: "365" }, [303, 403, 403, 404, 404]],
  [() => `/installations/${home}/chargers/new`, { unit: "", name: "" }, [422, 403, 422, 404, 404]],
  [() => `/installations/${home}/credentials/stop-groups`, { name: "" }, [422, 403, 403, 404, 404]],
  [() => `/installations/${home}/credentials/pin-codes/new`, { label: "" }, [422, 403, 403, 404, 404]],
  [() => `/installations/${home}/credentials/guest-codes`, {}, [200, 403, 403, 404, 404]],
  [() => `/chargers/${left}/start`, { connector: "1" }, [303, 303, 403, 303, 404]],
  [() => `/chargers/${left}/stop`, { connector: "1", session: "s" }, [303, 403, 303, 403, 404]],
  [() => `/chargers/${left}/reserve`, { minutes: "30" }, [303, 303, 403, 303, 404]],
  [() => `/chargers/${left}/settings`, { name: "Left" }, [303, 403, 303, 403, 404]],
  [() => `/chargers/${left}/settings/pin`, {}, [200, 403, 200, 403, 404]],
  [() => `/chargers/${left}/settings/remove`, { name: "no" }, [422, 403, 403, 403, 404]],
  [() => `/chargers/${left}/registration`, {}, [200, 403, 200, 403, 404]],
];

describe("B2, B3: every page and form by who asks for it", () => {
  async function everybody(): Promise<readonly BenchBrowser[]> {
    return [
      await bench.loggedIn("Ann"),
      (await somebody("Uma", "user")).browser,
      (await somebody("Sven", "service")).browser,
      (await somebody("Lea", "user", "left")).browser,
      (await somebody("Nora", null)).browser,
    ];
  }

  test("pages", async () => {
    const people = await everybody();
    for (const [path, expected] of PAGES) {
      const answers: number[] = [];
      for (const browser of people) answers.push((await browser.get(path())).status);
      expect(answers, path().replace(/[0-9a-f-]{36}/g, "…")).toEqual(expected);
      expect((await bench.browser().get(path())).status, "to whoever is not logged in").toBe(303);
    }
  });

  test("forms", async () => {
    const people = await everybody();
    for (const browser of people) await browser.get("/");
    for (const [path, fields, expected] of FORMS) {
      const answers: number[] = [];
      for (const browser of people) answers.push((await browser.post(path(), fields)).status);
      expect(answers, path().replace(/[0-9a-f-]{36}/g, "…")).toEqual(expected);
      const [owner] = people;
      expect((await owner?.post(path(), fields, { csrf: "forged" }))?.status, "a forged form").toBe(403);
    }
  });
});

describe("what changes by itself", () => {
  test("is told of a page to whoever may open the page, and to nobody else", async () => {
    const owner = await bench.loggedIn("Ann");
    const { browser: nobody } = await somebody("Nora", null);
    const { browser: user } = await somebody("Uma", "user");
    for (const [path, expected] of [
      [`/live/installations/${home}`, [200, 404, 200]],
      [`/live/installations/${home}/access`, [200, 404, 403]],
      [`/live/chargers/${left}`, [200, 404, 200]],
      [`/live/chargers/${left}/scan`, [200, 404, 200]],
      [`/live/chargers/${left}/registration`, [200, 404, 403]],
    ] as const) {
      const answers: number[] = [];
      for (const browser of [owner, nobody, user]) {
        const answer = await browser.head(path);
        answers.push(answer.status);
      }
      expect(answers, path.replace(/[0-9a-f-]{36}/g, "…")).toEqual(expected);
    }
  });
});

describe("the switch of access", () => {
  async function access(): Promise<string | undefined> {
    const [found] = await bench.site.db.select().from(installations).where(eq(installations.id, home));
    return found?.access;
  }

  test("B5: opens only for whoever types the installation's name, and says which chargers have it", async () => {
    const browser = await bench.loggedIn("Ann");
    const path = `/installations/${home}/settings/authentication`;
    await browser.get(path);
    const wrong = await browser.post(path, { access: "open", confirm: "house" });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain("This is not its name");
    expect(await access()).toBe("restricted");
    bench.units.online.add(left);
    expect((await browser.post(path, { access: "open", confirm: " Home " })).status).toBe(303);
    expect(await access()).toBe("open");
    const said = await browser.page(path);
    expect(said).toContain("Home is open: anyone may charge. Left: done. Right: as soon as it is back.");
    expect((await browser.post(path, { access: "restricted" })).status).toBe(303);
    expect(await access()).toBe("restricted");
  });
});

describe("charging from the portal", () => {
  test("B7: a start is made in one's own name, and is written down", async () => {
    const { browser } = await somebody("Uma", "user");
    await browser.get(`/chargers/${left}`);
    await browser.post(`/chargers/${left}/start`, { connector: "1" });
    expect(bench.units.asked).toMatchObject([
      { charger: left, op: "start", args: { connector: 1, credential: { kind: "remote" } } },
    ]);
    expect(await browser.page(`/chargers/${left}`)).toContain("Accepted: plug in the vehicle now.");
    expect((await bench.site.audited()).map(({ action }) => action)).toContain("remote-start");
  });

  test("B7: what the unit refuses is said in words", async () => {
    const { browser } = await somebody("Uma", "user");
    bench.units.outcome = { status: "Rejected", data: { reason: "reserved" } };
    await browser.get("/");
    await browser.post(`/chargers/${left}/start`, { connector: "1", from: "home" });
    expect(await browser.page("/")).toContain("Not accepted: the connector is reserved for someone else.");
  });

  test("A7: a User stops their own session and no other", async () => {
    const { person, browser } = await somebody("Uma", "user");
    await online(left, "s-1");
    await browser.get(`/chargers/${left}`);
    const stop = { connector: "1", session: "s-1" };
    expect((await browser.post(`/chargers/${left}/stop`, stop)).status).toBe(403);
    expect(await browser.page(`/chargers/${left}`)).toContain("Somebody else");
    expect(await browser.page(`/chargers/${left}`)).not.toContain("Bartholomew");
    await bench.site.db.insert(chargeSessions).values({
      chargerId: left,
      session: "s-1",
      installationId: home,
      startedAt: bench.site.now(),
      personId: person,
    });
    const hostile = { connector: "1", session: "s-1\0" };
    expect((await browser.post(`/chargers/${left}/stop`, hostile)).status).toBe(400);
    expect((await browser.post(`/chargers/${left}/stop`, stop)).status).toBe(303);
    expect(bench.units.asked).toMatchObject([{ op: "stop", args: { connector: 1, session: "s-1" } }]);
  });

  test("a reservation is one's own to cancel, and its end is at most a day ahead", async () => {
    const { browser } = await somebody("Uma", "user");
    const other = await somebody("Bo", "user");
    await browser.get("/");
    await browser.post(`/chargers/${left}/reserve`, { minutes: "5000" });
    expect(bench.units.asked).toEqual([]);
    await browser.post(`/chargers/${left}/reserve`, { minutes: "60" });
    expect(await browser.page(`/chargers/${left}`)).toContain("Reserved for you until");
    expect(await other.browser.page(`/chargers/${left}`)).toContain("Reserved for somebody else until");
    const cancel = `/chargers/${left}/cancel-reservation`;
    expect((await other.browser.post(cancel, { reservation: "1" })).status).toBe(403);
    expect((await browser.post(cancel, { reservation: "1" })).status).toBe(303);
    expect(await browser.page(`/chargers/${left}`)).not.toContain("Reserved for you until");
  });
});

describe("the first steps", () => {
  test("lead from an empty account to the command that lets a charger join", async () => {
    await bench.person("Nils");
    const browser = await bench.loggedIn("Nils");
    expect(await browser.page("/")).toContain("Add an installation");
    const form = { name: "Cabin", type: "go", address: "Fjell 1", zone: "Europe/Oslo" };
    const added = await browser.post("/installations/new", form);
    const place = added.headers.get("location") ?? "";
    expect(await browser.page(place)).toContain("Cabin is here. Now add its first charger.");
    const charger = await browser.post(`${place}/chargers/new`, { unit: "CG-7001", name: "Wall" });
    const registration = charger.headers.get("location") ?? "";
    expect(await browser.page("/")).toContain(registration);
    expect(await browser.page(registration)).not.toContain("Waiting for the charger");
    const shown = await (await browser.post(registration)).text();
    expect(shown).toMatch(
      /chargegate provision --token (?:[0-9A-Z]{4}-){7}[0-9A-Z]{4} --cloud https:\/\/portal\.example\.org/,
    );
    expect(await browser.page(registration)).not.toContain("--token");
  });

  test("the command for a charger that joins anew stays to be seen, though it has joined before", async () => {
    const browser = await bench.loggedIn("Ann");
    const { joinedAt } = (await bench.site.db.select().from(chargers).where(eq(chargers.id, left)))[0] ?? {};
    expect(joinedAt).toBeTypeOf("number");
    await browser.get(`/chargers/${left}/registration`);
    const shown = await (await browser.post(`/chargers/${left}/registration`)).text();
    expect(shown).toContain("--token");
    expect(shown).not.toContain("before-joining");
  });

  test("a serial number that is taken is refused at its field", async () => {
    const browser = await bench.loggedIn("Ann");
    await browser.get(`/installations/${home}/chargers/new`);
    const [row] = await bench.site.db.select().from(chargers).where(eq(chargers.id, left));
    const answer = await browser.post(`/installations/${home}/chargers/new`, {
      unit: row?.unit ?? "",
      name: "Again",
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("is registered already");
  });
});

describe("cards and codes", () => {
  test("B8: a typed card is added, masked; a decimal form is named and not guessed", async () => {
    const browser = await bench.loggedIn("Ann");
    await browser.get("/charging/cards/add");
    const decimal = await browser.post("/charging/cards/add", { number: "2764718852", label: "" });
    expect(decimal.status).toBe(422);
    expect(await decimal.text()).toMatch(/As card readers give it, it may be [0-9A-F]{8}/);
    await browser.post("/charging/cards/add", { number: "04:a1:b2:c3", label: "<b>Tag</b>" });
    const page = await browser.page("/charging/cards");
    expect(page).toContain("04…C3");
    expect(page).not.toContain("04A1B2C3");
    expect(page).toContain("&lt;b&gt;Tag&lt;/b&gt;");
  });

  test("B8: another's card is not there", async () => {
    const browser = await bench.loggedIn("Ann");
    await browser.get("/charging/cards/add");
    await browser.post("/charging/cards/add", { number: "04A1B2C3", label: "" });
    const [, id] =
      /\/charging\/cards\/([0-9a-f-]{36})\/remove/.exec(await browser.page("/charging/cards")) ?? [];
    const { browser: other } = await somebody("Uma", "user");
    await other.get("/");
    expect((await other.post(`/charging/cards/${id}/remove`)).status).toBe(404);
    expect((await browser.post(`/charging/cards/${id}/remove`)).status).toBe(303);
  });

  test("A2: a made PIN code has six digits, is shown once, and the odds of a guess are said", async () => {
    const browser = await bench.loggedIn("Ann");
    const path = `/installations/${home}/credentials/pin-codes`;
    await browser.get(`${path}/new`);
    const made = await (
      await browser.post(`${path}/new`, { label: "Cleaner", days: "workdays", from: "07:00", to: "19:00" })
    ).text();
    const [, digits = ""] = /# (\d{3} \d{3})</.exec(made) ?? [];
    expect(digits).not.toBe("");
    const list = await browser.page(path);
    expect(list).not.toContain(digits);
    expect(list).toContain("Mon–Fri 07:00–19:00");
    expect(list).toMatch(/Odds that somebody guesses a code here: 1 in [\d,]+ a day/);
  });

  test("a guest code is for one session, and stands on a card to hand out", async () => {
    const browser = await bench.loggedIn("Ann");
    const path = `/installations/${home}/credentials/guest-codes`;
    await browser.get(path);
    const made = await (await browser.post(path, { label: "", hours: "24" })).text();
    expect(made).toMatch(/# \d{3} \d{3}</);
    expect(made).toContain("Good for one session");
    expect(await browser.page(path)).toContain("0 of 1 used");
  });

  test("A7: a stop group has the members that are checked", async () => {
    const { person, browser: user } = await somebody("Uma", "user");
    const browser = await bench.loggedIn("Ann");
    const path = `/installations/${home}/credentials/stop-groups`;
    await browser.get(path);
    await browser.post(path, { name: "Family", [`member-${person}`]: "on" });
    expect(await browser.page(path)).toMatch(new RegExp(`name="member-${person}"[^>]*checked`));
    expect((await user.get(path)).status).toBe(403);
  });
});

describe("the charger PIN", () => {
  test("B9: each look is written down, and it is in no page but the answer to the click", async () => {
    const browser = await bench.loggedIn("Ann");
    const path = `/chargers/${left}/settings`;
    const before = await browser.page(path);
    expect(before).not.toMatch(/\d{4} \d{4}/);
    const shown = await (await browser.post(`${path}/pin`)).text();
    expect(shown).toMatch(/<output[^>]*>\d{4} \d{4}</);
    expect((await bench.site.audited()).filter(({ action }) => action === "pin-viewed")).toHaveLength(1);
  });
});

describe("history", () => {
  test("is filtered, drawn, and downloaded with cells that no spreadsheet runs", async () => {
    await bench.site.db.insert(chargeSessions).values({
      chargerId: left,
      session: "s-9",
      installationId: home,
      connector: 1,
      startedAt: bench.site.now() - 7_200_000,
      endedAt: bench.site.now() - 3_600_000,
      energyWh: 5_500,
      reason: "Local",
      by: "pin",
      credential: "#…",
      user: "=HYPERLINK(1)",
    });
    const browser = await bench.loggedIn("Ann");
    const page = await browser.page(`/installations/${home}/history`);
    expect(page).toContain("5.50 kWh");
    expect(page).toContain('<svg viewBox="0 0 640 200" role="img"');
    expect(await browser.page(`/installations/${home}/history?by=card`)).toContain("No session matches");
    expect((await browser.get(`/installations/${home}/history?from=tomorrow`)).status).toBe(422);
    const csv = await (await browser.get(`/installations/${home}/history.csv`)).text();
    expect(csv).not.toMatch(/(?:^|,)=/m);
    expect(csv).toContain("HYPERLINK");
  });
});

describe("personal data", () => {
  test("is had as a file, and erased only when the address is typed and nothing is left without an owner", async () => {
    const browser = await bench.loggedIn("Ann");
    await browser.get("/profile/data");
    const file = await browser.post("/profile/data/export");
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(await file.text()).toContain("ann@example.org");
    expect((await browser.post("/profile/data/erase", { email: "bo@example.org" })).status).toBe(422);
    const last = await browser.post("/profile/data/erase", { email: "ann@example.org" });
    expect(last.status).toBe(409);
    expect(await last.text()).toContain("You are the only owner of Home");
    const { browser: user } = await somebody("Uma", "user");
    await user.get("/profile/data");
    expect((await user.post("/profile/data/erase", { email: "uma@example.org" })).status).toBe(303);
    expect((await user.get("/")).headers.get("location")).toContain("/login");
  });
});
