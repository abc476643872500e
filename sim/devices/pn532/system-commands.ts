import type { Chip } from "./chip.ts";
import { answer, type Outcome, SYNTAX_ERROR } from "./outcome.ts";
import { STATUS } from "./status.ts";

/** Diagnose (UM0701-02 §7.2.1). */
export function diagnose(chip: Chip, data: Uint8Array): Outcome {
  const [test = -1] = data;
  switch (test) {
    case 0x00:
      return answer(...data);
    // ROM, RAM; polling test with no failures; antenna
    case 0x01:
    case 0x02:
    case 0x04:
    case 0x07:
      return answer(0x00);
    // echo-back: the chip is a card itself until it is told to stop
    case 0x05:
      return {
        kind: "search",
        find: () => undefined,
        none: new Uint8Array(),
        giveUpMs: Number.POSITIVE_INFINITY,
      };
    case 0x06:
      return answer(attention(chip));
    default:
      return SYNTAX_ERROR;
  }
}

/** Only a card that speaks ISO/IEC 14443-4 can be asked whether it is still there. */
function attention(chip: Chip): number {
  const [entry] = chip.targets.entries;
  if (!entry?.card.ats) return STATUS.notAcceptable;
  return chip.field.reaches(entry.card) && entry.card.state === "active" ? STATUS.ok : STATUS.timeout;
}

/** GetFirmwareVersion: PN532 v1.6, ISO/IEC 14443 A and B and ISO/IEC 18092 (UM0701-02 §7.2.2). */
export function getFirmwareVersion(chip: Chip): Outcome {
  return chip.fault === "clone" ? answer(0x33, 0x02, 0x07, 0x07) : answer(0x32, 0x01, 0x06, 0x07);
}

/** ReadRegister: what was last written there, else 0 (UM0701-02 §7.2.4). */
export function readRegister(chip: Chip, data: Uint8Array): Outcome {
  if (data.length === 0 || data.length % 2 !== 0) return SYNTAX_ERROR;
  const values: number[] = [];
  for (let at = 0; at < data.length; at += 2)
    values.push(chip.settings.registers.get(address(data, at)) ?? 0);
  return answer(...values);
}

/** WriteRegister: kept, without effect (UM0701-02 §7.2.5). */
export function writeRegister(chip: Chip, data: Uint8Array): Outcome {
  if (data.length === 0 || data.length % 3 !== 0) return SYNTAX_ERROR;
  for (let at = 0; at < data.length; at += 3)
    chip.settings.registers.set(address(data, at), data[at + 2] ?? 0);
  return answer();
}

function address(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
}

/** ReadGPIO: P3, P7, and the two interface pins, low for HSU (UM0701-02 §7.2.6). */
export function readGpio(chip: Chip): Outcome {
  return answer(chip.settings.port3, chip.settings.port7, 0x00);
}

/** WriteGPIO: bit 7 of each byte says whether it counts (UM0701-02 §7.2.7). */
export function writeGpio(chip: Chip, data: Uint8Array): Outcome {
  const [port3, port7] = data;
  if (port3 === undefined || port7 === undefined || data.length !== 2) return SYNTAX_ERROR;
  if (port3 & 0x80) chip.settings.port3 = port3 & 0x3f;
  if (port7 & 0x80) chip.settings.port7 = port7 & 0x06;
  return answer();
}
