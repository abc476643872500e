import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { describe, expect, test } from "vitest";
import { guards, limitBody } from "../../ui/guards.ts";

const HOST = "127.0.0.1:8080";

function guarded(): Hono {
  const app = new Hono();
  app.use("*", ...guards(() => [HOST, "localhost:8080"]), limitBody(64));
  app.get("/", (context) => context.text("page"));
  app.post("/", async (context) => context.text(await context.req.text()));
  app.onError((error, context) =>
    context.text(error.message, error instanceof HTTPException ? error.status : 500),
  );
  return app;
}

const get = (host: string | null) => guarded().request("/", { headers: host === null ? {} : { host } });
const post = (headers: Record<string, string>, body = "a=1") =>
  guarded().request("/", { method: "POST", headers: { host: HOST, ...headers }, body });

describe("the Host guard", () => {
  test.each([HOST, "localhost:8080", "LOCALHOST:8080"])("answers %s", async (host) => {
    expect((await get(host)).status).toBe(200);
  });

  test.each(["127.0.0.1", "127.0.0.1:8081", "evil.example:8080", "127.0.0.1:8080.evil.example", "", null])(
    "does not answer %s (DNS rebinding)",
    async (host) => {
      expect((await get(host)).status).toBe(421);
    },
  );
});

describe("the origin guard", () => {
  test.each<[string, Record<string, string>]>([
    ["a form of the page", { "sec-fetch-site": "same-origin", origin: `http://${HOST}` }],
    ["a form whose origin a browser keeps to itself", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["a browser without Sec-Fetch-Site", { origin: `http://${HOST}` }],
    ["a program", {}],
  ])("lets %s in", async (_, headers) => {
    expect((await post(headers)).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another port of this machine", { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:9999" }],
    ["an old browser on another site", { origin: "https://evil.example" }],
    ["an old browser in a sandbox", { origin: "null" }],
    ["a typed address", { "sec-fetch-site": "none" }],
    ["one that contradicts itself", { "sec-fetch-site": "same-origin", origin: "https://evil.example" }],
  ])("keeps %s out", async (_, headers) => {
    expect((await post(headers)).status).toBe(403);
  });
});

test("a body beyond the limit is refused, announced or not", async () => {
  expect((await post({ "content-length": "65" }, "x".repeat(65))).status).toBe(413);
  expect((await post({}, "x".repeat(65))).status).toBe(413);
  expect((await post({}, "x".repeat(64))).status).toBe(200);
});

test("answers and errors carry the security headers", async () => {
  for (const answer of [await get(HOST), await get("evil.example"), await post({ origin: "null" })]) {
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("referrer-policy")).toBe("same-origin");
  }
});
