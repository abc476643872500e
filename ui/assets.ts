import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Hono } from "hono";
import { LOOK_STYLES } from "./page.tsx";

const TYPES = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
} as const;

/** A file that browsers fetch. */
export interface Asset {
  /** Its name under `/assets/`. */
  readonly name: string;
  readonly type: keyof typeof TYPES;
  readonly text: string;
}

/** An asset from a file, read once. */
export function asset(name: string, file: URL): Asset {
  return { name, type: typeOf(name), text: readFileSync(file, "utf8") };
}

/** An asset from an installed package, by its import path. */
export function packageAsset(name: string, path: string): Asset {
  const file = createRequire(import.meta.url).resolve(path);
  return { name, type: typeOf(name), text: readFileSync(file, "utf8") };
}

/** The look that all faces share. */
export const LOOK: readonly Asset[] = LOOK_STYLES.map((name) => asset(name, new URL(name, import.meta.url)));

/** The look of pages of lists, facts and forms behind a door. */
export const PAGES_LOOK: Asset = asset("pages.css", new URL("pages.css", import.meta.url));

/**
 * The modules that keep a page live. Modules are served under the paths they have in the sources, so that they import each
 * other by the same relative path here and there.
 */
export const LIVE_MODULES: readonly Asset[] = [
  ...["live.js", "local-times.js", "countdown.js", "copy.js", "disclosures.js", "tabs.js"].map((name) =>
    asset(`ui/browser/${name}`, new URL(`browser/${name}`, import.meta.url)),
  ),
  packageAsset("ui/browser/idiomorph.js", "idiomorph/dist/idiomorph.esm.js"),
];

/** Serves assets by name with an ETag: asked for anew each time, sent anew only when changed. */
export function assetRoutes(assets: readonly Asset[]): Hono {
  const routes = new Hono();
  for (const { name, type, text } of assets) {
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
    routes.get(`/${name}`, (context) => {
      context.header("ETag", etag);
      context.header("Cache-Control", "no-cache");
      if (context.req.header("if-none-match") === etag) return context.body(null, 304);
      context.header("Content-Type", TYPES[type]);
      return context.body(text);
    });
  }
  return routes;
}

function typeOf(name: string): Asset["type"] {
  if (name.endsWith(".css")) return "css";
  return name.endsWith(".svg") ? "svg" : "js";
}
