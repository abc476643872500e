/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { may } from "../../access/may.ts";
import type { RunningSession } from "../../history/running-sessions.ts";
import type { SeenCircuit } from "../../sites/circuits.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Stretch } from "../../sites/stretch.ts";
import type { Visitor } from "../visitor.ts";
import { ChargerTile } from "./charger-parts.tsx";
import { AccessBadge } from "./installations-page.tsx";
import { Finder, isFirst, Pager } from "./long-list.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { actorOf } from "./sub-parts.tsx";

/** What the page of one installation shows. */
export interface InstallationPicture {
  readonly installation: SeenInstallation;
  readonly circuits: readonly SeenCircuit[];
  readonly chargers: Stretch<SeenCharger>;
  readonly sessions: readonly RunningSession[];
}

/** An installation: its circuits, the charge points on each, and what they do now. */
export function InstallationPage(props: {
  readonly visitor: Visitor;
  readonly picture: InstallationPicture;
}) {
  const { visitor, picture } = props;
  const { installation } = picture;
  const { installation: words } = siteWords(visitor);
  const at = installationPages(installation.id);
  const mayAdd = may(actorOf(visitor), "installation.add-charger", {
    kind: "installation",
    id: installation.id,
  });
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation }}
      title={words.overview}
      here={at.overview}
      intro={installation.address}
      aside={
        mayAdd ? (
          <a class="button button-primary" href={at.newCharger}>
            <Icon name="plus" />
            <span class="button-words">{words.addCharger}</span>
          </a>
        ) : undefined
      }
    >
      <Finder visitor={visitor} at={at.overview} stretch={picture.chargers} />
      <div data-live={isFirst(picture.chargers) ? `installations/${installation.id}` : undefined}>
        <Circuits visitor={visitor} picture={picture} />
      </div>
      <Pager visitor={visitor} at={at.overview} stretch={picture.chargers} />
    </PlaceShell>
  );
}

/** The parts of it that change by themselves. */
export function installationRegions(
  visitor: Visitor,
  picture: InstallationPicture,
): ReadonlyMap<string, string> {
  return new Map([["circuits", htmlOf(<Circuits visitor={visitor} picture={picture} />)]]);
}

function Circuits({
  visitor,
  picture,
}: {
  readonly visitor: Visitor;
  readonly picture: InstallationPicture;
}) {
  const { installation, sessions } = picture;
  const { items: chargers, pages, search } = picture.chargers;
  // Of a part of the chargers nobody can tell that a circuit has none.
  const isWhole = pages === 1 && search === "";
  const circuits = picture.circuits.filter(
    ({ id }) => isWhole || chargers.some(({ circuit }) => circuit?.id === id),
  );
  const { installation: words, access } = siteWords(visitor);
  const at = installationPages(installation.id);
  const maySwitch = may(actorOf(visitor), "installation.access", {
    kind: "installation",
    id: installation.id,
  });
  const loose = chargers.filter(({ circuit }) => circuit === null);
  const mayAdd = installation.roles.some((role) => role !== "user");
  return (
    <div id="circuits" class="dashboard">
      <div class="access-line">
        <AccessBadge visitor={visitor} access={installation.access} />
        <span class="quiet">
          {installation.access === "open" ? access.isOpenText : access.isRestrictedText}
        </span>
        {maySwitch ? <a href={at.authentication}>{words.settings}</a> : null}
      </div>
      {circuits.map((circuit) => (
        <Circuit
          visitor={visitor}
          id={`circuit-${circuit.id}`}
          title={circuit.name}
          fuse={words.fuse(circuit.fuse)}
          chargers={chargers.filter((charger) => charger.circuit?.id === circuit.id)}
          sessions={sessions}
        />
      ))}
      {loose.length > 0 ? (
        <Circuit
          visitor={visitor}
          id="circuit-none"
          title={picture.circuits.length > 0 ? words.noCircuit : siteWords(visitor).dashboard.chargers}
          fuse={null}
          chargers={loose}
          sessions={sessions}
        />
      ) : null}
      {chargers.length === 0 && isWhole ? (
        <section class="panel">
          <EmptyState icon="ev-charger">
            {mayAdd ? words.noChargers : words.noChargersOthers}{" "}
            {mayAdd ? <a href={at.newCharger}>{words.addCharger}</a> : null}
          </EmptyState>
        </section>
      ) : installation.access === "restricted" ? (
        <p class="panel-note with-icon">
          <Icon name="user-round" />
          <span>{words.legend}</span>
        </p>
      ) : null}
    </div>
  );
}

function Circuit(props: {
  readonly visitor: Visitor;
  readonly id: string;
  readonly title: string;
  readonly fuse: string | null;
  readonly chargers: readonly SeenCharger[];
  readonly sessions: readonly RunningSession[];
}) {
  const { visitor, id, title, fuse, chargers, sessions } = props;
  const { installation: words } = siteWords(visitor);
  return (
    <Panel
      id={id}
      title={title}
      aside={
        fuse === null ? undefined : (
          <span class="over row">
            <Icon name="cable" />
            {fuse}
          </span>
        )
      }
    >
      {chargers.length === 0 ? (
        <EmptyState icon="plug">{words.emptyCircuit}</EmptyState>
      ) : (
        <div class="tiles tiles-inside">
          {chargers.map((charger) => (
            <ChargerTile
              visitor={visitor}
              charger={charger}
              sessions={sessions.filter((session) => session.charger === charger.id)}
              where={false}
              quick={false}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}
