/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";

/** What a page is made of besides its content. */
export interface PageProps {
  readonly title: string;
  /** Names of style sheets and modules under `/assets/`, after the shared look. */
  readonly styles: readonly string[];
  readonly modules: readonly string[];
  readonly children?: Child;
}

/** The style sheets that all faces share. */
export const LOOK_STYLES = ["tokens.css", "base.css", "controls.css", "light.css"] as const;

/** The shell of every page: head, shared look, and a way past the header for keyboards. */
export function Page({ title, styles, modules, children }: PageProps) {
  return (
    <html lang="en">
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
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  );
}
