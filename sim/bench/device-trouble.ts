import type { DeviceFault, MendedFault } from "../scenario/fault.ts";
import type { ScenarioWorld } from "./scenario-world.ts";

/** A device begins to fail; all of its kind do. */
export function breakDevice(
  { unit, cloud }: Pick<ScenarioWorld, "unit" | "cloud">,
  fault: DeviceFault,
): void {
  switch (fault.device) {
    case "reader":
      for (const { line } of unit.readers.values()) line.setFault(fault.kind);
      return;
    case "keypad":
      for (const { line } of unit.keypads.values()) line.setFault(fault.kind);
      return;
    case "board":
      for (const charger of unit.chargers.values()) {
        if (fault.kind === "hangup" || fault.kind === "silence") charger.setLine(fault.kind);
        else charger.setFault(fault.kind);
      }
      return;
    case "broker":
      cloud.setBroker(fault.kind);
      return;
    case "store":
      unit.store.fault = fault.kind;
      return;
    case "clock":
      unit.trustClock(false);
      return;
  }
}

/** Devices work again, if they have the fault that is named, or whatever they have. */
export function mendDevice(
  { unit, cloud }: Pick<ScenarioWorld, "unit" | "cloud">,
  { device, kind }: MendedFault,
): void {
  const mends = (fault: string | null) => fault !== null && (kind === undefined || kind === fault);
  switch (device) {
    case "reader":
      for (const { line } of unit.readers.values()) if (mends(line.fault)) line.setFault(null);
      return;
    case "keypad":
      for (const { line } of unit.keypads.values()) if (mends(line.fault)) line.setFault(null);
      return;
    case "board":
      for (const charger of unit.chargers.values()) {
        if (mends(charger.fault)) charger.setFault(null);
        if (charger.line !== "works" && mends(charger.line)) charger.setLine("works");
      }
      return;
    case "broker":
      if (mends(cloud.broker)) cloud.setBroker(null);
      return;
    case "store":
      if (!mends(unit.store.fault)) return;
      unit.store.fault = null;
      cloud.deliverLists();
      return;
    case "clock":
      unit.trustClock(true);
      return;
  }
}
