import { describe, expect, test } from "vitest";
import { PageBench } from "./page-bench.ts";

/** What anybody may fetch. */
const PUBLIC = ["/healthz", "/metrics", "/login"];

/** Every address of the pages with this method, with something in the place of each parameter. */
async function addresses(method: "GET" | "POST"): Promise<readonly string[]> {
  const { web } = await PageBench.start();
  const paths = web.app.routes
    .filter((route) => route.method === method && !route.path.includes("*"))
    .map(({ path }) => path.replaceAll(/:[a-z]+(\{[^}]*\})?/g, "0123456789abcdef"))
    .filter((path) => !path.startsWith("/assets/"));
  return [...new Set(paths)];
}

const GETS = await addresses("GET");
const POSTS = await addresses("POST");

describe("D1: whoever is not logged in", () => {
  test("there are pages to be kept from them", () => {
    expect(GETS.length).toBeGreaterThan(15);
    expect(POSTS.length).toBeGreaterThan(15);
  });

  test.each(GETS.filter((path) => !PUBLIC.includes(path)))("is led from %s to the door", async (path) => {
    const { stranger } = await bench();
    const answer = await stranger.get(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/login/);
    expect(await answer.text()).toBe("");
  });

  test.each(POSTS.filter((path) => path !== "/login" && path !== "/logout"))(
    "changes nothing by posting to %s",
    async (path) => {
      const { page, stranger } = await bench();
      const before = everything(page);
      const answer = await stranger.send(path, {
        firstName: "Eve",
        lastName: "",
        access: "open",
        confirmOpen: "on",
      });
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe("/login?said=ended");
      expect(everything(page)).toEqual(before);
    },
  );

  test("finds nothing of the unit's people at the door, and nothing in what programs may ask", async () => {
    const { stranger } = await bench();
    for (const path of PUBLIC)
      expect(await stranger.read(path), path).not.toMatch(/\b(ann|bo|guest)\b|04…C3/);
  });
});

describe("a form that is not the page's own (CSRF)", () => {
  test.each(POSTS.filter((path) => path !== "/login" && path !== "/logout"))(
    "changes nothing at %s, whoever is logged in",
    async (path) => {
      const { page, owner } = await bench();
      const before = everything(page);
      for (const csrf of ["", "x", "A".repeat(43)]) {
        const answer = await owner.send(path, {
          csrf,
          firstName: "Eve",
          lastName: "",
          access: "open",
          confirmOpen: "on",
        });
        expect(answer.status).toBe(403);
      }
      expect(everything(page)).toEqual(before);
    },
  );

  test("from another site is refused before anything is read", async () => {
    const { page, owner } = await bench();
    const before = everything(page);
    const path = "/configuration/user/local-users/new";
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:9999" },
    ]) {
      const body = new FormData();
      body.append("firstName", "Eve");
      expect((await owner.post(path, body, headers)).status).toBe(403);
    }
    expect(everything(page)).toEqual(before);
  });
});

test("DNS rebinding: under any other name nothing is served, not even the door or a style sheet", async () => {
  const { page } = await bench();
  for (const path of ["/", "/login", "/assets/tokens.css", "/healthz", "/metrics", "/api/v1/status"])
    for (const host of ["evil.example:8080", "127.0.0.1", "127.0.0.1:8081", "localhost.evil.example:8080"])
      expect((await page.web.app.request(path, { headers: { host } })).status, `${path} as ${host}`).toBe(
        421,
      );
});

test("the session's cookie is for this host's pages alone, and for no script", async () => {
  const { page, stranger } = await bench();
  const { code } = page.web.gate.issueCode();
  const answer = await stranger.send("/login", { by: "code", code });
  expect(answer.headers.get("set-cookie")).toMatch(
    /^chargegate-8080=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  );
});

test("logging in leads to a page of this unit, wherever one is told to go", async () => {
  const { page } = await bench();
  for (const [next, to] of [
    ["/history", "/history"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["/%2fevil.example", "/"],
    ["/x\r\nSet-Cookie: a=b", "/"],
    ["", "/"],
  ] as const) {
    const { code } = page.web.gate.issueCode();
    const answer = await page.stranger().send("/login", { by: "code", code, next });
    expect(answer.headers.get("location"), JSON.stringify(next)).toBe(to);
  }
});

test("an error that nobody foresaw tells nothing of its inside", async () => {
  const { page, owner } = await bench();
  page.unit.store.people = () => {
    throw new Error("secret path /data/keys");
  };
  const answer = await owner.get("/configuration/user/local-users");
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secret");
});

test("choosing a language leads back to the same page of this unit, and to no other host", async () => {
  const { page } = await bench();
  const to = async (path: string) => {
    const answer = await page.web.app.request(path, { headers: { host: "127.0.0.1:8080" } });
    return answer.headers.get("location");
  };
  expect(await to("/history?show=refusals&before=40&lang=no")).toBe("/history?show=refusals&before=40");
  expect(await to("http://127.0.0.1:8080//evil.example/?lang=no")).toBe("/");
});

test("a login that is no form is the sender's mistake, not the unit's", async () => {
  const { stranger } = await bench();
  const answer = await stranger.post("/login", "--x\r\nnonsense", {
    "content-type": "multipart/form-data; boundary=y",
  });
  expect(answer.status).toBe(400);
});

async function bench() {
  const page = await PageBench.start();
  return { page, owner: await page.visitor(), stranger: page.stranger() };
}

/** What a form could change. */
function everything({ unit, settings }: PageBench) {
  const { store } = unit;
  return {
    users: [...store.localUsers()],
    people: [...store.people()],
    access: unit.unit.state.access,
    settings: settings.all().map(({ value }) => value),
    enrolment: unit.unit.state.enrolment,
    password: store.saved().web.password,
  };
}
