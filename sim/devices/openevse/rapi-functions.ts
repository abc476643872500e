import { FEATURE_OFF_FLAGS, VFLAG } from "./codes.ts";
import { decimal, OK, type RapiDevice, type RapiOutcome, REFUSED } from "./rapi-device.ts";

/** Commands that begin with F (RAPI 5.2.1, rapi_proc.cpp, processCmd). */
export function runFunction(command: string, parameters: readonly string[], device: RapiDevice): RapiOutcome {
  const { board, status, display } = device;
  const [first = "", second = ""] = parameters;
  switch (command) {
    case "F0":
      if (parameters.length !== 1) return REFUSED;
      display.setHostOwned(first.startsWith("0"));
      if (!first.startsWith("0")) status.show();
      return OK;
    case "F1":
      // a short press of the front button, which in a fault would open a menu
      if (status.faulty) return OK;
      if (status.awake) board.sleep();
      else board.enable();
      return OK;
    case "FB":
      if (parameters.length !== 1) return REFUSED;
      display.setLight(decimal(first));
      return OK;
    case "FD":
      board.disable();
      return OK;
    case "FE":
      board.enable();
      return OK;
    case "FF":
      return parameters.length === 2 ? setFeature(first, second, device) : REFUSED;
    case "FP":
      if (parameters.length < 3 || device.flags.has(VFLAG.hardFault)) return REFUSED;
      display.print(decimal(first), decimal(second), parameters.slice(2).join(" "));
      return OK;
    case "FR":
      device.restart();
      return { kind: "no-reply" };
    case "FS":
      board.sleep();
      return OK;
    default:
      return REFUSED;
  }
}

function setFeature(feature: string, value: string, device: RapiDevice): RapiOutcome {
  if (!/^[01]/.test(value)) return REFUSED;
  if (feature.startsWith("E")) {
    // stock compares with 0 instead of "0": switching it off switches it on
    device.echo();
    return OK;
  }
  const off = FEATURE_OFF_FLAGS.get(feature.slice(0, 1));
  if (off === undefined) return REFUSED;
  const { settings } = device;
  settings.flags = value.startsWith("0") ? settings.flags | off : settings.flags & ~off;
  return OK;
}
