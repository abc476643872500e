/** What the chip can make of the bytes on its line (UM0701-02 §6.2.1). */
export type HostFrame =
  | { readonly kind: "ack" }
  | { readonly kind: "nack" }
  | { readonly kind: "command"; readonly code: number; readonly data: Uint8Array }
  /** A sound frame with nothing in it but its frame identifier. */
  | { readonly kind: "empty" };

export interface FrameParserCounters {
  /** Frames lost to a wrong length checksum or an impossible length. */
  badLength: number;
  /** Frames lost to a wrong data checksum. */
  badChecksum: number;
  /** Sound frames that were not meant for the chip. */
  notForChip: number;
  /** Frames that were begun and not finished in time. */
  timedOut: number;
}

const HOST_TO_CHIP = 0xd4;
/** The identifier and 264 bytes (UM0701-02 §6.2.1.2). */
const LONGEST_BODY = 265;
const CAPACITY = 300;

/** What the bytes at a start code turn out to be. */
type Candidate =
  | { readonly kind: "incomplete" }
  | { readonly kind: "bad-length" }
  | { readonly kind: "bad-checksum" }
  | { readonly kind: "not-for-chip"; readonly length: number }
  | { readonly kind: "frame"; readonly frame: HostFrame; readonly length: number };

/**
 * Finds frames in what the host sends: any preamble, any chunking, anything in between.
 *
 * A frame counts as soon as its data checksum is there; its postamble is noise like any other.
 * A candidate that fails costs its first byte only, so that a sound frame behind noise is found.
 */
export class FrameParser {
  readonly counters: FrameParserCounters = { badLength: 0, badChecksum: 0, notForChip: 0, timedOut: 0 };
  readonly #held = new Uint8Array(CAPACITY);
  #count = 0;
  #lastAt = 0;

  /**
   * @param now monotonic milliseconds
   * @param partialMs a frame that rests for this long is given up
   */
  push(bytes: Uint8Array, now: number, partialMs: number): HostFrame[] {
    if (this.#count > 0 && now - this.#lastAt >= partialMs) this.#giveUp();
    this.#lastAt = now;
    const frames: HostFrame[] = [];
    for (let taken = 0; taken < bytes.length; ) {
      const part = bytes.subarray(taken, taken + CAPACITY - this.#count);
      this.#held.set(part, this.#count);
      this.#count += part.length;
      taken += part.length;
      this.#drain(frames);
    }
    return frames;
  }

  /** Forgets a frame begun. */
  reset(): void {
    this.#count = 0;
  }

  #giveUp(): void {
    if (startCode(this.#held.subarray(0, this.#count), 0) !== undefined) this.counters.timedOut++;
    this.reset();
  }

  #drain(frames: HostFrame[]): void {
    const held = this.#held.subarray(0, this.#count);
    let from = 0;
    for (let start = startCode(held, from); start !== undefined; start = startCode(held, from)) {
      from = start;
      const candidate = readCandidate(held.subarray(start));
      if (candidate.kind === "incomplete") break;
      from += this.#judge(candidate, frames);
    }
    if (startCode(held, from) === undefined) from = held.at(-1) === 0 ? held.length - 1 : held.length;
    this.#held.copyWithin(0, from, this.#count);
    this.#count -= from;
  }

  /** Answers how many bytes are done with. */
  #judge(candidate: Exclude<Candidate, { kind: "incomplete" }>, frames: HostFrame[]): number {
    switch (candidate.kind) {
      case "bad-length":
        this.counters.badLength++;
        return 1;
      case "bad-checksum":
        this.counters.badChecksum++;
        return 1;
      case "not-for-chip":
        this.counters.notForChip++;
        return candidate.length;
      case "frame":
        frames.push(candidate.frame);
        return candidate.length;
    }
  }
}

function startCode(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0, at + 1)) {
    if (bytes[at + 1] === 0xff) return at;
  }
  return undefined;
}

/** @param bytes from the start code on */
function readCandidate(bytes: Uint8Array): Candidate {
  const [, , length, lengthCheck] = bytes;
  if (length === undefined || lengthCheck === undefined) return { kind: "incomplete" };
  if (length === 0x00 && lengthCheck === 0xff) return { kind: "frame", frame: { kind: "ack" }, length: 4 };
  if (length === 0xff && lengthCheck === 0x00) return { kind: "frame", frame: { kind: "nack" }, length: 4 };
  if (length === 0xff && lengthCheck === 0xff) return readExtended(bytes);
  if (length === 0 || sum([length, lengthCheck]) !== 0) return { kind: "bad-length" };
  return readBody(bytes, 4, length);
}

function readExtended(bytes: Uint8Array): Candidate {
  const [high, low, check] = bytes.subarray(4);
  if (high === undefined || low === undefined || check === undefined) return { kind: "incomplete" };
  const length = high * 256 + low;
  if (length === 0 || length > LONGEST_BODY || sum([high, low, check]) !== 0) return { kind: "bad-length" };
  return readBody(bytes, 7, length);
}

function readBody(bytes: Uint8Array, from: number, length: number): Candidate {
  const end = from + length + 1;
  if (bytes.length < end) return { kind: "incomplete" };
  if (sum(bytes.subarray(from, end)) !== 0) return { kind: "bad-checksum" };
  if (bytes[from] !== HOST_TO_CHIP) return { kind: "not-for-chip", length: end };
  const code = length > 1 ? bytes[from + 1] : undefined;
  const frame: HostFrame =
    code === undefined
      ? { kind: "empty" }
      : { kind: "command", code, data: bytes.slice(from + 2, from + length) };
  return { kind: "frame", frame, length: end };
}

function sum(bytes: Iterable<number>): number {
  let total = 0;
  for (const byte of bytes) total += byte;
  return total & 0xff;
}
