/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable, type Row } from "../../../ui/data-table.tsx";
import { kilowattHours } from "../../../ui/energy.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs, Tabs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { Credential, CredentialKey } from "../../core/credential.ts";
import type { HistoryItem, Show } from "../../history/history-item.ts";
import type { HistoryPage as Stretch } from "../../history/read-history.ts";
import type { RefusedCard } from "../../history/refused-cards.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { NameFields } from "./name-fields.tsx";
import { nameOf } from "./person-name.ts";
import { AT } from "./places.ts";
import { Search } from "./search.tsx";
import { Csrf, Shell } from "./shell.tsx";

/** Who charged when, how much and why it ended; and who was refused. */
export function HistoryPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly note: FlashNote | null;
  readonly show: Show;
  readonly stretch: Stretch;
  /** Whether this is not the newest stretch. */
  readonly older: boolean;
  /** Whose a refused card or PIN is, as far as the lists tell now; null: nobody's. */
  readonly holder: (credential: Credential) => string | null;
  /** The cards that can be added. */
  readonly addable: ReadonlySet<CredentialKey>;
}) {
  const { visitor, unit, note, show, stretch, older, addable, holder } = props;
  const { history } = visitor.words;
  const hrefs = {
    all: AT.history,
    sessions: `${AT.history}?show=sessions`,
    refusals: `${AT.history}?show=refusals`,
  };
  const more = stretch.next === null ? null : `${AT.history}?show=${show}&before=${stretch.next}`;
  return (
    <Shell visitor={visitor} unit={unit} title={history.title} here={AT.history} note={note}>
      <PageHead
        title={history.title}
        aside={
          <a class="button button-quiet" href={`${AT.history}.csv`} download>
            <Icon name="download" />
            <span class="button-words">{history.download}</span>
          </a>
        }
      />
      <Tabs
        label={history.title}
        tabs={[
          { href: hrefs.all, label: history.all },
          { href: hrefs.sessions, label: history.sessions },
          { href: hrefs.refusals, label: history.refusals },
        ]}
        here={hrefs[show]}
      />
      <section class="panel panel-body" aria-label={history.title}>
        <DataTable
          caption={history.title}
          columns={[
            { label: history.what },
            { label: history.who },
            { label: history.when },
            { label: history.energy, numeric: true },
            { label: history.why },
          ]}
          rows={stretch.items.map((item) => rowOf(item, visitor, { addable, holder }))}
          empty={<EmptyState icon="history">{show === "all" ? history.none : history.noneSuch}</EmptyState>}
        />
        {stretch.incomplete && more === null ? <p class="panel-note">{history.incomplete}</p> : null}
      </section>
      <div class="row page-foot">
        {older ? (
          <a class="button button-quiet" href={hrefs[show]}>
            {visitor.words.common.newest}
          </a>
        ) : null}
        {more ? (
          <a class="button button-plain" href={more} rel="next">
            {visitor.words.common.older}
          </a>
        ) : null}
      </div>
    </Shell>
  );
}

function rowOf(
  item: HistoryItem,
  visitor: Visitor,
  { addable, holder }: Pick<Parameters<typeof HistoryPage>[0], "addable" | "holder">,
): Row {
  const { words, shared, language } = visitor;
  const { history, common } = words;
  const id = `item-${item.seq}`;
  switch (item.kind) {
    case "session": {
      const { running, startedAt, endedAt, energyWh, reason, stoppedBy } = item;
      const lasted =
        startedAt !== null && endedAt !== null ? Math.round((endedAt - startedAt) / 60_000) : null;
      return {
        id,
        cells: [
          <span class="row tight">
            <Badge tone={running ? "good" : "plain"} icon="zap">
              {running ? history.charging : history.charged}
            </Badge>
            <span class="quiet">{history.connector(item.connector)}</span>
          </span>,
          whose(item, visitor),
          <span>
            <Moment at={startedAt ?? endedAt ?? 0} language={language} />
            {lasted === null ? null : <span class="quiet"> {history.minutes(lasted)}</span>}
          </span>,
          energyWh === null ? "–" : kilowattHours(energyWh, language),
          reason === null ? (
            "–"
          ) : (
            <span>
              {sentence(shared.stops[reason])}
              {stoppedBy && stoppedBy.label !== item.credential?.label ? (
                <span class="quiet"> ({stoppedBy.label})</span>
              ) : null}
            </span>
          ),
        ],
      };
    }
    case "refusal":
      return {
        id,
        cells: [
          <span class="row tight">
            <Badge tone="bad">{history.refused}</Badge>
            {item.reader === null ? null : <span class="quiet">{history.at(item.reader)}</span>}
          </span>,
          <span>
            {holder(item.credential) ?? ""} <span class="number quiet">{item.credential.label}</span>
          </span>,
          <Moment at={item.at} language={language} />,
          "–",
          <span class="row">
            <span>{sentence(shared.reasons[item.reason])}</span>
            {addable.has(item.credential.key) ? (
              <a
                class="button button-plain button-small"
                href={`${AT.history}/add-card?card=${item.credential.key}`}
              >
                <Icon name="plus" />
                <span class="button-words">
                  {history.addCard}
                  <span class="unseen"> {item.credential.label}</span>
                </span>
              </a>
            ) : null}
          </span>,
        ],
      };
    case "finding":
      return {
        id,
        cells: [
          <Badge tone="wait" icon="triangle-alert">
            {sentence(shared.findings[item.code])}
          </Badge>,
          common.none,
          <Moment at={item.at} language={language} />,
          "–",
          item.count > 1 ? history.times(item.count) : "–",
        ],
      };
  }
}

function whose(item: Extract<HistoryItem, { kind: "session" }>, { words }: Visitor) {
  if (item.user === null && item.credential === null) return words.overview.anyone;
  return (
    <span>
      {item.user ?? ""} <span class="number quiet">{item.credential?.label ?? ""}</span>
    </span>
  );
}

/** The end of a sentence, by itself. */
function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A card that was refused is given to somebody. */
export function AddCardPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly tap: RefusedCard;
  readonly people: readonly PersonView[];
  /** How many people there are in all. */
  readonly total: number;
  /** Whom these are searched for by; empty: they are the first ones. */
  readonly search: string;
  readonly form: { readonly person: string; readonly firstName: string; readonly lastName: string };
  readonly errors: Readonly<Partial<Record<"person" | "firstName" | "lastName", string>>>;
}) {
  const { visitor, unit, tap, people, total, search, form, errors } = props;
  const { history, nav } = visitor.words;
  return (
    <Shell visitor={visitor} unit={unit} title={history.addTitle} here={AT.history}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.history, label: nav.history }]}
        here={history.addTitle}
      />
      <PageHead
        title={history.addTitle}
        intro={
          <>
            <Moment at={tap.at} language={visitor.language} />
            {tap.count > 1 ? ` (${history.times(tap.count)})` : ""}: {history.addIntro(tap.label, tap.reader)}
          </>
        }
      />
      {total > people.length || search !== "" ? (
        <Search visitor={visitor} search={search} action={`${AT.history}/add-card`}>
          <input type="hidden" name="card" value={tap.key} />
        </Search>
      ) : null}
      <form
        method="post"
        action={`${AT.history}/add-card?card=${tap.key}`}
        class="form panel panel-body"
        novalidate
      >
        <Csrf visitor={visitor} />
        <Select
          id="person"
          name="person"
          label={history.existing}
          value={form.person}
          error={errors.person}
          options={[
            { value: "", label: history.newUser },
            ...people.map((person) => ({ value: person.id, label: nameOf(person) })),
          ]}
        />
        <fieldset class="choice new-user">
          <legend>{history.newUser}</legend>
          <NameFields visitor={visitor} form={form} errors={errors} />
        </fieldset>
        <FormFoot visitor={visitor} words={history.add} icon="plus" back={AT.history} />
      </form>
    </Shell>
  );
}
