import type { Chip } from "./chip.ts";
import { inAutoPoll, inListPassiveTarget } from "./detect-commands.ts";
import { type Outcome, SYNTAX_ERROR } from "./outcome.ts";
import {
  getGeneralStatus,
  powerDown,
  rfConfiguration,
  samConfiguration,
  setParameters,
  setSerialBaudRate,
} from "./set-up-commands.ts";
import {
  diagnose,
  getFirmwareVersion,
  readGpio,
  readRegister,
  writeGpio,
  writeRegister,
} from "./system-commands.ts";
import { inCommunicateThru, inDataExchange, inDeselect, inRelease, inSelect } from "./target-commands.ts";

interface Command {
  readonly name: string;
  run(chip: Chip, data: Uint8Array): Outcome;
}

/** By code (UM0701-02 §7.1, table 12); what is missing gets the error frame. */
const COMMANDS: ReadonlyMap<number, Command> = new Map([
  [0x00, { name: "Diagnose", run: diagnose }],
  [0x02, { name: "GetFirmwareVersion", run: getFirmwareVersion }],
  [0x04, { name: "GetGeneralStatus", run: getGeneralStatus }],
  [0x06, { name: "ReadRegister", run: readRegister }],
  [0x08, { name: "WriteRegister", run: writeRegister }],
  [0x0c, { name: "ReadGPIO", run: readGpio }],
  [0x0e, { name: "WriteGPIO", run: writeGpio }],
  [0x10, { name: "SetSerialBaudRate", run: setSerialBaudRate }],
  [0x12, { name: "SetParameters", run: setParameters }],
  [0x14, { name: "SAMConfiguration", run: samConfiguration }],
  [0x16, { name: "PowerDown", run: powerDown }],
  [0x32, { name: "RFConfiguration", run: rfConfiguration }],
  [0x40, { name: "InDataExchange", run: inDataExchange }],
  [0x42, { name: "InCommunicateThru", run: inCommunicateThru }],
  [0x44, { name: "InDeselect", run: inDeselect }],
  [0x4a, { name: "InListPassiveTarget", run: inListPassiveTarget }],
  [0x52, { name: "InRelease", run: inRelease }],
  [0x54, { name: "InSelect", run: inSelect }],
  [0x60, { name: "InAutoPoll", run: inAutoPoll }],
]);

/** Carries a command out. */
export function obey(chip: Chip, code: number, data: Uint8Array): Outcome {
  return COMMANDS.get(code)?.run(chip, data) ?? SYNTAX_ERROR;
}

/** What the manual calls a command. */
export function commandName(code: number): string {
  return COMMANDS.get(code)?.name ?? `0x${code.toString(16).padStart(2, "0")}`;
}
