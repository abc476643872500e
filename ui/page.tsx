/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { LANGUAGES, type Language } from "./language.ts";
import { WORDS } from "./words.ts";

/** What a page is made of besides its content. */
export interface PageProps {
  readonly title: string;
  /** Names of style sheets and modules under `/assets/`, after the shared look. */
  readonly styles: readonly string[];
  readonly modules: readonly string[];
  /** The language of its content; English. */
  readonly language?: Language | undefined;
  readonly children?: Child;
}

/** The style sheets that all faces share. */
export const LOOK_STYLES = [
  "tokens.css",
  "base.css",
  "controls.css",
  "forms.css",
  "nav.css",
  "frame.css",
  "data.css",
  "light.css",
  "ring.css",
  "chart.css",
  "parts.css",
] as const;

/** The shell of every page: head, shared look, and a way past the header for keyboards. */
export function Page({ title, styles, modules, language = "en", children }: PageProps) {
  return (
    <html lang={LANGUAGES[language].tag}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/mark.svg" />
        {[...LOOK_STYLES, ...styles].map((name) => (
          <link rel="stylesheet" href={`/assets/${name}`} />
        ))}
        {modules.map((name) => (
          <script type="module" src={`/assets/${name}`} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {WORDS[language].page.skip}
        </a>
        {children}
      </body>
    </html>
  );
}
