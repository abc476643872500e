import { constants, fstatSync, openSync, writeSync } from "node:fs";
import { Socket } from "node:net";

/** Lines kept for a reader that does not keep up; then new ones are dropped. */
const MOST_KEPT = 10_000;
/** A full pipe or terminal is tried again after this, milliseconds. */
const AGAIN = 50;

/**
 * Lines to standard output or standard error that never stop the process: written before the call returns when there is
 * room, kept and tried again when the reader does not keep up (a stalled terminal, a paused pipe), dropped when it is gone.
 */
export class LineOutput {
  readonly #put: (bytes: Buffer) => number | null;
  readonly #waiting: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;
  #dropped = 0;

  /** @param descriptor 1 for standard output, 2 for standard error */
  constructor(descriptor: number) {
    this.#put = writerOf(descriptor, () => this.#waiting.splice(0));
  }

  /** Lines that were never written, because nobody read those before. */
  get dropped(): number {
    return this.#dropped;
  }

  write(line: string): void {
    if (this.#waiting.length >= MOST_KEPT) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(Buffer.from(line.endsWith("\n") ? line : `${line}\n`));
    if (this.#timer === null) this.#send();
  }

  #send(): void {
    this.#timer = null;
    for (let line = this.#waiting[0]; line; line = this.#waiting[0]) {
      const sent = this.#put(line);
      if (sent === null) {
        if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#send(), AGAIN).unref();
        return;
      }
      if (sent === line.length) this.#waiting.shift();
      else this.#waiting[0] = line.subarray(sent);
    }
  }
}

/** @returns what takes bytes without blocking: how many it took, null when it is full */
function writerOf(descriptor: number, onGone: () => void): (bytes: Buffer) => number | null {
  const kind = fstatSync(descriptor);
  if (kind.isFile()) return (bytes) => tryWrite(descriptor, bytes, onGone);
  if (kind.isFIFO() || kind.isCharacterDevice()) {
    try {
      // A description of our own: those who share the other one are not made non-blocking with it.
      const handle = openSync(
        `/proc/self/fd/${descriptor}`,
        constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
      );
      return (bytes) => tryWrite(handle, bytes, onGone);
    } catch {
      // Somebody else's pipe (sudo, su): it can be written to, but not opened.
    }
  }
  if (kind.isFIFO() || kind.isSocket()) return streamWriter(descriptor, onGone);
  return (bytes) => tryWrite(descriptor, bytes, onGone);
}

function tryWrite(handle: number, bytes: Buffer, onGone: () => void): number | null {
  try {
    return writeSync(handle, bytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return null;
    onGone();
    return null;
  }
}

/** An asynchronous stream that takes a line only when it has sent the one before. */
function streamWriter(descriptor: number, onGone: () => void): (bytes: Buffer) => number | null {
  const stream = new Socket({ fd: descriptor, readable: false, writable: true });
  stream.on("error", onGone);
  stream.unref();
  return (bytes) => {
    if (stream.destroyed || stream.writableLength > 0) return null;
    stream.write(bytes);
    return bytes.length;
  };
}
