import type { BrowserContextOptions } from "playwright-core";

/** `npm run test:long`: everything in every way. */
export const LONG = process.env["CHARGEGATE_LONG"] === "1";

const ALL = [
  { viewport: { width: 390, height: 844 }, colorScheme: "light", locale: "nb-NO" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "dark", locale: "en-GB" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "en-GB" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "light", locale: "nb-NO" },
] as const satisfies readonly BrowserContextOptions[];

type Look = (typeof ALL)[number];

/** The ways in which pages are looked at; in long tests each width in both colours and both languages. */
export const LOOKS: readonly Look[] = LONG ? ALL : ALL.slice(0, 2);

/** Which of the pages are looked at in this way: in long tests each in every one, else by turns, so that the gate stays quick. */
export function seenIn<Page>(look: Look, pages: Readonly<Record<string, Page>>): [string, Page][] {
  const entries = Object.entries(pages);
  if (LONG || entries.length < 2) return entries;
  return entries.filter((_, at) => at % 2 === LOOKS.indexOf(look));
}
