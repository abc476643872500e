/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import type { EnrolmentState } from "../../whitelist/card-enrolment.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { Visitor } from "../visitor.ts";
import { nameOf } from "./person-name.ts";
import { AT, userAt } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";

/** What the page of one user's new card shows. */
export interface ScanPicture {
  readonly person: PersonView;
  readonly state: EnrolmentState;
  /** Milliseconds that the card is still waited for. */
  readonly left: number;
  readonly reader: "works" | "lost" | "none";
}

/** A8: a card is registered by holding it to the reader. */
export function ScanPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly picture: ScanPicture;
}) {
  const { visitor, unit, picture } = props;
  const { scan, nav } = visitor.words;
  const { person } = picture;
  return (
    <Shell visitor={visitor} unit={unit} title={scan.title} here={AT.users}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.users, label: nav.localUsers },
          { href: userAt(person.id), label: nameOf(person) },
        ]}
        here={scan.title}
      />
      <PageHead title={scan.title} />
      <div data-live={`scan/${person.id}`}>
        <Scan visitor={visitor} picture={picture} />
      </div>
    </Shell>
  );
}

/** The part of it that changes by itself. */
export function scanRegions(visitor: Visitor, picture: ScanPicture): ReadonlyMap<string, string> {
  return new Map([["scan", htmlOf(<Scan visitor={visitor} picture={picture} />)]]);
}

function Scan({ visitor, picture }: { readonly visitor: Visitor; readonly picture: ScanPicture }) {
  return (
    <section id="scan" class="panel panel-body scan" role="status">
      <Inside visitor={visitor} picture={picture} />
    </section>
  );
}

function Inside({ visitor, picture }: { readonly visitor: Visitor; readonly picture: ScanPicture }) {
  const { scan, common } = visitor.words;
  const { person, state, left, reader } = picture;
  const name = nameOf(person);
  const mine = state.kind !== "none" && state.person === person.id ? state : ({ kind: "none" } as const);
  const back = (
    <a class="button button-plain" href={userAt(person.id)}>
      {common.close}
    </a>
  );
  if (reader === "none") {
    return (
      <>
        <p>{scan.noReader}</p>
        {back}
      </>
    );
  }
  switch (mine.kind) {
    case "open":
      return (
        <>
          <span class="scan-sign">
            <Icon name="smartphone-nfc" />
          </span>
          <p class="scan-word">{scan.open}</p>
          <p class="number" aria-live="off">
            {scan.left(Math.ceil(left / 1000))}
          </p>
          {reader === "lost" ? <Flash tone="bad">{scan.readerLost}</Flash> : null}
          {mine.told ? <Flash tone="bad">{toldWords(mine.told, visitor)}</Flash> : null}
          <form method="post" action={`${userAt(person.id)}/scan`}>
            <Csrf visitor={visitor} />
            <input type="hidden" name="do" value="cancel" />
            <Button>{scan.cancel}</Button>
          </form>
          <noscript>
            <a class="button button-quiet" href={`${userAt(person.id)}/scan`}>
              {scan.again}
            </a>
          </noscript>
        </>
      );
    case "added":
    case "closed":
    case "failed":
    case "none":
      return (
        <>
          {mine.kind === "added" ? <Flash tone="good">{scan.done(mine.label, name)}</Flash> : null}
          {mine.kind === "closed" ? <Flash tone="bad">{scan.closed}</Flash> : null}
          {mine.kind === "failed" ? <Flash tone="bad">{scan.failed}</Flash> : null}
          {reader === "lost" ? <Flash tone="bad">{scan.readerLost}</Flash> : null}
          <p>{scan.intro(name)}</p>
          <form method="post" action={`${userAt(person.id)}/scan`} class="row">
            <Csrf visitor={visitor} />
            <input type="hidden" name="do" value="open" />
            <Button tone="primary" icon="nfc">
              {mine.kind === "none" ? scan.start : mine.kind === "added" ? scan.another : scan.again}
            </Button>
            {back}
          </form>
        </>
      );
  }
}

function toldWords(
  told: NonNullable<Extract<EnrolmentState, { kind: "open" }>["told"]>,
  { words: { scan }, shared }: Visitor,
): string {
  switch (told.reason) {
    case "known":
      return scan.known(told.label);
    case "random-uid":
      return scan.random;
    case "other":
      return `${shared.notAccepted}: ${told.label}`;
  }
}
