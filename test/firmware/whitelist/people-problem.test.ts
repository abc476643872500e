import { describe, expect, test } from "vitest";
import {
  allWrong,
  fillIn,
  hint,
  PEOPLE_HINTS,
  PEOPLE_PROBLEMS,
  type PeopleProblem,
  wrong,
} from "../../../firmware/whitelist/people-problem.ts";

describe("what is wrong in a form about people", () => {
  test.each(Object.entries({ ...PEOPLE_PROBLEMS, ...PEOPLE_HINTS }))("%s says what to do", (code, text) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/\n/);
  });

  test("a text names its values, and one that is missing stays as it is", () => {
    expect(fillIn("{by} has {most} of {what}", { by: "Ann", most: 0 })).toBe("Ann has 0 of {what}");
    expect(wrong("code", "taken-by-other", { by: "{most} $& Ann" }).errors[0]?.text).toContain(
      "{most} $& Ann",
    );
    expect(hint("card-reversed", { backwards: "04" }).text).toContain("type 04 instead");
  });

  test("all that is wrong is told in the order of the parts", () => {
    const [code, status] = [wrong("code", "taken"), wrong("status", "status-unknown")];
    const all: readonly PeopleProblem[] = [...code.errors, ...status.errors];
    expect(allWrong(code, null, { ok: true }, status)).toEqual({ errors: all });
    expect(allWrong(null)).toEqual({ errors: [] });
  });

  test("D3: a PIN without its # is told so in as many words", () => {
    expect(PEOPLE_PROBLEMS["pin-needs-hash"]).toMatch(/^A PIN code must start with the symbol #/);
  });
});
