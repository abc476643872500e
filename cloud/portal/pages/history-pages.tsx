/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { PageHead } from "../../../ui/page-head.tsx";
import type { Visitor } from "../visitor.ts";
import { HistoryParts, type HistoryPicture } from "./history-page.tsx";
import { PlaceShell, type ShownPlace } from "./place-shell.tsx";
import { AT } from "./places.ts";
import { Shell } from "./shell.tsx";
import { OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { OwnParts } from "./sub-parts.tsx";

/** The history of an installation or of one charger. */
export function PlaceHistoryPage(props: {
  readonly visitor: Visitor;
  readonly place: ShownPlace;
  readonly picture: HistoryPicture;
}) {
  const { visitor, place, picture } = props;
  return (
    <PlaceShell visitor={visitor} place={place} title={siteWords(visitor).history.title} here={picture.at}>
      <HistoryParts visitor={visitor} picture={picture} />
    </PlaceShell>
  );
}

/** One's own history, wherever it was. */
export function OwnHistoryPage(props: { readonly visitor: Visitor; readonly picture: HistoryPicture }) {
  const { visitor, picture } = props;
  const { history } = siteWords(visitor);
  return (
    <Shell visitor={visitor} title={history.mine} here={AT.charging}>
      <PageHead title={history.mine} />
      <OwnParts visitor={visitor} here={OWN.history} />
      <HistoryParts visitor={visitor} picture={picture} />
    </Shell>
  );
}
