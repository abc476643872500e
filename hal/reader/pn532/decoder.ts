import type { Pn532Frame } from "./frame.ts";

/** What the decoder has seen go wrong since it was made. */
export interface Pn532DecoderCounters {
  frames: number;
  /** Bytes that belonged to no frame. */
  discarded: number;
  /** Length checksums that did not fit. */
  badLengths: number;
  /** Data checksums that did not fit. */
  badChecksums: number;
  /** Frames that stopped in the middle. */
  timeouts: number;
}

/** Longest extended frame's data: TFI and 264 bytes (UM0701-02 §6.2.1.2; libnfc chips/pn53x). */
const MAX_DATA = 265;

/** A frame cut short is given up after this pause, milliseconds: longer than a USB adapter's 16 ms timer holds bytes back. */
export const INTER_BYTE_TIMEOUT = 50;

type Found =
  | { readonly kind: "frame"; readonly frame: Pn532Frame; readonly end: number }
  | { readonly kind: "partial" }
  | { readonly kind: "bad-length" }
  | { readonly kind: "bad-checksum" };

/**
 * Finds frames in a byte stream. However the stream is cut into chunks, the same frames come out; noise costs at most
 * the frame that it touches, for after a candidate that fails the search goes on one byte later; what is kept never
 * exceeds one frame.
 */
export class Pn532Decoder {
  readonly counters: Pn532DecoderCounters = {
    frames: 0,
    discarded: 0,
    badLengths: 0,
    badChecksums: 0,
    timeouts: 0,
  };
  #rest: Uint8Array = new Uint8Array(0);
  #lastAt = 0;

  /** Whether a frame has begun and not ended: call `expire` when `INTER_BYTE_TIMEOUT` has passed. */
  get isPartial(): boolean {
    return this.#rest.length > 1;
  }

  /**
   * @param now monotonic milliseconds
   * @returns the frames that these bytes complete, in order
   */
  push(bytes: Uint8Array, now: number): Pn532Frame[] {
    const frames = this.expire(now);
    this.#lastAt = now;
    const all = this.#rest.length === 0 ? bytes : concat(this.#rest, bytes);
    return frames.concat(this.#scan(all, false));
  }

  /** Gives up a frame whose rest has not come in time; what it had swallowed is searched again. */
  expire(now: number): Pn532Frame[] {
    if (this.#rest.length === 0 || now - this.#lastAt < INTER_BYTE_TIMEOUT) return [];
    if (this.isPartial) this.counters.timeouts++;
    return this.#scan(this.#rest, true);
  }

  /** Forgets a frame that has begun. */
  reset(): void {
    this.counters.discarded += this.#rest.length;
    this.#rest = new Uint8Array(0);
  }

  /** @param final no more bytes will come: a candidate that is still partial is none */
  #scan(bytes: Uint8Array, final: boolean): Pn532Frame[] {
    const frames: Pn532Frame[] = [];
    let at = 0;
    while (at < bytes.length) {
      const start = findStart(bytes, at, final);
      this.counters.discarded += countNoise(bytes, at, start);
      at = start;
      if (at >= bytes.length) break;
      const found = candidate(bytes, at);
      if (found.kind === "frame") {
        this.counters.frames++;
        frames.push(found.frame);
        at = found.end;
        continue;
      }
      if (found.kind === "partial" && !final) break;
      if (found.kind === "bad-length") this.counters.badLengths++;
      if (found.kind === "bad-checksum") this.counters.badChecksums++;
      this.counters.discarded += countNoise(bytes, at, at + 1);
      at++;
    }
    this.#rest = at < bytes.length ? copy(bytes, at, bytes.length) : new Uint8Array(0);
    return frames;
  }
}

/** A copy of its own: the bytes of a Buffer may be written over once it has been handled. */
function copy(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return new Uint8Array(bytes.subarray(from, to));
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** Index of the next `00 FF` at or after `from`, of a last 00 that may begin one, or the end. */
function findStart(bytes: Uint8Array, from: number, final: boolean): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0x00) continue;
    if (at + 1 === bytes.length) return final ? bytes.length : at;
    if (bytes[at + 1] === 0xff) return at;
  }
  return bytes.length;
}

/** Zeros between frames are pre- and postambles, not noise. */
function countNoise(bytes: Uint8Array, from: number, to: number): number {
  let noise = 0;
  for (let at = from; at < to; at++) if (bytes[at] !== 0x00) noise++;
  return noise;
}

/** What stands at `at`, where `00 FF` (or its beginning) was found. */
function candidate(bytes: Uint8Array, at: number): Found {
  const length = bytes[at + 2];
  const check = bytes[at + 3];
  if (length === undefined || check === undefined) return { kind: "partial" };
  if (length === 0x00 && check === 0xff) return { kind: "frame", frame: { type: "ack" }, end: at + 4 };
  if (length === 0xff && check === 0x00) return { kind: "frame", frame: { type: "nack" }, end: at + 4 };
  if (length === 0xff && check === 0xff) return extended(bytes, at);
  if (length === 0 || ((length + check) & 0xff) !== 0) return { kind: "bad-length" };
  return data(bytes, at + 4, length);
}

function extended(bytes: Uint8Array, at: number): Found {
  const high = bytes[at + 4];
  const low = bytes[at + 5];
  const check = bytes[at + 6];
  if (high === undefined || low === undefined || check === undefined) return { kind: "partial" };
  const length = high * 256 + low;
  const fits = ((high + low + check) & 0xff) === 0 && length > 0 && length <= MAX_DATA;
  return fits ? data(bytes, at + 7, length) : { kind: "bad-length" };
}

function data(bytes: Uint8Array, from: number, length: number): Found {
  const end = from + length + 1;
  if (bytes.length < end) return { kind: "partial" };
  let sum = 0;
  for (let at = from; at < end; at++) sum += bytes[at] ?? 0;
  if ((sum & 0xff) !== 0) return { kind: "bad-checksum" };
  const tfi = bytes[from] ?? 0;
  const frame: Pn532Frame =
    tfi === 0x7f && length === 1
      ? { type: "error" }
      : { type: "data", tfi, data: copy(bytes, from + 1, end - 1) };
  return { kind: "frame", frame, end };
}
