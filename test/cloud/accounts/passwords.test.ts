import { describe, expect, test } from "vitest";
import { emailAddress } from "../../../cloud/accounts/email-address.ts";
import { passwordProblem } from "../../../cloud/accounts/password-rules.ts";
import { Passwords } from "../../../cloud/accounts/passwords.ts";
import { personName } from "../../../cloud/accounts/person-name.ts";
import { randomBytesOf } from "../parts.ts";
import { cheapPasswords, PASSWORD } from "./account-site.ts";

const random = randomBytesOf(3);

describe("passwords", () => {
  test("are kept as argon2id with 19 MiB and two passes, in PHC's format, each with a salt of its own", async () => {
    const passwords = new Passwords(random);
    const [one, other] = [await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await passwords.check(PASSWORD, one)).toBe("right");
    expect(await passwords.check(`${PASSWORD}!`, one)).toBe("wrong");
  });

  test("are the same however a keyboard writes their letters", async () => {
    const passwords = cheapPasswords(random);
    const composed = "bl\u00e5b\u00e6rsyltet\u00f8y";
    const decomposed = "bla\u030ab\u00e6rsyltet\u00f8y";
    expect(decomposed).not.toBe(composed);
    expect(await passwords.check(decomposed, await passwords.hash(composed))).toBe("right");
  });

  test("no password fits where there is no account, nor where there is no hash", async () => {
    const passwords = cheapPasswords(random);
    expect(await passwords.check(PASSWORD, null)).toBe("wrong");
    expect(await passwords.check("", null)).toBe("wrong");
    expect(await passwords.check("no password", "no password")).toBe("wrong");
  });

  test("where there is no account, checking takes a hash as a wrong password does, and its turn among all", async () => {
    const passwords = cheapPasswords(random);
    const verdicts = await Promise.all(Array.from({ length: 110 }, () => passwords.check(PASSWORD, null)));
    expect(verdicts.slice(0, 102).every((verdict) => verdict === "wrong")).toBe(true);
    expect(verdicts.slice(102)).toEqual(Array.from({ length: 8 }, () => "busy"));
  });

  test("of a flood of them two are under way, the others wait in turn, and what is too much is sent away", async () => {
    const passwords = cheapPasswords(random);
    const phc = await passwords.hash(PASSWORD);
    const verdicts = await Promise.all(Array.from({ length: 110 }, () => passwords.check(PASSWORD, phc)));
    expect(verdicts.slice(0, 102).every((verdict) => verdict === "right")).toBe(true);
    expect(verdicts.slice(102)).toEqual(Array.from({ length: 8 }, () => "busy"));
    expect(await passwords.check(PASSWORD, phc)).toBe("right");
  });

  test("a check that fails gives its place to the next", async () => {
    const passwords = cheapPasswords(random);
    for (let count = 0; count < 3; count++)
      await expect(passwords.check(PASSWORD, "$argon2id$broken")).rejects.toThrow();
    expect(await passwords.check(PASSWORD, await passwords.hash(PASSWORD))).toBe("right");
  });
});

describe("new passwords", () => {
  const ann = { email: "ann.hansen@example.org", name: "Ann Hansen" };
  test.each([
    ["short one", "password-too-short"],
    ["x1".repeat(101), "password-too-long"],
    ["12345678901", "password-too-simple"],
    ["aaaaaaaabbbb", "password-too-simple"],
    ["my passord 7", "password-too-simple"],
    ["ann.hansen@example.org", "password-is-known"],
    ["Ann.Hansen12", "password-is-known"],
    ["hansenhansen", "password-is-known"],
    ["ann hansen likes tea", null],
    [PASSWORD, null],
    ["😀🚗🔌⚡🏠🌲🌊🎿🧀🐟", null],
  ])("“%s” of Ann Hansen: %s", (password, problem) => {
    expect(passwordProblem(password, ann)).toBe(problem);
  });
});

describe("names and e-mail addresses", () => {
  test.each([
    [" Ann.Hansen@Example.ORG ", "ann.hansen@example.org"],
    ["ann@example", null],
    ["ann@example.org\nbcc: bob@example.org", null],
    ["ann@example.org, bob@example.org", null],
    ["", null],
    [`${"a".repeat(250)}@example.org`, null],
  ])("“%s” is the address %s", (written, address) => {
    expect(emailAddress(written)).toBe(address);
  });

  test.each([
    ["  Ann   Hansen ", "Ann Hansen"],
    ["Ann\r\nBcc: all", "Ann Bcc: all"],
    ["A\u030as\u202e nnA", "\u00c5s nnA"],
    ["<b>Ann</b>", "<b>Ann</b>"],
    [" \t ", null],
    ["a".repeat(101), null],
  ])("“%s” is the name %s", (written, name) => {
    expect(personName(written)).toBe(name);
  });
});
