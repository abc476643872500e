import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ACK,
  bytesOf,
  FIRMWARE,
  FIRMWARE_REPLY,
  frame,
  HostEnd,
  hexOf,
  LIST,
  SAM,
  SAM_REPLY,
  WAKE,
} from "./host-end.ts";

/** A morning's work: opening, looking for a card, reading it. */
const SESSION = bytesOf(
  [
    WAKE,
    SAM,
    FIRMWARE,
    frame("32 05 FF 01 FF"),
    LIST,
    frame("40 01 60 04 FF FF FF FF FF FF DE AD BE EF"),
    frame("40 01 30 04"),
    frame("40 01 30 08"),
    ACK,
    frame("52 00"),
    frame("99"),
  ].join(" "),
);

function session(cuts: readonly number[]): string {
  const host = new HostEnd();
  host.command("card DEADBEEF");
  let at = 0;
  for (const cut of cuts) {
    host.emulator.receive(SESSION.subarray(at, at + cut));
    at += cut;
  }
  host.emulator.receive(SESSION.subarray(at));
  return host.heard();
}

describe("the emulator", () => {
  test("answers the same whatever the chunks", () => {
    const whole = session([]);
    expect(whole).toContain(`${SAM_REPLY} ${ACK} ${FIRMWARE_REPLY}`);
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (cuts) => {
        expect(session(cuts)).toBe(whole);
      }),
    );
    expect(session(Array.from(SESSION, () => 1))).toBe(whole);
  });

  test("survives any noise and answers the first frame after a rest", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const host = HostEnd.ready();
        for (const chunk of chunks) host.emulator.receive(chunk);
        host.clock.advance(100);
        host.heard();
        host.send(FIRMWARE);
        expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
      }),
    );
  });

  test("answers any command in a sound frame with its reply, the error frame, or a search", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.boolean(), (command, card) => {
        const host = HostEnd.ready();
        if (card) host.command("card DEADBEEF");
        host.ask("4A 01 00");
        host.send(frame(hexOf(command)));
        const heard = host.heard();
        const searches = host.state()["pending"] !== null;
        expect(heard.startsWith(ACK)).toBe(true);
        expect(heard.length > ACK.length).toBe(!searches);
      }),
      { numRuns: 300 },
    );
  });
});
