import type { CardAnswer } from "./card.ts";
import type { Chip } from "./chip.ts";
import { answer, type Outcome, SYNTAX_ERROR } from "./outcome.ts";
import { STATUS, statusOf } from "./status.ts";

/** Bit 6 says that more is to come, and the upper ones are the host's own (UM0701-02 §7.3.8). */
const TARGET_NUMBER = 0x3f;

/** Command and block, key, four UID bytes. */
const AUTHENTICATION_LENGTH = 12;

/**
 * InDataExchange (UM0701-02 §7.3.8).
 *
 * The chip itself authenticates with MIFARE cards. It takes nothing but four UID bytes for that,
 * and does not tell a wrong key from a card that is halted or gone: a real one (in an ACR122U)
 * answers 14 to every authentication after a refused write.
 */
export function inDataExchange(chip: Chip, data: Uint8Array): Outcome {
  const [target] = data;
  if (target === undefined) return SYNTAX_ERROR;
  const number = target & TARGET_NUMBER;
  if (!chip.targets.has(number)) return status(chip, STATUS.notAcceptable);
  const payload = data.subarray(1);
  const authenticates = isAuthentication(payload) && chip.targets.get(number)?.ats === undefined;
  if (authenticates && payload.length !== AUTHENTICATION_LENGTH) return SYNTAX_ERROR;
  const reply = chip.targets.exchange(number, payload, chip.settings.automaticRats);
  return said(chip, authenticates && reply.kind === "no-answer" ? { kind: "auth-failed" } : reply);
}

/**
 * InCommunicateThru (UM0701-02 §7.3.9). Without data the chip only listens, for cards that talk
 * first; there is none of that sort here.
 */
export function inCommunicateThru(chip: Chip, data: Uint8Array): Outcome {
  return said(chip, chip.targets.exchangeRaw(data));
}

/** InDeselect: the card sleeps and stays listed; 0 is all of them (UM0701-02 §7.3.10). */
export function inDeselect(chip: Chip, data: Uint8Array): Outcome {
  return withTarget(chip, data, true, (number) => {
    chip.targets.deselect(number);
    return STATUS.ok;
  });
}

/** InRelease: the card sleeps and is forgotten; 0 is all of them (UM0701-02 §7.3.11). */
export function inRelease(chip: Chip, data: Uint8Array): Outcome {
  return withTarget(chip, data, true, (number) => {
    chip.targets.release(number);
    return STATUS.ok;
  });
}

/** InSelect: a listed card wakes up (UM0701-02 §7.3.12). */
export function inSelect(chip: Chip, data: Uint8Array): Outcome {
  return withTarget(chip, data, false, (number) =>
    chip.targets.select(number, chip.settings.automaticRats) ? STATUS.ok : STATUS.timeout,
  );
}

function withTarget(
  chip: Chip,
  data: Uint8Array,
  allAllowed: boolean,
  act: (number: number) => number,
): Outcome {
  const [number] = data;
  if (number === undefined || data.length !== 1) return SYNTAX_ERROR;
  const fits = (allAllowed && number === 0) || chip.targets.has(number);
  return status(chip, fits ? act(number) : STATUS.notAcceptable);
}

function isAuthentication(payload: Uint8Array): boolean {
  return payload[0] === 0x60 || payload[0] === 0x61;
}

function said(chip: Chip, reply: CardAnswer): Outcome {
  return status(chip, statusOf(reply), reply.kind === "data" ? reply.bytes : undefined);
}

function status(chip: Chip, code: number, bytes: Uint8Array = new Uint8Array()): Outcome {
  chip.settings.lastError = code;
  return answer(code, ...bytes);
}
