import type { Role } from "../../../cloud/access/role.ts";
import type { SessionId } from "../../../cloud/accounts/sessions.ts";
import type { OwnCard } from "../../../cloud/credentials/cards.ts";
import type { PinCode } from "../../../cloud/credentials/pin-codes.ts";
import { type AnyId, newId, type PersonId } from "../../../cloud/database/ids.ts";
import type { HistoryItem } from "../../../cloud/history/history.ts";
import type { RunningSession } from "../../../cloud/history/running-sessions.ts";
import type { Visitor } from "../../../cloud/portal/visitor.ts";
import { PORTAL_WORDS } from "../../../cloud/portal/words/portal-words.ts";
import type { SeenInstallation } from "../../../cloud/sites/installations.ts";
import type { SeenCharger } from "../../../cloud/sites/seen-chargers.ts";
import type { WireConnector } from "../../../protocol/state.ts";
import type { Language } from "../../../ui/language.ts";
import { WORDS } from "../../../ui/words.ts";
import { randomBytesOf } from "../parts.ts";
import { NOON } from "../site.ts";

const random = randomBytesOf(11);
const id = <Id extends AnyId>() => newId<Id>(random);
// The id of a session of the browser is of no kind of its own here.
const SESSION = id() as string as SessionId;
const HOUR = 3_600_000;

/** Ids of what the pictures show. */
export const IDS = { person: id<PersonId>() };

/** An installation as its owner sees it. */
export function installationOf(change: Partial<SeenInstallation> = {}): SeenInstallation {
  return {
    id: PLACE,
    name: "Fjordgata 12",
    type: "pro",
    address: "Fjordgata 12, 7010 Trondheim",
    zone: "Europe/Oslo",
    access: "restricted",
    createdAt: NOON,
    chargers: 4,
    roles: ["owner"],
    ...change,
  };
}
const PLACE = id<SeenInstallation["id"]>();
export const GARAGE = { id: id<NonNullable<SeenCharger["circuit"]>["id"]>(), name: "Garage left", fuse: 63 };

/** Somebody who is logged in and has these roles at the installation of the pictures. */
export function visitorOf(roles: readonly Role[] = ["owner"], language: Language = "en"): Visitor {
  return {
    language,
    words: PORTAL_WORDS[language],
    shared: WORDS[language],
    csrf: "form-secret",
    path: "/",
    query: "",
    note: null,
    signedIn: {
      person: { id: IDS.person, name: "Ann Berg", email: "ann@example.org", language },
      actor: {
        person: IDS.person,
        support: false,
        groups: [],
        standings: roles.map((role) => ({ role, on: { kind: "installation", id: PLACE }, through: null })),
      },
      session: SESSION,
    },
  };
}

/** A connector as a unit tells it. */
export function connectorOf(change: Partial<WireConnector> = {}): WireConnector {
  return {
    id: 1,
    state: "available",
    light: "ready",
    contactor: "open",
    fault: null,
    session: null,
    ...change,
  };
}

/** A charger, online. */
export function chargerOf(
  change: Partial<SeenCharger> = {},
  connectors: readonly WireConnector[] = [connectorOf()],
): SeenCharger {
  const installation = installationOf();
  return {
    id: id(),
    unit: "CG-0001",
    name: "Left",
    installation,
    circuit: GARAGE,
    owner: IDS.person,
    joinedAt: NOON - 90 * 24 * HOUR,
    reach: "online",
    reachSince: NOON - HOUR,
    heardAt: NOON - 4_000,
    state: {
      online: true,
      software: "chargegate 1.0",
      access: "restricted",
      connectors: [...connectors],
      list: { version: 12, count: 9, digest: new Uint8Array(32) },
      clock: "synchronized",
    },
    access: "restricted",
    listInStep: true,
    roles: ["owner"],
    inherited: ["owner"],
    ...change,
  };
}

/** A session that runs at a charger. */
export function sessionAt(charger: SeenCharger, change: Partial<RunningSession> = {}): RunningSession {
  return {
    charger: charger.id,
    connector: 1,
    session: "s-17",
    startedAt: NOON - HOUR,
    energyWh: 7_420,
    who: { kind: "me" },
    mayStop: true,
    ...change,
  };
}

/** A card of one's own. */
export function cardOf(change: Partial<OwnCard> = {}): OwnCard {
  return {
    id: id(),
    shown: "04…C3",
    label: "Blue tag",
    status: "active",
    source: "scanned",
    createdAt: NOON - 40 * 24 * HOUR,
    ...change,
  };
}

/** A PIN code of a guest. */
export function pinOf(change: Partial<PinCode> = {}): PinCode {
  return {
    id: id(),
    holder: null,
    label: "Cleaner",
    status: "active",
    createdAt: NOON - 24 * HOUR,
    used: 0,
    from: null,
    expiresAt: null,
    windows: ["Mon-Fri 07:00-19:00"],
    uses: null,
    chargerId: null,
    ...change,
  };
}

/** A charge that has ended. */
export function chargeOf(change: Partial<HistoryItem> = {}): HistoryItem {
  return {
    charger: { id: id(), name: "Left" },
    session: `s-${Buffer.from(random(3)).toString("hex")}`,
    connector: 1,
    startedAt: NOON - 26 * HOUR,
    endedAt: NOON - 22 * HOUR,
    energyWh: 18_250,
    reason: "EVDisconnected",
    lost: null,
    by: "card",
    credential: "04…C3",
    person: { id: IDS.person, name: "Ann Berg" },
    ...change,
  };
}
