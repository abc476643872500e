import { describe, expect, test } from "vitest";
import { type Browser, PageBench } from "./page-bench.ts";

const AUTHORIZATION = "/configuration/user/charging-authorization";
const USERS = "/configuration/user/local-users";
const RULES = "/configuration/unit/rules";
/** The boxes of Charging authorization as they are by default. */
const BOXES = { access: "restricted", "type.card": "on", "type.pin": "on", "type.remote": "on" };

async function bench(options: Parameters<typeof PageBench.start>[0] = {}) {
  const page = await PageBench.start(options);
  return { page, owner: await page.visitor() };
}

/** A new user, and where their page is. */
async function newUser(owner: Browser, firstName: string, lastName = "", more = {}): Promise<string> {
  const answer = await owner.submit(`${USERS}/new`, { firstName, lastName, ...more });
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}

/** The settings of a form as they are shown. */
async function settingFields(owner: Browser, path: string): Promise<Record<string, string>> {
  const page = await owner.read(path);
  const inputs = page.matchAll(
    /<input id="[^"]+" name="(setting\.[^"]+)" type="(text|checkbox|radio)"[^>]*?>/g,
  );
  const fields: Record<string, string> = {};
  for (const [tag, name = "", type] of inputs) {
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? "";
    if (type === "text" || / checked/.test(tag)) fields[name] = value;
  }
  return fields;
}

describe("D1: Charging authorization", () => {
  test("a type that is switched off counts at once, and over a restart", async () => {
    const { page, owner } = await bench();
    const { "type.pin": _, ...withoutPin } = BOXES;
    expect(await owner.follow(AUTHORIZATION, withoutPin)).toContain("Saved. It counts from now on.");
    await page.unit.do(page.unit.board, "plug");
    await page.unit.type("#4711#");
    expect(page.unit.happenings.at(-1)).toMatchObject({ event: "denied", reason: "type-not-enabled" });
    expect(page.unit.store.saved().settings).toEqual({ "rules.identification": ["card"] });
  });

  test("remote starts can be switched off like the others", async () => {
    const { page, owner } = await bench();
    const { "type.remote": _, ...withoutRemote } = BOXES;
    await owner.follow(AUTHORIZATION, withoutRemote);
    expect(page.settings.rules().identification).toEqual(["card", "pin"]);
  });

  test("at least one way in must stay", async () => {
    const { page, owner } = await bench();
    const answer = await owner.submit(AUTHORIZATION, { access: "restricted", "type.remote": "on" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Enable at least one of RFID, PIN, and both together.");
    expect(page.settings.rules().identification).toEqual(["card", "pin", "remote"]);
  });

  test("A3: opening the charger is confirmed, restricting it is not", async () => {
    const { page, owner } = await bench();
    const open = { ...BOXES, access: "open" };
    const answer = await owner.submit(AUTHORIZATION, open);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Tick this to open the charger for everyone.");
    expect(page.unit.unit.state.access).toBe("restricted");
    await owner.follow(AUTHORIZATION, { ...open, confirmOpen: "on" });
    expect(page.unit.unit.state.access).toBe("open");
    await owner.follow(AUTHORIZATION, BOXES);
    expect(page.unit.unit.state.access).toBe("restricted");
  });

  test("B5: access is the cloud's to switch when the unit is managed, and is shown with the reason; the rest stays the unit's own", async () => {
    const { page, owner } = await bench({ managed: true });
    const shown = await owner.read(AUTHORIZATION);
    expect(shown).toContain("This unit belongs to an installation, and access is switched in its portal.");
    expect(shown).not.toContain('name="access"');
    const answer = await owner.submit(AUTHORIZATION, { ...BOXES, access: "open", confirmOpen: "on" });
    expect(answer.status).toBe(422);
    expect(page.unit.unit.state.access).toBe("restricted");
    const offline = await settingFields(owner, AUTHORIZATION);
    expect(Object.keys(offline)).toContain("setting.rules.unknownOffline");
    await owner.follow(AUTHORIZATION, { ...offline, "type.card": "on" });
    expect(page.settings.rules().identification).toEqual(["card"]);
    expect(Object.keys(page.unit.store.saved().settings)).toEqual([
      "rules.identification",
      "rules.remoteStart",
    ]);
    await newUser(owner, "Ann");
    const wrong = await owner.submit(AUTHORIZATION, {
      ...offline,
      "setting.rules.askTimeout": "soon",
      "type.card": "on",
    });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="soon"');
  });

  test("what happens without the cloud is said in plain words, each choice with what it means", async () => {
    const { owner } = await bench({ managed: true });
    const shown = await owner.read(AUTHORIZATION);
    for (const words of [
      "Unknown cards offline",
      "It is refused",
      "At most 10 sessions of 30 kWh until the cloud is back",
      "Use the list offline",
      "Otherwise: local users alone are accepted offline.",
    ])
      expect(shown).toContain(words);
  });

  test("a unit without a cloud says that it decides by itself", async () => {
    const { owner } = await bench();
    expect(await owner.read(AUTHORIZATION)).toContain(
      "This unit has no cloud. It decides by its local users, always.",
    );
  });
});

describe("the other settings", () => {
  test("saved as they are shown, they change nothing", async () => {
    const { page, owner } = await bench();
    const sent = await settingFields(owner, RULES);
    expect(Object.keys(sent).length).toBeGreaterThan(6);
    expect(await owner.follow(RULES, sent)).toContain("Nothing was changed.");
    expect(page.unit.store.saved().settings).toEqual({});
  });

  test("one that counts at once does; a wrong one changes nothing, and is told at its field", async () => {
    const { page, owner } = await bench();
    const sent = await settingFields(owner, RULES);
    const wrong = { ...sent, "setting.rules.connectionTimeout": "soon", "setting.rules.pinTries": "3" };
    const answer = await owner.submit(RULES, wrong);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Expected a time span, for example 30s, 5m, 1h or 3d.");
    expect(page.settings.rules().pinTries).toBe(5);
    await owner.follow(RULES, { ...wrong, "setting.rules.connectionTimeout": "2m" });
    expect(page.unit.unit.state.rules).toMatchObject({ connectionTimeout: 120_000, pinTries: 3 });
  });

  test("one that counts after the next start only says so, until it is taken back", async () => {
    const { page, owner } = await bench();
    const shown = await owner.follow(RULES, {
      ...(await settingFields(owner, RULES)),
      "setting.zone": "Europe/Oslo",
    });
    expect(shown).toContain("Saved, but not in use yet: restart the unit.");
    expect(shown).not.toContain("It counts from now on.");
    expect(page.settings.zone()).toBe("UTC");
    expect(await owner.follow(RULES, { reset: "on" })).not.toContain("not in use yet");
  });
});

describe("the overview", () => {
  test("shows the connectors though the store cannot be read, and says so", async () => {
    const { page, owner } = await bench();
    page.unit.store.cloudList = () => {
      throw new Error("the disk is gone");
    };
    const shown = await owner.read("/");
    expect(shown).toContain("Ready");
    expect(shown).toContain("Cannot be read");
  });
});

describe("D2, D3, D4: local users", () => {
  test("thousands of cards without a name make a page of ordinary size, and find their owners one by one", async () => {
    const { page, owner } = await bench();
    const user = await newUser(owner, "Ann", "Berg");
    const cards = Array.from({ length: 5_000 }, (_, at) => (0x10000000 + at).toString(16).toUpperCase());
    await page.unit.store.changeLocalUsers({
      set: cards.map((card) => ({
        credential: page.unit.credential(card),
        entry: { status: "active", expires: null, user: null },
        card: page.card(card),
      })),
    });
    const shown = await owner.read(USERS);
    expect(shown.length).toBeLessThan(100_000);
    expect(shown).toContain("and 4950 more");
    const one =
      /href="(\/configuration\/user\/local-users\/nameless\/card-[0-9a-f]{16})"/.exec(shown)?.[1] ?? "";
    expect(await owner.read(one)).toContain("Assign to");
    const given = await owner.follow(one, { person: user.split("/").at(-1) ?? "" });
    expect(given).toContain("belongs to Ann Berg now.");
    expect(await owner.read(USERS)).toContain("and 4949 more");
  });

  test("D2: a user needs a name; names are people's own affair otherwise", async () => {
    const { owner } = await bench();
    const answer = await owner.submit(`${USERS}/new`, { firstName: " ", lastName: "" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("A user needs a name");
    const hostile = '<img src=x onerror=alert(1)> "Bobby" & Søn';
    const user = await newUser(owner, hostile, "';DROP TABLE");
    for (const path of [USERS, user, `${user}/edit`, `${user}/scan`, "/history"]) {
      const page = await owner.read(path);
      expect(page, path).not.toContain("<img");
      if (path !== "/history") expect(page, path).toContain("&lt;img src=x onerror=alert(1)&gt;");
    }
  });

  test("D3: a PIN must start with #, has 4 to 10 digits, and is never told again", async () => {
    const { page, owner } = await bench();
    const user = await newUser(owner, "Ann");
    const add = (code: string, type = "pin") =>
      owner.submit(`${user}/identifications/new`, { type, status: "active", code, expires: "" });
    for (const [code, says] of [
      ["4711", "A PIN code must start with the symbol #"],
      ["#12", "A PIN code has 4 to 10 digits"],
      ["#12345678901", "A PIN code has 4 to 10 digits"],
      ["#12a4", "A PIN code holds only digits"],
    ] as const) {
      const answer = await add(code);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(says);
    }
    expect((await add("#602214")).status).toBe(303);
    for (const path of [USERS, user, "/", "/history"])
      expect(await owner.read(path), path).not.toContain("602214");
    expect(JSON.stringify([...page.unit.store.journal()])).not.toContain("602214");
    const again = await add("#602214");
    expect(again.status).toBe(422);
    expect(await again.text()).toContain("This user has it already");
  });

  test("D3: what belongs to somebody else is not moved silently, and who that is is told", async () => {
    const { owner } = await bench();
    const user = await newUser(owner, "Eve");
    const answer = await owner.submit(`${user}/identifications/new`, {
      type: "card",
      status: "active",
      code: "04:a1:b2:c3",
      expires: "",
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("It belongs to ann: choose another one, or remove it there first.");
  });

  test("D3: an expiration date is the last valid day of the unit's own calendar", async () => {
    const { page, owner } = await bench();
    const user = await newUser(owner, "Ann");
    const written = { type: "pin", status: "active", code: "#602214", expires: "2027-01-31" };
    expect(await owner.follow(`${user}/identifications/new`, written)).toContain("31 Jan 2027");
    const [pin] = [...page.unit.store.localUsers()].filter(({ entry }) => entry.user === "Ann");
    expect(pin?.entry.expires).toBe(Date.UTC(2027, 1, 1));
  });

  test("D4: editing the status keeps the PIN and an exact end that a form cannot show", async () => {
    const { page, owner } = await bench();
    const guest =
      /href="(\/configuration\/user\/local-users\/[0-9a-f]{16})"(?:(?!href).)*Identifications of guest/s.exec(
        await owner.read(USERS),
      )?.[1];
    const one =
      new RegExp(`href="(${guest}/identifications/pin-[0-9a-f]+)"`).exec(
        await owner.read(guest ?? ""),
      )?.[1] ?? "";
    const shown = await owner.read(one);
    expect(shown).toContain("the unit keeps nothing that it could be read from");
    const expires = /id="expires"[^>]*value="([^"]*)"/.exec(shown)?.[1] ?? "";
    expect(expires).toBe("2026-06-01");
    await owner.follow(one, { status: "blocked", code: "", expires });
    const [pin] = [...page.unit.store.localUsers()].filter(({ entry }) => entry.user === "guest");
    expect(pin?.entry).toMatchObject({ status: "blocked", expires: Date.UTC(2026, 5, 1, 9) });
  });

  test("a suggested PIN has six digits, and is not saved by suggesting it", async () => {
    const { page, owner } = await bench();
    const user = await newUser(owner, "Ann");
    const before = [...page.unit.store.localUsers()].length;
    const answer = await owner.submit(`${user}/identifications/new`, { type: "pin", suggest: "on" });
    expect(await answer.text()).toMatch(/id="code"[^>]*value="#\d{6}"/);
    expect([...page.unit.store.localUsers()]).toHaveLength(before);
  });

  test("somebody who was removed meanwhile is told as such", async () => {
    const { owner } = await bench();
    const user = await newUser(owner, "Ann");
    await owner.follow(`${user}/remove`);
    const answer = await owner.get(`${user}/edit`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("This user is not there any more.");
  });
});

describe("history", () => {
  test("who charged, when, how much and why it ended; who was refused and why; the card is added from there", async () => {
    const { page, owner } = await bench();
    await page.unit.do(page.unit.board, "plug");
    await page.unit.tap("04A1B2C3");
    expect(await owner.read("/history")).toContain("Charging now");
    await page.unit.tap("04A1B2C3");
    await page.unit.tap("DEADBEEF");
    await page.unit.tap("11223344");
    const shown = await owner.read("/history");
    for (const words of [
      "Charged",
      "ann",
      "04…C3",
      "Stopped at the charger",
      "It is blocked",
      "It is on no list",
    ])
      expect(shown).toContain(words);
    expect(shown.match(/Add this card/g)).toHaveLength(1);
    expect(await owner.read("/history?show=sessions")).not.toContain("It is blocked");
    const add = /href="(\/history\/add-card\?card=[0-9a-f]{16})"/.exec(shown)?.[1] ?? "";
    expect(await owner.read(add)).toContain("Card DE…EF was refused at front");
    await owner.follow(add, { person: "", firstName: "Neu", lastName: "Nachbar" });
    await page.unit.tap("DEADBEEF");
    expect(page.unit.unit.state.connectors[0]?.use.kind).toBe("session");
    expect(await owner.read("/history")).not.toContain("Add this card");
    const [card] = [...page.unit.store.localUsers()].filter(({ entry }) => entry.user === "Neu Nachbar");
    expect(card?.card).toBe("DEADBEEF");
  });

  test("D2: a refused card that somebody else has got meanwhile makes no new user, however often it is tried", async () => {
    const { page, owner } = await bench();
    await page.unit.do(page.unit.board, "plug");
    await page.unit.tap("DEADBEEF");
    const add =
      /href="(\/history\/add-card\?card=[0-9a-f]{16})"/.exec(await owner.read("/history"))?.[1] ?? "";
    await owner.read(add);
    const { store } = page.unit;
    const before = [...store.people()];
    const change = store.changeLocalUsers.bind(store);
    store.changeLocalUsers = async (...what) => {
      store.changeLocalUsers = change;
      await page.unit.list("DEADBEEF", "bo", "active");
      return change(...what);
    };
    const answer = await owner.submit(add, { person: "", firstName: "Neu", lastName: "Nachbar" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("It belongs to bo");
    expect([...store.people()]).toEqual(before);
    const nameless = await owner.submit(add, { person: "", firstName: "", lastName: "" });
    expect(nameless.status).toBe(404);
    expect([...store.people()]).toEqual(before);
  });

  test("D2: a refused card without a name for its new user says so at the name", async () => {
    const { page, owner } = await bench();
    await page.unit.do(page.unit.board, "plug");
    await page.unit.tap("DEADBEEF");
    const add =
      /href="(\/history\/add-card\?card=[0-9a-f]{16})"/.exec(await owner.read("/history"))?.[1] ?? "";
    const answer = await owner.submit(add, { person: "", firstName: "", lastName: "" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("A user needs a name");
  });

  test("as CSV, names that a spreadsheet would run are disarmed", async () => {
    const { page, owner } = await bench();
    await page.unit.list("CAFEBABE", "=HYPERLINK(1)", "active");
    await page.unit.do(page.unit.board, "plug");
    await page.unit.tap("CAFEBABE");
    await page.unit.tap("CAFEBABE");
    const answer = await owner.get("/history.csv");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="history-CG-0001.csv"');
    expect(await answer.text()).toContain(",'=HYPERLINK(1),");
  });
});

describe("in Norwegian", () => {
  test("by the browser's wish, or by one's own, which stays", async () => {
    const { page } = await bench();
    const get = (headers: Record<string, string>, path = "/login") =>
      page.web.app.request(path, { headers: { host: "127.0.0.1:8080", ...headers } });
    expect(await (await get({ "accept-language": "nb-NO,nb;q=0.9,en;q=0.8" })).text()).toContain("Logg inn");
    expect(await (await get({ "accept-language": "fr" })).text()).toContain("Log in");
    const chosen = await get({ "accept-language": "en" }, "/login?lang=no");
    expect(chosen.status).toBe(303);
    expect(chosen.headers.get("location")).toBe("/login");
    const cookie = chosen.headers.get("set-cookie")?.split(";")[0] ?? "";
    const text = await (await get({ "accept-language": "en", cookie })).text();
    expect(text).toContain('<html lang="nb">');
    expect(text).toContain("Logg inn");
  });

  test("what is wrong with a field is told in it, too", async () => {
    const { owner } = await bench();
    const user = await newUser(owner, "Ann");
    owner.speak("nb");
    const answer = await owner.submit(`${user}/identifications/new`, {
      type: "pin",
      code: "4711",
      expires: "",
    });
    expect(await answer.text()).toContain("En PIN-kode må begynne med tegnet #");
  });
});
