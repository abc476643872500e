import { describe, expect, test } from "vitest";
import { LOOK } from "../../ui/assets.ts";
import { LIGHT_LOOKS } from "../../ui/light-looks.ts";

const tokens = LOOK.find(({ name }) => name === "tokens.css")?.text ?? "";
const [lightPart = "", darkPart = ""] = tokens.split("@media (prefers-color-scheme: dark)");

function colours(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

const light = colours(lightPart);
const dark = new Map([...light, ...colours(darkPart)]);

/** The style sheet of the light: what stands where motion is welcome, and what where less of it is wished for. */
const lightCss = LOOK.find(({ name }) => name === "light.css")?.text ?? "";
const [, moving = ""] = lightCss.split("@media (prefers-reduced-motion: no-preference)");
const [, still = ""] = lightCss.split("@media (prefers-reduced-motion: reduce)");

/** Each rhythm with what it sets. */
function rhythms(part: string): Map<string, string> {
  const [media = ""] = part.split(/^}/m);
  return new Map(
    [...media.matchAll(/\.rhythm-([a-z]+) {([^}]*)}/g)].map(([, name = "", rules = ""]) => [
      name,
      rules.replaceAll(/\s+/g, " "),
    ]),
  );
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s colours are readable (AA)", (_, scheme) => {
  const hex = (name: string) => scheme.get(name) ?? "#000000";

  test.each(["ink", "muted", "accent", "good", "bad", "wait", "power"])("%s on every ground", (text) => {
    for (const ground of ["paper", "surface", "sunken", "table"])
      expect(contrast(hex(text), hex(ground)), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["accent-ink", "accent"],
    ["good", "good-soft"],
    ["bad", "bad-soft"],
    ["wait", "wait-soft"],
    ["ink", "good-soft"],
    ["ink", "bad-soft"],
    ["ink", "wait-soft"],
    ["accent", "good-soft"],
    ["accent", "bad-soft"],
    ["ink", "accent-soft"],
    ["accent", "accent-soft"],
  ])("%s on %s", (text, ground) => {
    expect(contrast(hex(text), hex(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["red", "green", "yellow", "blue", "teal", "white"])(
    "the %s light can be told from what is not lit of it",
    (colour) => {
      expect(contrast(hex(`light-${colour}`), hex("light-unlit"))).toBeGreaterThanOrEqual(3);
    },
  );

  test("the edges of controls can be made out", () => {
    expect(contrast(hex("line-strong"), hex("surface"))).toBeGreaterThanOrEqual(3);
  });
});

describe("the rhythms of the light", () => {
  const names = [...new Set(Object.values(LIGHT_LOOKS).map(({ rhythm }) => rhythm))].filter(
    (rhythm) => rhythm !== "steady",
  );

  test.each(names)("%s moves in a way of its own, by opacity alone", (rhythm) => {
    const all = rhythms(moving);
    expect(all.get(rhythm)).toMatch(new RegExp(`^ --rhythm: light-${rhythm} \\d+m?s [^;]+; $`));
    expect(lightCss).toContain(`@keyframes light-${rhythm} {`);
    expect(rhythms(still).get(rhythm)).not.toContain("--rhythm");
  });

  test.each(["fast", "double", "triple", "long"])("%s comes to rest after half a minute", (rhythm) => {
    const [, time, unit, count] = / ([\d.]+)(m?s) .* (\d+);/.exec(rhythms(moving).get(rhythm) ?? "") ?? [];
    expect(Number(time) * (unit === "s" ? 1 : 0.001) * Number(count)).toBe(30);
  });

  test("where less motion is wished for, each is a figure of its own, on a disc and along a ring", () => {
    const figures = names.map((rhythm) => /--figure: ([^;]+);/.exec(rhythms(still).get(rhythm) ?? "")?.[1]);
    const dashes = names.map((rhythm) => /--dashes: ([^;]+);/.exec(rhythms(still).get(rhythm) ?? "")?.[1]);
    for (const shapes of [figures, dashes]) {
      expect(shapes).not.toContain(undefined);
      expect(new Set(shapes).size).toBe(names.length);
    }
    for (const [first, second] of dashes.map((dash) => (dash ?? "").split(" ").map(Number)))
      expect(120 % ((first ?? 0) + (second ?? 0))).toBe(0);
  });
});
