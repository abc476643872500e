/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Day, Moment } from "../../../ui/time.tsx";
import type { OwnCard } from "../../credentials/cards.ts";
import { LABEL_AT_MOST } from "../../credentials/label.ts";
import type { RefusedTap } from "../../credentials/refused-taps.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";
import { cardAt, chargerPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { OwnParts } from "./sub-parts.tsx";

/** Whether a card may charge, as a badge. */
export function CardStatus(props: { readonly visitor: Visitor; readonly status: "active" | "blocked" }) {
  const { cards } = siteWords(props.visitor);
  return props.status === "active" ? (
    <Badge tone="good">{cards.active}</Badge>
  ) : (
    <Badge tone="bad">{cards.blocked}</Badge>
  );
}

/** B8: one's own charge cards. */
export function CardsPage(props: { readonly visitor: Visitor; readonly cards: readonly OwnCard[] }) {
  const { visitor, cards: own } = props;
  const { cards, act } = siteWords(visitor);
  const add = (
    <a class="button button-primary" href={OWN.addCard}>
      <Icon name="plus" />
      <span class="button-words">{cards.add}</span>
    </a>
  );
  return (
    <Shell visitor={visitor} title={cards.title} here={AT.charging}>
      <PageHead title={cards.title} intro={cards.intro} aside={own.length > 0 ? add : undefined} />
      <OwnParts visitor={visitor} here={OWN.cards} />
      <section class="panel" aria-label={cards.title}>
        <DataTable
          caption={cards.title}
          columns={[
            { label: cards.label },
            { label: cards.card },
            { label: cards.status },
            { label: cards.added },
            { label: act.remove, unseen: true },
          ]}
          rows={own.map((card) => ({
            id: `card-${card.id}`,
            cells: [
              card.label === "" ? cards.card : card.label,
              <span class="number">{card.shown}</span>,
              <CardStatus visitor={visitor} status={card.status} />,
              <span>
                <Day at={card.createdAt} language={visitor.language} />{" "}
                <span class="quiet">{cards.source[card.source]}</span>
              </span>,
              <span class="row row-end">
                <form method="post" action={`${cardAt(card.id)}/status`}>
                  <Csrf visitor={visitor} />
                  <input
                    type="hidden"
                    name="status"
                    value={card.status === "active" ? "blocked" : "active"}
                  />
                  <Button small>
                    {card.status === "active" ? act.block : act.unblock}
                    <span class="unseen"> {card.shown}</span>
                  </Button>
                </form>
                <Confirmed
                  id={`remove-${card.id}`}
                  small
                  icon="trash-2"
                  label={
                    <>
                      {act.remove}
                      <span class="unseen"> {card.shown}</span>
                    </>
                  }
                  question={cards.removeAsk(card.label === "" ? card.shown : `${card.label} (${card.shown})`)}
                >
                  <form method="post" action={`${cardAt(card.id)}/remove`}>
                    <Csrf visitor={visitor} />
                    <Button tone="danger">{act.remove}</Button>
                  </form>
                </Confirmed>
              </span>,
            ],
          }))}
          empty={
            <div class="empty-first">
              <EmptyState icon="credit-card">{cards.none}</EmptyState>
              {add}
            </div>
          }
        />
      </section>
    </Shell>
  );
}

/** What was typed for a card; numbers that may have been meant are for the person who typed it alone. */
export interface CardFormView {
  readonly number: string;
  readonly label: string;
  readonly errors: Readonly<Partial<Record<"number" | "label", string>>>;
  readonly hints: readonly string[];
}

/** The three ways to a card of one's own: typed, scanned, from a refused tap. */
export function AddCardPage(props: {
  readonly visitor: Visitor;
  readonly form: CardFormView;
  /** Chargers that are online where one may charge. */
  readonly scanners: readonly SeenCharger[];
  readonly taps: readonly RefusedTap[];
}) {
  const { visitor, form, scanners, taps } = props;
  const { cards, act } = siteWords(visitor);
  return (
    <Shell visitor={visitor} title={cards.addTitle} here={AT.charging}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: OWN.history, label: visitor.words.nav.charging },
          { href: OWN.cards, label: cards.title },
        ]}
        here={cards.addTitle}
      />
      <PageHead title={cards.addTitle} intro={cards.intro} />
      <Panel id="typed" title={cards.typed}>
        <form method="post" action={OWN.addCard} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Field
            id="number"
            name="number"
            label={cards.number}
            hint={cards.numberHint}
            value={form.number}
            maxLength={64}
            required
            error={form.errors.number}
          />
          {form.hints.length > 0 ? (
            <ul class="hints">
              {form.hints.map((hint) => (
                <li class="with-icon">
                  <Icon name="info" />
                  <span>{hint}</span>
                </li>
              ))}
            </ul>
          ) : null}
          <Field
            id="label"
            name="label"
            label={cards.labelField}
            hint={cards.labelHint}
            value={form.label}
            maxLength={LABEL_AT_MOST}
            error={form.errors.label}
          />
          <div class="form-end">
            <Button tone="primary" icon="plus">
              {cards.submit}
            </Button>
            <a class="button button-quiet" href={OWN.cards}>
              {act.cancel}
            </a>
          </div>
        </form>
      </Panel>
      <Panel id="scanned" title={cards.scanned}>
        <p class="page-intro">{cards.scannedText}</p>
        {scanners.length === 0 ? (
          <EmptyState icon="nfc">{cards.noScanner}</EmptyState>
        ) : (
          <div class="row">
            {scanners.map((charger) => (
              <a class="button button-plain" href={chargerPages(charger.id).scan}>
                <Icon name="smartphone-nfc" />
                <span class="button-words">
                  {cards.scanAt(charger.name)} <span class="quiet">{charger.installation.name}</span>
                </span>
              </a>
            ))}
          </div>
        )}
      </Panel>
      <Panel id="taps" title={cards.refused}>
        <p class="page-intro">{cards.refusedText}</p>
        <Taps visitor={visitor} taps={taps.filter(({ mayAdd }) => mayAdd)} />
      </Panel>
    </Shell>
  );
}

/** Refused taps of cards that nobody knows, each of which its holder can add. */
export function Taps(props: { readonly visitor: Visitor; readonly taps: readonly RefusedTap[] }) {
  const { visitor, taps } = props;
  const { cards, health } = siteWords(visitor);
  if (taps.length === 0) return <EmptyState icon="history">{cards.noRefused}</EmptyState>;
  return (
    <ul class="lines">
      {taps.map((tap) => (
        <li class="line">
          <Icon name="credit-card" />
          <span class="line-what">
            <span class="number">{tap.shown}</span>{" "}
            <span class="quiet">
              {cards.refusedAt(tap.reader ?? health.reader, tap.charger.name)},{" "}
              <Moment at={tap.at} language={visitor.language} />
            </span>
          </span>
          {tap.mayAdd ? (
            <form class="line-end" method="post" action={`${OWN.cards}/from-tap`}>
              <Csrf visitor={visitor} />
              <input type="hidden" name="tap" value={tap.id} />
              <Button small icon="plus">
                {health.addIt}
                <span class="unseen"> {tap.shown}</span>
              </Button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
