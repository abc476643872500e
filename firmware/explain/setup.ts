import type { UnitConfig } from "../config/schema.ts";
import type { ConnectorId } from "../core/session.ts";

/** A reader or keypad, and the connectors that it serves. */
export interface Device {
  readonly id: string;
  readonly connectors: readonly ConnectorId[];
}

/** What of a unit's configuration an explanation needs. */
export interface Setup extends Pick<UnitConfig, "unit" | "zone" | "access" | "rules"> {
  readonly connectors: readonly ConnectorId[];
  readonly readers: readonly Device[];
  readonly keypads: readonly Device[];
  readonly hasCloud: boolean;
}

/** The same from the configuration. */
export function setupOf(config: UnitConfig): Setup {
  const { unit, zone, access, rules } = config;
  const devices = (written: UnitConfig["readers"] | UnitConfig["keypads"]): Device[] =>
    written.map(({ id, connectors }) => ({ id, connectors: connectors.map(connectorId) }));
  return {
    unit,
    zone,
    access,
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
