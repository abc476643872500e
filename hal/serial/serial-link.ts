import { closeSync, constants, openSync, writeSync } from "node:fs";
import { ReadStream } from "node:tty";
import { SerialPort } from "serialport";
import type { ByteLink, LinkListener, OpenLink } from "../link.ts";

/** Unsent bytes are kept up to this many: a device that takes none for so long is not there any more. */
const MOST_UNSENT = 4096;
/** A full line is tried again after this pause, milliseconds. */
const WRITE_AGAIN = 5;

/**
 * Opens a serial device 8N1 without flow control. Modem lines are left alone: ptys have none, and some adapters wire DTR
 * to the device's reset. The serialport package opens it, sets the line and locks it against a second user; bytes then
 * go by way of a terminal stream on a handle of its own, which costs a fraction of the package's thread-pool reads and
 * ends when the line hangs up, where the package may read nothing for ever (docs/decisions/0003-serial-io.md).
 *
 * @param path a device path; links such as /dev/serial/by-id/… are resolved anew at every opening
 * @param baudRate bits per second, for instance 115200
 */
export function serialLink(path: string, baudRate: number): OpenLink {
  return async (listener) => {
    const settings = await SerialPort.binding.open({ path, baudRate, hupcl: false });
    try {
      const handle = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
      return new SerialStream(handle, listener, () => settings.close());
    } catch (error) {
      await settings.close();
      throw error;
    }
  };
}

class SerialStream implements ByteLink {
  readonly #handle: number;
  readonly #stream: ReadStream;
  readonly #listener: LinkListener;
  readonly #release: () => Promise<void>;
  #unsent: Uint8Array[] = [];
  #timer: NodeJS.Timeout | null = null;
  #ended = false;
  #released: Promise<void> | null = null;

  constructor(handle: number, listener: LinkListener, release: () => Promise<void>) {
    this.#handle = handle;
    this.#listener = listener;
    this.#release = release;
    try {
      this.#stream = new ReadStream(handle);
    } catch (error) {
      closeSync(handle);
      throw error;
    }
    this.#stream.on("data", (bytes: Buffer) => {
      if (!this.#ended) listener.data(bytes);
    });
    this.#stream.on("error", (error) => this.#lose(error.message));
    this.#stream.on("end", () => this.#lose("the line hung up"));
    this.#stream.on("close", () => this.#lose("the line was closed"));
  }

  write(bytes: Uint8Array): void {
    if (this.#ended) return;
    const kept = this.#unsent.reduce((sum, part) => sum + part.length, 0);
    if (kept + bytes.length > MOST_UNSENT) {
      this.#lose("the line takes no bytes");
      return;
    }
    this.#unsent.push(bytes);
    if (this.#timer === null) this.#send();
  }

  close(): Promise<void> {
    this.#ended = true;
    return this.#free();
  }

  #send(): void {
    this.#timer = null;
    for (let bytes = this.#unsent[0]; bytes && !this.#ended; bytes = this.#unsent[0]) {
      const sent = this.#try(bytes);
      if (sent === null) return;
      if (sent === bytes.length) this.#unsent.shift();
      else this.#unsent[0] = bytes.subarray(sent);
    }
  }

  /** @returns how many bytes the line took; null when it is full or gone */
  #try(bytes: Uint8Array): number | null {
    try {
      return writeSync(this.#handle, bytes);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EAGAIN") {
        this.#timer = setTimeout(() => this.#send(), WRITE_AGAIN);
      } else {
        this.#lose(error instanceof Error ? error.message : String(error));
      }
      return null;
    }
  }

  #lose(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    void this.#free();
    this.#listener.lost(reason);
  }

  /** libuv opens a terminal anew for its stream and leaves the handle it was given; the lock goes with the package's own. */
  #free(): Promise<void> {
    this.#released ??= (async () => {
      if (this.#timer) clearTimeout(this.#timer);
      this.#unsent = [];
      this.#stream.destroy();
      closeSync(this.#handle);
      await this.#release().catch(() => {
        // A device that is gone cannot be closed in good order; its handle is freed all the same.
      });
    })();
    return this.#released;
  }
}
