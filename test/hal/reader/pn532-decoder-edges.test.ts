import { describe, expect, test } from "vitest";
import { INTER_BYTE_TIMEOUT, Pn532Decoder } from "../../../hal/reader/pn532/decoder.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

const ACK = "0000FF00FF00";

describe("PN532 frames: where one ends and the next begins", () => {
  test.each([
    ["an ACK", "0000FF00FF", { type: "ack" }],
    ["a NACK", "0000FFFF00", { type: "nack" }],
    ["the error frame", "0000FF01FF7F81", { type: "error" }],
    ["a frame", "0000FF02FED50328", { type: "data", tfi: 0xd5, data: bytes("03") }],
    ["an extended frame", "0000FFFFFF0002FED50328", { type: "data", tfi: 0xd5, data: bytes("03") }],
  ])("%s is told with its last byte, before its postamble, and not a byte earlier", (_, hex, frame) => {
    const decoder = new Pn532Decoder();
    const all = bytes(hex);
    for (const byte of all.subarray(0, -1)) expect(decoder.push(Uint8Array.of(byte), 0)).toEqual([]);
    expect(decoder.isPartial).toBe(true);
    expect(decoder.push(all.subarray(-1), 0)).toEqual([frame]);
    expect(decoder.isPartial).toBe(false);
  });

  test("noise in the place of the postamble costs nothing but itself", () => {
    const decoder = new Pn532Decoder();
    const found = decoder.push(bytes(`0000FF02FED50328 AA ${ACK}`), 0);
    expect(found.map(({ type }) => type)).toEqual(["data", "ack"]);
    expect(decoder.counters).toMatchObject({ frames: 2, discarded: 1, badChecksums: 0 });
  });

  test.each([
    ["a length whose complement does not fit", "0000FF0505", { badLengths: 1 }],
    ["a length of nothing", "0000FF0000", { badLengths: 1 }],
    ["an extended length that is too long", "0000FFFFFF010AF5", { badLengths: 1 }],
    ["a data checksum that does not fit", "0000FF02FED5032900", { badChecksums: 1 }],
  ])("after %s the search goes on at once: the next frame does not wait for a pause", (_, hex, counted) => {
    const decoder = new Pn532Decoder();
    expect(decoder.push(bytes(`${hex} ${ACK}`), 0)).toEqual([{ type: "ack" }]);
    expect(decoder.counters).toMatchObject({ frames: 1, timeouts: 0, ...counted });
  });

  test("the longest normal frame, 255 bytes, is read as one and not as an extended one", () => {
    const data = Uint8Array.from({ length: 254 }, (_, at) => at);
    const sum = data.reduce((total, byte) => total + byte, 0xd5);
    const frame = Uint8Array.of(0, 0, 0xff, 0xff, 0x01, 0xd5, ...data, -sum & 0xff, 0);
    const decoder = new Pn532Decoder();
    expect(decoder.push(frame, 0)).toEqual([{ type: "data", tfi: 0xd5, data }]);
    expect(decoder.counters).toMatchObject({ badLengths: 0, badChecksums: 0, discarded: 0 });
  });

  test("an extended length is judged with its checksum, not before it has come", () => {
    const decoder = new Pn532Decoder();
    for (const part of ["0000FFFFFF", "01", "0A"]) {
      expect(decoder.push(bytes(part), 0)).toEqual([]);
      expect(decoder.isPartial).toBe(true);
      expect(decoder.counters.badLengths).toBe(0);
    }
    decoder.push(bytes("F5"), 0);
    expect(decoder.isPartial).toBe(false);
    expect(decoder.counters.badLengths).toBe(1);
  });

  test("a last zero may begin a frame, but is none that could run out of time", () => {
    const decoder = new Pn532Decoder();
    decoder.push(bytes("00"), 0);
    expect(decoder.isPartial).toBe(false);
    expect(decoder.push(bytes("FF00FF"), INTER_BYTE_TIMEOUT - 1)).toEqual([{ type: "ack" }]);
    decoder.push(bytes("00"), 1_000);
    expect(decoder.push(bytes("FF00FF"), 1_000 + INTER_BYTE_TIMEOUT)).toEqual([]);
    expect(decoder.counters).toMatchObject({ frames: 1, timeouts: 0, discarded: 1 });
  });

  test("what is kept and what is told stays as it was when the chunk's buffer is written over", () => {
    const decoder = new Pn532Decoder();
    const first = bytes("0000FF04FCD541");
    decoder.push(first, 0);
    first.fill(0xee);
    const second = bytes("01 02 E7 00");
    const found = decoder.push(second, 0);
    const whole = bytes("0000FF02FED50328");
    found.push(...decoder.push(whole, 0));
    second.fill(0xee);
    whole.fill(0xee);
    expect(found).toEqual([
      { type: "data", tfi: 0xd5, data: bytes("410102") },
      { type: "data", tfi: 0xd5, data: bytes("03") },
    ]);
  });
});
