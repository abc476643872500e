import type { Chip } from "./chip.ts";
import { answer, type Outcome, SYNTAX_ERROR } from "./outcome.ts";
import { BAUD_RATES } from "./settings.ts";

/** PowerDown: bytes on the serial line may wake the chip (UM0701-02 §7.2.11). */
const WAKE_ON_HSU = 0x10;

/** GetGeneralStatus: last error, no foreign field, the targets, SAM idle (UM0701-02 §7.2.3). */
export function getGeneralStatus(chip: Chip): Outcome {
  const { entries } = chip.targets;
  // number, 106 kbit/s both ways, type A
  const targets = entries.flatMap(({ number }) => [number, 0x00, 0x00, 0x00]);
  return answer(chip.settings.lastError, 0x00, entries.length, ...targets, 0x00);
}

/** SetSerialBaudRate: answers at the old speed and changes on the host's ACK (UM0701-02 §7.2.8). */
export function setSerialBaudRate(chip: Chip, data: Uint8Array): Outcome {
  const baud = data.length === 1 ? BAUD_RATES[data[0] ?? BAUD_RATES.length] : undefined;
  if (baud === undefined) return SYNTAX_ERROR;
  chip.settings.nextBaud = baud;
  return { kind: "answer", data: new Uint8Array(), afterwards: "await-baud-ack" };
}

/** SetParameters (UM0701-02 §7.2.9). */
export function setParameters(chip: Chip, data: Uint8Array): Outcome {
  const [flags] = data;
  if (flags === undefined || data.length !== 1) return SYNTAX_ERROR;
  chip.settings.parameters = flags;
  return answer();
}

/** SAMConfiguration: mode, and optionally timeout and IRQ; brings the chip out of LowVbat (UM0701-02 §7.2.10). */
export function samConfiguration(chip: Chip, data: Uint8Array): Outcome {
  const [mode] = data;
  if (mode === undefined || mode < 1 || mode > 4 || data.length > 3) return SYNTAX_ERROR;
  chip.settings.samMode = mode;
  chip.settings.power = "normal";
  return answer();
}

/** PowerDown: wake-up sources, and optionally whether to raise the IRQ (UM0701-02 §7.2.11). */
export function powerDown(chip: Chip, data: Uint8Array): Outcome {
  const [sources] = data;
  if (sources === undefined || data.length > 2) return SYNTAX_ERROR;
  chip.settings.wakeable = (sources & WAKE_ON_HSU) !== 0;
  return { kind: "answer", data: Uint8Array.of(0x00), afterwards: "power-down" };
}

/** RFConfiguration: an item and as many bytes as it has (UM0701-02 §7.3.1). */
export function rfConfiguration(chip: Chip, data: Uint8Array): Outcome {
  const [item = 0, first = 0] = data;
  const current = chip.settings.rf.get(item);
  if (!current || current.length !== data.length - 1) return SYNTAX_ERROR;
  chip.settings.rf.set(item, data.slice(1));
  if (item === 0x01) chip.field.switch(chip.settings.power === "normal" && (first & 0x01) !== 0);
  return answer();
}
