import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD, PortalBench } from "./portal-bench.ts";

let bench: PortalBench;
beforeAll(async () => {
  bench = await PortalBench.open();
});
beforeEach(() => bench.empty());
afterAll(() => bench.close());

describe("logging in", () => {
  test("leads to where somebody was going, and greets them in their language", async () => {
    await bench.person("Ann", { language: "no" });
    const browser = bench.browser();
    const away = await browser.get("/profile?x=1");
    expect(away.headers.get("location")).toBe("/login?next=%2Fprofile%3Fx%3D1");
    await browser.get("/login");
    const answer = await browser.post("/login", {
      email: "Ann@Example.org ",
      password: PASSWORD,
      next: "/profile?x=1",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/profile?x=1"]);
    expect(await browser.page("/profile")).toContain("Min profil");
  });
});
