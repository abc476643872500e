import { describe, expect, test } from "vitest";
import { ACK, frame, HostEnd, LIST } from "./host-end.ts";

describe("listed cards", () => {
  test("come without their ATS when automatic RATS is off, and may be asked for it", () => {
    const host = HostEnd.ready();
    host.ask("12 04");
    host.command("card 045127926A3180 desfire");
    expect(host.ask("4A 01 00")).toBe("4B 01 01 03 44 20 07 04 51 27 92 6A 31 80");
    expect(host.ask("42 E0 50")).toBe("43 00 06 75 77 81 02 80");
    expect(host.ask("40 01 00 A4 04 00")).toBe("41 00 6A 82");
  });

  test("are told of by GetGeneralStatus", () => {
    const host = HostEnd.ready();
    host.command("cards DEADBEEF 11223344");
    host.ask("4A 02 00");
    expect(host.ask("04")).toBe("05 00 00 02 01 00 00 00 02 00 00 00 00");
    host.ask("52 01");
    expect(host.ask("04")).toBe("05 00 00 01 02 00 00 00 00");
  });

  test("are found again after being halted, those not halted first", () => {
    const host = HostEnd.ready();
    host.command("cards DEADBEEF 11223344");
    expect(host.ask("4A 01 00")).toBe("4B 01 01 00 04 08 04 DE AD BE EF");
    host.ask("44 00");
    expect(host.ask("4A 01 00")).toBe("4B 01 01 00 04 08 04 11 22 33 44");
    host.ask("44 00");
    expect(host.ask("4A 01 00")).toBe("4B 01 01 00 04 08 04 DE AD BE EF");
  });

  test("take turns when both are talked to", () => {
    const host = HostEnd.ready();
    host.command("cards DEADBEEF 11223344");
    host.ask("4A 02 00");
    expect(host.ask("40 01 60 04 FF FF FF FF FF FF DE AD BE EF")).toBe("41 00");
    expect(host.ask("40 02 60 04 FF FF FF FF FF FF 11 22 33 44")).toBe("41 00");
    // waking the second has put the first to sleep, and its session with it
    expect(host.ask("40 01 30 04")).toBe("41 13");
  });

  test.each(["40 01 30 04", "44 01", "52 01", "54 01", "00 06"])("must be there for %s", (command) => {
    expect(HostEnd.ready().ask(command)).toMatch(/ 27$/);
  });

  test("are lost to InSelect when they are gone", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.command("card none");
    expect(host.ask("54 01")).toBe("55 01");
  });

  test("have lost power when they have been away", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.ask("40 01 60 04 FF FF FF FF FF FF DE AD BE EF");
    host.command("card none");
    host.command("card DEADBEEF");
    expect(host.ask("40 01 30 04")).toBe("41 01");
  });

  test("that leave while they are talked to are missed at the end of it", () => {
    const host = HostEnd.ready({ answerDelayMs: 10 });
    host.command("card DEADBEEF");
    host.send(LIST);
    host.clock.advance(20);
    host.heard();
    host.send(frame("40 01 30 04"));
    host.clock.advance(5);
    host.command("card none");
    host.clock.advance(5);
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 41 01 E9 00`);
  });

  test("are not reached with the field off", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.ask("32 01 00");
    expect(host.ask("40 01 30 04")).toBe("41 01");
    expect(host.ask("42 30 04")).toBe("43 01");
  });

  test("are found by their UID only in its cascaded form", () => {
    const host = HostEnd.ready();
    host.command("card 04A1B2C3D4E580");
    expect(host.ask("4A 01 00 04 A1 B2 C3 D4 E5 80")).toBe("4B 00");
    expect(host.ask("4A 01 00 88 04 A1 B2 C3 D4 E5 80")).toMatch(/^4B 01/);
  });
});

describe("a phone", () => {
  function uidOf(host: HostEnd): string {
    return host.ask("4A 01 00").slice("4B 01 01 03 04 20 04 ".length, -" 05 78 80 70 02".length);
  }

  test("keeps its number while the field is on, and shows another after each reset", () => {
    const host = HostEnd.ready();
    host.command("phone");
    const first = uidOf(host);
    expect(first).toMatch(/^08( [0-9A-F]{2}){3}$/);
    host.ask("52 00");
    expect(uidOf(host)).toBe(first);
    host.ask("32 01 00");
    const second = uidOf(host);
    expect(second).toMatch(/^08/);
    expect(second).not.toBe(first);
    host.ask("32 01 00");
    host.ask("32 01 01");
    expect(uidOf(host)).not.toBe(second);
  });

  test("shows another number at each tap", () => {
    const host = HostEnd.ready();
    host.command("phone");
    const first = uidOf(host);
    host.command("card none");
    host.command("phone");
    expect(uidOf(host)).not.toBe(first);
  });
});
