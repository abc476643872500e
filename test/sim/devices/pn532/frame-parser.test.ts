import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FrameParser, type HostFrame } from "../../../../sim/devices/pn532/frame-parser.ts";
import { answerFrame } from "../../../../sim/devices/pn532/frame-writer.ts";
import { ACK, bytesOf, FIRMWARE, frame, hexOf, NACK } from "./host-end.ts";

const PARTIAL_MS = 89;

function parse(bytes: Uint8Array, parser = new FrameParser(), now = 0): HostFrame[] {
  return parser.push(bytes, now, PARTIAL_MS);
}

function command(code: number, ...data: number[]): HostFrame {
  return { kind: "command", code, data: Uint8Array.from(data) };
}

/** As the host would write it, in either length form. */
function written(body: readonly number[], extended: boolean): Uint8Array {
  const sum = (bytes: readonly number[]) => bytes.reduce((total, byte) => total + byte, 0);
  const high = body.length >> 8;
  const low = body.length & 0xff;
  const size = extended ? [0xff, 0xff, high, low, -(high + low) & 0xff] : [low, -low & 0xff];
  return Uint8Array.from([0, 0, 0xff, ...size, ...body, -sum(body) & 0xff, 0]);
}

const anyCommand = fc
  .record({
    code: fc.integer({ min: 0, max: 255 }),
    data: fc.uint8Array({ maxLength: 263 }),
    extended: fc.boolean(),
  })
  .map(({ code, data, extended }) => ({
    bytes: written([0xd4, code, ...data], extended || data.length > 253),
    frame: command(code, ...data),
  }));
const anyFrame = fc.oneof(
  { weight: 4, arbitrary: anyCommand },
  fc.constant({ bytes: bytesOf(ACK), frame: { kind: "ack" } as const }),
  fc.constant({ bytes: bytesOf(NACK), frame: { kind: "nack" } as const }),
);
/** Bytes in which no start code can be seen, nor begun. */
const harmless = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.map((byte) => byte % 0xff || 0x55));

describe("the host's frames", () => {
  test("are found whatever the chunks, and whatever harmless lies between", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(harmless, anyFrame), { maxLength: 12 }),
        fc.array(fc.nat(60)),
        (parts, cuts) => {
          const stream = Uint8Array.from(parts.flatMap(([noise, { bytes }]) => [...noise, ...bytes]));
          const parser = new FrameParser();
          const found: HostFrame[] = [];
          let at = 0;
          for (const cut of cuts) {
            found.push(...parse(stream.subarray(at, at + cut), parser));
            at += cut;
          }
          found.push(...parse(stream.subarray(at), parser));
          expect(found).toEqual(parts.map(([, each]) => each.frame));
          expect(parser.counters).toEqual({ badLength: 0, badChecksum: 0, notForChip: 0, timedOut: 0 });
        },
      ),
    );
  });

  test("are found after any noise once it has rested", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), anyFrame, (noise, { bytes, frame: expected }) => {
        const parser = new FrameParser();
        parse(noise, parser);
        expect(parse(bytes, parser, PARTIAL_MS)).toEqual([expected]);
      }),
    );
  });

  test("cost one byte only where a candidate fails", () => {
    // a start code with a plausible length that swallows the next frame's start
    expect(parse(bytesOf(`00 FF 04 FC D4 ${FIRMWARE} 00 00`))).toEqual([command(0x02)]);
    expect(parse(bytesOf(`00 00 FF 00 00 FF 12 34 ${FIRMWARE}`))).toEqual([command(0x02)]);
  });

  test("may have any preamble and no postamble", () => {
    expect(parse(bytesOf("00 FF 02 FE D4 02 2A"))).toEqual([command(0x02)]);
    expect(parse(bytesOf(`55 55 ${"00 ".repeat(200)}${FIRMWARE}`))).toEqual([command(0x02)]);
  });

  test.each([
    ["a wrong length checksum", "00 00 FF 02 FD D4 02 2A 00", "badLength"],
    ["no length", "00 00 FF 00 00 D4 02 2A 01", "badLength"],
    ["an extended length of none", "00 00 FF FF FF 00 00 00 D4 02 2A 00", "badLength"],
    ["an extended length beyond 265", "00 00 FF FF FF 01 0A F5 D4 02 2A 00", "badLength"],
    ["a wrong data checksum", "00 00 FF 02 FE D4 02 2B 00", "badChecksum"],
    ["the chip's own identifier", "00 00 FF 02 FE D5 02 29 00", "notForChip"],
  ] as const)("are dropped and counted with %s", (_, bytes, counter) => {
    const parser = new FrameParser();
    expect(parse(bytesOf(bytes), parser)).toEqual([]);
    expect(parser.counters[counter]).toBe(1);
    expect(parse(bytesOf(FIRMWARE), parser, PARTIAL_MS)).toEqual([command(0x02)]);
  });

  test("are given up when they stop half-way for 89 ms, not before", () => {
    const half = bytesOf("00 00 FF 02 FE D4");
    const rest = bytesOf("02 2A 00");
    const patient = new FrameParser();
    parse(half, patient, 0);
    expect(parse(rest, patient, 88)).toEqual([command(0x02)]);
    const impatient = new FrameParser();
    parse(half, impatient, 0);
    expect(parse(rest, impatient, 89)).toEqual([]);
    expect(impatient.counters.timedOut).toBe(1);
  });

  test("without a command in them are told apart", () => {
    expect(parse(bytesOf("00 00 FF 01 FF D4 2C 00"))).toEqual([{ kind: "empty" }]);
  });

  test("are found in a megabyte of start codes, in reasonable time", () => {
    const noise = new Uint8Array(1_000_000).map((_, index) => (index % 2 === 0 ? 0x00 : 0xff));
    const parser = new FrameParser();
    parse(noise, parser);
    expect(parse(bytesOf(FIRMWARE), parser, PARTIAL_MS)).toEqual([command(0x02)]);
  });
});

describe("the chip's frames", () => {
  test("are normal up to 255 bytes and extended beyond", () => {
    expect(hexOf(answerFrame(0x40, new Uint8Array(253)).subarray(0, 5))).toBe("00 00 FF FF 01");
    expect(hexOf(answerFrame(0x40, new Uint8Array(254)).subarray(0, 8))).toBe("00 00 FF FF FF 01 00 FF");
  });

  test("are the host's frames but for the identifier", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 263 }), (data) => {
        const bytes = answerFrame(0x40, data);
        const at = bytes.length > 263 ? 8 : 5;
        const start = bytes.indexOf(0xd5, 5);
        expect([at, start]).toContain(start);
        // turned into a host's frame its checksum must still hold
        bytes[start] = 0xd4;
        bytes[bytes.length - 2] = ((bytes.at(-2) ?? 0) + 1) & 0xff;
        expect(parse(bytes)).toEqual([command(0x41, ...data)]);
      }),
    );
  });

  test("fit the test's own writing of a host frame", () => {
    expect(frame("02")).toBe(FIRMWARE);
  });
});
