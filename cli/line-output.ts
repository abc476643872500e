import { constants, fstatSync, openSync, writeSync } from "node:fs";
import type { Log } from "../hal/log.ts";

/** Lines kept for a reader that does not keep up; then the oldest go. */
const MOST_KEPT = 10_000;
/** A full pipe is tried again after this, milliseconds. */
const AGAIN = 50;

/**
 * Lines to standard output that never stop the process: written before the call returns when there is room, kept and
 * tried again when a pipe is full, dropped when its reader has gone.
 */
export class LineOutput {
  readonly #handle: number;
  readonly #log: Log;
  #waiting: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;
  #dropped = 0;

  /** @param descriptor 1 for standard output */
  constructor(descriptor: number, log: Log) {
    this.#handle = withoutBlocking(descriptor);
    this.#log = log;
  }

  write(line: string): void {
    if (this.#waiting.length >= MOST_KEPT) {
      this.#waiting.splice(1, 1);
      if (this.#dropped++ === 0) this.#log.warn("standard output is not read: lines are dropped");
    }
    this.#waiting.push(Buffer.from(`${line}\n`));
    if (this.#timer === null) this.#send();
  }

  #send(): void {
    this.#timer = null;
    for (let line = this.#waiting[0]; line; line = this.#waiting[0]) {
      const sent = this.#try(line);
      if (sent === null) return;
      if (sent === line.length) this.#waiting.shift();
      else this.#waiting[0] = line.subarray(sent);
    }
  }

  #try(line: Buffer): number | null {
    try {
      return writeSync(this.#handle, line);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EAGAIN") {
        this.#timer = setTimeout(() => this.#send(), AGAIN).unref();
      } else {
        this.#waiting = [];
      }
      return null;
    }
  }
}

/** A pipe of our own end that does not block; anything else stays as it is. */
function withoutBlocking(descriptor: number): number {
  if (!fstatSync(descriptor).isFIFO()) return descriptor;
  return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
}
