import type { BoardReport, Event, Instant } from "../core/events.ts";
import type { ConnectorId } from "../core/session.ts";
import { initialState, type State } from "../core/state.ts";
import { step } from "../core/step.ts";
import type { Saved } from "../store/unit-store.ts";
import type { Setup } from "./setup.ts";

/** The word of a sound board at which no vehicle is. */
export const NO_VEHICLE: BoardReport = {
  pilot: "A",
  contactor: "open",
  enabled: false,
  fault: null,
  meterWs: null,
};

/**
 * The state of a unit that does not run, as if it did: every board is sound, a vehicle waits at one connector and nobody
 * charges, and the cloud can be reached if there is one.
 *
 * @param vehicleAt where the vehicle waits
 * @param trusted whether the clock would be
 */
export function assumedState(
  setup: Setup,
  saved: Pick<Saved, "access" | "reservations" | "lockouts" | "alive">,
  at: Instant,
  vehicleAt: ConnectorId | undefined,
  trusted: boolean,
): State {
  let state = initialState({
    unit: setup.unit,
    connectors: setup.connectors,
    access: saved.access ?? setup.access,
    rules: setup.rules,
    reservations: saved.reservations,
    lockouts: saved.lockouts,
    aliveBefore: saved.alive,
    run: "explain",
  });
  const take = (event: Event): void => {
    const { state: next, effects } = step(state, event);
    state = next;
    // In open access the vehicle charges already.
    for (const effect of effects)
      if (effect.type === "save-start") take({ type: "saved", request: effect.request, at });
  };
  take({ type: "started", at });
  take({ type: "clock", trusted, at });
  if (setup.hasCloud) take({ type: "cloud-link", up: true, at });
  for (const connector of setup.connectors) {
    const report = connector === vehicleAt ? ({ ...NO_VEHICLE, pilot: "C" } as const) : NO_VEHICLE;
    take({ type: "board-report", connector, report, at });
  }
  return state;
}
