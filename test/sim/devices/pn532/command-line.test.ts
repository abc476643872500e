import { describe, expect, test } from "vitest";
import { PN532_FAULTS } from "../../../../sim/devices/pn532/faults.ts";
import { HostEnd } from "./host-end.ts";

describe("a person's commands", () => {
  test.each([
    ["card 04A1B2C3", "04A1B2C3", "1k"],
    ["card 04a1b2c3", "04A1B2C3", "1k"],
    ["  CARD   04:A1:b2:C3  4K ", "04A1B2C3", "4k"],
    ["card 04 A1 B2 C3 mini", "04A1B2C3", "mini"],
    ["card 04-A1-B2-C3-D4-E5-80 ntag", "04A1B2C3D4E580", "ntag"],
    ["card 04.A1.B2.C3.D4.E5.80 desfire", "04A1B2C3D4E580", "desfire"],
    ["card 04A1B2C3D4E580", "04A1B2C3D4E580", "1k"],
    ["card 04A1B2C3 magic", "04A1B2C3", "1k"],
  ])("%s lays a card", (line, uid, kind) => {
    const host = new HostEnd();
    host.command(line);
    expect(host.state()["cards"]).toEqual([{ uid, kind }]);
  });

  test("a card replaces what is there", () => {
    const host = new HostEnd();
    host.command("cards DEADBEEF 11:22:33:44");
    expect(host.state()["cards"]).toHaveLength(2);
    host.command("card 04A1B2C3");
    expect(host.state()["cards"]).toHaveLength(1);
    host.command("phone");
    expect(host.state()["cards"]).toEqual([{ uid: expect.stringMatching(/^08.{6}$/), kind: "phone" }]);
    host.command("card none");
    expect(host.state()["cards"]).toEqual([]);
  });

  test.each([
    ["", "error card, cards, phone, fault"],
    ["eat 04A1B2C3", "error card, cards, phone, fault"],
    ["card", "error card <4 or 7 UID bytes"],
    ["card 04A1B2C", "error card <4 or 7 UID bytes"],
    ["card 04A1B2C3 5k", "error card <4 or 7 UID bytes"],
    ["card none 1k", "error card <4 or 7 UID bytes"],
    ["card 04A1B2", "error a UID of 4 or 7 bytes"],
    ["card 04A1B2C3D4E58011 1k", "error a UID of 4 or 7 bytes"],
    ["card 88A1B2C3", "error a 4-byte UID that does not start with 88"],
    ["card 04A1B2C3 ntag", "error a 7-byte UID for ntag"],
    ["card 04A1B2C3D4E580 desfire magic", "error magic with 1k, 4k or mini only"],
    ["cards DEADBEEF", "error cards <UID> <UID>"],
    ["cards DEADBEEF 11223344 55667788", "error cards <UID> <UID>"],
    ["cards DEADBEEF DE:AD:BE:EF", "error two different UIDs"],
    ["phone 7", "error nothing after phone"],
    ["state now", "error nothing after state"],
    ["fault", "error fault silence|noise"],
    ["fault fire", "error fault silence|noise"],
    ["fault noise slow", "error fault silence|noise"],
  ])("'%s' is refused and changes nothing", (line, answer) => {
    const host = new HostEnd();
    host.command("card DEADBEEF");
    const before = host.emulator.command("state");
    expect(host.emulator.command(line)).toContain(answer);
    expect(host.emulator.command("state")).toBe(before);
  });

  test("state is one line of JSON", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.command("fault slow");
    expect(host.emulator.command("state")).not.toContain("\n");
    expect(host.state()).toEqual({
      device: "pn532",
      cards: [{ uid: "DEADBEEF", kind: "1k" }],
      fault: "slow",
      power: "normal",
      baud: 115200,
      field: true,
      pending: null,
      counters: {
        commands: 3,
        answers: 3,
        aborted: 0,
        repeated: 0,
        badLength: 0,
        badChecksum: 0,
        notForChip: 0,
        timedOut: 0,
      },
    });
  });

  test("help names every command and every fault", () => {
    const help = new HostEnd().emulator.command("help");
    for (const word of ["card", "cards", "phone", "power-cycle", "fault", "state", ...PN532_FAULTS])
      expect(help).toContain(word);
  });

  test("forgets the card longest unused when there are too many", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.ask("40 01 60 04 FF FF FF FF FF FF DE AD BE EF");
    expect(host.ask("40 01 A0 04 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F")).toBe("41 00");
    for (let number = 0; number < 256; number++)
      host.command(`card 010203${number.toString(16).padStart(2, "0")}`);
    host.command("card DEADBEEF");
    host.ask("4A 01 00");
    host.ask("40 01 60 04 FF FF FF FF FF FF DE AD BE EF");
    expect(host.ask("40 01 30 04")).toBe(`41 00${" 00".repeat(16)}`);
  });
});
