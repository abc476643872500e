import { beforeEach, describe, expect, test, vi } from "vitest";
import type { RequestId } from "../../../firmware/core/events.ts";
import { type Browser, PageBench } from "./page-bench.ts";

const HOST = "127.0.0.1:8080";
const USERS = "/configuration/user/local-users";

let bench: PageBench;
beforeEach(async () => {
  bench = await PageBench.start();
});

/** Asks as no browser would: the path goes out as it is written. */
const ask = (
  path: string,
  {
    headers = {},
    ...init
  }: {
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
  cookie = "",
) =>
  bench.web.app.request(
    new Request(`http://${HOST}${path}`, {
      ...init,
      headers: { host: HOST, ...(cookie && { cookie }), ...headers },
    }),
  );

describe("an open redirect", () => {
  const elsewhere = [
    "//evil.example/",
    "/%5cevil.example/",
    "/%09/evil.example/",
    "//evil.example/%2e%2e",
    "/%0d%0aSet-Cookie:a=b",
    "/%00",
  ];

  test.each(elsewhere)("by the choice of language: GET %s?lang=en leads home", async (path) => {
    const answer = await ask(`${path}?lang=en`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/");
    expect(answer.headers.get("set-cookie")).toMatch(/^chargegate-language=en; [^\r\n]*$/);
  });

  test.each(["/login", "/configuration/user/local-users/0123456789abcdef/identifications/card-A_b-c/edit"])(
    "the choice of language leads back to a page of the unit: %s",
    async (path) => {
      expect((await ask(`${path}?lang=no`)).headers.get("location")).toBe(path);
    },
  );

  test.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "/%2fevil.example",
    "/\t/evil.example",
    "/\r\nLocation: https://evil.example",
    "javascript:alert(1)",
    "@evil.example",
  ])("by where to go after logging in: next=%j leads home", async (next) => {
    const { code } = bench.web.gate.issueCode();
    const answer = await bench.stranger().send("/login", { by: "code", code, next });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/");
  });

  test("no page has a link to another site in it, by whatever path it was asked for", async () => {
    const browser = await bench.visitor();
    for (const path of elsewhere) {
      const answer = await ask(path, {}, browser.cookie);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toMatch(/evil\.example|href="\/[/\\]/);
    }
  });
});

describe("a form that is none", () => {
  test.each([
    ["multipart/form-data; boundary=x", "nothing of the kind"],
    ["multipart/form-data", "--x\r\n"],
  ])("%s: is refused to a stranger without a word in the log", async (type, body) => {
    const answer = await ask("/login", { method: "POST", body, headers: { "content-type": type } });
    expect(answer.status).toBe(400);
    expect(bench.logged).toEqual([]);
  });
});

test.each(["/login", "/logout", "/api/v1/login"])(
  "a body that breaks off on its way to %s is refused without a word in the log: a stranger fills no disk",
  async (path) => {
    const breaksOff = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.error(new Error("aborted")),
    });
    const type = path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded";
    const answer = await bench.stranger().post(path, breaksOff, { "content-type": type });
    expect(answer.status).toBe(400);
    expect(bench.logged).toEqual([]);
  },
);

test("HEAD of what is told live holds no place: whoever looks after the page still hears of changes", async () => {
  const browser = await bench.visitor();
  for (let time = 0; time < 20; time++)
    expect((await ask("/events/overview", { method: "HEAD" }, browser.cookie)).status).toBe(200);
  const live = await browser.get("/events/overview");
  expect(live.status).toBe(200);
  await live.body?.cancel();
});

test("HEAD of the history as a file reads no history", async () => {
  const browser = await bench.visitor();
  const reads = vi.spyOn(bench.unit.store, "journal");
  const answer = await ask("/history.csv", { method: "HEAD" }, browser.cookie);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(reads).not.toHaveBeenCalled();
});

test("A8: two tabs: who waits no longer for one user's card does not end the waiting for another's", async () => {
  const browser = await bench.visitor();
  const add = async (firstName: string) =>
    (await browser.submit(`${USERS}/new`, { firstName, lastName: "" })).headers.get("location");
  const [ann, bo] = [await add("Ann"), await add("Bo")];
  const scan = (user: string | null) => `${user}/scan`;
  await browser.submit(scan(ann), {});
  await browser.submit(scan(bo), { do: "cancel" });
  expect(await browser.read(scan(ann))).toContain("Hold the card");
  await browser.submit(scan(ann), { do: "cancel" });
  expect(await browser.read(scan(ann))).not.toContain("Hold the card");
});

describe("two tabs", () => {
  const AUTHORIZATION = "/configuration/user/charging-authorization";
  const seenIn = (html: string) => /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? "missing";

  async function tabs() {
    const browser = await bench.visitor();
    const user = (await browser.submit(`${USERS}/new`, { firstName: "Ann" })).headers.get("location") ?? "";
    await browser.follow(`${user}/identifications/new`, { type: "card", status: "active", code: "04C0FFEE" });
    const card = `${user}/identifications/${/identifications\/(card-[\w-]+)/.exec(await browser.read(user))?.[1]}`;
    return { browser, user, card };
  }

  test("D2: who renames a user in a tab from before does not lift the block that another tab has set", async () => {
    const { browser, user } = await tabs();
    const before = seenIn(await browser.read(`${user}/edit`));
    await browser.follow(`${user}/edit`, { seen: before, firstName: "Ann", blocked: "on" });
    const told = await browser.follow(`${user}/edit`, { seen: before, firstName: "Anna" });
    expect(told).toContain("this was changed meanwhile");
    expect(told).toMatch(/name="blocked"[^>]* checked/);
    expect(await browser.follow(`${user}/edit`, { seen: seenIn(told), firstName: "Anna" })).toContain("Anna");
  });

  test("D4: who sets a card's expiry in a tab from before does not lift its block", async () => {
    const { browser, card } = await tabs();
    const before = seenIn(await browser.read(card));
    await browser.follow(card, { seen: before, status: "blocked", code: "", expires: "" });
    const told = await browser.follow(card, {
      seen: before,
      status: "active",
      code: "",
      expires: "2099-01-01",
    });
    expect(told).toContain("this was changed meanwhile");
    expect(await browser.read(card)).toMatch(/value="blocked" selected/);
  });

  test("D1: who saves Charging authorization in a tab from before does not enable again what another has disabled", async () => {
    const { browser } = await tabs();
    const before = seenIn(await browser.read(AUTHORIZATION));
    await browser.follow(AUTHORIZATION, { seen: before, access: "restricted", "type.pin": "on" });
    const told = await browser.follow(AUTHORIZATION, {
      seen: before,
      access: "restricted",
      "type.card": "on",
      "type.remote": "on",
    });
    expect(told).toContain("this was changed meanwhile");
    expect(bench.settings.rules()).toMatchObject({ identification: ["pin"] });
  });

  test("D1: access that was switched meanwhile elsewhere is not switched back by a tab from before", async () => {
    const { browser } = await tabs();
    await bench.settings.change({ access: "open" });
    const before = seenIn(await browser.read(AUTHORIZATION));
    await bench.settings.change({ access: "restricted" });
    const told = await browser.follow(AUTHORIZATION, {
      seen: before,
      access: "open",
      confirmOpen: "on",
      "type.card": "on",
    });
    expect(told).toContain("this was changed meanwhile");
    expect(bench.unit.unit.state.access).toBe("restricted");
  });

  test("D3: a backup replaces nobody who came after its preview was shown", async () => {
    const { browser } = await tabs();
    const at = "/configuration/unit/backup";
    const passphrase = "kvikk lunsj paa tur";
    const made = await browser.submit(at, { passphrase, again: passphrase });
    const page = await browser.follow(`${at}/restore`, { file: await made.blob(), passphrase });
    const held = /name="held" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await browser.submit(`${USERS}/new`, { firstName: "Newcomer" });
    const told = await browser.follow(`${at}/restore/apply`, { seen: seenIn(page), held, confirm: "on" });
    expect(told).toContain("this was changed meanwhile");
    expect(await browser.read(USERS)).toContain("Newcomer");
    await browser.follow(`${at}/restore/apply`, { seen: seenIn(told), held, confirm: "on" });
    expect(await browser.read(USERS)).not.toContain("Newcomer");
  });

  test("D4: of two who add one PIN at the same moment, one gets it", async () => {
    const { browser, user } = await tabs();
    const other = (await browser.submit(`${USERS}/new`, { firstName: "Bo" })).headers.get("location") ?? "";
    const add = (whose: string) =>
      browser.submit(`${whose}/identifications/new`, { type: "pin", status: "active", code: "#739514" });
    const answers = await Promise.all([add(user), add(other), add(user)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422, 422]);
  });

  test("D5: who saves the rules in a tab from before does not undo another's", async () => {
    const { browser } = await tabs();
    const at = "/configuration/unit/rules";
    const before = seenIn(await browser.read(at));
    const changed = await bench.settings.change({ "rules.connectionTimeout": "30s" });
    expect(changed).toMatchObject({ ok: true });
    expect(await browser.follow(at, { seen: before, reset: "on" })).toContain("this was changed meanwhile");
    expect(bench.settings.rules().connectionTimeout).toBe(30_000);
  });
});

describe("A8: the window for a new card", () => {
  const CLOUD = "of-the-cloud" as RequestId; // a brand without a check of its own: any text is one
  const tell = () => {
    for (const happening of bench.unit.happenings.splice(0)) bench.web.tell(happening);
  };
  const passes = async (ms: number) => {
    await bench.unit.run(ms);
    tell();
  };
  const shows = async (card: string) => {
    await bench.unit.tap(card);
    await passes(3_000);
  };
  const waitsFor = async () => {
    await bench.unit.run(5_000);
    const browser = await bench.visitor();
    const user = (await browser.submit(`${USERS}/new`, { firstName: "Ann" })).headers.get("location") ?? "";
    const answer = await browser.submit(`${user}/scan`);
    tell();
    return { browser, user, answer };
  };
  const cards = async (browser: Browser, user: string) =>
    (await browser.read(user)).split("identifications/card-").length - 1;

  test("is the user's for whom it was opened", async () => {
    const { browser, user } = await waitsFor();
    await shows("04C0FFEE");
    expect(await cards(browser, user)).toBeGreaterThan(0);
  });

  test("is not the cloud's to prolong: after its minute a card becomes nobody's", async () => {
    const { browser, user } = await waitsFor();
    bench.unit.unit.enrol(CLOUD, 300_000);
    tell();
    await passes(61_000);
    await shows("04C0FFEE");
    expect(await cards(browser, user)).toBe(0);
    expect(await browser.read(`${user}/scan`)).toContain("Time is up");
  });

  test("that the cloud has opened is not taken over by the page", async () => {
    bench.unit.unit.enrol(CLOUD, 300_000);
    const { browser, user, answer } = await waitsFor();
    expect(answer.headers.get("location")).toBe(user);
    expect(await browser.read(user)).toContain("The installation is waiting for a card");
    await shows("04C0FFEE");
    expect(await cards(browser, user)).toBe(0);
  });

  test("ends when the password is changed: whoever is logged out by that may have opened it", async () => {
    const { browser, user } = await waitsFor();
    const [next, again] = ["another horse altogether", "another horse altogether"];
    await (await bench.visitor()).follow("/configuration/unit/password", { current: "", next, again });
    await shows("04C0FFEE");
    await browser.logIn();
    expect(await cards(browser, user)).toBe(0);
  });
});
