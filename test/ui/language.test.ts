import { expect, test } from "vitest";
import { languageOf } from "../../ui/language.ts";

test.each([
  ["no", "no"],
  ["nb", "no"],
  ["nn-NO", "no"],
  ["NB-no", "no"],
  ["nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.7,en-US;q=0.6,en;q=0.5", "no"],
  ["en-US,en;q=0.9,nb;q=0.8", "en"],
  ["en;q=0.5, no;q=0.501", "no"],
  ["nb, en", "no"],
  ["en, nb", "en"],
  ["da, sv;q=0.9, nb;q=0.2", "no"],
  ["de, fr;q=0.8", "en"],
  ["nb;q=0", "en"],
  ["no;q=0, *", "en"],
  ["en;q=0, *;q=0.1", "no"],
  ["no;q=0.5, *;q=0.9", "en"],
  ["*", "en"],
  ["nb ; q=0.9 , en;q=0.8", "no"],
  ["nb;q=2, en;q=0.1", "en"],
  ["nb;q=0.1234, en;q=0.1", "en"],
  ["north, nob", "en"],
  ["constructor, __proto__", "en"],
  ["", "en"],
] as const)("who wishes for “%s” is spoken to in “%s” (RFC 9110, 12.5.4)", (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test("the first wish that names one of our languages decides; nobody's wish is English", () => {
  expect(languageOf("no", "en")).toBe("no");
  expect(languageOf(undefined, "", "xx", null, "nb")).toBe("no");
  expect(languageOf("en", "nb")).toBe("en");
  expect(languageOf()).toBe("en");
});

test("of a header without end only its beginning is read", () => {
  const header = `${"xx,".repeat(100_000)}nb`;
  expect(languageOf(header)).toBe("en");
  expect(languageOf(`${"xx,".repeat(20)}nb`)).toBe("no");
});
