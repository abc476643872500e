/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { ChoiceField } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { StatusLight } from "../../../ui/light.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Stretch } from "../../sites/stretch.ts";
import type { Visitor } from "../visitor.ts";
import { chargerLooks } from "./charger-parts.tsx";
import { Finder, Pager } from "./long-list.tsx";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";
import { chargerPages, installationPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** Access of a whole installation as a badge: "Access – restricted" or "Access – open". */
export function AccessBadge(props: { readonly visitor: Visitor; readonly access: "open" | "restricted" }) {
  const { installations } = siteWords(props.visitor);
  return props.access === "open" ? (
    <Badge tone="wait" icon="lock-open">
      {installations.open}
    </Badge>
  ) : (
    <Badge tone="plain" icon="lock">
      {installations.restricted}
    </Badge>
  );
}

/** Every installation that somebody may see; and the chargers of others that they were given alone. */
export function InstallationsPage(props: {
  readonly visitor: Visitor;
  readonly installations: Stretch<SeenInstallation & { readonly charging: number }>;
  /** Chargers of installations that are not the viewer's to see. */
  readonly alone: readonly SeenCharger[];
}) {
  const { visitor, installations: seen, alone } = props;
  const { installations, dashboard } = siteWords(visitor);
  return (
    <Shell visitor={visitor} title={installations.title} here={AT.installations}>
      <PageHead
        title={installations.title}
        aside={
          <a class="button button-primary" href={OWN.newInstallation}>
            <Icon name="plus" />
            <span class="button-words">{installations.add}</span>
          </a>
        }
      />
      <Finder visitor={visitor} at={AT.installations} stretch={seen} />
      <section class="panel" aria-label={installations.title}>
        <DataTable
          caption={installations.title}
          columns={[
            { label: installations.name },
            { label: installations.type },
            { label: installations.chargers },
            { label: installations.access },
            { label: installations.role },
          ]}
          rows={seen.items.map((one) => ({
            id: `installation-${one.id}`,
            cells: [
              <span class="cell-name">
                <a href={installationPages(one.id).overview}>{one.name}</a>
                {one.address === "" ? null : <span class="quiet cell-under">{one.address}</span>}
              </span>,
              installations.types[one.type],
              <span class="row tight">
                {installations.chargerCount(one.chargers)}
                {one.charging > 0 ? (
                  <Badge tone="good" icon="zap">
                    {installations.charging(one.charging)}
                  </Badge>
                ) : null}
              </span>,
              <AccessBadge visitor={visitor} access={one.access} />,
              one.roles.map((role) => installations.roles[role]).join(", "),
            ],
          }))}
          empty={seen.search === "" ? <EmptyState icon="house">{installations.none}</EmptyState> : undefined}
        />
      </section>
      <Pager visitor={visitor} at={AT.installations} stretch={seen} />
      {alone.length > 0 ? (
        <Panel id="given" title={dashboard.given}>
          <ul class="lines">
            {alone.map((charger) => (
              <li class="line">
                <StatusLight pattern={chargerLooks(charger, visitor)[0]?.light ?? "off"} />
                <span class="line-what">
                  <a href={chargerPages(charger.id).overview}>{charger.name}</a>{" "}
                  <span class="quiet">{charger.installation.name}</span>
                </span>
                <span>{chargerLooks(charger, visitor)[0]?.word}</span>
                <span class="line-end quiet">
                  {charger.roles.map((role) => installations.roles[role]).join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </Shell>
  );
}

/** What was typed into the form of an installation, and what is wrong with it. */
export interface InstallationFormView {
  readonly name: string;
  readonly type: string;
  readonly address: string;
  readonly zone: string;
  readonly errors: Readonly<Partial<Record<"name" | "type" | "address" | "zone", string>>>;
}

/** A new installation: what kind, what it is called, where it is. */
export function NewInstallationPage(props: {
  readonly visitor: Visitor;
  readonly form: InstallationFormView;
}) {
  const { visitor, form } = props;
  const { installations, act } = siteWords(visitor);
  return (
    <Shell visitor={visitor} title={installations.add} here={AT.installations}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.installations, label: installations.title }]}
        here={installations.add}
      />
      <PageHead title={installations.add} intro={installations.addIntro} />
      <form method="post" action={OWN.newInstallation} class="panel" novalidate>
        <Csrf visitor={visitor} />
        <div class="form">
          <InstallationFields visitor={visitor} form={form} />
          <div class="form-end">
            <Button tone="primary" icon="plus">
              {installations.add}
            </Button>
            <a class="button button-quiet" href={AT.installations}>
              {act.cancel}
            </a>
          </div>
        </div>
      </form>
    </Shell>
  );
}

/** The fields that a new installation and its settings share. */
export function InstallationFields(props: {
  readonly visitor: Visitor;
  readonly form: InstallationFormView;
}) {
  const { visitor, form } = props;
  const { installations } = siteWords(visitor);
  const types = ["go", "home", "pro"] as const;
  return (
    <>
      <ChoiceField
        id="type"
        name="type"
        label={installations.type}
        value={form.type}
        error={form.errors.type}
        options={types.map((type) => ({
          value: type,
          label: installations.types[type],
          hint: installations.typeMeans[type],
        }))}
      />
      <Field
        id="name"
        name="name"
        label={installations.name}
        hint={installations.nameHint}
        value={form.name}
        maxLength={80}
        required
        error={form.errors.name}
      />
      <Field
        id="address"
        name="address"
        label={installations.address}
        hint={installations.addressHint}
        value={form.address}
        maxLength={200}
        autocomplete="street-address"
        error={form.errors.address}
      />
      <Field
        id="zone"
        name="zone"
        label={installations.zone}
        hint={installations.zoneHint}
        value={form.zone}
        maxLength={60}
        list={ZONES}
        error={form.errors.zone}
      />
    </>
  );
}

/** To choose from; any other may be typed. */
const ZONES: readonly string[] = Intl.supportedValuesOf("timeZone").filter((zone) =>
  zone.startsWith("Europe/"),
);
