import type { Credential } from "./credential.ts";

declare const connectorBrand: unique symbol;

/** A connector's number, 1 to 16. */
export type ConnectorId = number & { readonly [connectorBrand]: true };

/** On whose word a session was let in. */
export type GrantedBy = "local" | "list" | "cache" | "cloud" | "offline" | "remote";

/** What a session was granted: on whose word, and how far it goes. */
export interface Terms {
  /** Null: begun in open access, by nobody in particular. */
  readonly by: GrantedBy | null;
  /** Others of this group may stop it. */
  readonly group: string | null;
  /** It ends at this many watt-hours; null: no limit. */
  readonly maxEnergyWh: number | null;
  /** It ends this many milliseconds after its start; null: no limit. */
  readonly maxTime: number | null;
  /** It ends at this instant, milliseconds since 1970 (its credential expires); null: not. */
  readonly until: number | null;
  /** The cloud is still to say whether it may go on. */
  readonly confirm: boolean;
  /** The cloud has refused it since: at this many watt-hours it ends, or (rule `stopOnInvalid` off) gets no more power. */
  readonly refusedAtWh: number | null;
}

/** What nobody in particular gets, and whoever has no limits. */
export const NO_TERMS: Terms = {
  by: null,
  group: null,
  maxEnergyWh: null,
  maxTime: null,
  until: null,
  confirm: false,
  refusedAtWh: null,
};

/** One charge (an OCPP transaction), from its durable start to its recorded end. */
export interface Session {
  readonly id: string;
  readonly connector: ConnectorId;
  /** Who started it; null: begun in open access, by nobody in particular. */
  readonly credential: Credential | null;
  readonly user: string | null;
  /** Wall clock, milliseconds since 1970. */
  readonly startedAt: number;
  /** Energy delivered so far in watt-hours; null until the board has given a meter reading. */
  readonly energyWh: number | null;
  /** The board's own meter at the last reading in watt-seconds (it may restart from 0); null: none yet. */
  readonly meterWs: number | null;
  readonly terms: Terms;
}

/** Why a session ended, by OCPP's names (ReasonEnumType); what each means is in `STOP_REASONS`. */
export type StopReason = keyof typeof STOP_REASONS;

/** Every stop reason and what it means. docs/reasons.md is made of it. */
export const STOP_REASONS = {
  Local: "its own card or PIN, one of its group, or (rule `anyoneStops`) any that is accepted",
  Remote: "the cloud asked for it",
  EVDisconnected: "the vehicle was unplugged",
  DeAuthorized:
    "whoever started it may charge no more: blocked, expired, removed, refused by the cloud, or access became restricted",
  MasterPass: "a master card",
  EnergyLimitReached: "it had the energy that its card or PIN may have",
  TimeLimitReached: "it had the time that its card or PIN may have",
  PowerLoss: "the unit was away for too long, or does not resume",
  Other: "the contactor failed, or everything was stopped at the unit",
} as const;
