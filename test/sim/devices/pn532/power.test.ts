import { describe, expect, test } from "vitest";
import {
  ACK,
  FIRMWARE,
  FIRMWARE_REPLY,
  frame,
  HostEnd,
  LIST,
  LIST_NONE,
  LISTED,
  ONE_TRY,
  SAM,
  SAM_REPLY,
  WAKE,
} from "./host-end.ts";

const POWER_DOWN = "00 00 FF 03 FD D4 16 10 06 00";
const GO_WAKE = `55${" 00".repeat(15)}`;

describe("a freshly powered chip", () => {
  test("hears nothing before its line has woken it", () => {
    const host = new HostEnd();
    // two rising edges, then three more: the fifth wakes it, half-way through the frame
    host.send("00 00");
    host.send(FIRMWARE);
    expect(host.heard()).toBe("");
    host.send(FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
  });

  test("sleeps on when its line is high only", () => {
    const host = new HostEnd();
    host.send("FF FF FF FF");
    expect(host.state()["power"]).toBe("asleep");
  });

  test("opens for libnfc: wake-up, SAMConfiguration in short form, Diagnose", () => {
    const host = new HostEnd();
    host.send(WAKE);
    host.send("00 00 FF 03 FD D4 14 01 17 00");
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
    expect(host.ask("00 00 6C 69 62 6E 66 63")).toBe("01 00 6C 69 62 6E 66 63");
  });

  test("opens for nfcpy: ten zeros and GetFirmwareVersion, then SAMConfiguration", () => {
    const host = new HostEnd();
    host.send("00 00 00 00 00 00 00 00 00 00", FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
    host.send(SAM);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
    expect(host.state()["power"]).toBe("normal");
  });

  test("opens for go-pn532: a wake-up before every command", () => {
    const host = new HostEnd();
    host.send(GO_WAKE, FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
    host.send(GO_WAKE, SAM);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
    host.command("card DEADBEEF");
    host.send(GO_WAKE, ONE_TRY);
    host.heard();
    host.send(GO_WAKE, LIST);
    expect(host.heard()).toBe(`${ACK} ${LISTED}`);
  });

  test("opens for a host that stops what may be running first", () => {
    const host = new HostEnd();
    host.send(ACK, WAKE, SAM);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
  });

  test("finds no card before SAMConfiguration", () => {
    const host = new HostEnd();
    host.command("card DEADBEEF");
    host.send(WAKE, ONE_TRY, "00 00 FF 04 FC D4 32 01 01 F8 00");
    host.heard();
    host.send(LIST);
    host.clock.advance(10);
    expect(host.heard()).toBe(`${ACK} ${LIST_NONE}`);
  });

  test("falls asleep again when it is woken and left alone", () => {
    const host = new HostEnd();
    host.send(WAKE);
    host.clock.advance(999);
    expect(host.ask("02")).toBe("03 32 01 06 07");
    host.clock.advance(1000);
    host.send(FIRMWARE);
    expect(host.heard()).toBe("");
  });

  test("stays awake once configured", () => {
    const host = new HostEnd();
    host.send(WAKE, SAM);
    host.clock.advance(86_400_000);
    expect(host.ask("02")).toBe("03 32 01 06 07");
  });
});

describe("PowerDown", () => {
  test("ends with bytes on the line, settings kept", () => {
    const host = HostEnd.ready();
    host.send(frame("12 04"), POWER_DOWN);
    host.heard();
    expect(host.state()["power"]).toBe("power-down");
    host.send(WAKE, LIST);
    host.clock.advance(10);
    expect(host.heard()).toBe(`${ACK} ${LIST_NONE}`);
  });

  test("switches the field off and forgets its cards", () => {
    const host = HostEnd.withCard("card DEADBEEF");
    host.send(POWER_DOWN);
    host.send(WAKE);
    host.heard();
    expect(host.state()["field"]).toBe(false);
    expect(host.ask("40 01 30 04")).toBe("41 27");
  });

  test("takes effect before the rest of the same write", () => {
    const host = HostEnd.ready();
    host.send(POWER_DOWN, FIRMWARE);
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 17 00 14 00`);
  });

  test("without leave to wake over the line lasts until power is cut", () => {
    const host = HostEnd.ready();
    host.send(frame("16 20"));
    host.heard();
    host.send(WAKE, SAM);
    expect(host.heard()).toBe("");
    expect(host.state()["power"]).toBe("unreachable");
    host.command("power-cycle");
    host.send(WAKE, SAM);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
  });
});

describe("cutting power", () => {
  test("stops a command in hand and forgets every setting", () => {
    const host = HostEnd.ready();
    host.send(frame("32 05 FF 01 FF"), LIST);
    host.command("power-cycle");
    host.command("card DEADBEEF");
    host.heard();
    host.send(WAKE, SAM, LIST);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY} ${ACK} ${LISTED}`);
    host.command("power-cycle");
    host.command("card none");
    host.send(WAKE, SAM, LIST);
    host.clock.advance(60_000);
    // the factory setting is to search for ever
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY} ${ACK}`);
  });
});
