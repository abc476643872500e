/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Banner, Panel } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { PinCode } from "../../credentials/pin-codes.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { CodeTable, type Odds, OddsNote, spaced } from "./pin-codes-page.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { CredentialsParts } from "./sub-parts.tsx";

/** A guest's code, as it is handed out. */
export interface GuestCard {
  readonly label: string;
  /** With its `#`. */
  readonly pin: string;
  readonly expiresAt: number;
  /** Null: any of the installation. */
  readonly charger: string | null;
}

/** One-time codes for visitors: made by one press at a reception, handed out as a card. */
export function GuestCodesPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly codes: readonly PinCode[];
  readonly chargers: readonly Pick<SeenCharger, "id" | "name">[];
  readonly odds: Odds;
  readonly now: number;
  /** The one that was just made; shown this once. */
  readonly made: GuestCard | null;
  readonly errors: Readonly<Partial<Record<"label" | "charger", string>>>;
}) {
  const { visitor, installation, chargers, made, odds, errors } = props;
  const { guests, pins, credentials } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={credentials.title} here={at.cards}>
      <CredentialsParts visitor={visitor} installation={installation} here={at.guests} />
      {made ? <Made visitor={visitor} installation={installation} made={made} /> : null}
      <Panel id="make" title={made ? guests.another : guests.make}>
        <p class="page-intro">{guests.intro}</p>
        <form method="post" action={at.guests} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Field
            id="label"
            name="label"
            label={guests.who}
            hint={guests.whoHint}
            maxLength={60}
            error={errors.label}
          />
          <Select
            id="hours"
            name="hours"
            label={guests.until}
            value="today"
            options={(["today", "24", "72", "168"] as const).map((value) => ({
              value,
              label: guests.untilLong[value],
            }))}
          />
          {chargers.length > 1 ? (
            <Select
              id="charger"
              name="charger"
              label={pins.charger}
              value=""
              error={errors.charger}
              options={[
                { value: "", label: pins.everyCharger },
                ...chargers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ) : null}
          <div class="form-end">
            <Button tone="primary" icon="ticket">
              {guests.make}
            </Button>
          </div>
        </form>
      </Panel>
      <Panel id="out" title={guests.out}>
        <CodeTable {...props} back="guests" empty={guests.none} />
        <OddsNote visitor={visitor} odds={odds} />
      </Panel>
    </PlaceShell>
  );
}

function Made(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly made: GuestCard;
}) {
  const { visitor, installation, made } = props;
  const { guests, pins, act } = siteWords(visitor);
  return (
    <section class="handout" aria-labelledby="handout-title">
      <div class="panel guest-card" role="status">
        <p class="over with-icon">
          <Icon name="zap" />
          <span>{installation.name}</span>
        </p>
        <h2 id="handout-title">{guests.card}</h2>
        <p>{made.label}</p>
        <output class="big-code-digits">{spaced(made.pin)}</output>
        <p>{guests.steps}</p>
        <p class="quiet">
          {guests.once}. {made.charger === null ? "" : `${made.charger}. `}
          {guests.untilWhen}: <Moment at={made.expiresAt} language={visitor.language} />
        </p>
      </div>
      <div class="handout-aside">
        <Banner icon="info" tone="note">
          {pins.shownOnce}
        </Banner>
        <button type="button" class="button button-plain" data-print hidden>
          <Icon name="printer" />
          <span class="button-words">{act.print}</span>
        </button>
      </div>
    </section>
  );
}
