import { describe, expect, test } from "vitest";
import { LineKeypadEmulator } from "../../../../sim/devices/keypad/line-keypad-emulator.ts";
import { VirtualClock } from "../../../../sim/virtual-clock.ts";
import { RecordingWire } from "../openevse/bench.ts";

function keypad() {
  const clock = new VirtualClock();
  const wire = new RecordingWire();
  const peer = new LineKeypadEmulator({ wire, clock, random: () => 0.4 });
  const press = (line: string) => {
    expect(peer.command(line)).toBe("ok");
  };
  return { clock, wire, peer, press };
}

describe("the line keypad", () => {
  test("sends keys at once, one message each", () => {
    const { wire, press } = keypad();
    press("keys #4711#");
    expect(wire.take()).toEqual(["#", "4", "7", "1", "1", "#"]);
  });

  test("sends keys at the pace asked for, and what comes later after them", () => {
    const { wire, clock, peer, press } = keypad();
    press("keys 12 every 200ms");
    press("keys *# every 50ms");
    expect(wire.take()).toEqual(["1"]);
    clock.advance(199);
    expect(wire.take()).toEqual([]);
    clock.advance(1);
    expect(wire.take()).toEqual(["2"]);
    expect(JSON.parse(peer.command("state"))).toEqual({ pressed: 2, pending: 2, fault: "none" });
    clock.advance(50);
    expect(wire.take()).toEqual(["*"]);
    clock.advance(50);
    expect(wire.take()).toEqual(["#"]);
  });

  test("keeps letters as they are", () => {
    const { wire, press } = keypad();
    press("KEYS aB");
    expect(wire.take()).toEqual(["a", "B"]);
  });

  test("sends every key twice, bit-flipped, or not at all", () => {
    const { wire, press } = keypad();
    press("fault duplicate");
    press("keys 12");
    expect(wire.take()).toEqual(["1", "1", "2", "2"]);
    press("fault corrupt");
    press("keys 1");
    expect(wire.take()).toEqual(["9"]);
    press("fault silence");
    press("keys 1");
    press("fault none");
    press("keys 2");
    expect(wire.take()).toEqual(["2"]);
  });

  test("makes noise beside its keys until the fault ends", () => {
    const { wire, clock, press } = keypad();
    press("fault noise");
    clock.advance(1000);
    expect(wire.take().length).toBeGreaterThan(4);
    press("keys 1");
    expect(wire.take()).toEqual(["1"]);
    press("fault none");
    clock.advance(1000);
    expect(wire.take()).toEqual([]);
  });

  test("hangs up and comes back; keys pressed meanwhile are lost", () => {
    const { wire, press } = keypad();
    press("fault hangup");
    press("fault hangup");
    press("keys 1");
    press("fault none");
    expect(wire.events).toEqual(["hangUp", "restore"]);
    expect(wire.take()).toEqual([]);
  });

  test("takes drop-ack for no fault, and listens to nothing", () => {
    const { wire, peer, press } = keypad();
    press("fault drop-ack");
    peer.receive();
    press("keys 1");
    expect(wire.take()).toEqual(["1"]);
  });

  test("presses nothing more once stopped", () => {
    const { wire, clock, peer, press } = keypad();
    press("keys 123 every 10ms");
    press("fault noise");
    peer.stop();
    wire.take();
    clock.advance(1000);
    expect(wire.take()).toEqual([]);
  });

  test.each([
    ["", "error expected keys, fault, state or help"],
    ["keys", "error expected keys #4711# [every 200ms]"],
    ["keys 12 every", "error expected keys #4711# [every 200ms]"],
    ["keys 12 every 2s", "error expected keys #4711# [every 200ms]"],
    ["keys 1é", "error expected keys #4711# [every 200ms]"],
    ["fault", "error expected fault silence|noise|corrupt|duplicate|drop-ack|hangup|none"],
    ["fault fire", "error expected fault silence|noise|corrupt|duplicate|drop-ack|hangup|none"],
    ["state now", "error expected nothing after state"],
    ["help me", "error expected nothing after help"],
  ])("answers %j with %j", (line, answer) => {
    expect(keypad().peer.command(line)).toBe(answer);
  });

  test("explains itself", () => {
    expect(keypad().peer.command("help").split("\n")[0]).toMatch(/^keys /);
  });
});
