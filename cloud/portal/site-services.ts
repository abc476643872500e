import { Cards } from "../credentials/cards.ts";
import { type AskUnit, Enrolments } from "../credentials/enrolment.ts";
import { PersonalData } from "../credentials/personal-data.ts";
import { PinCodes } from "../credentials/pin-codes.ts";
import { RefusedTaps } from "../credentials/refused-taps.ts";
import { StopGroups } from "../credentials/stop-groups.ts";
import { Findings } from "../history/findings.ts";
import { Health } from "../history/health.ts";
import { History } from "../history/history.ts";
import type { CloudParts } from "../parts.ts";
import { AccessSwitch, type TellsAccess } from "../sites/access.ts";
import { Chargers } from "../sites/chargers.ts";
import { Circuits } from "../sites/circuits.ts";
import { Installations } from "../sites/installations.ts";
import { SeenChargers } from "../sites/seen-chargers.ts";
import { RemoteControl } from "../units/remote-control.ts";

/** Chargers' units, as the pages reach them. */
export interface UnitsPort {
  readonly ask: AskUnit;
  readonly access: TellsAccess;
}

/** What the pages around installations and chargers call. Each service asks `may` itself. */
export interface SiteServices {
  readonly installations: Installations;
  readonly circuits: Circuits;
  readonly chargers: Chargers;
  readonly seen: SeenChargers;
  readonly access: AccessSwitch;
  readonly remote: RemoteControl;
  readonly cards: Cards;
  readonly pins: PinCodes;
  readonly stopGroups: StopGroups;
  readonly enrolments: Enrolments;
  readonly taps: RefusedTaps;
  readonly history: History;
  readonly health: Health;
  readonly findings: Findings;
  readonly personal: PersonalData;
}

/** All of them on one database. */
export function makeSiteServices(parts: CloudParts, { ask, access }: UnitsPort): SiteServices {
  return {
    installations: new Installations(parts),
    circuits: new Circuits(parts),
    chargers: new Chargers(parts),
    seen: new SeenChargers(parts),
    access: new AccessSwitch(parts, access),
    remote: new RemoteControl(parts, ask),
    cards: new Cards(parts),
    pins: new PinCodes(parts),
    stopGroups: new StopGroups(parts),
    enrolments: new Enrolments(parts, ask),
    taps: new RefusedTaps(parts),
    history: new History(parts),
    health: new Health(parts),
    findings: new Findings(parts),
    personal: new PersonalData(parts),
  };
}
