import { VFLAG } from "./codes.ts";
import {
  decimal,
  decimalByte,
  OK,
  type RapiDevice,
  type RapiOutcome,
  REFUSED,
  reply,
} from "./rapi-device.ts";

/** Commands that begin with S (RAPI 5.2.1, rapi_proc.cpp, processCmd). */
export function setParameter(
  command: string,
  parameters: readonly string[],
  device: RapiDevice,
): RapiOutcome {
  const { board, status, flags, options, settings } = device;
  const [first = "", second] = parameters;
  switch (command) {
    case "S4":
      if (!options.authLock || parameters.length !== 1) return REFUSED;
      board.setAuthLock(decimalByte(first) !== 0);
      return OK;
    case "SB":
      if (!options.bootLock) return REFUSED;
      if (status.faulty) return reply("1");
      flags.put(VFLAG.bootLocked, false);
      return reply("0");
    case "SC":
      if (parameters.length !== 1 && parameters.length !== 2) return REFUSED;
      return setCurrent(decimalByte(first), second, device);
    case "SK":
      if (parameters.length === 0) return REFUSED;
      settings.totalWattHours = decimal(first);
      return OK;
    case "SY":
      return setHeartbeat(parameters, device);
    default:
      return REFUSED;
  }
}

function setCurrent(amps: number, kind: string | undefined, { capacity }: RapiDevice): RapiOutcome {
  if (kind?.startsWith("M")) {
    const taken = capacity.setHardwareMax(amps);
    return reply(`${capacity.hardwareMax}`, taken);
  }
  // any second word makes it volatile
  const taken = capacity.set(amps, kind !== undefined);
  return reply(`${capacity.amps}`, taken);
}

function setHeartbeat(parameters: readonly string[], { heartbeat }: RapiDevice): RapiOutcome {
  const [first = "", second = ""] = parameters;
  switch (parameters.length) {
    case 0: {
      const ok = heartbeat.pulse();
      return reply(heartbeat.report, ok);
    }
    case 1: {
      const ok = heartbeat.acknowledge(decimalByte(first));
      return reply(heartbeat.report, ok);
    }
    case 2: {
      const ok = heartbeat.arm(decimal(first) & 0xffff, decimalByte(second));
      return reply(heartbeat.report, ok);
    }
    default:
      return reply(heartbeat.report, false);
  }
}
