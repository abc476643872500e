import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { Passwords, passwordProblem } from "../../../../firmware/web/access/password.ts";

const QUICK = { N: 2, r: 1, p: 1 };

test.each<[string, string | null]>([
  ["correct horse battery", null],
  ["kvikk lunsj 7", null],
  ["æøåÆØÅ ladestasjon", null],
  ["short", "password-too-short"],
  ["123456789", "password-too-short"],
  ["x".repeat(201), "password-too-long"],
  ["aaaaaaaaaaaa", "password-too-simple"],
  ["1234567890", "password-too-simple"],
  ["0987654321", "password-too-simple"],
  ["abcdefghijklm", "password-too-simple"],
  ["Password2026!", "password-too-simple"],
  ["ChargeGate-1", "password-too-simple"],
  ["CG-0001CG-0001", "password-is-the-unit"],
  ["cg-0001-cg-0001", "password-is-the-unit"],
])("%s: %s", (password, problem) => {
  expect(passwordProblem(password, "CG-0001")).toBe(problem);
});

test("a record opens with its password, and with no other", async () => {
  const passwords = new Passwords((bytes) => randomBytes(bytes), QUICK);
  const record = await passwords.record("correct horse battery");
  expect(await passwords.matches("correct horse battery", record)).toBe(true);
  expect(await passwords.matches("correct horse batterY", record)).toBe(false);
  expect(await passwords.matches("", record)).toBe(false);
  expect(JSON.stringify(record)).not.toContain("horse");
});

test("the same password makes another record each time", async () => {
  const passwords = new Passwords((bytes) => randomBytes(bytes), QUICK);
  const [one, other] = [
    await passwords.record("correct horse battery"),
    await passwords.record("correct horse battery"),
  ];
  expect(one.hash).not.toBe(other.hash);
});

test("however a keyboard composes its letters, they are the same", async () => {
  const passwords = new Passwords((bytes) => randomBytes(bytes), QUICK);
  const record = await passwords.record("blåbærsyltetøy".normalize("NFD"));
  expect(await passwords.matches("blåbærsyltetøy".normalize("NFC"), record)).toBe(true);
});

test("a new record is memory-hard: 32 MiB", async () => {
  const { cost } = await new Passwords((bytes) => randomBytes(bytes)).record("correct horse battery");
  expect(128 * cost.N * cost.r).toBe(32 * 1024 * 1024);
});
