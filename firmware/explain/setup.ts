import type { UnitConfig } from "../config/schema.ts";
import type { Access } from "../core/happening.ts";
import type { Rules } from "../core/rules.ts";
import type { ConnectorId } from "../core/session.ts";
import { firstAccess, type InEffect } from "../settings/in-effect.ts";

/** A reader or keypad, and the connectors that it serves. */
export interface Device {
  readonly id: string;
  readonly connectors: readonly ConnectorId[];
}

/** What an explanation needs to know of how a unit is made up and set. */
export interface Setup {
  readonly unit: string;
  readonly zone: string;
  /** Where none was ever set. */
  readonly access: Access;
  readonly rules: Rules;
  readonly connectors: readonly ConnectorId[];
  readonly readers: readonly Device[];
  readonly keypads: readonly Device[];
  readonly hasCloud: boolean;
}

/** The same from the configuration, and from the settings that are in effect. */
export function setupOf(config: UnitConfig, { zone, rules }: InEffect): Setup {
  const devices = (written: UnitConfig["readers"] | UnitConfig["keypads"]): Device[] =>
    written.map(({ id, connectors }) => ({ id, connectors: connectors.map(connectorId) }));
  return {
    unit: config.unit,
    zone,
    access: firstAccess(config),
    rules,
    connectors: config.connectors.map(({ id }) => connectorId(id)),
    readers: devices(config.readers),
    keypads: devices(config.keypads),
    hasCloud: !!config.cloud,
  };
}

/** The schema has checked that it is a whole number from 1 to 16; the brand says so. */
function connectorId(id: number): ConnectorId {
  return id as ConnectorId;
}
