/** A line as the board sends it, with `$`, XOR checksum and carriage return (RAPI 5.2.1, appendChk). */
export function rapiLine(body: string): string {
  return `$${body}^${hex(checksumOf(`$${body}`), 2).toUpperCase()}\r`;
}

/** The same line with a checksum that is wrong; text that is no line stays as it is. */
export function spoiledLine(bytes: Uint8Array): Uint8Array {
  const line = Buffer.from(bytes).toString("latin1");
  const mark = line.lastIndexOf("^");
  if (mark === -1) return bytes;
  const wrong = hex(checksumOf(line.slice(0, mark)) ^ 0x55, 2).toUpperCase();
  return Buffer.from(line.slice(0, mark + 1) + wrong + line.slice(mark + 3), "latin1");
}

/** printf's `%0<digits>x`. */
export function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function checksumOf(text: string): number {
  let checksum = 0;
  for (const char of text) checksum ^= char.charCodeAt(0);
  return checksum & 0xff;
}
