/** What browsers call themselves, and what people call them; the first that is found decides, since each names its kin. */
const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser", "Samsung Internet"],
  ["Firefox", "Firefox"],
  ["FxiOS", "Firefox"],
  ["CriOS", "Chrome"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "Mac"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** A browser as a person recognises it, out of its `User-Agent` header; null where nothing is recognised. */
export function browserName(agent: string): {
  readonly browser: string | null;
  readonly system: string | null;
} {
  const nameIn = (table: readonly (readonly [sign: string, name: string])[]) =>
    table.find(([sign]) => agent.includes(sign))?.[1] ?? null;
  return { browser: nameIn(BROWSERS), system: nameIn(SYSTEMS) };
}
