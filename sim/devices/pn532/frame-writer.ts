const CHIP_TO_HOST = 0xd5;
/** More than this needs an extended frame (UM0701-02 §6.2.1.1). */
const LONGEST_NORMAL_BODY = 0xff;

/** The chip has understood a frame as such (UM0701-02 §6.2.1.3). */
export const ACK_FRAME: Readonly<Uint8Array> = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00);

/** The chip has understood the frame, but not the command in it (UM0701-02 §6.2.1.5). */
export const ERROR_FRAME: Readonly<Uint8Array> = Uint8Array.of(
  0x00,
  0x00,
  0xff,
  0x01,
  0xff,
  0x7f,
  0x81,
  0x00,
);

/**
 * The chip's answer to a command: a normal frame, or an extended one where it is too long for that
 * (UM0701-02 §6.2.1).
 *
 * @param command the command's code; the answer's is one higher
 */
export function answerFrame(command: number, data: Uint8Array): Uint8Array {
  const body = Uint8Array.of(CHIP_TO_HOST, (command + 1) & 0xff, ...data);
  const check = negated(body.reduce((total, byte) => total + byte, 0));
  return Uint8Array.of(0x00, 0x00, 0xff, ...lengthField(body.length), ...body, check, 0x00);
}

function lengthField(length: number): number[] {
  if (length <= LONGEST_NORMAL_BODY) return [length, negated(length)];
  const high = length >> 8;
  const low = length & 0xff;
  return [0xff, 0xff, high, low, negated(high + low)];
}

/** What makes a sum of bytes zero, modulo 256. */
function negated(total: number): number {
  return -total & 0xff;
}
