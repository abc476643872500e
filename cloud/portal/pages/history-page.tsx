/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { BarChart } from "../../../ui/bar-chart.tsx";
import { Button } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable, type Row } from "../../../ui/data-table.tsx";
import { Figure, Figures } from "../../../ui/facts.tsx";
import { DateField } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LANGUAGES } from "../../../ui/language.ts";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import { capital, wordsFor } from "../../../ui/told.ts";
import type { EnergySum, HistoryItem, HistoryPage as Stretch } from "../../history/history.ts";
import type { Visitor } from "../visitor.ts";
import { energyWords, scaleWords } from "./energy-words.ts";
import { siteWords } from "./site-words-of.ts";

/** What was chosen above a history; empty: nothing. */
export interface HistoryChoice {
  readonly from: string;
  readonly to: string;
  readonly charger: string;
  readonly person: string;
  readonly by: string;
  /** What is wrong with the days; empty: nothing. */
  readonly error: string;
}

type Named = { readonly id: string; readonly name: string };

/** A stretch of a history, its filters, its chart, its totals. */
export interface HistoryPicture {
  /** The page's own address. */
  readonly at: string;
  readonly choice: HistoryChoice;
  readonly stretch: Stretch;
  /** Whether this is not the newest stretch. */
  readonly older: boolean;
  /** To choose from; none of them: not to be chosen. */
  readonly chargers: readonly Named[];
  readonly people: readonly Named[];
  /** Null: no chart. */
  readonly chart: { readonly unit: "day" | "month"; readonly sums: readonly EnergySum[] } | null;
  /** Where the same is as CSV; null: nowhere. */
  readonly csv: string | null;
  /** Whether it is of several people. */
  readonly names: boolean;
}

/** Charge history: filters, totals, a chart, and every session (B7). */
export function HistoryParts({
  visitor,
  picture,
}: {
  readonly visitor: Visitor;
  readonly picture: HistoryPicture;
}) {
  const { history, act } = siteWords(visitor);
  const { choice, stretch, chart, csv, names } = picture;
  const filtered = ["from", "to", "charger", "person", "by"].some(
    (name) => name in choice && choice[name as keyof HistoryChoice] !== "",
  );
  const query = queryOf(choice);
  return (
    <>
      <Filters visitor={visitor} picture={picture} filtered={filtered} />
      {stretch.totals.sessions > 0 ? (
        <Panel
          id="energy"
          title={history.chart}
          aside={
            csv === null ? undefined : (
              <a class="button button-quiet" href={`${csv}${query === "" ? "" : `?${query}`}`} download>
                <Icon name="download" />
                <span class="button-words">{history.csv}</span>
              </a>
            )
          }
        >
          <Figures>
            <Figure label={history.total}>{energyWords(stretch.totals.energyWh, visitor)}</Figure>
            <Figure label={history.title}>{history.sessions(stretch.totals.sessions)}</Figure>
          </Figures>
          {chart && chart.sums.length > 0 ? (
            <>
              <p class="over">{chart.unit === "day" ? history.perDay : history.perMonth}</p>
              <EnergyChart visitor={visitor} chart={chart} />
            </>
          ) : null}
        </Panel>
      ) : null}
      <section class="panel table-dense" aria-label={history.title}>
        <DataTable
          caption={history.title}
          columns={[
            { label: history.start },
            ...(names ? [{ label: history.who }] : []),
            { label: history.by },
            { label: history.charger },
            { label: history.lasted, numeric: true },
            { label: history.energy, numeric: true },
            { label: history.reason },
          ]}
          rows={stretch.items.map((item) => rowOf(item, visitor, names))}
          empty={<EmptyState icon="history">{filtered ? history.noneSuch : history.none}</EmptyState>}
        />
      </section>
      {picture.older || stretch.next !== null ? (
        <div class="row page-foot">
          {picture.older ? (
            <a class="button button-quiet" href={`${picture.at}${query === "" ? "" : `?${query}`}`}>
              {act.newest}
            </a>
          ) : null}
          {stretch.next === null ? null : (
            <a
              class="button button-plain"
              rel="next"
              href={`${picture.at}?${query === "" ? "" : `${query}&`}after=${encodeURIComponent(stretch.next)}`}
            >
              {act.older}
            </a>
          )}
        </div>
      ) : null}
    </>
  );
}

/** The choice as it stands in addresses. */
function queryOf({ from, to, charger, person, by }: HistoryChoice): string {
  const chosen = Object.entries({ from, to, charger, person, by }).filter(([, value]) => value !== "");
  return new URLSearchParams(chosen).toString();
}

function Filters(props: {
  readonly visitor: Visitor;
  readonly picture: HistoryPicture;
  readonly filtered: boolean;
}) {
  const { visitor, picture, filtered } = props;
  const { history } = siteWords(visitor);
  const { choice, chargers, people, at } = picture;
  const all = { value: "", label: history.all };
  const bys = ["card", "pin", "remote", "open"] as const;
  return (
    <form method="get" action={at} class="filters" aria-label={history.title}>
      <DateField id="from" name="from" label={history.from} value={choice.from} error={choice.error} />
      <DateField id="to" name="to" label={history.to} value={choice.to} />
      {chargers.length > 1 ? (
        <Select
          id="charger"
          name="charger"
          label={history.charger}
          value={choice.charger}
          options={[all, ...chargers.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      ) : null}
      {people.length > 1 ? (
        <Select
          id="person"
          name="person"
          label={history.person}
          value={choice.person}
          options={[all, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      ) : null}
      <Select
        id="by"
        name="by"
        label={history.by}
        value={choice.by}
        options={[all, ...bys.map((value) => ({ value, label: history.bys[value] }))]}
      />
      <div class="row filters-end">
        <Button>{history.filter}</Button>
        {filtered ? (
          <a class="button button-quiet" href={at}>
            {history.clear}
          </a>
        ) : null}
      </div>
    </form>
  );
}

function EnergyChart(props: {
  readonly visitor: Visitor;
  readonly chart: NonNullable<HistoryPicture["chart"]>;
}) {
  const { visitor, chart } = props;
  const { history } = siteWords(visitor);
  const { locale } = LANGUAGES[visitor.language];
  const byDay = chart.unit === "day";
  // Hardly more words than that fit under the bars.
  const every = Math.ceil(chart.sums.length / 6);
  return (
    <BarChart
      id="energy-chart"
      title={byDay ? history.perDay : history.perMonth}
      columns={{ label: byDay ? history.day : history.month, value: history.energy }}
      asTable={history.asTable}
      worded={(wattHours) => scaleWords(wattHours, visitor)}
      bars={chart.sums.map(({ period, energyWh }, index) => {
        const day = new Date(`${byDay ? period : `${period}-01`}T00:00:00Z`);
        const label = day.toLocaleDateString(locale, {
          timeZone: "UTC",
          ...(byDay && { day: "numeric" }),
          month: "short",
          year: "numeric",
        });
        const short = day.toLocaleDateString(locale, {
          timeZone: "UTC",
          ...(byDay ? { day: "numeric", month: "numeric" } : { month: "short" }),
        });
        return { label, short: index % every === 0 ? short : "", value: energyWh };
      })}
    />
  );
}

function rowOf(item: HistoryItem, visitor: Visitor, names: boolean): Row {
  const { history, act } = siteWords(visitor);
  const { startedAt, endedAt, energyWh, reason, by, credential, person, charger, connector, lost } = item;
  const runs = endedAt === null && lost === null;
  return {
    id: `session-${item.session}`,
    cells: [
      <Moment at={startedAt} language={visitor.language} />,
      ...(names ? [person ? person.name : by === null ? history.anyone : history.erased] : []),
      <span class="row tight">
        {history.bys[by ?? "open"]}
        {credential === null ? null : <span class="number quiet">{credential}</span>}
      </span>,
      <span>
        {charger.name}
        {connector === null ? null : <span class="quiet"> {connector}</span>}
      </span>,
      endedAt === null ? act.notSaid : history.minutes(Math.round((endedAt - startedAt) / 60_000)),
      energyWords(energyWh, visitor),
      runs ? (
        <Badge tone="good" icon="zap">
          {history.running}
        </Badge>
      ) : (
        capital(wordsFor(visitor.shared.stops, reason) ?? reason ?? act.notSaid)
      ),
    ],
  };
}
