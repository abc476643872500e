/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { raw } from "hono/html";

/** The icons in use, by their names in lucide-static. */
const NAMES = [
  "activity",
  "arrow-left",
  "arrow-right",
  "badge-check",
  "ban",
  "bell",
  "building-2",
  "cable",
  "calendar",
  "calendar-clock",
  "chart-column",
  "check",
  "chevron-right",
  "circle-check",
  "circle-question-mark",
  "circle-user",
  "clock",
  "cloud",
  "cloud-check",
  "cloud-off",
  "cloud-upload",
  "copy",
  "credit-card",
  "database",
  "download",
  "ev-charger",
  "eye",
  "file-text",
  "globe",
  "handshake",
  "hash",
  "heart-pulse",
  "history",
  "hourglass",
  "house",
  "info",
  "key-round",
  "keyboard",
  "life-buoy",
  "list-check",
  "lock",
  "lock-open",
  "log-out",
  "mail",
  "map-pin",
  "menu",
  "monitor",
  "nfc",
  "pause",
  "pencil",
  "play",
  "plug",
  "plus",
  "power",
  "printer",
  "rotate-ccw",
  "scroll-text",
  "search",
  "send",
  "settings",
  "shield",
  "smartphone-nfc",
  "square",
  "terminal",
  "ticket",
  "timer",
  "trash-2",
  "triangle-alert",
  "unplug",
  "upload",
  "user",
  "user-plus",
  "user-round",
  "users",
  "wrench",
  "x",
  "zap",
] as const;
export type IconName = (typeof NAMES)[number];

const require = createRequire(import.meta.url);
const FOLDER = dirname(require.resolve("lucide-static/package.json"));

/** The strokes of each icon: what stands inside its `<svg>`, read once. */
const STROKES: ReadonlyMap<string, string> = new Map(
  NAMES.map((name) => {
    const text = readFileSync(join(FOLDER, "icons", `${name}.svg`), "utf8");
    return [name, text.slice(text.indexOf(">", text.indexOf("<svg")) + 1, text.lastIndexOf("</svg>")).trim()];
  }),
);

/** An icon beside a word that says the same; screen readers pass it over. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {raw(STROKES.get(name) ?? "")}
    </svg>
  );
}
