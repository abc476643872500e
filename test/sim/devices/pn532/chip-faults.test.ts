import { describe, expect, test } from "vitest";
import { ACK, bytesOf, FIRMWARE, FIRMWARE_REPLY, HostEnd, LIST, LIST_NONE } from "./host-end.ts";

function faulty(fault: string): HostEnd {
  const host = HostEnd.ready();
  host.command(`fault ${fault}`);
  host.send(FIRMWARE);
  return host;
}

describe("frames of another shape", () => {
  test.each([
    ["long-preamble", `00 00 00 00 00 ${ACK} 00 00 00 00 00 ${FIRMWARE_REPLY}`],
    ["short-preamble", `${ACK.slice(3)} ${FIRMWARE_REPLY.slice(3)}`],
    ["no-postamble", `${ACK.slice(0, -3)} ${FIRMWARE_REPLY.slice(0, -3)}`],
  ])("fault %s", (fault, expected) => {
    expect(faulty(fault).heard()).toBe(expected);
  });

  test("fault split sends every byte on its own", () => {
    const host = faulty("split");
    const chunks = host.chunks();
    expect(chunks.every((chunk) => chunk.length === 1)).toBe(true);
    expect(chunks.flatMap((chunk) => [...chunk])).toEqual([...bytesOf(`${ACK} ${FIRMWARE_REPLY}`)]);
  });
});

describe("fault mute-none", () => {
  test("says nothing where there is no card, and takes the next command", () => {
    const host = HostEnd.ready();
    host.command("fault mute-none");
    host.send(LIST);
    host.clock.advance(1000);
    expect(host.heard()).toBe(ACK);
    expect(host.state()).toMatchObject({ pending: null, counters: { aborted: 0 } });
    host.command("card DEADBEEF");
    expect(host.ask("4A 01 00")).toMatch(/^4B 01/);
  });
});

describe("fault every-second", () => {
  test("misses a card that was not released, every second time", () => {
    const host = HostEnd.ready();
    host.command("fault every-second");
    host.command("card 04A1B2C3D4E580");
    const found = () => host.ask("4A 01 00").startsWith("4B 01");
    expect([found(), found(), found(), found()]).toEqual([true, false, true, false]);
    expect(found()).toBe(true);
    host.ask("52 00");
    expect(found()).toBe(true);
  });
});

describe("fault tight-abort", () => {
  test("loses a command that comes within 1 ms of an abort", () => {
    const host = HostEnd.ready();
    host.command("fault tight-abort");
    host.send(LIST, ACK, FIRMWARE);
    expect(host.heard()).toBe(ACK);
    host.send(LIST, ACK);
    host.clock.advance(1);
    host.heard();
    host.send(FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
  });
});

describe("fault clone", () => {
  test("names another chip", () => {
    const host = faulty("clone");
    host.heard();
    expect(host.ask("02")).toBe("03 33 02 07 07");
  });
});

test("a chip in order finds no card when there is none", () => {
  const host = HostEnd.ready();
  host.send(LIST);
  host.clock.advance(5);
  expect(host.heard()).toBe(`${ACK} ${LIST_NONE}`);
});
