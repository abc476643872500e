import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces } from "node:os";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { UnitPage } from "./unit-page.ts";

const PASSWORD = "kvikk lunsj paa tur";
const USERS = "configuration/user/local-users";
const MARKUP = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</title><svg onload=alert(1)>`,
  `'};alert(1);//`,
  `javascript:alert(1)`,
  `&lt;b&gt; {{7*7}} \${7*7}`,
];
const FORMULAS = ["=HYPERLINK(A1)", "+1+1", "-2+3", "@SUM(A1)"];

/** Sends bytes as they are, and answers what comes back until the connection ends. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

/** Somebody's program that does what a browser does with forms; it is logged in by a code. */
class Program {
  readonly #page: UnitPage;
  #cookie = "";
  #csrf = "";

  constructor(page: UnitPage) {
    this.#page = page;
  }

  get token(): string {
    return this.#cookie.split("=")[1] ?? "";
  }

  /** @returns the code that was used */
  async logIn(): Promise<string> {
    const { code } = await this.#page.code();
    const answer = await this.send("login", { by: "code", code });
    this.#cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    const landed = await this.get("configuration/unit/password");
    if (landed.includes(`id="current"`)) return code;
    await this.send("configuration/unit/password", { next: PASSWORD, again: PASSWORD });
    return code;
  }

  async get(path: string): Promise<string> {
    const text = await (await fetch(`${this.#page.url}${path}`, this.#with({}))).text();
    this.#csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#csrf;
    return text;
  }

  send(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const body = new URLSearchParams({ csrf: this.#csrf, ...fields });
    return fetch(`${this.#page.url}${path}`, this.#with({ method: "POST", body }));
  }

  /** @returns where the user is */
  async add(firstName: string): Promise<string> {
    const answer = await this.send(`${USERS}/new`, { firstName, lastName: "" });
    if (answer.status !== 303) throw new Error(`${firstName}: ${answer.status}`);
    return (answer.headers.get("location") ?? "").slice(1);
  }

  #with(init: RequestInit): RequestInit {
    return { ...init, redirect: "manual", ...(this.#cookie && { headers: { cookie: this.#cookie } }) };
  }
}

describe("hostile neighbours in the unit's network", () => {
  let page: UnitPage;
  let owner: Program;

  beforeAll(async () => {
    page = await UnitPage.start();
    owner = new Program(page);
    await owner.logIn();
  });
  afterAll(() => page?.end());

  const port = () => Number(new URL(page.url).port);

  test.each([
    ["another name", (at: string) => at.replace("127.0.0.1", "rebound.example")],
    ["another port", () => "127.0.0.1:80"],
    ["a name that begins with the unit's", (at: string) => `${at}.rebound.example`],
    ["no name", () => ""],
    ["two names", (at: string) => `${at}\r\nHost: rebound.example`],
  ])(
    "DNS rebinding: under %s nothing is served, not even to whoever has the owner's cookie",
    async (_, host) => {
      const at = new URL(page.url).host;
      for (const path of [
        "/",
        "/login",
        "/healthz",
        "/metrics",
        "/api/v1/openapi.json",
        "/assets/unit.css",
      ]) {
        const answer = await raw(
          port(),
          `GET ${path} HTTP/1.1\r\nHost: ${host(at)}\r\nCookie: chargegate-${port()}=${owner.token}\r\nConnection: close\r\n\r\n`,
        );
        expect(answer, path).toMatch(/^HTTP\/1\.1 4(00|21) /);
        expect(answer, path).not.toContain("CG-0001");
      }
    },
  );

  test("a flood of requests keeps no card from being heard, and the owner from no page", async () => {
    await page.charger.board.do("plug");
    await page.unit.event("awaiting-authorization");
    const ask = `GET /login HTTP/1.1\r\nHost: ${new URL(page.url).host}\r\n\r\n`;
    let answers = 0;
    let over = false;
    const flood = Array.from({ length: 150 }, () => {
      const begin = (): void => {
        const socket = connect(port(), "127.0.0.1", () => socket.write(ask.repeat(8)));
        sockets.add(socket);
        socket.on("data", (data) => {
          const more = data.toString("latin1").split("HTTP/1.1 ").length - 1;
          answers += more;
          if (more > 0) socket.write(ask.repeat(more));
        });
        socket.on("error", () => {});
        socket.on("close", () => {
          sockets.delete(socket);
          if (!over) setTimeout(begin, 20);
        });
      };
      return begin;
    });
    const sockets = new Set<ReturnType<typeof connect>>();
    for (const begin of flood) begin();
    try {
      await page.charger.until(async () => answers > 1_000, "flooded");
      await page.charger.tap("04A1B2C3");
      await page.unit.event("session-started");
      await page.charger.contactor("closed");
    } finally {
      over = true;
      for (const socket of sockets) socket.destroy();
    }
    expect(page.unit.names()).not.toContain("reader-lost");
    expect(page.unit.names()).not.toContain("board-lost");
    expect(await owner.get("")).toContain("CG-0001");
    await page.charger.board.do("unplug");
    await page.unit.event("unplugged");
  });

  test("formulas in names stay text in the users' and in the history's file", async () => {
    for (const formula of FORMULAS) await owner.add(formula);
    const [first] = FORMULAS;
    const at = await owner.add(`${first}again`);
    await owner.send(`${at}/identifications/new`, { type: "card", status: "active", code: "04C0FFEE" });
    await page.charger.board.do("plug");
    await page.unit.event("awaiting-authorization");
    await page.charger.tap("04C0FFEE");
    await page.unit.event("session-started");
    await page.charger.board.do("unplug");
    await page.unit.event("session-stopped");
    const users = await owner.get(`${USERS}/export/download`);
    const history = await owner.get("history.csv");
    for (const [what, csv] of Object.entries({ users, history })) {
      expect(csv, what).toContain(`'${first}again`);
      for (const cell of csv.split(/[\r\n,]+/)) expect(cell, what).not.toMatch(/^"?[=+@\t]|^"?-\D/);
    }
  });

  test("no secret is printed, logged, recorded or counted, whatever was tried", async () => {
    const code = (await page.code()).code;
    const program = new Program(page);
    await program.send("login", { by: "code", code: `${code}x` });
    await program.send("login", { by: "password", password: "my secret guess" });
    await page.charger.board.do("plug");
    await page.charger.tap("09ABCDEF");
    await page.unit.event("denied");
    await page.charger.keypad.do("keys #998877#");
    await page.unit.event("denied");
    await page.charger.board.do("unplug");
    const told = [
      page.unit.stderr,
      page.unit.lines.join("\n"),
      JSON.stringify(await page.charger.journal()),
      await program.get("login"),
      await program.get("metrics"),
      await program.get("healthz"),
      await program.get("api/v1/openapi.json"),
      await owner.get(""),
      await owner.get("history"),
      await owner.get("history.csv"),
      await owner.get("nowhere"),
    ].join("\n");
    const secrets = [PASSWORD, code, code.replace("-", ""), "my secret guess", owner.token];
    for (const secret of [...secrets, "09ABCDEF", "998877", "04C0FFEE"]) expect(told).not.toContain(secret);
  });

  test("guessing is locked out, and the lock outlasts the unit's being killed and started anew", async () => {
    const tryPassword = (password: string) => new Program(page).send("login", { by: "password", password });
    const owner = new Program(page);
    await owner.logIn();
    for (let time = 0; time < 5; time++) expect((await tryPassword(`guess number ${time}`)).status).toBe(401);
    expect((await tryPassword(PASSWORD)).status).toBe(429);
    // Changes are saved one after another: what is asked for now is answered when the lock is on the disk.
    await owner.add("Saved after the lock");
    await page.restart();
    expect((await tryPassword(PASSWORD)).status).toBe(429);
    const api = await fetch(`${page.url}api/v1/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ password: PASSWORD }),
    });
    expect(api.status).toBe(429);
    expect(Number(api.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe.skipIf(tools.missing("chromium"))("hostile web sites and names, in the owner's browser", () => {
  let browser: Browser;
  let page: UnitPage;

  beforeAll(async () => {
    [browser, page] = await Promise.all([launch(), UnitPage.start()]);
  });
  afterAll(async () => {
    await browser?.close();
    await page?.end();
  });

  /** Another site, which sends what it can to the unit as soon as it is looked at. */
  async function otherSite(html: string): Promise<{ readonly server: Server; readonly url: string }> {
    const server = createServer((_, answer) => {
      answer.setHeader("Content-Type", "text/html");
      answer.end(`<!doctype html><title>evil</title>${html}`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = addressOf(server);
    return { server, url: `http://localhost:${port}/` };
  }

  test.each([
    ["localhost", "another site"],
    ["127.0.0.1", "another port of the unit's own address"],
  ])("CSRF: forms that %s (%s) sends by itself change nothing, and log nobody out", async (name) => {
    const visit = await page.visitLoggedIn(browser);
    const form = (path: string, fields: Readonly<Record<string, string>>, type = "") =>
      `<form method="post" action="${page.url}${path}" target="frame" ${type && `enctype="${type}"`}>${Object.entries(
        fields,
      )
        .map(([field, value]) => `<input name='${field}' value='${value}'>`)
        .join("")}</form>`;
    const site = await otherSite(`<iframe name="frame"></iframe>
      ${form("configuration/user/charging-authorization", { access: "open", confirmOpen: "on", "type.card": "on" })}
      ${form(`${USERS}/new`, { firstName: "Mallory", lastName: "" })}
      ${form("api/v1/settings", { '{"access":"open","x":"': '"}' }, "text/plain")}
      ${form("logout", {})}
      ${form("login", { by: "password", password: "wrong wrong wrong" })}
      <img src="${page.url}logout"><img src="${page.url}${USERS}/new?firstName=Mallory">
      <script>
        for (const form of document.forms) form.submit();
        const to = (path, init) => fetch("${page.url}" + path, { credentials: "include", mode: "no-cors", ...init });
        const all = [
          to("${USERS}/new", { method: "POST", body: new URLSearchParams({ firstName: "Mallory", lastName: "" }) }),
          to("api/v1/users", { method: "POST", body: JSON.stringify({ firstName: "Mallory" }) }),
          to("api/v1/settings", { method: "PATCH", mode: "cors", body: '{"access":"open"}', headers: { "Content-Type": "application/json" } }),
          ...Array.from({ length: 8 }, () => to("login", { method: "POST", body: new URLSearchParams({ by: "password", password: "wrong" }) })),
          fetch("${page.url}history.csv", { credentials: "include" }).then((read) => { document.title = "read"; }),
        ];
        Promise.allSettled(all).then(() => document.body.append("done"));
      </script>`);
    const evil = await visit.context.newPage();
    await evil.goto(site.url.replace("localhost", name));
    await evil.getByText("done").waitFor();
    expect(await evil.title()).toBe("evil");
    // Whatever was sent has been answered by now: the unit answers one after the other.
    await visit.tab.goto(`${page.url}${USERS}`);
    expect(new URL(visit.tab.url()).pathname).toBe(`/${USERS}`);
    expect(await visit.tab.content()).not.toContain("Mallory");
    await visit.tab.goto(`${page.url}configuration/user/charging-authorization`);
    expect(await visit.tab.locator("input[name=access][value=restricted]").isChecked()).toBe(true);
    // Nor do guesses of another site's lock the owner out.
    const login = await fetch(`${page.url}login`, {
      method: "POST",
      body: new URLSearchParams({ by: "password", password: PASSWORD }),
      redirect: "manual",
    });
    expect(login.status).toBe(303);
    site.server.close();
    await visit.context.close();
  });

  test("XSS: names with markup in them are shown as they are, and nothing of them runs or loads", async () => {
    const owner = new Program(page);
    await owner.logIn();
    for (const name of MARKUP) await owner.add(name);
    const [script = ""] = MARKUP;
    const at = await owner.add(`${script} charges`);
    await owner.send(`${at}/identifications/new`, { type: "card", status: "active", code: "04C0FFEE" });
    const visit = await page.visitLoggedIn(browser);
    const { tab } = visit;
    const ran: string[] = [];
    tab.on("dialog", (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
    const foreign: string[] = [];
    tab.on("request", (request) => {
      if (!request.url().startsWith(page.url)) foreign.push(request.url());
    });
    await tab.goto(`${page.url}${USERS}`);
    for (const name of MARKUP) await tab.getByText(name, { exact: true }).first().waitFor();
    await tab.goto(`${page.url}${USERS}?q=${encodeURIComponent(`"><script>alert(1)</script>`)}`);
    await tab.goto(`${page.url}${at}`);
    await tab.goto(`${page.url}${at}/edit`);
    await tab.goto(`${page.url}${at}/scan`);
    // Live, too: the name comes as an event while the overview is open.
    await tab.goto(page.url);
    await page.charger.board.do("plug");
    await page.unit.event("awaiting-authorization");
    await page.charger.tap("04C0FFEE");
    await tab.getByText(`${script} charges`).first().waitFor();
    await page.charger.board.do("unplug");
    await page.unit.event("session-stopped");
    await expect
      .poll(
        async () => {
          await tab.goto(`${page.url}history`);
          return tab.getByText(`${script} charges`).count();
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(0);
    expect(await tab.locator("svg[onload], img[onerror]").count()).toBe(0);
    expect({ ran, foreign, complaints: visit.complaints }).toEqual({ ran: [], foreign: [], complaints: [] });
    await visit.context.close();
  });
});

const lan = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

describe.skipIf(tools.missing("chromium") || lan === undefined)("a page without TLS in the network", () => {
  test("is logged in to by its own forms, and not by another site's, where browsers tell no Sec-Fetch-Site", async () => {
    const page = await UnitPage.start('{ listen: "0.0.0.0:0", tls: off }');
    page.url = page.url.replace("0.0.0.0", lan ?? "");
    const browser = await launch();
    try {
      const visit = await page.visit(browser);
      const { code } = await page.code();
      await visit.tab.locator("#code").fill(code);
      await visit.tab.locator("form:has(#code) button[type=submit]").click();
      await visit.tab.waitForURL(/\/configuration\/unit\/password$/);
      const other = createServer((_, answer) => {
        answer.setHeader("Content-Type", "text/html");
        answer.end(`<form method="post" action="${page.url}logout"><button>go</button></form>`);
      });
      await new Promise<void>((resolve) => other.listen(0, lan, resolve));
      const evil = await visit.context.newPage();
      await evil.goto(`http://${lan}:${addressOf(other).port}/`);
      await evil.getByRole("button").click();
      await evil.getByText("This page is not served like that.").waitFor();
      await visit.tab.reload();
      expect(new URL(visit.tab.url()).pathname).toBe("/configuration/unit/password");
      other.close();
    } finally {
      await browser.close();
      await page.end();
    }
  });
});

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens nowhere");
  return address;
}
