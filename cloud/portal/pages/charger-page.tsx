/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LightRing } from "../../../ui/light-ring.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { Panel } from "../../../ui/panel.tsx";
import { Minute, Moment } from "../../../ui/time.tsx";
import { may } from "../../access/may.ts";
import type { RunningSession } from "../../history/running-sessions.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { SeenReservation } from "../../units/remote-control.ts";
import type { Visitor } from "../visitor.ts";
import { chargerLooks, LockSign, ringIcon, SessionFigures, startable, whoWords } from "./charger-parts.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { chargerPages, installationPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { actorOf } from "./sub-parts.tsx";

/** What the page of one charger shows. */
export interface ChargerPicture {
  readonly charger: SeenCharger;
  readonly sessions: readonly RunningSession[];
  readonly reservations: readonly SeenReservation[];
  /** How many charge cards the viewer has. */
  readonly cards: number;
}

/** A charger: its light, what it does, and what one can do there from here (B7, A8). */
export function ChargerPage(props: { readonly visitor: Visitor; readonly picture: ChargerPicture }) {
  const { visitor, picture } = props;
  const { charger } = picture;
  const { charger: words } = siteWords(visitor);
  const at = chargerPages(charger.id);
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation: charger.installation, charger }}
      title={words.overview}
      here={at.overview}
      intro={charger.installation.name}
    >
      <div class="dashboard" data-live={`chargers/${charger.id}`}>
        <Hero visitor={visitor} picture={picture} />
        <div class="side-by-side">
          <Actions visitor={visitor} picture={picture} />
          <AboutCharger visitor={visitor} charger={charger} />
        </div>
      </div>
    </PlaceShell>
  );
}

/** The parts of it that change by themselves. */
export function chargerRegions(visitor: Visitor, picture: ChargerPicture): ReadonlyMap<string, string> {
  return new Map([
    ["hero", htmlOf(<Hero visitor={visitor} picture={picture} />)],
    ["actions", htmlOf(<Actions visitor={visitor} picture={picture} />)],
    ["about", htmlOf(<AboutCharger visitor={visitor} charger={picture.charger} />)],
  ]);
}

interface RegionProps {
  readonly visitor: Visitor;
  readonly picture: ChargerPicture;
}

function Hero({ visitor, picture }: RegionProps) {
  const { charger, sessions } = picture;
  const { dashboard, units } = siteWords(visitor);
  const looks = chargerLooks(charger, visitor);
  return (
    <div id="hero" class="heroes">
      {looks.map((look) => {
        const id = `connector-${look.connector ?? "all"}`;
        const session = sessions.find(({ connector }) => connector === look.connector);
        return (
          <section class="panel hero" id={id} aria-labelledby={`${id}-state`}>
            <LightRing pattern={look.light} icon={ringIcon(look, charger.access)} />
            <div class="hero-words">
              <p class="over row">
                {look.connector === null ? null : <span>{dashboard.connector(look.connector)}</span>}
                <LockSign visitor={visitor} access={charger.access} />
              </p>
              <div role="status">
                <p class="hero-word" id={`${id}-state`}>
                  {look.word}
                </p>
                <p class="quiet">{look.next}</p>
                {charger.reach !== "online" && charger.heardAt !== null && charger.joinedAt !== null ? (
                  <p class="quiet">
                    {units.lastSeen}: <Moment at={charger.heardAt} language={visitor.language} />
                  </p>
                ) : null}
              </div>
              {session ? <SessionFigures visitor={visitor} session={session} /> : null}
              <ConnectorActions
                visitor={visitor}
                charger={charger}
                connector={look.connector}
                session={session}
              />
            </div>
          </section>
        );
      })}
    </div>
  );
}

function ConnectorActions(props: {
  readonly visitor: Visitor;
  readonly charger: SeenCharger;
  readonly connector: number | null;
  readonly session: RunningSession | undefined;
}) {
  const { visitor, charger, connector, session } = props;
  const { charger: words } = siteWords(visitor);
  const at = chargerPages(charger.id);
  if (connector === null || charger.reach !== "online") return null;
  if (session?.mayStop) {
    const form = (tone: "primary" | "danger", label: string) => (
      <form method="post" action={`${at.overview}/stop`}>
        <Csrf visitor={visitor} />
        <input type="hidden" name="connector" value={connector} />
        <input type="hidden" name="session" value={session.session} />
        <Button tone={tone} icon="square">
          {label}
        </Button>
      </form>
    );
    if (session.who.kind === "me") return form("primary", words.stop);
    const name = whoWords(session.who, visitor);
    return (
      <Confirmed id={`stop-${connector}`} icon="square" label={words.stop} question={words.stopAsk(name)}>
        {form("danger", words.stop)}
      </Confirmed>
    );
  }
  if (session || !startable(charger).includes(connector)) return null;
  return (
    <form method="post" action={`${at.overview}/start`} class="form-end">
      <Csrf visitor={visitor} />
      <input type="hidden" name="connector" value={connector} />
      <Button tone="primary" icon="play">
        {words.start}
      </Button>
      <span class="panel-note">{words.startHint}</span>
    </form>
  );
}

function Actions({ visitor, picture }: RegionProps) {
  const { charger, reservations, cards } = picture;
  const { charger: words } = siteWords(visitor);
  const at = chargerPages(charger.id);
  const on = {
    kind: "charger",
    id: charger.id,
    installation: charger.installation.id,
    owner: charger.owner,
  } as const;
  const charges = may(actorOf(visitor), "charger.charge", on);
  const online = charger.reach === "online";
  const [kept] = reservations;
  return (
    <div id="actions" class="actions">
      {charges ? (
        <>
          <Panel id="reserve" title={words.reserve}>
            {kept ? (
              <>
                <p class="with-icon">
                  <Icon name="calendar-clock" />
                  <span>
                    {kept.mine ? words.reservedUntil : words.reservedOther}{" "}
                    <Minute at={kept.until} language={visitor.language} />
                  </span>
                </p>
                {kept.mayCancel ? (
                  <form method="post" action={`${at.overview}/cancel-reservation`}>
                    <Csrf visitor={visitor} />
                    <input type="hidden" name="reservation" value={kept.number} />
                    <Button>{words.cancelReservation}</Button>
                  </form>
                ) : null}
              </>
            ) : (
              <>
                <p class="panel-note">{online ? words.reserveIntro : siteWords(visitor).units.unreachable}</p>
                {online ? (
                  <form method="post" action={`${at.overview}/reserve`} class="row search">
                    <Csrf visitor={visitor} />
                    <Select
                      id="minutes"
                      name="minutes"
                      label={words.reserveFor}
                      value="60"
                      options={(["30", "60", "120", "480"] as const).map((value) => ({
                        value,
                        label: words.reserveLong[value],
                      }))}
                    />
                    <Button icon="calendar-clock">{words.reserve}</Button>
                  </form>
                ) : null}
              </>
            )}
          </Panel>
          <Panel id="add-card" title={words.scan}>
            <p class="panel-note">{cards === 0 ? words.noCard : words.scanHint}</p>
            <div class="row">
              <a class={`button button-${cards === 0 ? "primary" : "plain"}`} href={at.scan}>
                <Icon name="smartphone-nfc" />
                <span class="button-words">{words.scan}</span>
              </a>
              <a class="button button-quiet" href={OWN.addCard}>
                {siteWords(visitor).scan.typeInstead}
              </a>
            </div>
          </Panel>
        </>
      ) : (
        <Panel id="no-charging" title={visitor.words.nav.charging}>
          <p class="panel-note">{words.chargeNo}</p>
        </Panel>
      )}
    </div>
  );
}

function AboutCharger({ visitor, charger }: { readonly visitor: Visitor; readonly charger: SeenCharger }) {
  const { charger: words, units, installation, installations, chargerSettings } = siteWords(visitor);
  const at = chargerPages(charger.id);
  const seesInstallation = may(actorOf(visitor), "installation.view", {
    kind: "installation",
    id: charger.installation.id,
  });
  return (
    <Panel id="about" title={charger.name}>
      <Facts>
        <Fact icon="hash" label={words.unit}>
          <span class="number">{charger.unit}</span>
        </Fact>
        <Fact icon="house" label={words.installation}>
          {seesInstallation ? (
            <a href={installationPages(charger.installation.id).overview}>{charger.installation.name}</a>
          ) : (
            charger.installation.name
          )}
        </Fact>
        {charger.circuit ? (
          <Fact icon="cable" label={words.circuit}>
            {charger.circuit.name}, {installation.fuse(charger.circuit.fuse)}
          </Fact>
        ) : null}
        <Fact icon={charger.access === "open" ? "lock-open" : "lock"} label={installations.access}>
          {charger.access === "open" ? installation.unlocked : installation.locked}
        </Fact>
        <Fact icon="list-check" label={siteWords(visitor).health.list}>
          {listWords(charger, units)}
        </Fact>
        <Fact icon="key-round" label={chargerSettings.pin}>
          <a href={at.settings}>{siteWords(visitor).installation.settings}</a>
        </Fact>
      </Facts>
    </Panel>
  );
}

/** Whether a charger has the newest list, in words. */
function listWords(
  { listInStep, reach }: Pick<SeenCharger, "listInStep" | "reach">,
  units: ReturnType<typeof siteWords>["units"],
): string {
  if (listInStep === null) return units.noList;
  if (listInStep) return units.inStep;
  return reach === "online" ? units.onItsWay : units.behind;
}
