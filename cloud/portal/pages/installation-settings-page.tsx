/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { Copyable } from "../../../ui/copyable.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { may } from "../../access/may.ts";
import type { CircuitId } from "../../database/ids.ts";
import type { SeenCircuit } from "../../sites/circuits.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { Visitor } from "../visitor.ts";
import { InstallationFields, type InstallationFormView } from "./installations-page.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { actorOf, SettingsParts } from "./sub-parts.tsx";

/** What an installation is called, where it is, and its end. */
export function InstallationSettingsPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly form: InstallationFormView;
  /** What is wrong with the name that was typed to remove it; empty: nothing. */
  readonly removeError: string;
}) {
  const { visitor, installation, form, removeError } = props;
  const { settings, act, installation: words } = siteWords(visitor);
  const at = installationPages(installation.id);
  const mayRemove = may(actorOf(visitor), "installation.remove", {
    kind: "installation",
    id: installation.id,
  });
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={settings.title} here={at.settings}>
      <SettingsParts visitor={visitor} installation={installation} here={at.settings} />
      <Panel id="general" title={settings.general}>
        <form method="post" action={at.settings} class="form" novalidate>
          <Csrf visitor={visitor} />
          <InstallationFields visitor={visitor} form={form} />
          <div class="form-end">
            <Button tone="primary">{act.save}</Button>
          </div>
        </form>
        <div class="field">
          <span class="over">{words.id}</span>
          <Copyable id="installation-id" text={installation.id} copy={act.copy} copied={act.copied} />
        </div>
      </Panel>
      {mayRemove ? (
        <RemovePanel
          visitor={visitor}
          action={`${at.settings}/remove`}
          title={settings.remove}
          ask={settings.removeAsk(installation.name)}
          label={settings.removeName}
          name={installation.name}
          error={removeError}
        />
      ) : null}
    </PlaceShell>
  );
}

/** Something is removed by typing its name. */
export function RemovePanel(props: {
  readonly visitor: Visitor;
  readonly action: string;
  readonly title: string;
  readonly ask: string;
  readonly label: string;
  readonly name: string;
  readonly error: string;
}) {
  const { visitor, action, title, ask, label, name, error } = props;
  const { act } = siteWords(visitor);
  return (
    <Panel id="remove" title={title}>
      <p class="page-intro">{ask}</p>
      <form method="post" action={action} class="form" novalidate>
        <Csrf visitor={visitor} />
        <Field id="remove-name" name="name" label={`${label}: ${name}`} maxLength={80} error={error} />
        <div class="form-end">
          <Button tone="danger" icon="trash-2">
            {act.remove}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** What was typed for a circuit, and what is wrong with it. */
export interface CircuitFormView {
  readonly name: string;
  readonly fuse: string;
  readonly errors: Readonly<Partial<Record<"name" | "fuse", string>>>;
}

/** The circuits of an installation. */
export function CircuitsPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly circuits: readonly (SeenCircuit & { readonly points: number })[];
  readonly form: CircuitFormView;
  /** The circuit that the form is of; null: a new one. */
  readonly editing: CircuitId | null;
}) {
  const { visitor, installation, circuits: seen, form, editing } = props;
  const { circuits, settings, act, installation: words } = siteWords(visitor);
  const at = installationPages(installation.id);
  const edited = seen.find(({ id }) => id === editing);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={settings.title} here={at.settings}>
      <SettingsParts visitor={visitor} installation={installation} here={at.circuits} />
      <Panel id="circuits" title={settings.circuits}>
        <p class="page-intro">{circuits.intro}</p>
        <DataTable
          caption={settings.circuits}
          columns={[
            { label: circuits.name },
            { label: circuits.fuse, numeric: true },
            { label: circuits.points, numeric: true },
            { label: act.edit, unseen: true },
          ]}
          rows={seen.map((circuit) => ({
            id: `circuit-${circuit.id}`,
            cells: [
              circuit.name,
              words.fuse(circuit.fuse),
              String(circuit.points),
              <span class="row row-end">
                <a
                  class="button button-quiet button-small"
                  href={`${at.circuits}?edit=${circuit.id}#circuit-form`}
                >
                  {act.edit}
                  <span class="unseen"> {circuit.name}</span>
                </a>
                <Confirmed
                  id={`remove-${circuit.id}`}
                  small
                  icon="trash-2"
                  label={
                    <>
                      {act.remove}
                      <span class="unseen"> {circuit.name}</span>
                    </>
                  }
                  question={circuits.removeAsk(circuit.name)}
                >
                  <form method="post" action={`${at.circuits}/${circuit.id}/remove`}>
                    <Csrf visitor={visitor} />
                    <Button tone="danger">{act.remove}</Button>
                  </form>
                </Confirmed>
              </span>,
            ],
          }))}
          empty={<EmptyState icon="cable">{circuits.none}</EmptyState>}
        />
      </Panel>
      <Panel id="circuit-form" title={edited ? edited.name : circuits.add}>
        <form
          method="post"
          action={edited ? `${at.circuits}/${edited.id}` : at.circuits}
          class="form"
          novalidate
        >
          <Csrf visitor={visitor} />
          <Field
            id="name"
            name="name"
            label={circuits.name}
            hint={circuits.nameHint}
            value={form.name}
            maxLength={60}
            required
            error={form.errors.name}
          />
          <Field
            id="fuse"
            name="fuse"
            label={circuits.fuse}
            value={form.fuse}
            maxLength={4}
            inputmode="numeric"
            unit="A"
            required
            error={form.errors.fuse}
          />
          <div class="form-end">
            <Button tone="primary">{edited ? act.save : circuits.add}</Button>
            {edited ? (
              <a class="button button-quiet" href={at.circuits}>
                {act.cancel}
              </a>
            ) : null}
          </div>
        </form>
      </Panel>
    </PlaceShell>
  );
}

/** For how long an installation keeps its history; days, and `forever`. */
const RETENTIONS = ["90", "365", "730", "1825", "forever"] as const;

/** How long the history is kept. */
export function RetentionPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  /** Null: for good. */
  readonly days: number | null;
}) {
  const { visitor, installation, days } = props;
  const { personal, settings, act } = siteWords(visitor);
  const at = installationPages(installation.id);
  const value = days === null ? "forever" : String(days);
  const known = RETENTIONS.some((one) => one === value);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={settings.title} here={at.settings}>
      <SettingsParts visitor={visitor} installation={installation} here={at.retention} />
      <Panel id="retention" title={personal.retention}>
        <p class="page-intro">{personal.retentionText}</p>
        <form method="post" action={at.retention} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Select
            id="days"
            name="days"
            label={personal.retentionLabel}
            value={value}
            options={[
              ...(known ? [] : [{ value, label: personal.retentionDays(days ?? 0) }]),
              ...RETENTIONS.map((one) => ({ value: one, label: personal.retentionLong[one] })),
            ]}
          />
          <div class="form-end">
            <Button tone="primary">{act.save}</Button>
          </div>
        </form>
      </Panel>
    </PlaceShell>
  );
}
