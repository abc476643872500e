/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { DataTable } from "../../../ui/data-table.tsx";
import { EmptyState } from "../../../ui/panel.tsx";
import { Day } from "../../../ui/time.tsx";
import type { HeldCard } from "../../credentials/cards.ts";
import type { ChargerId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { Visitor } from "../visitor.ts";
import { CardStatus } from "./cards-page.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { CredentialsParts } from "./sub-parts.tsx";

/** The cards of everybody who may charge at an installation, as its owner sees them: never a number. */
export function UsersCardsPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly cards: readonly HeldCard[];
  readonly chargerName: (id: ChargerId) => string;
}) {
  const { visitor, installation, cards: held, chargerName } = props;
  const { credentials, cards, pins } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={credentials.title} here={at.cards}>
      <CredentialsParts visitor={visitor} installation={installation} here={at.cards} />
      <section class="panel" aria-label={credentials.cards}>
        <p class="page-intro">
          {credentials.cardsIntro} <a href={at.permissions}>{siteWords(visitor).installation.permissions}</a>
        </p>
        <DataTable
          caption={credentials.cards}
          columns={[
            { label: credentials.person },
            { label: cards.card },
            { label: cards.label },
            { label: pins.charger },
            { label: cards.status },
            { label: cards.added },
          ]}
          rows={held.map((card) => ({
            id: `card-${card.id}`,
            cells: [
              card.holder.name,
              <span class="number">{card.shown}</span>,
              card.label,
              card.chargers === null ? pins.everyCharger : card.chargers.map(chargerName).join(", "),
              <CardStatus visitor={visitor} status={card.status} />,
              <Day at={card.createdAt} language={visitor.language} />,
            ],
          }))}
          empty={<EmptyState icon="credit-card">{credentials.noCards}</EmptyState>}
        />
      </section>
    </PlaceShell>
  );
}
