/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Countdown } from "../../../ui/countdown.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { Panel } from "../../../ui/panel.tsx";
import type { EnrolmentReason, EnrolmentView } from "../../credentials/enrolment.ts";
import { LABEL_AT_MOST } from "../../credentials/label.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { chargerPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** What the page of waiting for a card shows. */
export interface ScanPicture {
  readonly charger: SeenCharger;
  readonly enrolment: EnrolmentView;
  readonly now: number;
}

/** A8, B8: a card is added to one's own profile by holding it to this charger's reader. */
export function ScanPage(props: { readonly visitor: Visitor; readonly picture: ScanPicture }) {
  const { visitor, picture } = props;
  const { charger } = picture;
  const { scan } = siteWords(visitor);
  const at = chargerPages(charger.id);
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation: charger.installation, charger }}
      title={scan.title}
      here={at.scan}
    >
      <Panel id="scan-panel" title={scan.title}>
        <div data-live={`chargers/${charger.id}/scan`}>
          <Scan visitor={visitor} picture={picture} />
        </div>
      </Panel>
    </PlaceShell>
  );
}

/** The part of it that changes by itself. */
export function scanRegions(visitor: Visitor, picture: ScanPicture): ReadonlyMap<string, string> {
  return new Map([["scan", htmlOf(<Scan visitor={visitor} picture={picture} />)]]);
}

function Scan({ visitor, picture }: { readonly visitor: Visitor; readonly picture: ScanPicture }) {
  return (
    <div id="scan" class="waiting" role="status">
      <Inside visitor={visitor} picture={picture} />
    </div>
  );
}

function Inside({ visitor, picture }: { readonly visitor: Visitor; readonly picture: ScanPicture }) {
  const { charger, enrolment, now } = picture;
  const { scan, cards } = siteWords(visitor);
  switch (enrolment.state) {
    case "open":
      return (
        <>
          <span class="waiting-sign">
            <Icon name="smartphone-nfc" />
          </span>
          <p class="waiting-word">{enrolment.wanted === null ? scan.open : cards.confirmTitle}</p>
          <p class="quiet">
            {enrolment.wanted === null
              ? scan.openText(charger.name)
              : cards.confirmText(enrolment.wanted, charger.name)}
          </p>
          <p>
            {scan.left}: <Countdown until={enrolment.until} now={now} language={visitor.language} />
          </p>
          {enrolment.told ? <Flash tone="bad">{scan.reasons[enrolment.told]}</Flash> : null}
          <form method="post" action={chargerPages(charger.id).scan}>
            <Csrf visitor={visitor} />
            <input type="hidden" name="do" value="cancel" />
            <Button>{scan.cancel}</Button>
          </form>
          <noscript>
            <a class="button button-quiet" href={chargerPages(charger.id).scan}>
              {scan.look}
            </a>
          </noscript>
        </>
      );
    case "added":
      return (
        <>
          <span class="waiting-sign is-good">
            <Icon name="circle-check" />
          </span>
          <p class="waiting-word">{scan.added(enrolment.card.shown)}</p>
          <div class="row">
            <a class="button button-primary" href={OWN.cards}>
              {scan.toCards}
            </a>
          </div>
          <Open {...{ visitor, picture }} label={scan.another} tone="plain" />
        </>
      );
    case "busy":
      return <Flash tone="bad">{scan.busy}</Flash>;
    case "refused":
    case "expired":
    case "none":
      return (
        <>
          {enrolment.state === "refused" ? (
            <Flash tone="bad">{scan.reasons[enrolment.reason satisfies EnrolmentReason]}</Flash>
          ) : null}
          {enrolment.state === "expired" ? <Flash tone="bad">{scan.closed}</Flash> : null}
          <span class="waiting-sign is-still">
            <Icon name="nfc" />
          </span>
          {charger.reach === "online" ? (
            <>
              <p class="page-intro">{scan.intro(charger.name)}</p>
              <Open
                {...{ visitor, picture }}
                label={enrolment.state === "none" ? scan.start : scan.again}
                tone="primary"
              />
            </>
          ) : (
            <Flash tone="bad">{scan.unreachable}</Flash>
          )}
          <a class="button button-quiet" href={OWN.addCard}>
            {scan.typeInstead}
          </a>
        </>
      );
  }
}

function Open(props: {
  readonly visitor: Visitor;
  readonly picture: ScanPicture;
  readonly label: string;
  readonly tone: "plain" | "primary";
}) {
  const { visitor, picture, label, tone } = props;
  const { cards } = siteWords(visitor);
  return (
    <form method="post" action={chargerPages(picture.charger.id).scan} class="form">
      <Csrf visitor={visitor} />
      <input type="hidden" name="do" value="open" />
      <Field
        id="label"
        name="label"
        label={cards.labelField}
        hint={cards.labelHint}
        maxLength={LABEL_AT_MOST}
      />
      <Button tone={tone} icon="nfc">
        {label}
      </Button>
    </form>
  );
}
