import { expect } from "vitest";
import { Pn532Emulator, type Pn532Options } from "../../../../sim/devices/pn532/pn532-emulator.ts";
import { VirtualClock } from "../../../../sim/virtual-clock.ts";

export const ACK = "00 00 FF 00 FF 00";
export const NACK = "00 00 FF FF 00 00";
export const ERROR = "00 00 FF 01 FF 7F 81 00";
export const WAKE = "55 55 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
export const SAM = "00 00 FF 05 FB D4 14 01 00 00 17 00";
export const SAM_REPLY = "00 00 FF 02 FE D5 15 16 00";
export const FIRMWARE = "00 00 FF 02 FE D4 02 2A 00";
export const FIRMWARE_REPLY = "00 00 FF 06 FA D5 03 32 01 06 07 E8 00";
export const LIST = "00 00 FF 04 FC D4 4A 01 00 E1 00";
export const LIST_NONE = "00 00 FF 03 FD D5 4B 00 E0 00";
export const ONE_TRY = "00 00 FF 06 FA D4 32 05 FF 01 00 F5 00";
/** The answer to LIST with the 1K card DEADBEEF there. */
export const LISTED = "00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 96 00";

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

export function hexOf(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}

/** A host frame around command bytes. */
export function frame(command: string): string {
  const body = [0xd4, ...bytesOf(command)];
  const check = -body.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return hexOf([0, 0, 0xff, body.length, -body.length & 0xff, ...body, check, 0]);
}

/** The host's end of an emulator's wire, in virtual time. */
export class HostEnd {
  readonly clock = new VirtualClock();
  readonly emulator: Pn532Emulator;
  plugged = true;
  /** Bytes that chance is to draw first. */
  readonly chances: number[] = [];
  #chunks: Uint8Array[] = [];
  #seed = 1;
  onSend: ((bytes: Uint8Array) => void) | undefined;

  constructor(options: Pn532Options = {}) {
    const wire = {
      send: (bytes: Uint8Array) => {
        this.#chunks.push(bytes);
        this.onSend?.(bytes);
      },
      hangUp: () => {
        this.plugged = false;
      },
      restore: () => {
        this.plugged = true;
      },
    };
    const random = () => {
      const chance = this.chances.shift();
      if (chance !== undefined) return chance / 256;
      this.#seed = (this.#seed * 48271) % 2147483647;
      return this.#seed / 2147483647;
    };
    this.emulator = new Pn532Emulator({ wire, clock: this.clock, random }, options);
  }

  /** Woken, configured, and with one try per search. */
  static ready(options?: Pn532Options): HostEnd {
    const host = new HostEnd(options);
    // one at a time: a new command would end the one before
    host.send(WAKE, SAM);
    host.clock.advance(500);
    host.send(ONE_TRY);
    host.clock.advance(500);
    host.heard();
    return host;
  }

  /** The same, with this card listed as target 1. */
  static withCard(card: string): HostEnd {
    const host = HostEnd.ready();
    expect(host.emulator.command(card)).toBe("ok");
    expect(host.ask("4A 01 00")).toMatch(/^4B 01/);
    return host;
  }

  send(...frames: string[]): void {
    this.emulator.receive(bytesOf(frames.join(" ")));
  }

  /** Everything the chip has sent since the last time. */
  heard(): string {
    return this.chunks().map(hexOf).join(" ");
  }

  /** The same, by single sends. */
  chunks(): Uint8Array[] {
    return this.#chunks.splice(0);
  }

  /** Sends a command and answers the bytes of the reply from its code on; "error" for the error frame. */
  ask(command: string): string {
    this.heard();
    this.send(frame(command));
    if (this.#chunks.length < 2) this.clock.advance(20);
    const heard = this.heard();
    expect(heard.slice(0, ACK.length)).toBe(ACK);
    const reply = heard.slice(ACK.length + 1);
    if (reply === ERROR) return "error";
    const bytes = bytesOf(reply);
    const length = bytes[3] ?? 0;
    const body = bytes.subarray(5, 5 + length);
    const framed = [0, 0, 0xff, length, -length & 0xff, ...body];
    const check = -body.reduce((sum, byte) => sum + byte, 0) & 0xff;
    expect(reply).toBe(hexOf([...framed, check, 0]));
    expect(body[0]).toBe(0xd5);
    return hexOf(body.subarray(1));
  }

  command(line: string): void {
    expect(this.emulator.command(line)).toBe("ok");
  }

  state(): Record<string, unknown> {
    // JSON of a known shape
    return JSON.parse(this.emulator.command("state")) as Record<string, unknown>;
  }
}
