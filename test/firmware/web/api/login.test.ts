import { describe, expect, test } from "vitest";
import { ApiBench, PASSWORD } from "./api-bench.ts";

const tryIt = (bench: ApiBench, json: object) => bench.ask("/login", { method: "POST", token: null, json });

describe("logging in", () => {
  test("by password gives a token that is good until it is logged out", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const { status, body } = await tryIt(bench, { password: PASSWORD });
    expect(status).toBe(200);
    const { token, expiresAt } = body as { token: string; expiresAt: string };
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(Date.parse(expiresAt) - bench.bench.clock.wall()).toBe(12 * 3_600_000);
    expect((await bench.ask("/status", { token })).status).toBe(200);
    expect((await bench.ask("/logout", { method: "POST", token })).status).toBe(204);
    expect((await bench.ask("/status", { token })).status).toBe(401);
    expect((await bench.ask("/status")).status).toBe(200);
  });

  test("a session ends by itself", async () => {
    const bench = await new ApiBench().startLoggedIn();
    await bench.run(3_600_000);
    expect((await bench.ask("/status")).status).toBe(401);
  });

  test("by a code is good once", async () => {
    const bench = await new ApiBench().start();
    const { code } = bench.gate.issueCode();
    expect((await tryIt(bench, { code })).status).toBe(200);
    expect((await tryIt(bench, { code })).body).toMatchObject({ status: 401, code: "wrong-code" });
  });

  test("before a password was set, none is good", async () => {
    const bench = await new ApiBench().start();
    expect((await tryIt(bench, { password: "" })).body).toMatchObject({ status: 401, code: "no-password" });
  });

  test("wrong passwords lock, also for the right one, and the answer says for how long", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (let time = 0; time < 5; time++)
      expect((await tryIt(bench, { password: "wrong" })).body).toMatchObject({ code: "wrong-password" });
    const locked = await tryIt(bench, { password: PASSWORD });
    expect(locked.status).toBe(429);
    expect(locked.body).toMatchObject({ code: "locked" });
    expect(locked.headers.get("retry-after")).toBe("60");
    await bench.run(60_000);
    expect((await tryIt(bench, { password: PASSWORD })).status).toBe(200);
  });

  test("the locks are the page's: whoever guesses here is locked out there", async () => {
    const bench = await new ApiBench().startLoggedIn();
    for (let time = 0; time < 5; time++) await tryIt(bench, { password: "wrong" });
    const means = { kind: "password", password: PASSWORD } as const;
    expect(await bench.gate.login(means, "192.0.2.7", "page")).toMatchObject({ code: "locked" });
    expect(await bench.gate.login(means, "192.0.2.8", "page")).toMatchObject({ ok: true });
  });

  test("many at once are told to come back", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const all = await Promise.all(Array.from({ length: 12 }, () => tryIt(bench, { password: PASSWORD })));
    const busy = all.filter(({ status }) => status === 429);
    expect(busy.length).toBeGreaterThan(0);
    for (const { body, headers } of busy) {
      expect(body).toMatchObject({ code: "busy" });
      expect(headers.get("retry-after")).toBe("1");
    }
  });

  test("with both, or neither, is asked for properly", async () => {
    const bench = await new ApiBench().start();
    for (const json of [{}, { password: "a", code: "b" }, { password: 1 }])
      expect((await tryIt(bench, json)).body).toMatchObject({
        code: "wrong-fields",
        errors: [{ field: "", code: "malformed", text: 'expected { "password": "…" } or { "code": "…" }' }],
      });
  });
});

describe("the password", () => {
  const set = (bench: ApiBench, json: object) => bench.ask("/password", { method: "PUT", json });

  test("is set without the old one by whoever came with a code, and logs everybody else out", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const other = bench.token;
    bench.token = await bench.loginByCode();
    expect((await set(bench, { next: "another four words" })).status).toBe(204);
    expect((await bench.ask("/status", { token: other })).status).toBe(401);
    expect((await bench.ask("/status")).status).toBe(200);
    expect((await tryIt(bench, { password: PASSWORD })).status).toBe(401);
  });

  test("is changed by whoever came with a password only with that", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const { body } = await tryIt(bench, { password: PASSWORD });
    bench.token = (body as { token: string }).token;
    expect((await set(bench, { next: "another four words" })).body).toMatchObject({
      errors: [{ field: "current", code: "wrong-password" }],
    });
    for (let time = 0; time < 4; time++) await set(bench, { current: "wrong", next: "another four words" });
    const locked = await set(bench, { current: PASSWORD, next: "another four words" });
    expect([locked.status, locked.headers.get("retry-after")]).toEqual([429, "60"]);
    await bench.run(60_000);
    expect((await set(bench, { current: PASSWORD, next: "another four words" })).status).toBe(204);
  });

  test.each([
    ["short", "password-too-short"],
    ["1234567890", "password-too-simple"],
    ["CG-0001CG-0001", "password-is-the-unit"],
    ["long ".repeat(50), "password-too-long"],
  ])("%s is not taken", async (next, code) => {
    const bench = await new ApiBench().start();
    bench.token = await bench.loginByCode();
    expect((await set(bench, { next })).body).toMatchObject({
      status: 422,
      errors: [{ field: "next", code }],
    });
    expect((await bench.ask("/status")).status).toBe(403);
  });
});
