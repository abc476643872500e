/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { may } from "../../access/may.ts";
import type { SeenCircuit } from "../../sites/circuits.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { ChargerFields, type ChargerFormView } from "./add-charger-page.tsx";
import { RemovePanel } from "./installation-settings-page.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { AT } from "./places.ts";
import { Csrf } from "./shell.tsx";
import { chargerPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { actorOf } from "./sub-parts.tsx";

/** A charger's settings: its name and circuit, its PIN (B9), its registration, its end; each for those who may. */
export function ChargerSettingsPage(props: {
  readonly visitor: Visitor;
  readonly charger: SeenCharger;
  readonly circuits: readonly SeenCircuit[];
  readonly form: ChargerFormView;
  /** The charger PIN, when it was asked for; null: not shown. */
  readonly pin: string | null;
  readonly removeError: string;
}) {
  const { visitor, charger, circuits, form, pin, removeError } = props;
  const { chargerSettings: words, settings, act } = siteWords(visitor);
  const at = chargerPages(charger.id);
  const actor = actorOf(visitor);
  const on = {
    kind: "charger",
    id: charger.id,
    installation: charger.installation.id,
    owner: charger.owner,
  } as const;
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation: charger.installation, charger }}
      title={settings.title}
      here={at.settings}
    >
      {may(actor, "charger.settings", on) ? (
        <Panel id="general" title={settings.general}>
          <form method="post" action={at.settings} class="form" novalidate>
            <Csrf visitor={visitor} />
            <ChargerFields visitor={visitor} circuits={circuits} form={form} />
            <div class="form-end">
              <Button tone="primary">{act.save}</Button>
            </div>
          </form>
        </Panel>
      ) : null}
      <Panel id="pin" title={words.pin}>
        <p class="page-intro">{words.pinText}</p>
        {may(actor, "charger.pin", on) ? (
          <PinShown visitor={visitor} charger={charger} pin={pin} />
        ) : (
          <div class="told">
            <Icon name="info" />
            <div>
              <p>{words.pinNot}</p>
              <p>{words.pinWhere}</p>
              <a class="button button-plain" href={AT.support}>
                {words.openCase}
              </a>
            </div>
          </div>
        )}
      </Panel>
      {may(actor, "charger.settings", on) ? (
        <Panel id="registration" title={words.registration}>
          <p class="page-intro">{words.registrationText}</p>
          <div class="row">
            <a class="button button-plain" href={at.registration}>
              <Icon name="key-round" />
              <span class="button-words">{words.register}</span>
            </a>
          </div>
        </Panel>
      ) : null}
      {may(actor, "charger.remove", on) ? (
        <RemovePanel
          visitor={visitor}
          action={`${at.settings}/remove`}
          title={words.remove}
          ask={words.removeAsk(charger.name)}
          label={words.removeName}
          name={charger.name}
          error={removeError}
        />
      ) : null}
    </PlaceShell>
  );
}

function PinShown(props: {
  readonly visitor: Visitor;
  readonly charger: SeenCharger;
  readonly pin: string | null;
}) {
  const { visitor, charger, pin } = props;
  const { chargerSettings: words } = siteWords(visitor);
  const at = chargerPages(charger.id);
  if (pin === null)
    return (
      <form method="post" action={`${at.settings}/pin`} class="row">
        <Csrf visitor={visitor} />
        <Button icon="eye">{words.pinShow}</Button>
        <span class="panel-note">{words.pinLogged}</span>
      </form>
    );
  return (
    <div class="big-code" role="status">
      <span class="over">{words.pinIs}</span>
      <output class="big-code-digits">{pin.replace(/(?=.{4}$)/, " ")}</output>
      <a href={at.settings}>{words.pinHide}</a>
    </div>
  );
}
