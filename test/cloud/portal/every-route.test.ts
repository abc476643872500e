import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BenchBrowser, PortalBench } from "./portal-bench.ts";

/** What anybody may open; all else is behind the door. */
const PUBLIC = ["/login", "/forgotten", "/reset/:token", "/invitation/:token", "/transfer/:token", "/outbox"];

const bench = await PortalBench.open();
let ann: BenchBrowser;
beforeAll(async () => {
  await bench.person("Ann");
  ann = await bench.loggedIn("Ann");
});
afterAll(() => bench.close());

/** Every address that the portal answers, with something in the place of what varies. */
function addresses(method: "GET" | "POST"): readonly (readonly [pattern: string, path: string])[] {
  const patterns = new Set(
    bench.app.routes
      .filter((route) => route.method === method && !route.path.startsWith("/assets"))
      .map(({ path }) => path),
  );
  return [...patterns].map((path) => [
    path,
    path.replaceAll(/:[a-z]+(\{[^}]+\})?/gi, "00000000-0000-4000-8000-000000000001"),
  ]);
}

const GETS = addresses("GET");
const POSTS = addresses("POST");
const isPublic = (pattern: string) => PUBLIC.includes(pattern);

test("there are pages and forms to be looked at", () => {
  expect(GETS.length).toBeGreaterThan(15);
  expect(POSTS.length).toBeGreaterThan(25);
  for (const pattern of PUBLIC) expect(GETS.map(([one]) => one)).toContain(pattern);
});

describe("whoever is not logged in", () => {
  test.each(GETS.filter(([pattern]) => !isPublic(pattern)))(
    "is led to the log-in, and from there on: GET %s",
    async (_, path) => {
      const answer = await bench.browser().get(path);
      expect(answer.status).toBe(303);
      const next = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
      expect(answer.headers.get("location")).toBe(`/login${next}`);
    },
  );

  test.each(POSTS.filter(([pattern]) => !isPublic(pattern)))(
    "changes nothing, and is led back to the page of the form: POST %s",
    async (_, path) => {
      const browser = bench.browser();
      await browser.get("/login");
      const answer = await browser.post(path, {}, { headers: { referer: `${bench.origin}/profile?a=1` } });
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        "/login?said=ended&next=%2Fprofile%3Fa%3D1",
      ]);
    },
  );

  test.each(POSTS.filter(([pattern]) => isPublic(pattern)))(
    "sends no form that is not from a page of this browser: POST %s",
    async (_, path) => {
      const browser = bench.browser();
      expect((await browser.post(path, { email: "ann@example.org" })).status).toBe(403);
      await browser.get("/login");
      expect((await browser.post(path, { email: "ann@example.org" }, { csrf: "" })).status).toBe(403);
      expect((await browser.post(path, { email: "ann@example.org" }, { csrf: "x".repeat(43) })).status).toBe(
        403,
      );
    },
  );
});

describe("a form", () => {
  test.each(POSTS)(
    "without the session's secret, or with another's, is refused: POST %s",
    async (_, path) => {
      expect((await ann.post(path, {}, { csrf: "" })).status).toBe(403);
      const other = await bench.loggedIn("Ann");
      const page = await other.page("/profile");
      const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
      expect(csrf).not.toBe("");
      expect((await ann.post(path, {}, { csrf })).status).toBe(403);
    },
  );

  test.each(POSTS)("from another site is refused, secret or not: POST %s", async (_, path) => {
    for (const headers of [
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example", "sec-fetch-site": "" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { origin: bench.origin, "sec-fetch-site": "same-site" },
    ])
      expect((await ann.post(path, {}, { headers })).status, JSON.stringify(headers)).toBe(403);
  });

  test.each(POSTS)("that is too long is not read: POST %s", async (_, path) => {
    const answer = await ann.post(path, { name: "x".repeat(17 * 1024) });
    expect(answer.status).toBe(413);
  });
});

describe("every page", () => {
  test.each(GETS)("has the headers that keep others out of it: GET %s", async (_, path) => {
    const answer = await ann.get(path, path.startsWith("/live") ? { accept: "text/html" } : {});
    await answer.body?.cancel();
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const kept = path.startsWith("/live") ? "no-cache" : "no-store";
    if (answer.status === 200) expect(answer.headers.get("cache-control")).toBe(kept);
  });

  test("is answered under its own name alone", async () => {
    for (const host of ["evil.example", "portal.example.org.evil.example", "127.0.0.1", ""])
      expect((await ann.get("/profile", { host })).status, host).toBe(421);
  });

  test("has no script and no style in itself", async () => {
    for (const path of ["/profile", "/support", "/nowhere"]) {
      const page = await (await ann.get(path)).text();
      expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\son[a-z]+=|style=/i);
    }
  });
});
