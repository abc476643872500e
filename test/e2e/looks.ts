import type { BrowserContextOptions } from "playwright-core";

const ALL = [
  { viewport: { width: 390, height: 844 }, colorScheme: "light", locale: "nb-NO" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "dark", locale: "en-GB" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "en-GB" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "light", locale: "nb-NO" },
] as const satisfies readonly BrowserContextOptions[];

/**
 * The ways in which every page is looked at: each width, colour and language once; with `CHARGEGATE_LONG` each width in both
 * colours and both languages.
 */
export const LOOKS: readonly (typeof ALL)[number][] =
  process.env["CHARGEGATE_LONG"] === "1" ? ALL : ALL.slice(0, 2);
