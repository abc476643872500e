/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Flash } from "../../../ui/badge.tsx";
import { Brand } from "../../../ui/brand.tsx";
import { Frame } from "../../../ui/frame.tsx";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { LightRing } from "../../../ui/light-ring.tsx";
import { LanguageSwitch } from "../../../ui/nav.tsx";
import { Page } from "../../../ui/page.tsx";
import { Banner } from "../../../ui/panel.tsx";
import type { FlashNote } from "../flash-note.ts";
import type { Visitor } from "../visitor.ts";
import { AT, places } from "./places.ts";

/** The portal's style sheets, after the shared ones. */
const STYLES = ["pages.css", "portal.css", "sites.css"] as const;
const MODULES = ["cloud/portal/browser/page.js"] as const;

/** What every page of somebody who is logged in has around its content; it says what came of the last action. */
export function Shell(props: {
  readonly visitor: Visitor;
  readonly title: string;
  /** The page of the navigation that this one belongs to. */
  readonly here: string;
  readonly children?: Child;
}) {
  const { visitor, title, here, children } = props;
  const { words, language, note } = visitor;
  return (
    <Page title={`${title} – ChargeGate`} styles={STYLES} modules={MODULES} language={language}>
      <Frame
        language={language}
        places={places(visitor)}
        here={here}
        brand={<Brand what={words.nav.portal} />}
        aside={
          <>
            <Languages visitor={visitor} />
            <Account visitor={visitor} />
          </>
        }
      >
        <div id="lost" class="lost" role="status" data-lost={words.nav.lost} />
        {note ? <Note visitor={visitor} note={note} /> : null}
        {children}
      </Frame>
    </Page>
  );
}

/** A page of somebody who is not logged in, or a step on the way somewhere: one panel in the middle. */
export function Doorstep(props: {
  readonly visitor: Visitor;
  readonly title: string;
  /** The first that somebody sees of the portal: it says what it is for. */
  readonly hero?: boolean | undefined;
  readonly children?: Child;
}) {
  const { visitor, title, hero, children } = props;
  const { words, language, note } = visitor;
  return (
    <Page title={`${title} – ChargeGate`} styles={STYLES} modules={MODULES} language={language}>
      <header class="frame-top">
        <div class="frame-brand">
          <Brand what={words.nav.portal} />
        </div>
        <div class="frame-aside">
          <Languages visitor={visitor} />
        </div>
      </header>
      <main id="main" class={hero ? "doorstep doorstep-hero" : "doorstep"}>
        {hero ? (
          <div class="hero">
            <LightRing pattern="ready" icon="zap" />
            <p class="hero-line">{words.hero.line}</p>
            <p class="hero-text">{words.hero.text}</p>
          </div>
        ) : null}
        <div class="doorstep-middle">
          {note ? <Note visitor={visitor} note={note} /> : null}
          {children}
        </div>
      </main>
    </Page>
  );
}

/** A doorstep with one panel in the middle. */
export function DoorPanel(props: {
  readonly visitor: Visitor;
  readonly title: string;
  /** Above the title: what it is about, at a glance. */
  readonly sign?: IconName | undefined;
  /** The first that somebody sees of the portal: it says what it is for. */
  readonly hero?: boolean | undefined;
  /** Development mode, and so to be said. */
  readonly development?: boolean | undefined;
  readonly children?: Child;
}) {
  const { visitor, title, sign, hero } = props;
  const { outbox } = visitor.words;
  return (
    <Doorstep visitor={visitor} title={title} hero={hero}>
      {props.development ? (
        <Banner icon="wrench" tone="note">
          {outbox.banner} <a href={AT.outbox}>{outbox.title.toLowerCase()}</a>.
        </Banner>
      ) : null}
      <section class="panel doorstep-panel" aria-labelledby="door-title">
        {sign ? (
          <span class="sign" aria-hidden="true">
            <Icon name={sign} />
          </span>
        ) : null}
        <h1 id="door-title">{title}</h1>
        {props.children}
      </section>
    </Doorstep>
  );
}

/** Stands in every form that changes something. */
export function Csrf({ visitor }: { readonly visitor: Visitor }) {
  return <input type="hidden" name="csrf" value={visitor.csrf} />;
}

function Note({
  visitor,
  note: { tone, text, undo },
}: {
  readonly visitor: Visitor;
  readonly note: FlashNote;
}) {
  return (
    <Flash
      tone={tone}
      action={
        undo ? (
          <form method="post" action={undo.action}>
            <Csrf visitor={visitor} />
            {Object.entries(undo.fields).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button type="submit" class="button button-plain button-small">
              <Icon name="rotate-ccw" />
              <span class="button-words">{undo.label}</span>
            </button>
          </form>
        ) : undefined
      }
    >
      {text}
    </Flash>
  );
}

function Languages({ visitor: { language, path, query } }: { readonly visitor: Visitor }) {
  const hrefIn = (wished: string) => {
    const search = new URLSearchParams(query);
    search.set("lang", wished);
    return `${path}?${search.toString()}`;
  };
  return <LanguageSwitch language={language} hrefs={{ en: hrefIn("en"), no: hrefIn("no") }} />;
}

/** Who is logged in, their own pages, and the way out. */
function Account({ visitor }: { readonly visitor: Visitor }) {
  const { words, signedIn } = visitor;
  if (!signedIn) return null;
  const { name, email } = signedIn.person;
  return (
    <details class="add account" id="account">
      <summary class="button button-quiet" id="account-summary">
        <Icon name="circle-user" />
        <span class="button-words account-name">{name}</span>
      </summary>
      <div class="menu-box">
        <p class="account-who">
          <span>{name}</span>
          <span class="quiet">{email}</span>
        </p>
        <ul class="places">
          <li>
            <a class="place" href={AT.profile}>
              <Icon name="settings" />
              <span>{words.nav.profile}</span>
            </a>
          </li>
          <li>
            <a class="place" href={AT.support}>
              <Icon name="life-buoy" />
              <span>{words.nav.support}</span>
            </a>
          </li>
        </ul>
        <form method="post" action={AT.logout}>
          <Csrf visitor={visitor} />
          <button type="submit" class="place place-button">
            <Icon name="log-out" />
            <span>{words.nav.logOut}</span>
          </button>
        </form>
      </div>
    </details>
  );
}
