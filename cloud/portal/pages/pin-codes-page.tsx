/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { DateField, Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LANGUAGES } from "../../../ui/language.ts";
import { Banner, EmptyState, Panel } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { PinCode } from "../../credentials/pin-codes.ts";
import { partsOfWindow, WEEKDAYS } from "../../credentials/pin-terms.ts";
import type { PersonId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { CredentialsParts } from "./sub-parts.tsx";

/** How easily a PIN code of an installation is guessed. */
export interface Odds {
  readonly codes: number;
  /** 0 to 1. */
  readonly perDay: number;
}

/** The PIN codes of an installation. */
export function PinCodesPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly codes: readonly PinCode[];
  readonly chargers: readonly Pick<SeenCharger, "id" | "name">[];
  readonly odds: Odds;
  readonly now: number;
}) {
  const { visitor, installation, codes, odds } = props;
  const { pins, credentials } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation }}
      title={credentials.title}
      here={at.cards}
      aside={
        <a class="button button-primary" href={at.newPin}>
          <Icon name="plus" />
          <span class="button-words">{pins.make}</span>
        </a>
      }
    >
      <CredentialsParts visitor={visitor} installation={installation} here={at.pins} />
      <section class="panel" aria-label={credentials.pins}>
        <p class="page-intro">{pins.intro}</p>
        <CodeTable {...props} codes={codes} back="pins" empty={pins.none} />
        <OddsNote visitor={visitor} odds={odds} />
      </section>
    </PlaceShell>
  );
}

/** PIN codes as a table, with what can be done with each. */
export function CodeTable(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly codes: readonly PinCode[];
  readonly chargers: readonly Pick<SeenCharger, "id" | "name">[];
  readonly now: number;
  /** The page that is shown after a change. */
  readonly back: "pins" | "guests";
  readonly empty: string;
}) {
  const { visitor, installation, codes, chargers, now, back, empty } = props;
  const { pins, act, credentials } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <DataTable
      caption={credentials.pins}
      columns={[
        { label: pins.label },
        { label: pins.status },
        { label: pins.validUntil },
        { label: pins.when },
        { label: pins.uses },
        { label: pins.charger },
        { label: act.remove, unseen: true },
      ]}
      rows={codes.map((code) => ({
        id: `pin-${code.id}`,
        cells: [
          <span class="cell-name">
            {code.label === "" ? code.holder?.name : code.label}
            {code.holder && code.label !== "" ? (
              <span class="quiet cell-under">{code.holder.name}</span>
            ) : null}
          </span>,
          <CodeStatus visitor={visitor} code={code} now={now} />,
          code.expiresAt === null ? "–" : <Moment at={code.expiresAt} language={visitor.language} />,
          code.windows.length === 0
            ? pins.always
            : code.windows.map((window) => windowWords(window, visitor)).join(", "),
          code.uses === null ? pins.unlimited : pins.left(code.used, code.uses),
          chargers.find(({ id }) => id === code.chargerId)?.name ?? pins.everyCharger,
          <span class="row row-end">
            <form method="post" action={`${at.pins}/${code.id}/status`}>
              <Csrf visitor={visitor} />
              <input type="hidden" name="back" value={back} />
              <input type="hidden" name="status" value={code.status === "active" ? "blocked" : "active"} />
              <Button small>
                {code.status === "active" ? act.block : act.unblock}
                <span class="unseen"> {code.label}</span>
              </Button>
            </form>
            <Confirmed
              id={`remove-${code.id}`}
              small
              icon="trash-2"
              label={
                <>
                  {act.remove}
                  <span class="unseen"> {code.label}</span>
                </>
              }
              question={pins.removeAsk(code.label)}
            >
              <form method="post" action={`${at.pins}/${code.id}/remove`}>
                <Csrf visitor={visitor} />
                <input type="hidden" name="back" value={back} />
                <Button tone="danger">{act.remove}</Button>
              </form>
            </Confirmed>
          </span>,
        ],
      }))}
      empty={<EmptyState icon="hash">{empty}</EmptyState>}
    />
  );
}

/** Hours as the wire has them, in words: `Mon–Fri 07:00–19:00`. */
function windowWords(window: string, { language }: Visitor): string {
  const parts = partsOfWindow(window);
  if (!parts) return window;
  const { days, from, to } = parts;
  // 2026-11-23 is a Monday.
  const names = days.map((day) =>
    new Date(Date.UTC(2026, 10, 23 + WEEKDAYS.indexOf(day))).toLocaleDateString(LANGUAGES[language].locale, {
      weekday: "short",
      timeZone: "UTC",
    }),
  );
  const inRow = days.every(
    (day, index) => WEEKDAYS.indexOf(day) === WEEKDAYS.indexOf(days[0] ?? day) + index,
  );
  const when = inRow && names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(", ");
  return `${when} ${from}–${to}`;
}

function CodeStatus(props: { readonly visitor: Visitor; readonly code: PinCode; readonly now: number }) {
  const { visitor, code, now } = props;
  const { pins } = siteWords(visitor);
  if (code.status === "blocked") return <Badge tone="bad">{pins.blocked}</Badge>;
  if (code.expiresAt !== null && code.expiresAt <= now) return <Badge tone="plain">{pins.expired}</Badge>;
  if (code.uses !== null && code.used >= code.uses) return <Badge tone="plain">{pins.usedUp}</Badge>;
  return <Badge tone="good">{pins.active}</Badge>;
}

/** How likely it is that somebody guesses a code, in words that say what to make of it. */
export function OddsNote({ visitor, odds }: { readonly visitor: Visitor; readonly odds: Odds }) {
  const { pins } = siteWords(visitor);
  if (odds.codes === 0) return <p class="panel-note">{pins.oddsNone}</p>;
  return (
    <Banner icon="shield" tone="note">
      <strong>{pins.odds(pins.oneIn(oneIn(odds.perDay, visitor)))}</strong> {pins.oddsText}
    </Banner>
  );
}

/** The other number of "one in …", with two digits that count. */
function oneIn(chance: number, { language }: Visitor): string {
  const number = chance <= 0 ? Number.MAX_SAFE_INTEGER : 1 / chance;
  return Number(number.toPrecision(2)).toLocaleString(language === "no" ? "nb-NO" : "en-GB");
}

/** What was typed for a PIN code, and what is wrong with it. */
export interface PinFormView {
  readonly label: string;
  readonly holder: string;
  readonly expires: string;
  readonly days: string;
  readonly from: string;
  readonly to: string;
  readonly uses: string;
  readonly charger: string;
  readonly errors: Readonly<
    Partial<Record<"label" | "holder" | "expires" | "windows" | "uses" | "charger" | "form", string>>
  >;
}

/** A PIN code is made: for whom, until when, at which hours, how often, where. */
export function NewPinPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly people: readonly { readonly id: PersonId; readonly name: string }[];
  readonly chargers: readonly Pick<SeenCharger, "id" | "name">[];
  readonly form: PinFormView;
}) {
  const { visitor, installation, people, chargers, form } = props;
  const { pins, credentials, act } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={credentials.title} here={at.cards}>
      <CredentialsParts visitor={visitor} installation={installation} here={at.pins} />
      <Panel id="make" title={pins.makeTitle}>
        <p class="page-intro">{pins.makeIntro}</p>
        {form.errors.form ? (
          <Banner icon="triangle-alert" tone="bad">
            {form.errors.form}
          </Banner>
        ) : null}
        <form method="post" action={at.newPin} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Field
            id="label"
            name="label"
            label={pins.label}
            hint={pins.labelHint}
            value={form.label}
            maxLength={60}
            required
            error={form.errors.label}
          />
          <Select
            id="holder"
            name="holder"
            label={pins.person}
            value={form.holder}
            error={form.errors.holder}
            options={[
              { value: "", label: pins.guest },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <DateField
            id="expires"
            name="expires"
            label={pins.expires}
            hint={pins.expiresHint}
            value={form.expires}
            error={form.errors.expires}
          />
          <Select
            id="days"
            name="days"
            label={pins.windows}
            value={form.days}
            error={form.errors.windows}
            options={[
              { value: "always", label: pins.always },
              { value: "every", label: pins.everyDay },
              { value: "workdays", label: pins.workdays },
              { value: "weekend", label: pins.weekend },
            ]}
          />
          <div class="hours">
            <Field id="from" name="from" label={pins.from} value={form.from} maxLength={5} />
            <Field id="to" name="to" label={pins.to} value={form.to} maxLength={5} />
          </div>
          <Field
            id="uses"
            name="uses"
            label={pins.uses}
            hint={pins.usesHint}
            value={form.uses}
            maxLength={4}
            inputmode="numeric"
            unit={pins.usesUnit}
            error={form.errors.uses}
          />
          <Select
            id="charger"
            name="charger"
            label={pins.charger}
            value={form.charger}
            error={form.errors.charger}
            options={[
              { value: "", label: pins.everyCharger },
              ...chargers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <div class="form-end">
            <Button tone="primary" icon="hash">
              {pins.submit}
            </Button>
            <a class="button button-quiet" href={at.pins}>
              {act.cancel}
            </a>
          </div>
        </form>
      </Panel>
    </PlaceShell>
  );
}

/** A PIN code that was made, shown this once. */
export function MadePinPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly label: string;
  /** With its `#`. */
  readonly pin: string;
}) {
  const { visitor, installation, label, pin } = props;
  const { pins, credentials, act } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={credentials.title} here={at.cards}>
      <CredentialsParts visitor={visitor} installation={installation} here={at.pins} />
      <Panel id="made" title={pins.made}>
        <div class="big-code" role="status">
          <span class="over">{label}</span>
          <output class="big-code-digits">{spaced(pin)}</output>
          <p class="quiet">{pins.howTo}</p>
        </div>
        <Banner icon="info" tone="note">
          {pins.shownOnce}
        </Banner>
        <div class="row">
          <a class="button button-primary" href={at.pins}>
            {act.close}
          </a>
        </div>
      </Panel>
    </PlaceShell>
  );
}

/** A PIN as people read it aloud: `# 471 108`. */
export function spaced(pin: string): string {
  return `# ${pin.replace("#", "").replace(/\d{3}(?=\d)/g, "$& ")}`;
}
