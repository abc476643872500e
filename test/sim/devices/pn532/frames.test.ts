import { describe, expect, test } from "vitest";
import { ACK, frame, HostEnd, LIST, SAM, WAKE } from "./host-end.ts";

/** Exchanges that need no card: what the host sends, what the chip answers after its ACK. */
const WITHOUT_CARD: readonly [name: string, command: string, reply: string][] = [
  ["GetFirmwareVersion", "00 00 FF 02 FE D4 02 2A 00", "00 00 FF 06 FA D5 03 32 01 06 07 E8 00"],
  [
    "GetFirmwareVersion in an extended frame",
    "00 00 FF FF FF 00 02 FE D4 02 2A 00",
    "00 00 FF 06 FA D5 03 32 01 06 07 E8 00",
  ],
  ["SAMConfiguration", SAM, "00 00 FF 02 FE D5 15 16 00"],
  ["SAMConfiguration with IRQ", "00 00 FF 05 FB D4 14 01 00 01 16 00", "00 00 FF 02 FE D5 15 16 00"],
  ["SAMConfiguration, libnfc's form", "00 00 FF 03 FD D4 14 01 17 00", "00 00 FF 02 FE D5 15 16 00"],
  ["SAMConfiguration, Adafruit's form", "00 00 FF 05 FB D4 14 01 14 01 02 00", "00 00 FF 02 FE D5 15 16 00"],
  ["one try", "00 00 FF 06 FA D4 32 05 FF 01 00 F5 00", "00 00 FF 02 FE D5 33 F8 00"],
  ["one retry", "00 00 FF 06 FA D4 32 05 FF 01 01 F4 00", "00 00 FF 02 FE D5 33 F8 00"],
  ["retries for ever", "00 00 FF 06 FA D4 32 05 FF 01 FF F6 00", "00 00 FF 02 FE D5 33 F8 00"],
  ["field on", "00 00 FF 04 FC D4 32 01 01 F8 00", "00 00 FF 02 FE D5 33 F8 00"],
  ["field off", "00 00 FF 04 FC D4 32 01 00 F9 00", "00 00 FF 02 FE D5 33 F8 00"],
  ["RF timings", "00 00 FF 06 FA D4 32 02 00 0B 0A E3 00", "00 00 FF 02 FE D5 33 F8 00"],
  ["SetParameters", "00 00 FF 03 FD D4 12 14 06 00", "00 00 FF 02 FE D5 13 18 00"],
  ["SetParameters without RATS", "00 00 FF 03 FD D4 12 04 16 00", "00 00 FF 02 FE D5 13 18 00"],
  ["InListPassiveTarget", LIST, "00 00 FF 03 FD D5 4B 00 E0 00"],
  ["InListPassiveTarget for two", "00 00 FF 04 FC D4 4A 02 00 E0 00", "00 00 FF 03 FD D5 4B 00 E0 00"],
  ["InAutoPoll, one round", "00 00 FF 06 FA D4 60 01 01 10 20 9A 00", "00 00 FF 03 FD D5 61 00 CA 00"],
  ["InRelease all", "00 00 FF 03 FD D4 52 00 DA 00", "00 00 FF 03 FD D5 53 00 D8 00"],
  ["InDeselect all", "00 00 FF 03 FD D4 44 00 E8 00", "00 00 FF 03 FD D5 45 00 E6 00"],
  ["SetSerialBaudRate 115200", "00 00 FF 03 FD D4 10 04 18 00", "00 00 FF 02 FE D5 11 1A 00"],
  ["SetSerialBaudRate 460800", "00 00 FF 03 FD D4 10 06 16 00", "00 00 FF 02 FE D5 11 1A 00"],
  ["SetSerialBaudRate 921600", "00 00 FF 03 FD D4 10 07 15 00", "00 00 FF 02 FE D5 11 1A 00"],
  ["PowerDown", "00 00 FF 03 FD D4 16 10 06 00", "00 00 FF 03 FD D5 17 00 14 00"],
  ["PowerDown, libnfc's form", "00 00 FF 03 FD D4 16 F0 26 00", "00 00 FF 03 FD D5 17 00 14 00"],
  [
    "Diagnose, communication line",
    "00 00 FF 09 F7 D4 00 00 6C 69 62 6E 66 63 BE 00",
    "00 00 FF 09 F7 D5 01 00 6C 69 62 6E 66 63 BC 00",
  ],
  ["Diagnose, ROM", "00 00 FF 03 FD D4 00 01 2B 00", "00 00 FF 03 FD D5 01 00 2A 00"],
  ["Diagnose, RAM", "00 00 FF 03 FD D4 00 02 2A 00", "00 00 FF 03 FD D5 01 00 2A 00"],
  ["GetGeneralStatus", "00 00 FF 02 FE D4 04 28 00", "00 00 FF 06 FA D5 05 00 00 00 00 26 00"],
  ["WriteRegister", "00 00 FF 05 FB D4 08 63 02 80 3F 00", "00 00 FF 02 FE D5 09 22 00"],
  ["ReadRegister", "00 00 FF 04 FC D4 06 63 02 C1 00", "00 00 FF 03 FD D5 07 00 24 00"],
];

const LISTINGS: readonly [line: string, command: string, reply: string][] = [
  ["card DEADBEEF", LIST, "00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 96 00"],
  ["card 04A1B2C3D4E580", LIST, "00 00 FF 0F F1 D5 4B 01 01 00 44 08 07 04 A1 B2 C3 D4 E5 80 38 00"],
  ["card 5CD18E21 4k", LIST, "00 00 FF 0C F4 D5 4B 01 01 00 02 18 04 5C D1 8E 21 E4 00"],
  ["card 3A4B5C6D mini", LIST, "00 00 FF 0C F4 D5 4B 01 01 00 04 09 04 3A 4B 5C 6D 7F 00"],
  ["card 04C63A63110189 ntag", LIST, "00 00 FF 0F F1 D5 4B 01 01 00 44 00 07 04 C6 3A 63 11 01 89 91 00"],
  [
    "cards DEADBEEF 11223344",
    "00 00 FF 04 FC D4 4A 02 00 E0 00",
    "00 00 FF 15 EB D5 4B 02 01 00 04 08 04 DE AD BE EF 02 00 04 08 04 11 22 33 44 D9 00",
  ],
  [
    "card 045127926A3180 desfire",
    LIST,
    "00 00 FF 15 EB D5 4B 01 01 03 44 20 07 04 51 27 92 6A 31 80 06 75 77 81 02 80 52 00",
  ],
  [
    "card DEADBEEF",
    "00 00 FF 08 F8 D4 4A 01 00 DE AD BE EF A9 00",
    "00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 96 00",
  ],
  [
    "card DEADBEEF",
    "00 00 FF 05 FB D4 60 FF 01 00 CC 00",
    "00 00 FF 0E F2 D5 61 01 10 09 01 00 04 08 04 DE AD BE EF 67 00",
  ],
];

/** In this order, with the 1K card DEADBEEF listed. */
const WITH_CARD: readonly [name: string, command: string, reply: string][] = [
  [
    "authentication with key A",
    "00 00 FF 0F F1 D4 40 01 60 04 FF FF FF FF FF FF DE AD BE EF 55 00",
    "00 00 FF 03 FD D5 41 00 EA 00",
  ],
  [
    "writing",
    "00 00 FF 15 EB D4 40 01 A0 04 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F CF 00",
    "00 00 FF 03 FD D5 41 00 EA 00",
  ],
  [
    "reading",
    "00 00 FF 05 FB D4 40 01 30 04 B7 00",
    "00 00 FF 13 ED D5 41 00 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 72 00",
  ],
  [
    "the factory trailer",
    frame("40 01 30 07"),
    "00 00 FF 13 ED D5 41 00 00 00 00 00 00 00 FF 07 80 69 FF FF FF FF FF FF 01 00",
  ],
  [
    "a trailer that hides key B",
    frame(`40 01 A0 07 ${"FF ".repeat(6)}7F 07 88 69 ${"FF ".repeat(6)}`),
    "00 00 FF 03 FD D5 41 00 EA 00",
  ],
  [
    "its reading",
    frame("40 01 30 07"),
    "00 00 FF 13 ED D5 41 00 00 00 00 00 00 00 7F 07 88 69 00 00 00 00 00 00 73 00",
  ],
  ["InDeselect", "00 00 FF 03 FD D4 44 01 E7 00", "00 00 FF 03 FD D5 45 00 E6 00"],
  ["InSelect", "00 00 FF 03 FD D4 54 01 D7 00", "00 00 FF 03 FD D5 55 00 D6 00"],
  [
    "authentication with key B",
    "00 00 FF 0F F1 D4 40 01 61 04 FF FF FF FF FF FF DE AD BE EF 54 00",
    "00 00 FF 03 FD D5 41 00 EA 00",
  ],
  ["a wrong key", frame("40 01 60 04 00 00 00 00 00 00 DE AD BE EF"), "00 00 FF 03 FD D5 41 14 D6 00"],
  ["a card that is halted", "00 00 FF 05 FB D4 40 01 30 04 B7 00", "00 00 FF 03 FD D5 41 01 E9 00"],
  ["InRelease", "00 00 FF 03 FD D4 52 01 D9 00", "00 00 FF 03 FD D5 53 00 D8 00"],
];

describe("byte for byte", () => {
  test.each(WITHOUT_CARD)("%s", (_, command, reply) => {
    const host = HostEnd.ready();
    host.send(command);
    host.clock.advance(200);
    expect(host.heard()).toBe(`${ACK} ${reply}`);
  });

  test.each(LISTINGS)("listing after %s", (line, command, reply) => {
    const host = HostEnd.ready();
    host.command(line);
    host.send(command);
    expect(host.heard()).toBe(`${ACK} ${reply}`);
  });

  test("listing a phone", () => {
    const host = HostEnd.ready();
    host.chances.push(0x3f, 0x6c, 0x4a);
    host.command("phone");
    // the field switches on for the listing, so the number is drawn only once
    host.send(LIST);
    expect(host.heard()).toBe(
      `${ACK} 00 00 FF 11 EF D5 4B 01 01 03 04 20 04 08 3F 6C 4A 05 78 80 70 02 47 00`,
    );
  });

  test("exchanging with a card", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    for (const [name, command, reply] of WITH_CARD) {
      host.heard();
      host.send(command);
      expect(host.heard(), name).toBe(`${ACK} ${reply}`);
    }
  });

  test("authentication with the last four bytes of a long UID", () => {
    const host = HostEnd.withCard("card 04A1B2C3D4E580");
    host.send("00 00 FF 0F F1 D4 40 01 60 04 FF FF FF FF FF FF C3 D4 E5 80 91 00");
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 41 00 EA 00`);
  });

  test("a card that is gone", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.command("card none");
    host.send("00 00 FF 05 FB D4 40 01 30 04 B7 00");
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 41 01 E9 00`);
  });

  test("whether a card that can be asked is there", () => {
    const host = HostEnd.withCard("card 045127926A3180 desfire");
    host.send("00 00 FF 03 FD D4 00 06 26 00");
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 01 00 2A 00`);
    host.command("card none");
    host.send("00 00 FF 03 FD D4 00 06 26 00");
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 01 01 29 00`);
  });

  test("wake-up and SAMConfiguration in one write", () => {
    const host = new HostEnd();
    host.send(WAKE, SAM);
    expect(host.heard()).toBe(`${ACK} 00 00 FF 02 FE D5 15 16 00`);
  });
});
