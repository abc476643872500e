import { describe, expect, test } from "vitest";
import { explain } from "../../cli/commands/explain.ts";

const BOTH_OR_NONE = /^expected one of --card 04A1B2C3 and --pin '#4711'/;

describe("chargegate explain, before anybody is asked", () => {
  test.each([
    [{ card: "04A1" }, /^--card: expected 8, 14 or 20 hex digits, found 4/],
    [{ card: "#4711" }, /^--card: expected a card number in hex digits/],
    [{ card: "08A1B2C3" }, /^--card: expected a card with a fixed number/],
    [{ card: "4271098775" }, /\nthis looks like the decimal form of FE93CB97 or, read backwards, 97CB93FE/],
    [{ pin: "4711" }, /^--pin: expected a PIN with its leading #/],
    [{ pin: "#47 11" }, /^--pin: expected only digits/],
    [{ card: "04A1B2C3", pin: "#4711" }, BOTH_OR_NONE],
    [{}, BOTH_OR_NONE],
    [{ card: "04A1B2C3", connector: "x" }, /^--connector x: expected a whole number from 1 to 16/],
    [{ card: "04A1B2C3", connector: "17" }, /^--connector 17: expected a whole number from 1 to 16/],
  ])("%j: exit code 2, and what was expected", async (given, message) => {
    const options = { config: "/nowhere/charger.yaml", offline: false, json: false, ...given };
    await expect(explain(options)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
  });
});
