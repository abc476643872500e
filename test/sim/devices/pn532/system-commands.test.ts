import { describe, expect, test } from "vitest";
import { ACK, frame, HostEnd, LIST } from "./host-end.ts";

describe("registers", () => {
  test("keep what is written, and are zero before", () => {
    const host = HostEnd.ready();
    expect(host.ask("06 63 02 63 03")).toBe("07 00 00");
    expect(host.ask("08 63 02 80 63 03 81")).toBe("09");
    expect(host.ask("06 63 03 63 02 63 05")).toBe("07 81 80 00");
  });
});

describe("GPIO", () => {
  test("takes a port only with its top bit set", () => {
    const host = HostEnd.ready();
    expect(host.ask("0C")).toBe("0D 3F 06 00");
    expect(host.ask("0E 9E 02")).toBe("0F");
    expect(host.ask("0C")).toBe("0D 1E 06 00");
    expect(host.ask("0E 00 82")).toBe("0F");
    expect(host.ask("0C")).toBe("0D 1E 02 00");
    expect(host.ask("0E 80")).toBe("error");
  });
});

describe("Diagnose", () => {
  test.each([
    ["04", "01 00"],
    ["07 20", "01 00"],
  ])("%s passes", (test, reply) => {
    expect(HostEnd.ready().ask(`00 ${test}`)).toBe(reply);
  });

  test("05 turns the chip into a card until it is stopped", () => {
    const host = HostEnd.ready();
    host.send(frame("00 05"));
    host.clock.advance(100_000);
    expect(host.heard()).toBe(ACK);
    host.send(ACK);
    expect(host.ask("02")).toBe("03 32 01 06 07");
  });

  test("06 is not for cards without ISO/IEC 14443-4", () => {
    expect(HostEnd.withCard("card DEADBEEF").ask("00 06")).toBe("01 27");
  });
});

describe("GetGeneralStatus", () => {
  test("tells the last error with a card", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.ask("40 01 60 04 00 00 00 00 00 00 DE AD BE EF");
    expect(host.ask("04")).toBe("05 14 00 01 01 00 00 00 00");
  });
});

describe("InCommunicateThru", () => {
  test("without data hears nothing", () => {
    expect(HostEnd.withCard("card DEADBEEF").ask("42")).toBe("43 01");
  });

  test("reaches no card before one is listed", () => {
    const host = HostEnd.ready();
    host.command("card DEADBEEF");
    expect(host.ask("42 30 04")).toBe("43 01");
  });

  test("carries a read to a tag of pages", () => {
    const host = HostEnd.withCard("card 04C63A63110189 ntag");
    expect(host.ask("42 30 00")).toMatch(/^43 00 04 C6 3A 70/);
  });
});

describe("ISO/IEC 14443-4", () => {
  test("answers any application command with `not found`, and no raw bytes", () => {
    const host = HostEnd.withCard("card 045127926A3180 desfire");
    expect(host.ask("40 01 00 A4 04 00 07 D2 76 00 00 85 01 01 00")).toBe("41 00 6A 82");
    expect(host.ask("42 02 00 A4")).toBe("43 01");
  });

  test("is silent when the card was not asked for its ATS", () => {
    const host = HostEnd.ready();
    host.ask("12 04");
    host.command("card 045127926A3180 desfire");
    host.send(LIST);
    host.heard();
    expect(host.ask("40 01 00 A4 04 00")).toBe("41 01");
  });
});
