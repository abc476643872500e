import type { Credential } from "./core/credential.ts";
import type { Instant } from "./core/events.ts";
import type { ConnectorId } from "./core/session.ts";
import type { State } from "./core/state.ts";
import { isKeypadLocked, stateName } from "./core/view.ts";
import { assumedState } from "./explain/assumed-state.ts";
import { dryRun, restedAt } from "./explain/dry-run.ts";
import type { Explanation, Note } from "./explain/explanation.ts";
import { knownOf } from "./explain/known.ts";
import { isoTime } from "./explain/moment.ts";
import { nextChange } from "./explain/next-change.ts";
import type { Shown } from "./explain/scene.ts";
import type { Device, Setup } from "./explain/setup.ts";
import type { UnitStore } from "./store/unit-store.ts";
import { weekMinuteIn } from "./week-minute.ts";

/** What would happen if this were shown? */
export interface Question {
  readonly credential: Credential;
  /** Null: at all of the unit's connectors. */
  readonly connector: ConnectorId | null;
  /** As if the link to the cloud were down. */
  readonly offline: boolean;
  /** As if the wall clock showed this, milliseconds since 1970; null: what it shows. */
  readonly wall: number | null;
}

/** What the answer is made from; all of it is only read. */
export interface Grounds {
  readonly setup: Setup;
  readonly store: Pick<UnitStore, "find" | "cloudList" | "saved">;
  /** The running unit's state; null: none runs, and a state is assumed. */
  readonly state: State | null;
  readonly now: Instant;
  /** Readers and keypads of the running unit that are lost. */
  readonly lost: readonly { readonly kind: "reader" | "keypad"; readonly id: string }[];
  /** Whether the clock is to be believed, where no unit runs that would know. */
  readonly clockTrusted: boolean;
}

/**
 * What would happen if a card or PIN were shown, and why. A dry run: the core makes its steps on a copy of the state, and
 * nobody carries out what it wants done. Nothing is written, recorded, announced, asked or counted.
 *
 * @throws StoreError when the lists cannot be read
 */
export async function explain(question: Question, grounds: Grounds): Promise<Explanation> {
  const { setup, store, now } = grounds;
  const { credential } = question;
  const at = { mono: now.mono, wall: question.wall ?? now.wall };
  const before = restedAt(stateFor(question, grounds, at), at);
  const connectors =
    question.connector === null ? before.connectors.map(({ id }) => id) : [question.connector];
  const devices = (credential.kind === "pin" ? setup.keypads : setup.readers).filter((device) =>
    device.connectors.some((id) => connectors.includes(id)),
  );
  const device = deviceFor(devices, before);
  const found = store.find(credential);
  const weekMinute = weekMinuteIn(setup.zone);
  const { hasCloud } = setup;
  const shown: Shown = { credential, device: device?.id ?? "", connectors, found, weekMinute, hasCloud };
  const scene = { shown, before, at };
  const outcome = dryRun(before, shown, at);
  const isPin = credential.kind === "pin";
  return {
    credential: { kind: isPin ? "pin" : "card", id: credential.label },
    unit: { id: before.unit, running: grounds.state !== null, zone: setup.zone, access: before.access },
    at: isoTime(at.wall),
    now: question.wall === null,
    shownAt: {
      device: device?.id ?? null,
      connectors: before.connectors
        .filter(({ id }) => connectors.includes(id))
        .map((connector) => ({ id: connector.id, state: stateName(before, connector) })),
    },
    cloud: { link: linkOf(before, setup), offline: question.offline },
    known: knownOf(scene, store.cloudList(), isPin ? devices : []),
    outcome,
    changes: await nextChange(scene, outcome),
    notes: notesOn(grounds, before, isPin ? "keypad" : "reader", devices, connectors),
  };
}

/** The state as the question wants it. */
function stateFor({ connector, offline, wall }: Question, grounds: Grounds, at: Instant): State {
  const { state, setup, store, clockTrusted } = grounds;
  const vehicleAt = connector ?? setup.connectors[0];
  const found = state ?? assumedState(setup, store.saved(), at, vehicleAt, clockTrusted);
  return {
    ...found,
    ...(offline && found.cloud === "up" && { cloud: "down" }),
    // What has been thought of the time does not count against one that is only supposed.
    ...(wall !== null && { latestOffset: at.wall - at.mono }),
  };
}

/** Where it is shown: of keypads rather one that is not locked. */
function deviceFor(devices: readonly Device[], before: State): Device | undefined {
  return devices.find(({ id }) => !isKeypadLocked(before, id)) ?? devices[0];
}

function linkOf({ cloud }: State, { hasCloud }: Setup): Explanation["cloud"]["link"] {
  if (cloud === "up") return "up";
  return hasCloud || cloud === "down" ? "down" : "none";
}

function notesOn(
  { state, lost }: Grounds,
  before: State,
  kind: "reader" | "keypad",
  devices: readonly Device[],
  connectors: readonly ConnectorId[],
): Note[] {
  const apart = !devices.some((device) => connectors.every((id) => device.connectors.includes(id)));
  const isLost = ({ id }: Device) => lost.some((device) => device.kind === kind && device.id === id);
  const notes: readonly [Note, boolean][] = [
    ["not-running", state === null],
    ["link-assumed", state === null && before.cloud === "up"],
    ["clock-untrusted", !before.clockTrusted],
    ["access-open", before.access === "open"],
    ["no-device", devices.length === 0],
    ["devices-apart", devices.length > 0 && apart],
    ["device-lost", devices.length > 0 && devices.every(isLost)],
  ];
  return notes.flatMap(([note, holds]) => (holds ? [note] : []));
}
