/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Badge } from "../../../ui/badge.tsx";
import { kilowattHours } from "../../../ui/energy.ts";
import { Fact, Facts, Figure, Figures } from "../../../ui/facts.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { StatusLight } from "../../../ui/light.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner, Panel } from "../../../ui/panel.tsx";
import { statusWords } from "../../../ui/status-words.ts";
import { Time } from "../../../ui/time.tsx";
import type { FlashNote } from "../flash-notes.ts";
import type { ConnectorPicture, OverviewPicture } from "../overview.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Shell } from "./shell.tsx";

/** The unit as it is now, live. */
export function OverviewPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly picture: OverviewPicture;
  readonly note: FlashNote | null;
}) {
  const { visitor, unit, picture, note } = props;
  const { overview } = visitor.words;
  const { stored } = picture;
  const nobody = stored?.people === 0 && stored.identifications === 0 && stored.list === null;
  return (
    <Shell visitor={visitor} unit={unit} title={overview.title} here={AT.overview} note={note}>
      <PageHead title={overview.title} />
      {nobody && picture.access === "restricted" ? (
        <Banner icon="users" tone="note">
          {overview.startHere} <a href={`${AT.users}/new`}>{overview.addFirst}</a>
        </Banner>
      ) : null}
      <div class="overview" data-live="overview">
        <Connectors visitor={visitor} picture={picture} />
        <UnitFacts visitor={visitor} picture={picture} />
      </div>
    </Shell>
  );
}

/** The parts of it that change by themselves, by the id of their element. */
export function overviewRegions(visitor: Visitor, picture: OverviewPicture): ReadonlyMap<string, string> {
  return new Map([
    ["connectors", htmlOf(<Connectors visitor={visitor} picture={picture} />)],
    ["facts-list", htmlOf(<FactsList visitor={visitor} picture={picture} />)],
  ]);
}

interface RegionProps {
  readonly visitor: Visitor;
  readonly picture: OverviewPicture;
}

function Connectors({ visitor, picture }: RegionProps) {
  return (
    <div id="connectors" class="connectors">
      {picture.connectors.map((connector) => (
        <Connector visitor={visitor} connector={connector} />
      ))}
    </div>
  );
}

function Connector({
  visitor,
  connector,
}: {
  readonly visitor: Visitor;
  readonly connector: ConnectorPicture;
}) {
  const { words, shared, language } = visitor;
  const { id, light, facts, session } = connector;
  const { word, next } = statusWords(facts, shared);
  const open = facts.access === "open";
  return (
    <section class="panel connector" aria-labelledby={`connector-${id}-title`}>
      <header class="panel-head">
        <h2 class="over" id={`connector-${id}-title`}>
          {words.overview.connector(id)}
        </h2>
        <span class="over row">
          <Icon name={open ? "lock-open" : "lock"} />
          {open ? words.overview.open : words.overview.restricted}
        </span>
      </header>
      <div role="status">
        <p class="connector-word" id={`connector-${id}-state`}>
          <StatusLight pattern={light} />
          <span>{word}</span>
        </p>
        <p class="connector-next">{next}</p>
      </div>
      {session ? (
        <Figures>
          <Figure label={words.overview.who}>{session.who ?? words.overview.anyone}</Figure>
          <Figure label={words.overview.energy}>
            {session.energyWh === null ? "–" : kilowattHours(session.energyWh, language)}
          </Figure>
          <Figure label={words.overview.since}>
            <Time at={session.startedAt} language={language} />
          </Figure>
        </Figures>
      ) : null}
    </section>
  );
}

function UnitFacts(props: RegionProps) {
  return (
    <Panel id="facts" title={props.visitor.words.overview.facts}>
      <FactsList {...props} />
    </Panel>
  );
}

function FactsList({ visitor, picture }: RegionProps) {
  const { overview } = visitor.words;
  const { cloud, stored, clock } = picture;
  const unread = <Badge tone="bad">{overview.storeUnread}</Badge>;
  const devices = (kind: "board" | "reader" | "keypad") =>
    picture.devices
      .filter((device) => device.kind === kind)
      .map(({ name, works }) => (
        <Badge tone={works ? "good" : "bad"}>
          {name}: {works ? overview.works : overview.noAnswer}
        </Badge>
      ));
  return (
    <Facts id="facts-list">
      <Fact icon={picture.access === "open" ? "lock-open" : "lock"} label={overview.access}>
        {picture.access === "open" ? overview.accessOpen : overview.accessRestricted}
      </Fact>
      <Fact icon="users" label={overview.users}>
        {stored ? (
          <a href={AT.users}>{overview.usersCount(stored.people, stored.identifications)}</a>
        ) : (
          unread
        )}
      </Fact>
      <Fact icon="cloud" label={overview.cloud}>
        <Badge tone={cloud === "up" ? "good" : cloud === "down" ? "wait" : "plain"}>
          {cloud === "up" ? overview.cloudUp : cloud === "down" ? overview.cloudDown : overview.cloudNone}
        </Badge>
        {stored && stored.waiting > 0 && cloud !== "up" ? (
          <span>{overview.cloudWaiting(stored.waiting)}</span>
        ) : null}
      </Fact>
      <Fact icon="list-check" label={overview.list}>
        <ListFact visitor={visitor} picture={picture} />
      </Fact>
      <Fact icon="timer" label={overview.clock}>
        <Badge tone={clock === "synchronized" ? "good" : clock === "unknown" ? "plain" : "wait"}>
          {clock === "synchronized"
            ? overview.clockSynchronized
            : clock === "unknown"
              ? overview.clockUnknown
              : overview.clockUnsynchronized}
        </Badge>
      </Fact>
      <Fact icon="nfc" label={overview.readers}>
        {orNone(devices("reader"), visitor)}
      </Fact>
      <Fact icon="keyboard" label={overview.keypads}>
        {orNone(devices("keypad"), visitor)}
      </Fact>
      <Fact icon="zap" label={overview.boards}>
        {devices("board")}
      </Fact>
      <Fact icon="activity" label={overview.store}>
        <Badge tone={picture.storeWorks ? "good" : "bad"}>
          {picture.storeWorks ? overview.storeWorks : overview.storeLost}
        </Badge>
      </Fact>
      <Fact icon="info" label={overview.software}>
        {picture.software}
      </Fact>
    </Facts>
  );
}

function ListFact({ visitor, picture: { stored } }: RegionProps) {
  const { overview } = visitor.words;
  if (!stored) return <Badge tone="bad">{overview.storeUnread}</Badge>;
  if (!stored.list) return <>{overview.listNone}</>;
  const { version, count, stale } = stored.list;
  return (
    <>
      {overview.listVersion(version, count)}
      {stale ? <Badge tone="wait">{overview.listStale}</Badge> : null}
    </>
  );
}

function orNone(badges: Child[], visitor: Visitor): Child {
  return badges.length > 0 ? badges : visitor.words.common.none;
}
