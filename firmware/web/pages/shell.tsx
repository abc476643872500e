/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Flash } from "../../../ui/badge.tsx";
import { Brand } from "../../../ui/brand.tsx";
import { Frame } from "../../../ui/frame.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LanguageSwitch } from "../../../ui/nav.tsx";
import { Page } from "../../../ui/page.tsx";
import type { FlashNote } from "../flash-notes.ts";
import { SEEN, seenMark } from "../seen.ts";
import type { Visitor } from "../visitor.ts";
import { places } from "./places.ts";

/** Its own style sheets, after the shared ones. */
const STYLES = ["pages.css", "unit.css"] as const;

/** What every page of somebody who is logged in has around its content. */
export interface ShellProps {
  readonly visitor: Visitor;
  /** The unit's own id. */
  readonly unit: string;
  readonly title: string;
  /** The page of the navigation that this one belongs to. */
  readonly here: string;
  readonly note?: FlashNote | null | undefined;
  readonly children?: Child;
}

/** A page of somebody who is logged in. */
export function Shell({ visitor, unit, title, here, note, children }: ShellProps) {
  const { words, language } = visitor;
  return (
    <Page
      title={`${title} – ${unit}`}
      styles={STYLES}
      modules={["firmware/web/browser/page.js"]}
      language={language}
    >
      <Frame
        language={language}
        places={places(words)}
        here={here}
        brand={<Brand what={unit} />}
        aside={
          <>
            <Languages visitor={visitor} />
            <form method="post" action="/logout">
              <Csrf visitor={visitor} />
              <button type="submit" class="button button-quiet button-small" aria-label={words.nav.logOut}>
                <Icon name="log-out" />
                <span class="button-words">{words.nav.logOut}</span>
              </button>
            </form>
          </>
        }
      >
        <div id="lost" class="lost" role="status" data-lost={words.lost} />
        {note ? (
          <Flash
            tone={note.tone}
            action={note.undo ? <Undo visitor={visitor} undo={note.undo} /> : undefined}
          >
            {note.text}
          </Flash>
        ) : null}
        {children}
      </Frame>
    </Page>
  );
}

/** A page of somebody who is not. */
export function Doorstep(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly title: string;
  readonly children?: Child;
}) {
  const { visitor, unit, title, children } = props;
  return (
    <Page
      title={`${title} – ${unit}`}
      styles={STYLES}
      modules={["firmware/web/browser/page.js"]}
      language={visitor.language}
    >
      <header class="frame-top">
        <div class="frame-brand">
          <Brand what={unit} />
        </div>
        <div class="frame-aside">
          <Languages visitor={visitor} />
        </div>
      </header>
      <main id="main" class="doorstep">
        {children}
      </main>
    </Page>
  );
}

/** Stands in every form that changes something. */
export function Csrf({ visitor }: { readonly visitor: Visitor }) {
  return <input type="hidden" name="csrf" value={visitor.session?.csrf ?? ""} />;
}

/** Stands in a form that changes what the page shows, so that no other window's change is undone unseen. */
export function Seen({ shown }: { readonly shown: unknown }) {
  return <input type="hidden" name={SEEN} value={seenMark(shown)} />;
}

function Languages({ visitor: { language, path } }: { readonly visitor: Visitor }) {
  return <LanguageSwitch language={language} hrefs={{ en: `${path}?lang=en`, no: `${path}?lang=no` }} />;
}

function Undo({
  visitor,
  undo,
}: {
  readonly visitor: Visitor;
  readonly undo: NonNullable<FlashNote["undo"]>;
}) {
  return (
    <form method="post" action={undo.action}>
      <Csrf visitor={visitor} />
      <button type="submit" class="button button-plain button-small">
        <Icon name="rotate-ccw" />
        <span class="button-words">{undo.label}</span>
      </button>
    </form>
  );
}
