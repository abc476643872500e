import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PacketLengths } from "../../protocol/packet-limit.ts";
import { PINGREQ, publishPacket } from "../cloud/broker/packets.ts";

const publish = (bytes: number): Buffer => publishPacket(Buffer.alloc(bytes, 0xff));
const anyPacket = fc.oneof(fc.constant(PINGREQ), fc.integer({ min: 0, max: 300 }).map(publish));

/** The same bytes in pieces whose lengths are given, again and again. */
function pieces(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const end = at + (lengths[piece % lengths.length] ?? 1);
    cut.push(bytes.subarray(at, end));
    at = end;
  }
  return cut;
}

describe("the limit for packets (design §4: size-capped)", () => {
  test("allows packets up to the limit and refuses one above it, however the bytes are cut", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(anyPacket), lengths, fc.boolean(), (packets, cuts, exceeding) => {
        const all = [...packets, ...(exceeding ? [publish(301)] : [])];
        // Topic with its length: 3 bytes.
        const watch = new PacketLengths(303);
        const verdicts = pieces(Buffer.concat(all), cuts).map((piece) => watch.allow(piece));
        expect(verdicts.includes(false)).toBe(exceeding);
      }),
    );
  });

  test("refuses at the length itself, before any of the content has come", () => {
    const header = publish(100_000).subarray(0, 4);
    expect(new PacketLengths(99_999).allow(header)).toBe(false);
    expect(new PacketLengths(100_003).allow(header)).toBe(true);
  });

  test("refuses a length that does not end", () => {
    expect(new PacketLengths(2 ** 40).allow(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80]))).toBe(false);
  });
});
