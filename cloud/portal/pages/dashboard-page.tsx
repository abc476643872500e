/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { type Step, Steps } from "../../../ui/steps.tsx";
import { Moment } from "../../../ui/time.tsx";
import { wordsFor } from "../../../ui/told.ts";
import type { InstallationId } from "../../database/ids.ts";
import type { FindingItem } from "../../history/findings.ts";
import type { RunningSession } from "../../history/running-sessions.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Stretch } from "../../sites/stretch.ts";
import type { Visitor } from "../visitor.ts";
import { ChargerTile, whoWords } from "./charger-parts.tsx";
import { energyWords } from "./energy-words.ts";
import { Finder, isFirst, Pager } from "./long-list.tsx";
import { AT } from "./places.ts";
import { Shell } from "./shell.tsx";
import { chargerPages, installationPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** What the dashboard shows. */
export interface DashboardPicture {
  readonly installations: readonly Pick<SeenInstallation, "id" | "name" | "roles">[];
  readonly chargers: Stretch<SeenCharger>;
  /** Those of the stretch, and those at which somebody charges. */
  readonly charging: readonly SeenCharger[];
  readonly sessions: readonly RunningSession[];
  readonly notices: readonly (FindingItem & {
    readonly installation: { readonly id: InstallationId; readonly name: string };
  })[];
  /** How many charge cards the viewer has. */
  readonly cards: number;
}

/** What somebody sees first: what there is, what charges, what needs attention; or how to begin. */
export function DashboardPage(props: { readonly visitor: Visitor; readonly picture: DashboardPicture }) {
  const { visitor, picture } = props;
  const { dashboard } = siteWords(visitor);
  const name = visitor.signedIn?.person.name ?? "";
  return (
    <Shell visitor={visitor} title={dashboard.title} here={AT.home}>
      <PageHead
        title={isNew(picture) ? dashboard.welcome(name) : dashboard.title}
        intro={isNew(picture) ? dashboard.start : undefined}
      />
      <Finder visitor={visitor} at={AT.home} stretch={picture.chargers} />
      <div class="dashboard" data-live={isFirst(picture.chargers) ? "home" : undefined}>
        <Dashboard visitor={visitor} picture={picture} />
      </div>
      <Pager visitor={visitor} at={AT.home} stretch={picture.chargers} />
    </Shell>
  );
}

/** The parts of it that change by themselves. */
export function dashboardRegions(visitor: Visitor, picture: DashboardPicture): ReadonlyMap<string, string> {
  return new Map([["dashboard", htmlOf(<Dashboard visitor={visitor} picture={picture} />)]]);
}

function isNew({ installations, chargers }: DashboardPicture): boolean {
  return installations.length === 0 && chargers.total === 0 && isFirst(chargers);
}

function Dashboard({ visitor, picture }: { readonly visitor: Visitor; readonly picture: DashboardPicture }) {
  const { dashboard, act } = siteWords(visitor);
  const { charging, sessions } = picture;
  const chargers = picture.chargers.items;
  const steps = stepsOf(picture, visitor);
  return (
    <div id="dashboard" class="dashboard">
      {steps ? (
        <Panel id="steps" title={dashboard.steps}>
          <Steps steps={steps} done={act.done} />
          {isNew(picture) ? (
            <p class="panel-note with-icon">
              <Icon name="key-round" />
              <span>{dashboard.orAccess}</span>
            </p>
          ) : null}
        </Panel>
      ) : null}
      {chargers.length > 0 ? (
        <>
          <Notices visitor={visitor} picture={picture} />
          {steps && sessions.length === 0 ? null : (
            <Panel id="charging-now" title={dashboard.chargingNow}>
              {sessions.length === 0 ? (
                <EmptyState icon="zap">{dashboard.nothingCharges}</EmptyState>
              ) : (
                <ul class="lines">
                  {sessions.map((session) => (
                    <ChargingLine visitor={visitor} session={session} chargers={charging} />
                  ))}
                </ul>
              )}
            </Panel>
          )}
          <h2 class="section-title">{dashboard.chargers}</h2>
          <div class="tiles">
            {chargers.map((charger) => (
              <ChargerTile
                visitor={visitor}
                charger={charger}
                sessions={sessions.filter((session) => session.charger === charger.id)}
                where={true}
                quick={true}
              />
            ))}
          </div>
        </>
      ) : null}
    </div>
  );
}

function ChargingLine(props: {
  readonly visitor: Visitor;
  readonly session: RunningSession;
  readonly chargers: readonly SeenCharger[];
}) {
  const { visitor, session, chargers } = props;
  const charger = chargers.find(({ id }) => id === session.charger);
  if (!charger) return null;
  return (
    <li class="line">
      <Icon name="zap" />
      <span class="line-what">
        <a href={chargerPages(charger.id).overview}>{charger.name}</a>{" "}
        <span class="quiet">{charger.installation.name}</span>
      </span>
      <span>{whoWords(session.who, visitor)}</span>
      <span class="line-end number">{energyWords(session.energyWh, visitor)}</span>
    </li>
  );
}

function Notices({ visitor, picture }: { readonly visitor: Visitor; readonly picture: DashboardPicture }) {
  const { dashboard, health } = siteWords(visitor);
  if (picture.notices.length === 0) return null;
  return (
    <Panel id="notices" title={dashboard.notices}>
      <ul class="lines">
        {picture.notices.map(({ code, at, charger, installation }) => (
          <li class="line line-notice">
            <Icon name="triangle-alert" />
            <span class="line-what">
              {wordsFor(health.findingText, code) ?? health.findingOther}{" "}
              <span class="quiet">
                {charger ? `${charger.name}, ` : ""}
                {installation.name}, <Moment at={at} language={visitor.language} />
              </span>
            </span>
            <a class="line-end" href={installationPages(installation.id).health}>
              {dashboard.look}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The way to one's own first charge; null: it is done, or the installation is somebody else's. */
function stepsOf(
  { installations, chargers: { items: chargers, pages, search }, cards }: DashboardPicture,
  visitor: Visitor,
): Step[] | null {
  if (pages > 1 || search !== "") return null;
  const { dashboard } = siteWords(visitor);
  const own = installations.find(({ roles }) => roles.includes("owner"));
  if (!own && chargers.length > 0) return null;
  const ofOwn = chargers.filter(({ installation }) => installation.id === own?.id);
  const joined = ofOwn.find(({ joinedAt }) => joinedAt !== null);
  const waiting = ofOwn.find(({ joinedAt }) => joinedAt === null);
  const done = [own !== undefined, joined !== undefined, cards > 0];
  if (!done.includes(false)) return null;
  const next = done.indexOf(false);
  const charger = waiting
    ? chargerPages(waiting.id).registration
    : own && installationPages(own.id).newCharger;
  const all = [
    {
      title: dashboard.stepInstallation,
      text: dashboard.stepInstallationText,
      href: OWN.newInstallation,
    },
    { title: dashboard.stepCharger, text: dashboard.stepChargerText, href: charger },
    { title: dashboard.stepCard, text: dashboard.stepCardText, href: OWN.addCard },
  ];
  return all.map(({ title, text, href }, index) => ({
    title,
    state: done[index] ? "done" : index === next ? "next" : "later",
    text: (
      <>
        <p>{text}</p>
        {index === next && href ? (
          <a class="button button-primary" href={href}>
            <Icon name="plus" />
            <span class="button-words">{title}</span>
          </a>
        ) : null}
      </>
    ),
  }));
}
