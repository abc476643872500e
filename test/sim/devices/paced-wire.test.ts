import { describe, expect, test } from "vitest";
import { PacedWire } from "../../../sim/devices/paced-wire.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { ACK, bytesOf, FIRMWARE, FIRMWARE_REPLY, HostEnd, hexOf, SAM, WAKE } from "./pn532/host-end.ts";

/** Milliseconds for so many bytes at 115200 baud. */
function wireTime(bytes: number): number {
  return (bytes * 10_000) / 115_200;
}

function pacedWire(baud = 115_200) {
  const clock = new VirtualClock();
  const host: [at: number, bytes: string][] = [];
  const device: [at: number, bytes: string][] = [];
  const plug: string[] = [];
  const wire = new PacedWire(
    {
      send: (bytes) => host.push([clock.mono(), hexOf(bytes)]),
      hangUp: () => plug.push("out"),
      restore: () => plug.push("in"),
    },
    clock,
    baud,
    (bytes) => device.push([clock.mono(), hexOf(bytes)]),
  );
  return { clock, host, device, plug, wire };
}

describe("a paced wire", () => {
  test("delivers a write when its last byte would have arrived", () => {
    const { clock, host, wire } = pacedWire(9600);
    wire.send(bytesOf("01 02 03"));
    clock.advance(3.124);
    expect(host).toEqual([]);
    clock.advance(0.002);
    expect(host).toEqual([[3.125, "01 02 03"]]);
  });

  test("delivers one write after another, without a gap between", () => {
    const { clock, host, wire } = pacedWire(10_000);
    wire.send(bytesOf("01 02"));
    wire.send(bytesOf("03"));
    clock.advance(2);
    wire.send(bytesOf("04"));
    clock.advance(10);
    expect(host).toEqual([
      [2, "01 02"],
      [3, "03"],
      [4, "04"],
    ]);
  });

  test("starts anew after a rest", () => {
    const { clock, host, wire } = pacedWire(10_000);
    wire.send(bytesOf("01"));
    clock.advance(100);
    wire.send(bytesOf("02"));
    clock.advance(100);
    expect(host).toEqual([
      [1, "01"],
      [101, "02"],
    ]);
  });

  test("goes both ways at once", () => {
    const { clock, host, device, wire } = pacedWire(10_000);
    wire.send(bytesOf("01 02"));
    wire.receive(bytesOf("03"));
    clock.advance(2);
    expect(device).toEqual([[1, "03"]]);
    expect(host).toEqual([[2, "01 02"]]);
  });

  test("keeps its own copy of what is written", () => {
    const { clock, host, wire } = pacedWire();
    const bytes = bytesOf("01 02");
    wire.send(bytes);
    bytes.fill(0xff);
    clock.advance(1);
    expect(host.map(([, each]) => each)).toEqual(["01 02"]);
  });

  test("writes at a new speed from then on", () => {
    const { clock, host, wire } = pacedWire(10_000);
    wire.send(bytesOf("01"));
    wire.setBaud(1000);
    wire.send(bytesOf("02"));
    clock.advance(100);
    expect(host).toEqual([
      [1, "01"],
      [11, "02"],
    ]);
  });

  test.each(["hangUp", "stop"] as const)("forgets what is under way at %s", (end) => {
    const { clock, host, device, wire } = pacedWire();
    wire.send(bytesOf("01"));
    wire.receive(bytesOf("02"));
    wire[end]();
    clock.advance(1000);
    expect([host, device]).toEqual([[], []]);
    wire.restore();
    wire.send(bytesOf("03"));
    clock.advance(1000);
    expect(host.map(([, bytes]) => bytes)).toEqual(["03"]);
  });

  test("hands the plug on", () => {
    const { plug, wire } = pacedWire();
    wire.hangUp();
    wire.restore();
    expect(plug).toEqual(["out", "in"]);
  });

  test("needs one timer for each direction, however much is under way", () => {
    let timers = 0;
    const clock = {
      wall: () => 0,
      mono: () => 0,
      after: () => {
        timers++;
        return () => {};
      },
    };
    const wire = new PacedWire({ send() {}, hangUp() {}, restore() {} }, clock, 9600, () => {});
    for (let count = 0; count < 100; count++) {
      wire.send(Uint8Array.of(count));
      wire.receive(Uint8Array.of(count));
    }
    expect(timers).toBe(2);
  });

  test("waits on when a timer comes early", () => {
    let now = 0;
    const due: (() => void)[] = [];
    const clock = {
      wall: () => 0,
      mono: () => now,
      after: (_: number, run: () => void) => {
        due.push(run);
        return () => {};
      },
    };
    const sent: string[] = [];
    const wire = new PacedWire(
      { send: (bytes) => sent.push(hexOf(bytes)), hangUp() {}, restore() {} },
      clock,
      10_000,
      () => {},
    );
    wire.send(bytesOf("01"));
    now = 0.9;
    due.shift()?.();
    expect(sent).toEqual([]);
    now = 1;
    due.shift()?.();
    expect(sent).toEqual(["01"]);
  });

  test("delivers what is sent from within a delivery, and stops when the plug is pulled in one", () => {
    const clock = new VirtualClock();
    const sent: string[] = [];
    const wire = new PacedWire(
      {
        send: (bytes) => {
          sent.push(hexOf(bytes));
          if (bytes[0] === 1) wire.send(Uint8Array.of(2));
          if (bytes[0] === 2) wire.hangUp();
        },
        hangUp() {},
        restore() {},
      },
      clock,
      10_000,
      () => {},
    );
    wire.send(Uint8Array.of(1));
    clock.advance(1);
    wire.send(Uint8Array.of(3));
    clock.advance(100);
    expect(sent).toEqual(["01", "02"]);
  });
});

describe("a PN532 on a paced wire", () => {
  test("hears a command and is heard after the time their bytes take", () => {
    const host = new HostEnd({ pace: { baud: 115_200 } });
    host.send(WAKE, SAM);
    host.clock.advance(100);
    host.heard();
    host.send(FIRMWARE);
    host.clock.advance(wireTime(9 + 6) - 0.01);
    expect(host.heard()).toBe("");
    host.clock.advance(0.02);
    expect(host.heard()).toBe(ACK);
    host.clock.advance(wireTime(13) - 0.02);
    expect(host.heard()).toBe("");
    host.clock.advance(0.02);
    expect(host.heard()).toBe(FIRMWARE_REPLY);
  });

  test("takes 3.13 ms to list a card that is there", () => {
    const host = new HostEnd({ pace: { baud: 115_200 } });
    host.send(WAKE, SAM);
    host.clock.advance(100);
    host.command("card DEADBEEF");
    host.heard();
    const start = host.clock.mono();
    let end = 0;
    host.onSend = () => {
      end = host.clock.mono();
    };
    host.send("00 00 FF 04 FC D4 4A 01 00 E1 00");
    host.clock.advance(100);
    expect(end - start).toBeCloseTo(wireTime(11 + 6 + 19), 6);
  });

  test("follows the baud rate it agrees to, until its power is cut", () => {
    const host = new HostEnd({ pace: { baud: 115_200 } });
    host.send(WAKE, SAM);
    host.clock.advance(100);
    host.send("00 00 FF 03 FD D4 10 00 1C 00");
    host.clock.advance(100);
    host.send(ACK);
    host.clock.advance(100);
    host.heard();
    host.send(FIRMWARE);
    host.clock.advance(((9 + 6) * 10_000) / 9600 - 0.1);
    expect(host.heard()).toBe("");
    host.clock.advance(0.2);
    expect(host.heard()).toBe(ACK);
    host.clock.advance(100);
    host.command("power-cycle");
    host.heard();
    host.send(WAKE, SAM);
    host.clock.advance(wireTime(16 + 12 + 6) + 0.01);
    expect(host.heard()).toBe(ACK);
  });

  test("loses what is under way when the plug is pulled", () => {
    const host = new HostEnd({ pace: { baud: 115_200 } });
    host.send(WAKE, SAM);
    host.clock.advance(wireTime(16 + 12 + 3));
    host.command("fault hangup");
    host.clock.advance(100);
    expect(host.heard()).toBe("");
    host.command("fault none");
    expect(host.plugged).toBe(true);
  });
});
