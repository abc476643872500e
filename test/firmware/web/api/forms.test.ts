import { describe, expect, test } from "vitest";
import { StoreError } from "../../../../firmware/store/store-error.ts";
import { ApiBench, HOST } from "./api-bench.ts";

describe("what is wrong with a request is told as application/problem+json", () => {
  test.each(["/nothing", "/users/", "/users/1/2/3", "/", "/../v1/status/x"])(
    "%s is unknown",
    async (path) => {
      const bench = await new ApiBench().startLoggedIn();
      expect((await bench.ask(path)).body).toMatchObject({ status: 404, code: "no-such-path" });
    },
  );

  test("another version of the API is unknown, too, and no page", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (const path of ["/api", "/api/", "/api/v2/status", "/api/v1"]) {
      const answer = await bench.app.request(`http://${HOST}${path}`, {
        headers: { host: HOST, authorization: `Bearer ${bench.token}` },
      });
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        404,
        "application/problem+json",
      ]);
    }
  });

  test("of every path, methods that it does not know are refused, and those that it knows are named", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (const [path, methods] of Object.entries(bench.document.paths)) {
      const known = Object.keys(methods).map((method) => method.toUpperCase());
      const at = path.replaceAll(/\{\w+\}/g, "0123456789abcdef");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]) {
        if (known.includes(method)) continue;
        const answer = await bench.ask(at, { method });
        expect([path, method, answer.status]).toEqual([path, method, 405]);
        const allowed = answer.headers.get("allow")?.split(", ");
        expect(allowed?.filter((one) => one !== "HEAD")).toEqual(known.toSorted());
      }
    }
  });

  test("HEAD is GET without a body", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const headers = { host: HOST, authorization: `Bearer ${bench.token}` };
    const answer = await bench.app.request(`http://${HOST}/api/v1/status`, { method: "HEAD", headers });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    const nobody = await bench.app.request(`http://${HOST}/api/v1/status`, {
      method: "HEAD",
      headers: { host: HOST },
    });
    expect(nobody.status).toBe(401);
  });

  test("of every operation with a body: one that is no JSON, is called something else, is missing or too large", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const bodies = bench.operations.filter(({ requestBody }) => requestBody);
    expect(bodies.length).toBeGreaterThan(8);
    for (const { method, path } of bodies) {
      const at = path.replaceAll(/\{\w+\}/g, "0123456789abcdef");
      const code = async (asked: object) => (await bench.ask(at, { method, ...asked })).body;
      const form = { "content-type": "application/x-www-form-urlencoded" };
      expect(await code({ raw: "{" })).toMatchObject({ code: "malformed-json" });
      expect(await code({ raw: "" })).toMatchObject({ code: "malformed-json" });
      expect(await code({ raw: "{}", headers: form })).toMatchObject({ code: "wrong-content-type" });
      expect(await code({ raw: "{}", headers: { "content-type": "" } })).toMatchObject({
        code: "wrong-content-type",
      });
      expect(await code({ raw: `"${"x".repeat(16 * 1024)}"` })).toMatchObject({ code: "too-large" });
      for (const json of [null, [], "x", 1, true])
        expect(await code({ json })).toMatchObject({ code: "wrong-fields" });
      if (method !== "PATCH")
        expect(await code({})).toMatchObject({ status: expect.toBeOneOf([415, 422, 201]) });
    }
  });

  test("a body that says nothing of its length is cut off where it becomes too large", async () => {
    const bench = await new ApiBench().startLoggedIn();
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1_024;
        controller.enqueue(new Uint8Array(1_024).fill(0x20));
      },
    });
    const answer = await bench.app.request(
      new Request(`http://${HOST}/api/v1/users`, {
        method: "POST",
        headers: { host: HOST, authorization: `Bearer ${bench.token}`, "content-type": "application/json" },
        body: endless,
        duplex: "half",
      }),
    );
    expect([answer.status, (await answer.json()) as unknown]).toMatchObject([413, { code: "too-large" }]);
    expect(sent).toBeLessThan(64 * 1_024);
  });

  test("nobody who is not logged in has a body read", async () => {
    const bench = await new ApiBench().startLoggedIn();
    expect((await bench.ask("/users", { method: "POST", token: null, raw: "{" })).status).toBe(401);
  });

  test("a store that fails is told without saying that something was done, and what failed is logged", async () => {
    const bench = await new ApiBench().startLoggedIn();
    bench.bench.store.changeLocalUsers = () => Promise.reject(new StoreError("STORE_FULL"));
    const answer = await bench.ask("/users", { method: "POST", json: { firstName: "Ann" } });
    expect(answer.body).toMatchObject({ status: 503, code: "store-unavailable" });
    expect(bench.logged.join()).toContain("disk");
  });

  test("a defect is told without anything of it", async () => {
    const bench = await new ApiBench().startLoggedIn();
    bench.bench.store.people = () => {
      throw new Error("a secret detail");
    };
    const answer = await bench.ask("/users");
    expect(answer.body).toMatchObject({ status: 500, code: "failed" });
    expect(answer.text).not.toContain("secret");
  });
});
