/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Figure, Figures } from "../../../ui/facts.tsx";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { StatusLight } from "../../../ui/light.tsx";
import type { LightName } from "../../../ui/light-looks.ts";
import { LightRing } from "../../../ui/light-ring.tsx";
import { Minute } from "../../../ui/time.tsx";
import type { RunningSession, WhoCharges } from "../../history/running-sessions.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { awayLooks, type ConnectorLooks, looksOf } from "./connector-looks.ts";
import { energyWords } from "./energy-words.ts";
import { Csrf } from "./shell.tsx";
import { chargerPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** Who charges, in words. */
export function whoWords(who: WhoCharges, visitor: Visitor): string {
  const { dashboard } = siteWords(visitor);
  switch (who.kind) {
    case "me":
      return dashboard.me;
    case "named":
      return who.name === "" ? (who.credential ?? dashboard.somebody) : who.name;
    case "somebody":
      return dashboard.somebody;
    case "anyone":
      return dashboard.anyone;
  }
}

/** B5: the small figure of a charge point that asks for an authorization. */
function AuthorizationSign(props: { readonly visitor: Visitor; readonly access: "open" | "restricted" }) {
  const { installation } = siteWords(props.visitor);
  if (props.access === "open") return null;
  return (
    <span class="charge-sign" title={installation.authorizationRequired}>
      <Icon name="user-round" />
      <span class="unseen">{installation.authorizationRequired}</span>
    </span>
  );
}

/** B5: the lock of a charger, closed while authorization is required. */
export function LockSign(props: { readonly visitor: Visitor; readonly access: "open" | "restricted" }) {
  const { installation } = siteWords(props.visitor);
  const words = props.access === "open" ? installation.unlocked : installation.locked;
  return (
    <span class={`charge-sign charge-sign-${props.access}`} title={words}>
      <Icon name={props.access === "open" ? "lock-open" : "lock"} />
      <span class="unseen">{words}</span>
    </span>
  );
}

/** What stands inside the ring, by what the light says; otherwise the plug, or a lock where authorization is required. */
const RING_ICONS: Partial<Readonly<Record<LightName, IconName>>> = {
  charging: "zap",
  paused: "zap",
  fault: "triangle-alert",
  enrolment: "nfc",
  off: "power",
};

/** What stands inside a charger's ring of light. */
export function ringIcon({ light }: Pick<ConnectorLooks, "light">, access: "open" | "restricted"): IconName {
  return RING_ICONS[light] ?? (access === "open" ? "plug" : "lock");
}

/** The looks of a charger's connectors; of one that is away, one for the whole. */
export function chargerLooks(
  charger: SeenCharger,
  visitor: Visitor,
): readonly (ConnectorLooks & { readonly connector: number | null })[] {
  const away = awayLooks(charger, visitor);
  const connectors = charger.state?.connectors ?? [];
  if (away || connectors.length === 0) {
    const off = away ?? { light: "off", word: siteWords(visitor).units.unknown, next: "" };
    return [{ ...off, connector: null }];
  }
  return connectors.map((one) => ({ ...looksOf(charger, one, visitor), connector: one.id }));
}

/** A charger in a grid of them: its light, its word, who charges, and what can be done at once. */
export function ChargerTile(props: {
  readonly visitor: Visitor;
  readonly charger: SeenCharger;
  readonly sessions: readonly RunningSession[];
  /** Whether its installation is named. */
  readonly where: boolean;
  /** The quick ways to start and stop. */
  readonly quick: boolean;
}) {
  const { visitor, charger, sessions, where, quick } = props;
  const looks = chargerLooks(charger, visitor);
  const [first] = looks;
  if (!first) return null;
  const at = chargerPages(charger.id);
  const plate = looks.find(({ light }) => light === "fault") ?? first;
  return (
    <article class="panel tile" id={`tile-${charger.id}`} aria-labelledby={`tile-${charger.id}-name`}>
      <LightRing small pattern={plate.light} icon={ringIcon(plate, charger.access)} />
      <div class="tile-words">
        <h3 class="tile-name" id={`tile-${charger.id}-name`}>
          <a href={at.overview}>{charger.name}</a>
          <AuthorizationSign visitor={visitor} access={charger.access} />
          <LockSign visitor={visitor} access={charger.access} />
        </h3>
        {where ? <p class="tile-where">{charger.installation.name}</p> : null}
        <div role="status">
          <ul class="tile-states">
            {looks.map(({ light, word, connector }) => (
              <li>
                <StatusLight pattern={light} />
                <span>
                  {looks.length > 1 && connector !== null ? `${connector}: ` : ""}
                  {word}
                </span>
              </li>
            ))}
          </ul>
        </div>
        {sessions.map((session) => (
          <SessionFigures visitor={visitor} session={session} />
        ))}
        {quick ? <QuickActions visitor={visitor} charger={charger} sessions={sessions} /> : null}
      </div>
    </article>
  );
}

/** How a session stands: who, how much, since when. */
export function SessionFigures({
  visitor,
  session,
}: {
  readonly visitor: Visitor;
  readonly session: RunningSession;
}) {
  const { dashboard } = siteWords(visitor);
  return (
    <Figures>
      <Figure label={dashboard.who}>{whoWords(session.who, visitor)}</Figure>
      <Figure label={dashboard.energy}>{energyWords(session.energyWh, visitor)}</Figure>
      <Figure label={dashboard.since}>
        <Minute at={session.startedAt} language={visitor.language} />
      </Figure>
    </Figures>
  );
}

/** States in which a start may lead to something. */
const STARTABLE: readonly string[] = ["available", "awaiting-authorization", "finished", "reserved"];

/** The connectors at which the viewer can start in their own name now (B7). */
export function startable({ roles, reach, state, access }: SeenCharger): readonly number[] {
  const charges = roles.includes("owner") || roles.includes("user");
  if (!charges || reach !== "online" || !state || access === "open") return [];
  return state.connectors.filter((one) => STARTABLE.includes(one.state)).map(({ id }) => id);
}

function QuickActions(props: {
  readonly visitor: Visitor;
  readonly charger: SeenCharger;
  readonly sessions: readonly RunningSession[];
}) {
  const { visitor, charger, sessions } = props;
  const { dashboard } = siteWords(visitor);
  const at = chargerPages(charger.id);
  const stop = sessions.find(({ who, mayStop }) => who.kind === "me" && mayStop);
  const [start] = startable(charger);
  if (charger.reach !== "online" || (!stop && start === undefined)) return null;
  return (
    <form method="post" action={`${at.overview}/${stop ? "stop" : "start"}`} class="tile-actions">
      <Csrf visitor={visitor} />
      <input type="hidden" name="connector" value={stop ? stop.connector : start} />
      {stop ? <input type="hidden" name="session" value={stop.session} /> : null}
      <input type="hidden" name="from" value="home" />
      <Button small tone={stop ? "plain" : "primary"} icon={stop ? "square" : "play"}>
        {stop ? dashboard.stop1 : dashboard.start1}
        <span class="unseen"> {charger.name}</span>
      </Button>
    </form>
  );
}
