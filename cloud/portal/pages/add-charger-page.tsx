/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { Copyable } from "../../../ui/copyable.tsx";
import { Countdown } from "../../../ui/countdown.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { Panel } from "../../../ui/panel.tsx";
import type { SeenCircuit } from "../../sites/circuits.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { chargerPages, installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** What was typed for a charger, and what is wrong with it. */
export interface ChargerFormView {
  readonly unit: string;
  readonly name: string;
  /** An id, or empty. */
  readonly circuit: string;
  readonly errors: Readonly<Partial<Record<"unit" | "name" | "circuit", string>>>;
}

/** A charger is registered: its serial number, its name, its circuit. */
export function AddChargerPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly circuits: readonly SeenCircuit[];
  readonly form: ChargerFormView;
}) {
  const { visitor, installation, circuits, form } = props;
  const { addCharger, act } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={addCharger.title} here={at.newCharger}>
      <Panel id="charger" title={addCharger.title}>
        <p class="page-intro">{addCharger.intro}</p>
        <form method="post" action={at.newCharger} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Field
            id="unit"
            name="unit"
            label={addCharger.unit}
            hint={addCharger.unitHint}
            value={form.unit}
            maxLength={64}
            required
            error={form.errors.unit}
          />
          <ChargerFields visitor={visitor} circuits={circuits} form={form} />
          <div class="form-end">
            <Button tone="primary" icon="plus">
              {addCharger.submit}
            </Button>
            <a class="button button-quiet" href={at.overview}>
              {act.cancel}
            </a>
          </div>
        </form>
      </Panel>
    </PlaceShell>
  );
}

/** The fields that a new charger and its settings share. */
export function ChargerFields(props: {
  readonly visitor: Visitor;
  readonly circuits: readonly SeenCircuit[];
  readonly form: ChargerFormView;
}) {
  const { visitor, circuits, form } = props;
  const { addCharger, installation } = siteWords(visitor);
  return (
    <>
      <Field
        id="name"
        name="name"
        label={addCharger.name}
        hint={addCharger.nameHint}
        value={form.name}
        maxLength={60}
        required
        error={form.errors.name}
      />
      {circuits.length > 0 ? (
        <Select
          id="circuit"
          name="circuit"
          label={addCharger.circuit}
          value={form.circuit}
          error={form.errors.circuit}
          options={[
            { value: "", label: addCharger.noCircuit },
            ...circuits.map(({ id, name, fuse }) => ({
              value: id,
              label: name,
              hint: installation.fuse(fuse),
            })),
          ]}
        />
      ) : null}
    </>
  );
}

/** How far a charger's joining is. */
export interface RegistrationPicture {
  readonly charger: SeenCharger;
  readonly now: number;
}

/** A charger's unit joins: the command to run there, and the wait for it. */
export function RegistrationPage(props: {
  readonly visitor: Visitor;
  readonly picture: RegistrationPicture;
  /** The token, which is shown once: with the answer to the form that made it; null: not with this one. */
  readonly shown: { readonly command: string; readonly expiresAt: number } | null;
}) {
  const { visitor, picture, shown } = props;
  const { charger, now } = picture;
  const { registration, act } = siteWords(visitor);
  const at = chargerPages(charger.id);
  // What is put away when it joins; one that joins anew says nothing by having joined.
  const open = charger.joinedAt === null ? "before-joining" : "";
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation: charger.installation, charger }}
      title={registration.title(charger.name)}
      here={at.registration}
    >
      <Panel id="registration" title={registration.title(charger.name)}>
        {shown ? (
          <div class={open}>
            <h3 class="step-title with-icon">
              <Icon name="terminal" />
              <span>{registration.command}</span>
            </h3>
            <Copyable id="command" text={shown.command} copy={act.copy} copied={act.copied} />
            <p class="panel-note">
              {registration.once} {registration.left}:{" "}
              <Countdown until={shown.expiresAt} now={now} language={visitor.language} />
            </p>
          </div>
        ) : (
          <p class="page-intro">{charger.joinedAt === null ? registration.noToken : registration.reset}</p>
        )}
        <div data-live={`chargers/${charger.id}/registration`}>
          <Waiting visitor={visitor} picture={picture} waits={shown !== null} />
        </div>
        <form method="post" action={at.registration} class={`form-end ${open}`}>
          <Csrf visitor={visitor} />
          <Button tone={shown || charger.joinedAt !== null ? "plain" : "primary"} icon="key-round">
            {shown ? registration.makeAnew : registration.make}
          </Button>
          {shown ? <span class="panel-note">{registration.makeAnewText}</span> : null}
        </form>
      </Panel>
    </PlaceShell>
  );
}

/** The parts of it that change by themselves. */
export function registrationRegions(
  visitor: Visitor,
  picture: RegistrationPicture,
): ReadonlyMap<string, string> {
  // Whether this page waits with a token, only the page itself knows.
  if (picture.charger.joinedAt === null) return new Map();
  return new Map([["joining", htmlOf(<Waiting visitor={visitor} picture={picture} waits={true} />)]]);
}

function Waiting(props: {
  readonly visitor: Visitor;
  readonly picture: RegistrationPicture;
  /** Whether a token is out, as far as this page knows. */
  readonly waits: boolean;
}) {
  const { visitor, picture, waits } = props;
  const { charger } = picture;
  const { registration } = siteWords(visitor);
  if (charger.joinedAt === null)
    return (
      <div id="joining" class="waiting" role="status">
        {waits ? (
          <>
            <span class="waiting-sign">
              <Icon name="hourglass" />
            </span>
            <p class="waiting-word">{registration.waiting}</p>
            <p class="quiet">{registration.waitingText}</p>
          </>
        ) : null}
      </div>
    );
  return (
    <div id="joining" class="waiting waiting-done" role="status">
      <span class="waiting-sign">
        <Icon name="circle-check" />
      </span>
      <p class="waiting-word">{registration.joined}</p>
      <p class="quiet">{registration.joinedText(charger.name)}</p>
      <a class="button button-primary" href={chargerPages(charger.id).overview}>
        {registration.toCharger}
      </a>
    </div>
  );
}
