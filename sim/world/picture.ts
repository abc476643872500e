import type { Access, FaultCode } from "../../firmware/core/happening.ts";
import type { LightPattern } from "../../firmware/core/light.ts";
import type { ConnectorStateName } from "../../firmware/core/view.ts";

/** Everything that a face of the simulator shows, at one moment. Card numbers are in full: they belong to nobody. */
export interface WorldPicture {
  readonly charger: ChargerPicture;
  readonly vehicle: VehiclePicture;
  readonly reader: ReaderPicture;
  readonly keypad: KeypadPicture;
  readonly cards: readonly CardPicture[];
  readonly cloud: CloudPicture;
  /** Null: it is not served yet. */
  readonly ownPage: OwnPagePicture | null;
  /** Null: there is none. */
  readonly portal: PortalPicture | null;
  /** The newest first, some hundred at most. */
  readonly timeline: readonly TimelineEntry[];
}

export interface ChargerPicture {
  /** The unit's id. */
  readonly unit: string;
  readonly access: Access;
  readonly state: ConnectorStateName;
  readonly light: LightPattern;
  readonly contactor: "open" | "closed" | "unknown";
  readonly fault: FaultCode | null;
  readonly session: SessionPicture | null;
}

export interface SessionPicture {
  readonly id: string;
  /** The user's name, else the redacted credential; null: open access, nobody in particular. */
  readonly who: string | null;
  /** Wall clock, milliseconds since 1970. */
  readonly startedAt: number;
  readonly energyWh: number | null;
}

export interface VehiclePicture {
  readonly plugged: boolean;
  /** Asks for power; false: it has paused. */
  readonly wants: boolean;
  /** Watts that flow now. */
  readonly power: number;
}

export interface ReaderPicture {
  /** The number of the card that lies on it, `phone`, or null. */
  readonly card: string | null;
  /** The unit has lost it. */
  readonly lost: boolean;
  /** What was done to it: the name of a wire fault; null: nothing. */
  readonly fault: string | null;
}

export interface KeypadPicture {
  /** Keys pressed since the opening `#`, shown as a real keypad would not: `#47`. Empty: no entry is open. */
  readonly typed: string;
  readonly lost: boolean;
  /** After wrong PINs. */
  readonly locked: boolean;
}

/** The page that the unit itself serves. */
export interface OwnPagePicture {
  readonly url: string;
  /** A code that lets one person in, as long as it is good; null: none was asked for. */
  readonly code: string | null;
}

/** The portal beside the simulated charger. */
export interface PortalPicture {
  readonly url: string;
  /** With which the first account is made; null: the portal has not begun, or has that account. */
  readonly signUp: string | null;
  /** The unit has joined: who may charge is decided there, and no longer by the simulator's own cloud. */
  readonly joined: boolean;
}

/** A card on the table. */
export interface CardPicture {
  readonly name: string;
  /** Upper-case hex. */
  readonly uid: string;
  /** What the unit's list says of it now. */
  readonly listed: "active" | "blocked" | "expired" | "limited" | "unknown";
  readonly user: string | null;
}

export interface CloudPicture {
  /** Whose it is: the simulator's own, which can be looked into, or the portal's. */
  readonly kind: "own" | "portal";
  /** The switch on the page: whether unit and cloud can reach each other at all. */
  readonly link: "online" | "offline";
  /** What the cloud knows of the unit. */
  readonly unitOnline: boolean;
  readonly list: CloudListPicture;
  /** Records that the cloud has received, and those that still wait in the unit. */
  readonly records: { readonly received: number; readonly waiting: number };
  /** The newest request and what came of it; null: none was made. */
  readonly request: {
    readonly what: string;
    readonly outcome: "pending" | "accepted" | "rejected" | "failed";
    readonly why: string;
  } | null;
}

export interface CloudListPicture {
  readonly version: number;
  readonly entries: readonly CloudEntryPicture[];
  /** The version and count that the unit has told, and whether it holds the same content. */
  readonly unit: { readonly version: number; readonly count: number; readonly inStep: boolean };
}

export interface CloudEntryPicture {
  /** A card's number, or `#…`: a PIN is never shown. The key by which gestures name it. */
  readonly id: string;
  readonly kind: "card" | "pin";
  readonly user: string | null;
  readonly status: "active" | "blocked";
  /** Wall clock, milliseconds since 1970; null: never. */
  readonly expires: number | null;
}

/** One line of the timeline. */
export interface TimelineEntry {
  /** Unique in this run. */
  readonly key: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** The happening as `run` prints it: `event` and its fields (docs/events.md). */
  readonly told: Readonly<Record<string, unknown>>;
  /** Its place in the journal and whether the cloud has it; null: it is not a record. */
  readonly record: { readonly seq: number; readonly atCloud: boolean } | null;
}
