import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INTER_BYTE_TIMEOUT, Pn532Decoder } from "../../../hal/reader/pn532/decoder.ts";
import { encodeCommand, type Pn532Frame } from "../../../hal/reader/pn532/frame.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

/** A frame from the chip: D5 in place of D4, with the checksum that belongs to it. */
function answer(data: Uint8Array): Uint8Array {
  const frame = encodeCommand(data);
  frame[5] = 0xd5;
  frame[frame.length - 2] = ((frame[frame.length - 2] ?? 0) - 1) & 0xff;
  return frame;
}

function decode(chunks: readonly Uint8Array[], decoder = new Pn532Decoder()): Pn532Frame[] {
  return chunks.flatMap((chunk) => decoder.push(chunk, 0));
}

/** Cuts a stream at the given places. */
function cut(stream: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (stream.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...at].map((from, index) => stream.subarray(from, at[index]));
}

const payload = fc.uint8Array({ minLength: 1, maxLength: 254 });

describe("PN532 frames", () => {
  test.each([
    ["02", "00 00 FF 02 FE D4 02 2A 00"],
    ["14 01 00 01", "00 00 FF 05 FB D4 14 01 00 01 16 00"],
    ["32 05 FF 01 FF", "00 00 FF 06 FA D4 32 05 FF 01 FF F6 00"],
    ["4A 01 00", "00 00 FF 04 FC D4 4A 01 00 E1 00"],
  ])("frames %s as NXP does", (command, frame) => {
    expect(Buffer.from(encodeCommand(bytes(command))).toString("hex")).toBe(
      frame.replaceAll(" ", "").toLowerCase(),
    );
  });

  test("reads ACK, NACK, error, normal and extended frames", () => {
    const stream = bytes(
      "0000FF00FF00 0000FFFF0000 0000FF01FF7F8100 0000FF06FAD50332010607E800 0000FFFFFF0002FED5032800",
    );
    const frames = decode([stream]);
    expect(frames.map(({ type }) => type)).toEqual(["ack", "nack", "error", "data", "data"]);
  });

  test("a stray 01 before the ACK, and any length of preamble, are skipped", () => {
    expect(decode([bytes("01 00 00 00 00 00 FF 00 FF 00")])).toEqual([{ type: "ack" }]);
    expect(decode([bytes("00 FF 00 FF")])).toEqual([{ type: "ack" }]);
  });

  test("the same frames come out however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(payload, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (all, places) => {
          const stream = Buffer.concat(all.flatMap((data) => [bytes("0000FF00FF00"), answer(data)]));
          expect(decode(cut(stream, places))).toEqual(decode([stream]));
          expect(decode([stream])).toHaveLength(all.length * 2);
        },
      ),
    );
  });

  test("noise before a frame never costs the frame, however it is cut, once the line has paused", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        payload,
        fc.array(fc.nat(), { maxLength: 10 }),
        (noise, data, places) => {
          const decoder = new Pn532Decoder();
          const stream = Buffer.concat([noise, answer(data)]);
          const found = [...decode(cut(stream, places), decoder), ...decoder.expire(INTER_BYTE_TIMEOUT)];
          expect(found).toContainEqual({ type: "data", tfi: 0xd5, data });
        },
      ),
    );
  });

  test("noise costs at most the frame that it touches", () => {
    fc.assert(
      fc.property(
        payload,
        payload,
        payload,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (a, b, c, place, flip) => {
          const hit = answer(b);
          const at = place % (hit.length - 2);
          hit[at] = (hit[at] ?? 0) ^ flip;
          const decoder = new Pn532Decoder();
          const found = decode([answer(a), hit, answer(c)], decoder);
          found.push(...decoder.expire(INTER_BYTE_TIMEOUT));
          expect(found[0]).toEqual({ type: "data", tfi: 0xd5, data: a });
          expect(found.at(-1)).toEqual({ type: "data", tfi: 0xd5, data: c });
        },
      ),
    );
  });

  test("a bogus header is given up after the inter-byte timeout, and what it swallowed is found", () => {
    const decoder = new Pn532Decoder();
    expect(decoder.push(bytes("0000FF FE 02 0000FF00FF00"), 0)).toEqual([]);
    expect(decoder.isPartial).toBe(true);
    expect(decoder.expire(INTER_BYTE_TIMEOUT - 1)).toEqual([]);
    expect(decoder.expire(INTER_BYTE_TIMEOUT)).toEqual([{ type: "ack" }]);
    expect(decoder.isPartial).toBe(false);
    expect(decoder.counters.timeouts).toBe(1);
  });

  test("a frame whose halves are far apart is none", () => {
    const decoder = new Pn532Decoder();
    const frame = answer(bytes("4B00"));
    expect(decoder.push(frame.subarray(0, 6), 0)).toEqual([]);
    expect(decoder.push(frame.subarray(6), INTER_BYTE_TIMEOUT)).toEqual([]);
  });

  test.each([
    ["a length whose complement does not fit", "0000FF0101 D5", { badLengths: 1, discarded: 4 }],
    ["a length of nothing", "0000FF0000", { badLengths: 1, discarded: 1 }],
    ["half an ACK's header", "0000FF0001", { badLengths: 1, discarded: 2 }],
    ["half a NACK's header", "0000FF0200 11", { badLengths: 1, discarded: 3 }],
    ["a data checksum that does not fit", "0000FF02FED5032900", { badChecksums: 1, discarded: 6 }],
    ["noise between zeros", "00AA00BB00", { discarded: 2 }],
    ["an extended length of nothing", "0000FFFFFF000000", { badLengths: 1, discarded: 3 }],
    ["an extended length beyond what the chip sends", "0000FFFFFF010AF5", { badLengths: 1, discarded: 6 }],
    ["an extended length whose complement does not fit", "0000FFFFFF000205", { badLengths: 1, discarded: 5 }],
  ])("counts %s, byte for byte", (_, hex, counted) => {
    const decoder = new Pn532Decoder();
    expect(decode([bytes(hex)], decoder)).toEqual([]);
    decoder.expire(INTER_BYTE_TIMEOUT);
    const none = { frames: 0, discarded: 0, badLengths: 0, badChecksums: 0 };
    const { timeouts: _timeouts, ...found } = decoder.counters;
    expect(found).toEqual(Object.assign(none, counted));
    expect(decoder.push(bytes("0000FF00FF00"), 1_000)).toEqual([{ type: "ack" }]);
  });

  test("good frames leave nothing behind and count as nothing else", () => {
    const decoder = new Pn532Decoder();
    decode([bytes("0000FF00FF00 0000FFFF0000 0000FF01FF7F8100 0000FF02FED5032800 00")], decoder);
    expect(decoder.counters).toEqual({
      frames: 4,
      discarded: 0,
      badLengths: 0,
      badChecksums: 0,
      timeouts: 0,
    });
    expect(decoder.isPartial).toBe(false);
    expect(decoder.expire(INTER_BYTE_TIMEOUT)).toEqual([]);
    expect(decoder.counters.timeouts).toBe(0);
  });

  test("a frame without a postamble is followed by the next one", () => {
    expect(decode([bytes("00FF00FF 00FF00FF 00FF02FED50328 00FF00FF")]).map(({ type }) => type)).toEqual([
      "ack",
      "ack",
      "data",
      "ack",
    ]);
  });

  test("extended frames of 1 to 265 bytes are read, however they are cut; one byte more is none", () => {
    const extended = (length: number) => {
      const data = Uint8Array.from({ length }, (_, at) => (at === 0 ? 0xd5 : at & 0xff));
      const [high, low] = [length >> 8, length & 0xff];
      const sum = data.reduce((total, byte) => total + byte, 0);
      return Uint8Array.of(0, 0, 0xff, 0xff, 0xff, high, low, -(high + low) & 0xff, ...data, -sum & 0xff, 0);
    };
    for (const length of [1, 2, 255, 256, 257, 265]) {
      for (const cutAt of [4, 5, 6, 7, 8, 9, length]) {
        const frame = extended(length);
        const found = decode([frame.subarray(0, cutAt), frame.subarray(cutAt)]);
        expect(found, `${length} bytes cut at ${cutAt}`).toHaveLength(1);
        expect(found[0]).toMatchObject({ type: "data", tfi: 0xd5 });
        expect(found[0]?.type === "data" && found[0].data.length).toBe(length - 1);
      }
    }
    expect(decode([extended(266)])).toEqual([]);
  });

  test("a one-byte frame that is not the error frame is data, and a longer one that begins with 7F too", () => {
    expect(decode([bytes("0000FF01FFD52B00")])).toEqual([
      { type: "data", tfi: 0xd5, data: new Uint8Array(0) },
    ]);
    expect(decode([bytes("0000FF02FE7F018000")])).toEqual([{ type: "data", tfi: 0x7f, data: bytes("01") }]);
  });

  test("the inter-byte timeout counts from the last byte", () => {
    const decoder = new Pn532Decoder();
    const frame = answer(bytes("4B00"));
    decoder.push(frame.subarray(0, 5), 1_000);
    decoder.push(frame.subarray(5, 6), 1_040);
    expect(decoder.push(frame.subarray(6), 1_080)).toHaveLength(1);
  });

  test("reset forgets a frame that has begun, and counts it", () => {
    const decoder = new Pn532Decoder();
    decoder.push(bytes("0000FF06FAD5"), 0);
    decoder.reset();
    expect(decoder.isPartial).toBe(false);
    expect(decoder.counters.discarded).toBe(5);
    expect(decoder.push(bytes("0332010607E800"), 1)).toEqual([]);
  });

  test("128 KiB of hostile bytes are worked off without keeping them", () => {
    const decoder = new Pn532Decoder();
    const noise = new Uint8Array(1 << 17);
    for (let at = 0; at < noise.length; at++) noise[at] = [0x00, 0xff, 0xff, 0x01][at % 4] ?? 0;
    for (let at = 0; at < noise.length; at += 65_536) decoder.push(noise.subarray(at, at + 65_536), 0);
    decoder.expire(INTER_BYTE_TIMEOUT);
    expect(decoder.push(bytes("0000FF00FF00"), 1_000)).toEqual([{ type: "ack" }]);
  });
});
