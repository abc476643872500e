import { describe, expect, test } from "vitest";
import { LOOK } from "../../ui/assets.ts";

const tokens = LOOK.find(({ name }) => name === "tokens.css")?.text ?? "";
const [lightPart = "", darkPart = ""] = tokens.split("@media (prefers-color-scheme: dark)");

function colours(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

const light = colours(lightPart);
const dark = new Map([...light, ...colours(darkPart)]);

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
    ["bad", "bad-soft"],
    ["wait", "wait-soft"],
    ["ink", "accent-soft"],
  ])("%s on %s", (text, ground) => {
    expect(contrast(hex(text), hex(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test("the edges of controls can be made out", () => {
    expect(contrast(hex("line-strong"), hex("surface"))).toBeGreaterThanOrEqual(3);
  });
});
