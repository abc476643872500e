import { expect } from "vitest";
import { HostEnd, hexOf } from "./host-end.ts";

export const FACTORY = "FF FF FF FF FF FF";
export const KEY_A = "A0 A1 A2 A3 A4 A5";
export const KEY_B = "B0 B1 B2 B3 B4 B5";
export const BLOCK = "00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF";
export const OK = "41 00";
export const REFUSED = "41 13";
export const WRONG_KEY = "41 14";
export const SILENT = "41 01";

/** Access bytes for conditions (C1 C2 C3 as binary digits) of the groups 0, 1, 2 and the trailer. */
export function accessBytes(...conditions: [string, string, string, string]): string {
  const nibble = (digit: number) =>
    conditions.reduce((bits, condition, group) => bits | (Number(condition[digit]) << group), 0);
  const [c1, c2, c3] = [nibble(0), nibble(1), nibble(2)];
  return hexOf([((~c2 & 15) << 4) | (~c1 & 15), (c1 << 4) | (~c3 & 15), (c3 << 4) | c2]);
}

export function purseBlock(value: number): string {
  const view = new DataView(new ArrayBuffer(16));
  view.setInt32(0, value, true);
  view.setInt32(4, ~value, true);
  view.setInt32(8, value, true);
  view.setUint32(12, 0xfb04fb04);
  return hexOf(new Uint8Array(view.buffer));
}

/** A host that knows one card. */
export class Reader {
  readonly host: HostEnd;
  readonly #uid: string;

  constructor(line = "card DEADBEEF", uid = "DE AD BE EF") {
    this.host = HostEnd.withCard(line);
    this.#uid = uid;
  }

  ask(command: string): string {
    return this.host.ask(`40 01 ${command}`);
  }

  /** Selects the card anew and authenticates. */
  open(key: "A" | "B", secret: string, block: number): string {
    this.host.ask("4A 01 00");
    return this.ask(`${key === "A" ? "60" : "61"} ${hexOf([block])} ${secret} ${this.#uid}`);
  }

  read(block: number): string {
    return this.ask(`30 ${hexOf([block])}`);
  }

  write(block: number, bytes: string): string {
    return this.ask(`A0 ${hexOf([block])} ${bytes}`);
  }

  /** Gives sector 1 two keys and access conditions, through the factory key. */
  personalise(...conditions: [string, string, string, string]): void {
    expect(this.open("A", FACTORY, 7)).toBe(OK);
    expect(this.write(4, BLOCK)).toBe(OK);
    expect(this.write(7, `${KEY_A} ${accessBytes(...conditions)} 69 ${KEY_B}`)).toBe(OK);
  }
}
