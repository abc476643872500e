import { parseRapi, type RapiLine } from "./rapi.ts";

/** What the decoder has seen go wrong since it was made. */
export interface RapiDecoderCounters {
  lines: number;
  /** Characters that belonged to no line. */
  discarded: number;
  /** Lines with a wrong or no checksum. */
  badLines: number;
  tooLong: number;
  /** Lines that stopped in the middle. */
  timeouts: number;
}

/** Longest line that a board sends, with room to spare. */
const MAX_LINE = 96;

/** A line cut short is given up after this pause, milliseconds. */
export const INTER_CHARACTER_TIMEOUT = 100;

const DOLLAR = 0x24;
const CR = 0x0d;

/**
 * Finds RAPI lines in a byte stream: `$` begins one anywhere, a carriage return ends it, and only one whose checksum is
 * right comes out. The same lines come out however the stream is cut; noise costs at most the line that it touches.
 */
export class RapiDecoder {
  readonly counters: RapiDecoderCounters = { lines: 0, discarded: 0, badLines: 0, tooLong: 0, timeouts: 0 };
  #line: number[] = [];
  #lastAt = 0;

  /** @param now monotonic milliseconds */
  push(bytes: Uint8Array, now: number): RapiLine[] {
    if (this.#line.length > 0 && now - this.#lastAt >= INTER_CHARACTER_TIMEOUT) {
      this.counters.timeouts++;
      this.#drop();
    }
    this.#lastAt = now;
    const lines: RapiLine[] = [];
    for (const byte of bytes) {
      const line = this.#take(byte);
      if (line) lines.push(line);
    }
    return lines;
  }

  #take(byte: number): RapiLine | null {
    if (byte === DOLLAR) {
      this.#drop();
      this.#line.push(byte);
      return null;
    }
    if (this.#line.length === 0) {
      if (byte !== CR && byte !== 0x0a) this.counters.discarded++;
      return null;
    }
    if (byte === CR) return this.#end();
    this.#line.push(byte);
    if (this.#line.length > MAX_LINE) {
      this.counters.tooLong++;
      this.#drop();
    }
    return null;
  }

  #end(): RapiLine | null {
    const line = parseRapi(String.fromCharCode(...this.#line));
    if (line) this.counters.lines++;
    else {
      this.counters.badLines++;
      this.counters.discarded += this.#line.length;
    }
    this.#line = [];
    return line;
  }

  #drop(): void {
    this.counters.discarded += this.#line.length;
    this.#line = [];
  }
}
