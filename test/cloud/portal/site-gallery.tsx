/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { HtmlEscapedString } from "hono/utils/html";
import type { Role } from "../../../cloud/access/role.ts";
import { type FindingId, type InstallationId, newId, type StopGroupId } from "../../../cloud/database/ids.ts";
import { AccessPage } from "../../../cloud/portal/pages/access-page.tsx";
import { AddChargerPage, RegistrationPage } from "../../../cloud/portal/pages/add-charger-page.tsx";
import { AddCardPage, CardsPage } from "../../../cloud/portal/pages/cards-page.tsx";
import { ChargerPage } from "../../../cloud/portal/pages/charger-page.tsx";
import { ChargerSettingsPage } from "../../../cloud/portal/pages/charger-settings-page.tsx";
import { DashboardPage } from "../../../cloud/portal/pages/dashboard-page.tsx";
import { GuestCodesPage } from "../../../cloud/portal/pages/guest-codes-page.tsx";
import { HealthPage } from "../../../cloud/portal/pages/health-page.tsx";
import { OwnHistoryPage, PlaceHistoryPage } from "../../../cloud/portal/pages/history-pages.tsx";
import { InstallationPage } from "../../../cloud/portal/pages/installation-page.tsx";
import {
  CircuitsPage,
  InstallationSettingsPage,
  RetentionPage,
} from "../../../cloud/portal/pages/installation-settings-page.tsx";
import { InstallationsPage, NewInstallationPage } from "../../../cloud/portal/pages/installations-page.tsx";
import { PersonalDataPage } from "../../../cloud/portal/pages/personal-data-page.tsx";
import { MadePinPage, NewPinPage, PinCodesPage } from "../../../cloud/portal/pages/pin-codes-page.tsx";
import { ScanPage } from "../../../cloud/portal/pages/scan-page.tsx";
import { StopGroupsPage } from "../../../cloud/portal/pages/stop-groups-page.tsx";
import { UsersCardsPage } from "../../../cloud/portal/pages/users-cards-page.tsx";
import type { Visitor } from "../../../cloud/portal/visitor.ts";
import type { Stretch } from "../../../cloud/sites/stretch.ts";
import type { Language } from "../../../ui/language.ts";
import { randomBytesOf } from "../parts.ts";
import { NOON } from "../site.ts";
import {
  cardOf,
  chargeOf,
  chargerOf,
  connectorOf,
  GARAGE,
  IDS,
  installationOf,
  pinOf,
  sessionAt,
  visitorOf,
} from "./site-pictures.ts";

const random = randomBytesOf(12);
const HOUR = 3_600_000;

/** Every page around installations and chargers by name, with something in it; `name`: what people have called things. */
export function sitePages(
  language: Language,
  { roles = ["owner"], name = "Left" }: { readonly roles?: readonly Role[]; readonly name?: string } = {},
): Readonly<Record<string, HtmlEscapedString | Promise<HtmlEscapedString>>> {
  const visitor = visitorOf(roles, language);
  const place = installationOf({ roles: [...roles], ...(name !== "Left" && { name, address: name }) });
  const installation = { id: place.id, name: place.name, zone: place.zone };
  const mine = { installation, roles: [...roles] };
  const credential = { kind: "card" as const, key: new Uint8Array(8), id: "04…C3" };
  const charging = chargerOf({ ...mine, name }, [
    connectorOf({
      state: "charging",
      light: "charging",
      contactor: "closed",
      session: { id: "s-17", startedAt: NOON - HOUR, credential, user: "Ann", energyWh: 7_420 },
    }),
  ]);
  const waiting = chargerOf({ ...mine, name: "Right", unit: "CG-0002" }, [
    connectorOf({ state: "awaiting-authorization", light: "yellow" }),
  ]);
  const away = chargerOf({
    ...mine,
    name: "Guest space by the lift",
    unit: "CG-0003",
    reach: "offline",
    heardAt: NOON - 26 * HOUR,
    listInStep: false,
  });
  const fresh = chargerOf({
    ...mine,
    name: "Outdoors",
    unit: "CG-0004",
    circuit: null,
    joinedAt: null,
    state: null,
    heardAt: null,
    reach: "unknown",
    listInStep: null,
  });
  const chargers = [charging, waiting, away, fresh];
  const session = sessionAt(charging);
  const cards = [
    cardOf({ label: name === "Left" ? "Blue tag" : name }),
    cardOf({ shown: "8F…10", label: "Company card", status: "blocked", source: "typed" }),
  ];
  const codes = [
    pinOf({ label: name === "Left" ? "Cleaner" : name }),
    pinOf({
      label: "Guest",
      uses: 1,
      windows: [],
      expiresAt: NOON + 8 * HOUR,
      holder: null,
    }),
    pinOf({ label: "Old visitor", uses: 1, used: 1, windows: [], expiresAt: NOON + HOUR }),
  ];
  const odds = { codes: 3, perDay: 0.000_43 };
  const finding = {
    id: newId<FindingId>(random),
    at: NOON - 3 * HOUR,
    code: "card-at-two-units" as const,
    charger: { id: charging.id, name },
    details: { shown: "04…C3", user: "Ann Berg", otherCharger: "Right" },
  };
  const people = [
    { id: IDS.person, name: "Ann Berg" },
    { id: newId<typeof IDS.person>(random), name: name === "Left" ? "Bo Dahl" : name },
  ];
  const tap = {
    id: 7,
    charger: { id: charging.id, name },
    installation,
    at: NOON - 60_000,
    reader: "front",
    shown: "A1…7F",
    mayAdd: true,
  };
  const items = [
    chargeOf({ endedAt: null, reason: null, energyWh: 7_420, startedAt: NOON - HOUR }),
    chargeOf({ person: { id: null, name: name === "Left" ? "Bo Dahl" : name } }),
    chargeOf({ by: "pin", credential: "#…", person: { id: null, name: "Cleaner" }, energyWh: 3_120 }),
    chargeOf({ by: null, credential: null, person: null, energyWh: null, reason: "Local" }),
  ];
  const choice = { from: "", to: "", charger: "", person: "", by: "", error: "" };
  const stretch = { items, next: "older", totals: { sessions: 58, energyWh: 812_400 } };
  const sums = Array.from({ length: 30 }, (_, day) => ({
    period: new Date(NOON - (29 - day) * 24 * HOUR).toISOString().slice(0, 10),
    energyWh: Math.round(24_000 * Math.abs(Math.sin(day * 1.3)) * (day % 7 > 4 ? 0.3 : 1)),
    sessions: 2,
  }));
  const history = {
    choice,
    stretch,
    older: false,
    chargers: chargers.map(({ id, name: called }) => ({ id, name: called })),
    people,
    chart: { unit: "day" as const, sums },
    csv: "/history.csv",
    names: true,
  };
  const noErrors = { errors: {} };
  const form = { ...place, ...noErrors };
  const at = (path: string): Visitor => ({ ...visitor, path });
  const dashboard = {
    installations: [place],
    chargers: wholeOf(chargers),
    charging: chargers,
    sessions: [session],
    notices: [{ ...finding, installation }],
    cards: 2,
  };
  return {
    "dashboard-new": (
      <DashboardPage
        visitor={at("/")}
        picture={{
          installations: [],
          chargers: wholeOf([]),
          charging: [],
          sessions: [],
          notices: [],
          cards: 0,
        }}
      />
    ),
    "dashboard-steps": (
      <DashboardPage
        visitor={at("/")}
        picture={{
          installations: [place],
          chargers: wholeOf([fresh]),
          charging: [],
          sessions: [],
          notices: [],
          cards: 0,
        }}
      />
    ),
    dashboard: <DashboardPage visitor={at("/")} picture={dashboard} />,
    installations: (
      <InstallationsPage
        visitor={visitor}
        installations={wholeOf([
          { ...place, charging: 1 },
          {
            ...place,
            id: newId<InstallationId>(random),
            name: "Cabin",
            type: "go",
            access: "open",
            address: "",
            charging: 0,
            chargers: 1,
          },
        ])}
        alone={[chargerOf({ name: "Bo's charger", roles: ["user"], inherited: [] })]}
      />
    ),
    "installations-empty": <InstallationsPage visitor={visitor} installations={wholeOf([])} alone={[]} />,
    "installation-new": (
      <NewInstallationPage
        visitor={visitor}
        form={{ name: "", type: "go", address: "", zone: "Europe/Oslo", errors: { name: "Give it a name." } }}
      />
    ),
    "installation-searched": (
      <InstallationPage
        visitor={visitor}
        picture={{
          installation: place,
          circuits: [GARAGE],
          chargers: { items: chargers, total: 100, page: 2, pages: 3, search: name },
          sessions: [session],
        }}
      />
    ),
    installation: (
      <InstallationPage
        visitor={visitor}
        picture={{
          installation: place,
          circuits: [GARAGE],
          chargers: wholeOf(chargers),
          sessions: [session],
        }}
      />
    ),
    "installation-empty": (
      <InstallationPage
        visitor={visitor}
        picture={{ installation: place, circuits: [], chargers: wholeOf([]), sessions: [] }}
      />
    ),
    settings: <InstallationSettingsPage visitor={visitor} installation={place} form={form} removeError="" />,
    access: <AccessPage visitor={visitor} picture={{ installation: place, chargers }} error="" />,
    "access-open": (
      <AccessPage
        visitor={visitor}
        picture={{ installation: { ...place, access: "open" }, chargers }}
        error=""
      />
    ),
    circuits: (
      <CircuitsPage
        visitor={visitor}
        installation={place}
        circuits={[{ ...GARAGE, points: 3 }]}
        form={{ name: "", fuse: "32", errors: {} }}
        editing={null}
      />
    ),
    retention: <RetentionPage visitor={visitor} installation={place} days={365} />,
    "charger-new": (
      <AddChargerPage
        visitor={visitor}
        installation={place}
        circuits={[GARAGE]}
        form={{ unit: "", name: "", circuit: "", errors: {} }}
      />
    ),
    registration: (
      <RegistrationPage
        visitor={visitor}
        picture={{ charger: fresh, now: NOON }}
        shown={{
          command:
            "chargegate provision --token A1B2-C3D4-E5F6-G7H8-J9K0-M1N2-P3Q4-R5S6 --cloud https://portal.example.org",
          expiresAt: NOON + 24 * HOUR,
        }}
      />
    ),
    "registration-joined": (
      <RegistrationPage visitor={visitor} picture={{ charger: charging, now: NOON }} shown={null} />
    ),
    charger: (
      <ChargerPage
        visitor={visitor}
        picture={{ charger: charging, sessions: [session], reservations: [], cards: 2 }}
      />
    ),
    "charger-waiting": (
      <ChargerPage
        visitor={visitor}
        picture={{
          charger: waiting,
          sessions: [],
          reservations: [{ number: 3, connector: null, until: NOON + HOUR, mine: true, mayCancel: true }],
          cards: 0,
        }}
      />
    ),
    "charger-offline": (
      <ChargerPage visitor={visitor} picture={{ charger: away, sessions: [], reservations: [], cards: 2 }} />
    ),
    "charger-settings": (
      <ChargerSettingsPage
        visitor={visitor}
        charger={charging}
        circuits={[GARAGE]}
        form={{ unit: "CG-0001", name, circuit: GARAGE.id, errors: {} }}
        pin="48120379"
        removeError=""
      />
    ),
    scan: (
      <ScanPage
        visitor={visitor}
        picture={{
          charger: charging,
          enrolment: { state: "open", until: NOON + 52_000, told: "random-uid", wanted: null },
          now: NOON,
        }}
      />
    ),
    "scan-start": (
      <ScanPage visitor={visitor} picture={{ charger: charging, enrolment: { state: "none" }, now: NOON }} />
    ),
    "scan-added": (
      <ScanPage
        visitor={visitor}
        picture={{ charger: charging, enrolment: { state: "added", card: cardOf() }, now: NOON }}
      />
    ),
    cards: <CardsPage visitor={visitor} cards={cards} />,
    "cards-empty": <CardsPage visitor={visitor} cards={[]} />,
    "card-new": (
      <AddCardPage
        visitor={visitor}
        form={{
          number: "2764718852",
          label: "",
          errors: { number: "This is a decimal number." },
          hints: ["As card readers give it, it may be A4CA3F04.", "Or, read backwards, 043FCAA4."],
        }}
        scanners={[charging, waiting]}
        taps={[tap]}
      />
    ),
    "users-cards": (
      <UsersCardsPage
        visitor={visitor}
        installation={place}
        cards={cards.map((card) => ({ ...card, holder: { id: IDS.person, name }, chargers: null }))}
        chargerName={() => name}
      />
    ),
    "pin-codes": (
      <PinCodesPage
        visitor={visitor}
        installation={place}
        codes={codes}
        chargers={chargers}
        odds={odds}
        now={NOON}
      />
    ),
    "pin-new": (
      <NewPinPage
        visitor={visitor}
        installation={place}
        people={people}
        chargers={chargers}
        form={{
          label: "",
          holder: "",
          expires: "",
          days: "workdays",
          from: "07:00",
          to: "19:00",
          uses: "",
          charger: "",
          errors: {},
        }}
      />
    ),
    "pin-made": <MadePinPage visitor={visitor} installation={place} label={name} pin="#471108" />,
    "guest-codes": (
      <GuestCodesPage
        visitor={visitor}
        installation={place}
        codes={codes.slice(1)}
        chargers={chargers}
        odds={odds}
        now={NOON}
        made={{ label: name, pin: "#471108", expiresAt: NOON + 8 * HOUR, charger: null }}
        errors={{}}
      />
    ),
    "stop-groups": (
      <StopGroupsPage
        visitor={visitor}
        installation={place}
        groups={[{ id: newId<StopGroupId>(random), name, members: people.slice(0, 1) }]}
        people={people}
        form={{ name: "", error: "" }}
      />
    ),
    history: (
      <PlaceHistoryPage
        visitor={visitor}
        place={{ installation }}
        picture={{ ...history, at: `/installations/${place.id}/history` }}
      />
    ),
    charging: (
      <OwnHistoryPage
        visitor={visitor}
        picture={{ ...history, at: "/charging", names: false, people: [], chart: null, csv: null }}
      />
    ),
    health: (
      <HealthPage
        visitor={visitor}
        picture={{
          place: { installation },
          chargers: [
            {
              charger: charging,
              reach: "online",
              since: NOON - HOUR,
              heardAt: NOON,
              software: "1.0.0",
              clock: "synchronized",
              list: { state: "in-step", version: 12 },
              lost: [],
              faults: [],
              recordsLost: 0,
            },
            {
              charger: away,
              reach: "offline",
              since: NOON - HOUR,
              heardAt: NOON - 26 * HOUR,
              software: "1.0.0",
              clock: "unsynchronized",
              list: { state: "behind", version: 11, wanted: 12 },
              lost: ["front"],
              faults: [{ connector: 1, code: "over-temperature" }],
              recordsLost: 3,
            },
          ],
          refusals: [
            {
              id: 1,
              charger: { id: charging.id, name },
              at: NOON - HOUR,
              connector: 1,
              reader: "front",
              kind: "card",
              shown: "A1…7F",
              verdict: "Unknown",
              reason: "unknown",
            },
          ],
          findings: [finding],
          taps: [tap],
        }}
      />
    ),
    "personal-data": (
      <PersonalDataPage visitor={visitor} error="" lastOwnerOf={[{ id: place.id, name: place.name }]} />
    ),
  };
}

/** A list that is shown whole. */
function wholeOf<Item>(items: readonly Item[]): Stretch<Item> {
  return { items, total: items.length, page: 1, pages: 1, search: "" };
}
