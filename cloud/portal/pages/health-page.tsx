/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import { capital, wordsFor } from "../../../ui/told.ts";
import { may } from "../../access/may.ts";
import type { RefusedTap } from "../../credentials/refused-taps.ts";
import type { FindingItem } from "../../history/findings.ts";
import type { ChargerHealth, RefusalItem } from "../../history/health.ts";
import type { Visitor } from "../visitor.ts";
import { Taps } from "./cards-page.tsx";
import { PlaceShell, type ShownPlace } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { chargerPages, installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { actorOf } from "./sub-parts.tsx";

/** How the devices of a place are, who was refused there, and what the owner should look at. */
export interface HealthPicture {
  readonly place: ShownPlace;
  readonly chargers: readonly ChargerHealth[];
  readonly refusals: readonly RefusalItem[];
  /** Notices that were not put away; null: not on this page. */
  readonly findings: readonly FindingItem[] | null;
  /** Unknown cards that the viewer can add as theirs. */
  readonly taps: readonly RefusedTap[];
}

/** Devices' health, of an installation or of one charger. */
export function HealthPage({
  visitor,
  picture,
}: {
  readonly visitor: Visitor;
  readonly picture: HealthPicture;
}) {
  const { place, refusals, taps } = picture;
  const { health, cards } = siteWords(visitor);
  const addable = taps.filter(({ mayAdd }) => mayAdd);
  return (
    <PlaceShell visitor={visitor} place={place} title={health.title} here={healthAt(place)}>
      <div class="dashboard" data-live={liveAt(place)}>
        <Devices visitor={visitor} picture={picture} />
      </div>
      {addable.length > 0 ? (
        <Panel id="taps" title={cards.refused}>
          <p class="page-intro">{cards.refusedText}</p>
          <Taps visitor={visitor} taps={addable} />
        </Panel>
      ) : null}
      <Panel id="refusals" title={health.refusals}>
        <DataTable
          caption={health.refusals}
          columns={[
            { label: health.when },
            { label: health.what },
            { label: health.at },
            { label: health.why },
          ]}
          rows={refusals.map(({ id, at, shown, kind, charger, reader, reason }) => ({
            id: `refusal-${id}`,
            cells: [
              <Moment at={at} language={visitor.language} />,
              <span>
                {kind === "card" || kind === "pin" || kind === "remote"
                  ? `${siteWords(visitor).history.bys[kind]} `
                  : ""}
                <span class="number">{shown ?? ""}</span>
              </span>,
              <span>
                {charger.name}
                {reader === null ? null : <span class="quiet"> {reader}</span>}
              </span>,
              capital(wordsFor(visitor.shared.reasons, reason) ?? reason ?? "–"),
            ],
          }))}
          empty={<EmptyState icon="shield">{health.noRefusals}</EmptyState>}
        />
      </Panel>
    </PlaceShell>
  );
}

/** The parts of it that change by themselves. */
export function healthRegions(visitor: Visitor, picture: HealthPicture): ReadonlyMap<string, string> {
  return new Map([["devices", htmlOf(<Devices visitor={visitor} picture={picture} />)]]);
}

function healthAt({ installation, charger }: ShownPlace): string {
  return charger ? chargerPages(charger.id).health : installationPages(installation.id).health;
}

function liveAt({ installation, charger }: ShownPlace): string {
  return charger ? `chargers/${charger.id}/health` : `installations/${installation.id}/health`;
}

function Devices({ visitor, picture }: { readonly visitor: Visitor; readonly picture: HealthPicture }) {
  const { chargers, findings } = picture;
  const { health } = siteWords(visitor);
  return (
    <div id="devices" class="dashboard">
      {findings ? <Findings visitor={visitor} findings={findings} place={picture.place} /> : null}
      <Panel id="health" title={health.devices}>
        <DataTable
          caption={health.devices}
          columns={[
            { label: health.charger },
            { label: health.reach },
            { label: health.list },
            { label: health.clock },
            { label: health.reader },
            { label: health.software },
          ]}
          rows={chargers.map((one) => ({
            id: `health-${one.charger.id}`,
            cells: [
              <span class="cell-name">
                <a href={chargerPages(one.charger.id).overview}>{one.charger.name}</a>
                <span class="quiet cell-under number">{one.charger.unit}</span>
              </span>,
              <Reach visitor={visitor} health={one} />,
              <List visitor={visitor} health={one} />,
              one.clock === null ? (
                "–"
              ) : (
                <Badge
                  tone={one.clock === "synchronized" ? "good" : one.clock === "unknown" ? "plain" : "wait"}
                >
                  {health.clocks[one.clock]}
                </Badge>
              ),
              <Readers visitor={visitor} health={one} />,
              one.software ?? "–",
            ],
          }))}
          empty={<EmptyState icon="heart-pulse">{health.noChargers}</EmptyState>}
        />
      </Panel>
    </div>
  );
}

interface OneProps {
  readonly visitor: Visitor;
  readonly health: ChargerHealth;
}

function Reach({ visitor, health: { reach, heardAt } }: OneProps) {
  const { units, health } = siteWords(visitor);
  const word = reach === "never" ? units.waiting : units[reach];
  return (
    <span class="cell-name">
      <Badge tone={reach === "online" ? "good" : reach === "never" ? "plain" : "wait"}>{word}</Badge>
      {heardAt === null ? null : (
        <span class="quiet cell-under">
          {health.heard}: <Moment at={heardAt} language={visitor.language} />
        </span>
      )}
    </span>
  );
}

function List({ visitor, health: { list, reach, recordsLost } }: OneProps) {
  const { units, health } = siteWords(visitor);
  const lost = recordsLost > 0 ? <span class="quiet cell-under">{health.lost(recordsLost)}</span> : null;
  switch (list.state) {
    case "in-step":
      return (
        <span class="cell-name">
          <Badge tone="good">{units.inStep}</Badge>
          {lost}
        </span>
      );
    case "behind":
      return (
        <span class="cell-name">
          <Badge tone="wait">{reach === "online" ? units.onItsWay : units.behind}</Badge>
          {lost}
        </span>
      );
    case "unknown":
      return <>{units.noList}</>;
  }
}

function Readers({ visitor, health: one }: OneProps) {
  const { health } = siteWords(visitor);
  const { shared } = visitor;
  if (one.lost === null && one.faults.length === 0) return <>{health.readerUnknown}</>;
  return (
    <span class="cell-name">
      {one.lost === null ? null : one.lost.length === 0 ? (
        <Badge tone="good">{health.readerWorks}</Badge>
      ) : (
        one.lost.map((name) => (
          <Badge tone="bad">
            {name}: {health.readerLost}
          </Badge>
        ))
      )}
      {one.faults.map(({ connector, code }) => (
        <Badge tone="bad" icon="triangle-alert">
          {connector}: {wordsFor(shared.faults, code)?.word ?? code}
        </Badge>
      ))}
    </span>
  );
}

function Findings(props: {
  readonly visitor: Visitor;
  readonly findings: readonly FindingItem[];
  readonly place: ShownPlace;
}) {
  const { visitor, findings, place } = props;
  const { health } = siteWords(visitor);
  const mayDismiss = may(actorOf(visitor), "installation.findings.dismiss", {
    kind: "installation",
    id: place.installation.id,
  });
  return (
    <Panel id="findings" title={health.findings}>
      {findings.length === 0 ? <EmptyState icon="circle-check">{health.noFindings}</EmptyState> : null}
      <ul class="lines">
        {findings.map(({ id, at, code, charger, details }) => (
          <li class="line line-notice" id={`finding-${id}`}>
            <Icon name="triangle-alert" />
            <span class="line-what">
              <strong>{health.findingText[code]}</strong> {health.findingDo[code]}
              <span class="quiet cell-under">
                {[charger?.name, details["otherCharger"], details["user"], details["shown"]]
                  .filter((one) => typeof one === "string" && one !== "")
                  .map((one) => `${one}, `)}
                <Moment at={at} language={visitor.language} />
              </span>
            </span>
            {mayDismiss ? (
              <form
                class="line-end"
                method="post"
                action={`${installationPages(place.installation.id).health}/findings/${id}/dismiss`}
              >
                <Csrf visitor={visitor} />
                <Button small>{health.dismiss}</Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
