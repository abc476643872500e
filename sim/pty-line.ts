import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import type { ReadStream } from "node:tty";
import * as nodePty from "@lydell/node-pty";
import type { DeviceWire } from "./devices/peer.ts";

/** More than this waiting for a host that does not read is an overrun: what comes then is lost, as in a UART. */
const SEND_QUEUE_BYTES = 64 * 1024;
/** How often a full pty is tried again, and how many times before its host is taken for gone. */
const RETRY_MS = 2;
const RETRIES = 500;

export interface PtyLineOptions {
  /** Symlink to the pty, the stable name of the line (as `/dev/serial/by-id/…` is); the pty's own path changes. */
  readonly link?: string;
  /** Told `path` whenever it changes: after `restore` of a line without a link. */
  readonly onPathChange?: (path: string) => void;
}

/** A serial line of which the host's end is a pty. */
export interface PtyLine {
  readonly wire: DeviceWire;
  /** What a host opens: the link where there is one; else the pty, whose name changes with each `restore`. */
  readonly path: string;
  /** Calls `receive` with every chunk the host sends. The answer ends that. */
  onReceive(receive: (bytes: Uint8Array) => void): () => void;
  /** Takes the line down for good and removes the link. */
  close(): void;
}

/**
 * Opens a pty and stands at its far end.
 *
 * The pty starts without echo and line editing, but with Linux's newline translation on output
 * (ONLCR), as a real serial port does: a host that wants bytes unchanged sets its port raw.
 * It has no baud rate, no modem lines (ENOTTY), and cannot tell whether a host has it open: what is sent
 * meanwhile waits in the kernel, and beyond that and 64 KiB is lost. A child process started while the line is
 * up inherits it (node-pty sets no close-on-exec) and keeps a host from seeing a hang-up as long as it lives.
 *
 * @throws when `link` exists and is no symlink, or cannot be made
 */
export function openPtyLine(options: PtyLineOptions = {}): PtyLine {
  return new OpenPtyLine(options);
}

class OpenPtyLine implements PtyLine {
  readonly wire: DeviceWire = {
    send: (bytes) => this.#send(bytes),
    hangUp: () => this.#unplug(),
    restore: () => this.#restore(),
  };
  readonly #link: string | undefined;
  readonly #onPathChange: ((path: string) => void) | undefined;
  readonly #receivers = new Set<(bytes: Uint8Array) => void>();
  #pty: Pty | undefined;
  #ptsPath = "";
  #closed = false;

  constructor(options: PtyLineOptions) {
    this.#link = options.link;
    this.#onPathChange = options.onPathChange;
    this.#plug();
  }

  get path(): string {
    return this.#link ?? this.#ptsPath;
  }

  onReceive(receive: (bytes: Uint8Array) => void): () => void {
    this.#receivers.add(receive);
    return () => this.#receivers.delete(receive);
  }

  close(): void {
    this.#closed = true;
    this.#unplug();
  }

  #plug(): void {
    // before the pty, so that a refused link costs nothing
    if (this.#link !== undefined) refuseFile(this.#link);
    const pty = new Pty((bytes) => {
      for (const receive of this.#receivers) receive(bytes);
    });
    try {
      if (this.#link !== undefined) replaceLink(this.#link, pty.path);
    } catch (error) {
      pty.close();
      throw error;
    }
    this.#pty = pty;
    this.#ptsPath = pty.path;
  }

  #unplug(): void {
    if (!this.#pty) return;
    // the name goes first: a host told of the hang-up must not find the dead pty under it
    if (this.#link !== undefined) removeLink(this.#link, this.#ptsPath);
    this.#pty.close();
    this.#pty = undefined;
  }

  #restore(): void {
    if (this.#pty || this.#closed) return;
    const before = this.path;
    this.#plug();
    if (this.path !== before) this.#onPathChange?.(this.path);
  }

  #send(bytes: Uint8Array): void {
    this.#pty?.send(bytes);
  }
}

/** What node-pty's `open` answers; it is exported for its own tests, and missing from its typings. */
interface NodePty {
  readonly master: ReadStream;
  readonly slave: ReadStream;
  /** The master's. */
  readonly fd: number;
  readonly ptsName: string;
}

/** One pty from its making to its end. */
class Pty {
  readonly path: string;
  readonly #master: ReadStream;
  readonly #masterFd: number;
  readonly #hold: number;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;
  #open = true;

  constructor(receive: (bytes: Uint8Array) => void) {
    // the cast adds the function that the typings of 1.1.0 leave out
    const { open } = nodePty as unknown as {
      open(this: void, options: { encoding: null }): NodePty;
    };
    const { master, slave, fd, ptsName } = open({ encoding: null });
    // node-pty throws unless it is not the only one to listen; EIO tells of a line that is down anyhow
    master.on("error", () => {});
    slave.on("error", () => {});
    slave.setRawMode(true);
    // without a holder of its own the master fails with EIO whenever no host is attached
    this.#hold = openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    // node-pty reads from this end, too, and would steal what is meant for the host
    slave.destroy();
    closeOthers(ptsName, this.#hold);
    master.on("data", (bytes: Uint8Array) => {
      if (this.#open) receive(bytes);
    });
    this.path = ptsName;
    this.#master = master;
    this.#masterFd = fd;
  }

  send(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#queued >= SEND_QUEUE_BYTES) return;
    // a copy: the caller may reuse its bytes before the kernel takes them
    this.#queue.push(Uint8Array.from(bytes));
    this.#queued += bytes.length;
    if (!this.#retry) this.#pump();
  }

  close(): void {
    this.#open = false;
    this.#forget();
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#master.destroy();
    closeSync(this.#hold);
  }

  /** Not by the master's stream: libuv writes to a pty's master in a busy loop until the last byte has gone. */
  #pump(): void {
    this.#retry = undefined;
    for (let first = this.#queue[0]; first; first = this.#queue[0]) {
      const written = writeSome(this.#masterFd, first);
      if (written > 0) this.#retries = 0;
      this.#queued -= written;
      if (written === first.length) {
        this.#queue.shift();
        continue;
      }
      this.#queue[0] = first.subarray(written);
      if (++this.#retries > RETRIES) this.#forget();
      else this.#retry = setTimeout(() => this.#pump(), RETRY_MS);
      return;
    }
  }

  #forget(): void {
    this.#queue = [];
    this.#queued = 0;
    this.#retries = 0;
  }
}

/** Writes what the kernel takes without waiting. */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return 0;
    throw error;
  }
}

/** Opening a slave as a stream leaves a second descriptor that nobody names (libuv, uv_tty_init). */
function closeOthers(ptsName: string, keep: number): void {
  for (const name of readdirSync("/proc/self/fd")) {
    const fd = Number(name);
    if (fd !== keep && isOpenAt(fd, ptsName)) closeSync(fd);
  }
}

function isOpenAt(fd: number, path: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === path;
  } catch {
    // the descriptor that listed the folder is gone by now
    return false;
  }
}

function refuseFile(link: string): void {
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found && !found.isSymbolicLink())
    throw new Error(`${link} exists and is not a symlink; remove it or choose another name for the link`);
}

function replaceLink(link: string, target: string): void {
  const fresh = `${link}.${process.pid}.new`;
  symlinkSync(target, fresh);
  try {
    renameSync(fresh, link);
  } catch (error) {
    unlinkSync(fresh);
    throw error;
  }
}

/** Leaves a link alone that somebody else has taken over meanwhile. */
function removeLink(link: string, target: string): void {
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && readlinkSync(link) === target) unlinkSync(link);
}
