/** The frames of the PN532's host link (NXP UM0701-02 §6.2.1). */
export type Pn532Frame =
  | { readonly type: "ack" }
  | { readonly type: "nack" }
  /** The chip's "syntax error at application level". */
  | { readonly type: "error" }
  /** `tfi` D5 is chip to host, D4 host to chip; `data` begins with the command or reply code. */
  | { readonly type: "data"; readonly tfi: number; readonly data: Uint8Array };

const HOST_TO_CHIP = 0xd4;
export const CHIP_TO_HOST = 0xd5;

/** Sent by the host while a command runs: the chip drops the command without answering. */
export const ACK = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00);

/**
 * Frames a command: preamble, start code, length and its complement, D4, the command, checksum, postamble.
 *
 * @param command the command code and its parameters, 1 to 254 bytes
 */
export function encodeCommand(command: Uint8Array): Uint8Array {
  const length = command.length + 1;
  const frame = new Uint8Array(length + 7);
  frame.set([0x00, 0x00, 0xff, length, -length & 0xff, HOST_TO_CHIP]);
  frame.set(command, 6);
  let sum = HOST_TO_CHIP;
  for (const byte of command) sum += byte;
  frame[length + 5] = -sum & 0xff;
  return frame;
}
