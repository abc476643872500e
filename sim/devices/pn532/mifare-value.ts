/** A number a card keeps, and the address byte stored with it (MF1S50yyX §8.6.2.1). */
export interface CardValue {
  readonly value: number;
  readonly address: number;
}

/** Reads a value block; undefined where its copies disagree, as in any other block. */
export function readValue(block: Uint8Array): CardValue | undefined {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const value = view.getInt32(0, true);
  const address = view.getUint8(12);
  const inverted = ~address & 0xff;
  const sound =
    view.getInt32(4, true) === ~value &&
    view.getInt32(8, true) === value &&
    view.getUint8(13) === inverted &&
    view.getUint8(14) === address &&
    view.getUint8(15) === inverted;
  return sound ? { value, address } : undefined;
}

/** Writes a value block: the value three times, the second inverted; the address four times, every other inverted. */
export function valueBlock({ value, address }: CardValue): Uint8Array {
  const block = new Uint8Array(16);
  const view = new DataView(block.buffer);
  view.setInt32(0, value, true);
  view.setInt32(4, ~value, true);
  view.setInt32(8, value, true);
  block.set([address, ~address, address, ~address], 12);
  return block;
}
