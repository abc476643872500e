import type { Credential } from "./credential.ts";

declare const connectorBrand: unique symbol;

/** A connector's number, 1 to 16. */
export type ConnectorId = number & { readonly [connectorBrand]: true };

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
}

/** Why a session ended, by OCPP's names. */
export type StopReason = "Local" | "Remote" | "EVDisconnected" | "DeAuthorized" | "PowerLoss" | "Other";
