import { FLAG_LEVEL_2, STATE_CODES, VFLAG } from "./codes.ts";
import { MIN_AMPS } from "./current-capacity.ts";
import { MILLIVOLTS } from "./outlet.ts";
import { type RapiDevice, type RapiOutcome, REFUSED, reply } from "./rapi-device.ts";
import { hex } from "./rapi-writer.ts";

export const FIRMWARE_VERSION = "8.2.3";
const RAPI_VERSION = "5.2.1";
/** Six characters and four bytes in hex (`$GI`). */
const MCU_ID = "CHGATE00000001";
/** Tenths of a degree. */
const NORMAL_TEMPERATURE = 250;
/** Above TEMPERATURE_AMBIENT_PANIC of open_evse.h. */
const PANIC_TEMPERATURE = 720;
const NO_SENSOR = -2560;

/** Commands that begin with G (RAPI 5.2.1, rapi_proc.cpp, processCmd). */
export function getParameter(command: string, device: RapiDevice): RapiOutcome {
  const { settings, status, flags, capacity, options } = device;
  switch (command) {
    case "G0":
      return reply(status.output === "N12" ? "2" : flagDigit(device, VFLAG.evConnected));
    case "G4":
      return options.authLock ? reply(flagDigit(device, VFLAG.authLocked)) : REFUSED;
    case "GC":
      return reply(`${MIN_AMPS} ${capacity.hardwareMax} ${capacity.amps} ${capacity.configured}`);
    case "GD":
      // the delay timer is off
      return reply("0 0 0 0");
    case "GE":
      return reply(`${capacity.amps} ${hex(settings.flags | FLAG_LEVEL_2, 4)}`);
    case "GF":
      return reply(
        [settings.gfiTrips, settings.noGroundTrips, settings.stuckRelayTrips].map((n) => hex(n, 1)).join(" "),
      );
    case "GG":
      return reply(`${device.outlet.on ? device.outlet.drawnAmps * 1000 : 0} ${MILLIVOLTS}`);
    case "GI":
      // the second space is the controller's own
      return reply(` ${MCU_ID}`);
    case "GP": {
      const temperature = device.board.fault === "over-temp" ? PANIC_TEMPERATURE : NORMAL_TEMPERATURE;
      return reply(`${temperature} ${NO_SENSOR} ${NO_SENSOR}`);
    }
    case "GS": {
      const pilot = hex(STATE_CODES[status.pilotState], 2);
      const state = hex(STATE_CODES[status.state], 2);
      return reply(`${state} ${device.chargeClock.seconds} ${pilot} ${hex(flags.value, 4)}`);
    }
    case "GT":
      return reply(time(device.clock.wall()));
    case "GU":
      return reply(`${device.meter.sessionWattSeconds} ${device.meter.totalWattHours}`);
    case "GV":
      return reply(`${FIRMWARE_VERSION} ${RAPI_VERSION}`);
    case "GY":
      return reply(device.heartbeat.report);
    default:
      return REFUSED;
  }
}

function flagDigit({ flags }: RapiDevice, flag: number): string {
  return flags.has(flag) ? "1" : "0";
}

/** Year without century, month, day, hour, minute, second. */
function time(wall: number): string {
  const date = new Date(wall);
  const day = [date.getUTCFullYear() - 2000, date.getUTCMonth() + 1, date.getUTCDate()];
  return [...day, date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].join(" ");
}
