import type { Access, FaultCode } from "../../../firmware/core/happening.ts";
import type { LightPattern, RefusalLight } from "../../../firmware/core/light.ts";
import type { ConnectorStateName } from "../../../firmware/core/view.ts";
import type { ChargerPicture, SessionPicture } from "../../../sim/world/picture.ts";

/** What a fake charger depends on, all of it set from outside. */
export interface ChargerFacts {
  access: Access;
  plugged: boolean;
  wants: boolean;
  fault: FaultCode | null;
  session: { readonly id: string; readonly who: string; readonly startedAt: number } | null;
  finished: boolean;
  /** What the light says of a refusal, as long as it does. */
  refused: RefusalLight | null;
  energyWh: number;
}

const POWER = 7360;

export function powerOf(facts: ChargerFacts): number {
  return facts.session && facts.wants && facts.plugged && !facts.fault ? POWER : 0;
}

function stateOf(facts: ChargerFacts): ConnectorStateName {
  if (facts.fault) return "faulted";
  if (facts.session) return powerOf(facts) > 0 ? "charging" : "paused";
  if (facts.finished) return "finished";
  if (!facts.plugged) return "available";
  return facts.access === "open" ? "plugged" : "awaiting-authorization";
}

const SHOWN: Readonly<Record<ConnectorStateName, LightPattern>> = {
  available: "ready",
  plugged: "waiting",
  "awaiting-authorization": "yellow",
  authorized: "waiting",
  charging: "charging",
  paused: "paused",
  finished: "finished",
  reserved: "reserved",
  faulted: "fault",
  unavailable: "off",
};

export function chargerPicture(unit: string, facts: ChargerFacts): ChargerPicture {
  const state = stateOf(facts);
  const light = facts.refused && state !== "faulted" ? facts.refused : SHOWN[state];
  return {
    unit,
    access: facts.access,
    state,
    light,
    contactor: powerOf(facts) > 0 ? "closed" : "open",
    fault: facts.fault,
    session: sessionPicture(facts),
  };
}

function sessionPicture({ session, energyWh }: ChargerFacts): SessionPicture | null {
  return session && { ...session, energyWh };
}
