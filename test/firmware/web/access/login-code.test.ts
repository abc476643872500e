import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { CODE_LIFETIME, LoginCodes } from "../../../../firmware/web/access/login-code.ts";

function codes() {
  const clock = { now: 0, mono: () => clock.now };
  return { clock, codes: new LoginCodes(clock, (bytes) => randomBytes(bytes)) };
}

test("a code has 8 signs that cannot be mixed up, and is another each time", () => {
  const { codes: issued } = codes();
  const seen = new Set(Array.from({ length: 200 }, () => issued.issue().code));
  expect(seen.size).toBe(200);
  for (const code of seen) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
});

test("lets in once", () => {
  const { codes: issued } = codes();
  const { code } = issued.issue();
  expect(issued.redeem(code)).toBe(true);
  expect(issued.redeem(code)).toBe(false);
});

test("is good for 10 minutes, and no longer", () => {
  const { codes: issued, clock } = codes();
  expect(CODE_LIFETIME).toBe(600_000);
  const { code } = issued.issue();
  clock.now = 600_000;
  expect(issued.redeem(code)).toBe(false);
  const next = issued.issue();
  clock.now = 1_199_999;
  expect(issued.redeem(next.code)).toBe(true);
});

test("takes the place of the one before", () => {
  const { codes: issued } = codes();
  const first = issued.issue();
  const second = issued.issue();
  expect(issued.redeem(first.code)).toBe(false);
  expect(issued.redeem(second.code)).toBe(true);
});

test("is read as people type it", () => {
  const issued = new LoginCodes({ mono: () => 0 }, () => Buffer.from([0, 1, 2, 3, 10, 11, 12, 31]));
  expect(issued.issue().code).toBe("0123-ABCZ");
  expect(issued.redeem(" oi23 abcz ")).toBe(true);
});

test("no code: nothing lets in", () => {
  const { codes: issued } = codes();
  for (const typed of ["", "-", "00000000", "x".repeat(10_000)]) expect(issued.redeem(typed)).toBe(false);
  issued.issue();
  for (const typed of ["", "-", "x".repeat(10_000)]) expect(issued.redeem(typed)).toBe(false);
});
