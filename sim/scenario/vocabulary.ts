import type { Verdict } from "../../firmware/core/verdict.ts";

/** The verdicts that can be expected, by OCPP's names. */
export const VERDICTS = [
  "Accepted",
  "Blocked",
  "ConcurrentTx",
  "Expired",
  "Invalid",
  "NoCredit",
  "NotAllowedTypeEVSE",
  "NotAtThisLocation",
  "NotAtThisTime",
  "Unknown",
  "Timeout",
] as const satisfies readonly Verdict[];

/** States of a connector, as `up/state` names them. */
export const CONNECTOR_STATES = [
  "available",
  "plugged",
  "awaiting-authorization",
  "authorized",
  "charging",
  "paused",
  "finished",
  "reserved",
  "faulted",
  "unavailable",
] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** Records that a scenario can wait for. */
export const RECORD_TYPES = [
  "session-started",
  "session-stopped",
  "denied",
  "authorized",
  "authorization-expired",
  "list-updated",
  "list-refused",
  "access-changed",
  "enrolled",
  "fault",
  "fault-cleared",
  "keypad-locked",
  "reservation-ended",
  "restarted",
  "list-conflict",
] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** Why a session can end (OCPP 2.0.1 ReasonEnumType). */
export const OCPP_STOP_REASONS = [
  "DeAuthorized",
  "EmergencyStop",
  "EnergyLimitReached",
  "EVDisconnected",
  "GroundFault",
  "ImmediateReset",
  "Local",
  "LocalOutOfCredit",
  "MasterPass",
  "Other",
  "OvercurrentFault",
  "PowerLoss",
  "PowerQuality",
  "Reboot",
  "Remote",
  "SOCLimitReached",
  "StoppedByEV",
  "TimeLimitReached",
  "Timeout",
] as const;

/** States of the pilot, IEC 61851-1. */
export const PILOT_STATES = ["A", "B", "C", "D", "E", "F"] as const;
export type PilotState = (typeof PILOT_STATES)[number];

/** What can fail, and how. */
export const FAULT_KINDS = {
  reader: ["silence", "noise", "hangup", "duplicate", "slow", "corrupt"],
  keypad: ["silence", "noise", "hangup", "duplicate", "slow", "corrupt"],
  board: ["hangup", "silence", "not-closing", "welded", "ground"],
  broker: ["down", "slow"],
  store: ["full", "readonly"],
  clock: ["untrusted"],
} as const;
export type DeviceKind = keyof typeof FAULT_KINDS;

/** `silent`: connected, but questions get no answer. */
export const LINKS = ["online", "offline", "silent"] as const;
export type CloudLink = (typeof LINKS)[number];

/** `off`, `on`: unit and board together; `cut`: both in turn; `crash`: the unit's process dies and is started again. */
export const POWERS = ["off", "on", "cut", "crash"] as const;
export type Power = (typeof POWERS)[number];

/** Where a list update is spoilt. */
export const CORRUPTIONS = ["signature", "digest", "count"] as const;
export type Corruption = (typeof CORRUPTIONS)[number];

/** What can be enabled; a remote start always is. */
export const IDENTIFICATIONS = ["card", "pin", "card+pin"] as const;
