import { describe, expect, test } from "vitest";
import { ApiBench, HOST, type Operation, PASSWORD } from "./api-bench.ts";

/** A request for an operation that lacks nothing but the right to make it. */
const wanted = ({ method, path, requestBody }: Operation) =>
  [path.replaceAll(/\{\w+\}/g, "0123456789abcdef"), { method, ...(requestBody && { json: {} }) }] as const;

const isOpen = ({ security }: Operation) => security.length === 0;
const BEFORE_A_PASSWORD = ["setPassword", "logout"];

describe("who may ask for what, of every operation of the document", () => {
  test("the document is the only thing that anybody may read, and the login the only thing that anybody may do", async () => {
    const bench = await new ApiBench().start();
    const open = bench.operations.filter(isOpen).map(({ operationId }) => operationId);
    expect(open.toSorted()).toEqual(["getDocument", "login"]);
    expect(bench.operations.length).toBeGreaterThan(20);
  });

  test.each([
    ["without a token", () => ({ token: null })],
    ["with a token that is nobody's", () => ({ token: "x".repeat(43) })],
    [
      "with a token of another scheme",
      (token: string) => ({ token: null, headers: { authorization: `Basic ${token}` } }),
    ],
    [
      "with the token where cookies are",
      (token: string) => ({ token: null, headers: { cookie: `chargegate-8080=${token}` } }),
    ],
  ])("%s, all are refused", async (_, how) => {
    const bench = await new ApiBench().startLoggedIn();
    for (const operation of bench.operations.filter((one) => !isOpen(one))) {
      const [path, request] = wanted(operation);
      const answer = await bench.ask(path, { ...request, ...how(bench.token) });
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 401]);
      expect(answer.body).toMatchObject({ code: "not-logged-in" });
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  test("with a page's session, as cookie or as token, all are refused", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const cookie = await bench.pageCookie();
    const page = await bench.app.request(`http://${HOST}/`, { headers: { host: HOST, cookie } });
    expect(page.status).toBe(200);
    const token = cookie.slice(cookie.indexOf("=") + 1);
    for (const operation of bench.operations.filter((one) => !isOpen(one))) {
      const [path, request] = wanted(operation);
      for (const how of [{ headers: { cookie }, token: null }, { token }])
        expect((await bench.ask(path, { ...request, ...how })).body).toMatchObject({ code: "not-logged-in" });
    }
  });

  test("an API token in the page's cookie opens no page", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const answer = await bench.app.request(`http://${HOST}/`, {
      headers: { host: HOST, cookie: `chargegate-8080=${bench.token}` },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/login");
  });

  test("with a session by code and no password yet, all are refused but setting one and logging out", async () => {
    const bench = await new ApiBench().start();
    bench.token = await bench.loginByCode();
    const closed = bench.operations.filter(
      (one) => !isOpen(one) && !BEFORE_A_PASSWORD.includes(one.operationId),
    );
    expect(closed.length).toBe(bench.operations.length - 4);
    for (const operation of closed) {
      const answer = await bench.ask(...wanted(operation));
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 403]);
      expect(answer.body).toMatchObject({ code: "set-password-first" });
    }
    expect((await bench.ask("/password", { method: "PUT", json: { next: PASSWORD } })).status).toBe(204);
    expect((await bench.ask("/status")).status).toBe(200);
  });

  test("what is not described is behind the door, too", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (const [method, path] of [
      ["GET", "/login"],
      ["POST", "/openapi.json"],
      ["OPTIONS", "/users"],
      ["GET", "/nothing"],
    ] as const)
      expect((await bench.ask(path, { method, token: null })).body).toMatchObject({ code: "not-logged-in" });
  });
});

describe("other sites", () => {
  test("under a name that the unit is not served by (DNS rebinding), everything is refused, whoever asks", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (const operation of bench.operations) {
      const [path, request] = wanted(operation);
      const answer = await bench.ask(path, { ...request, headers: { host: "evil.test:8080" } });
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 421]);
      expect(answer.body).toMatchObject({ code: "wrong-host" });
    }
  });

  test("a page of another origin can change nothing, whoever it has got a token from", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (const operation of bench.operations.filter(({ method }) => method !== "GET")) {
      const [path, request] = wanted(operation);
      for (const headers of [{ origin: "http://evil.test" }, { "sec-fetch-site": "cross-site" }])
        expect((await bench.ask(path, { ...request, headers })).body).toMatchObject({
          code: "foreign-origin",
        });
    }
  });

  test("a preflight of another site is not answered with any right", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const headers = { origin: "http://evil.test", "access-control-request-method": "PATCH" };
    const answer = await bench.ask("/settings", { method: "OPTIONS", token: null, headers });
    expect(answer.status).toBe(403);
  });
});
