import { describe, expect, test } from "vitest";
import { ACK, frame, HostEnd, LIST, LIST_NONE, LISTED } from "./host-end.ts";

const FOR_EVER = frame("32 05 FF 01 FF");
const LIST_BY_UID = frame("4A 01 00 88 04 A1 B2 C3 D4 E5 80");

function searching(options?: ConstructorParameters<typeof HostEnd>[0]): HostEnd {
  const host = HostEnd.ready(options);
  host.send(FOR_EVER);
  host.heard();
  host.send(LIST);
  expect(host.heard()).toBe(ACK);
  return host;
}

describe("a search without end", () => {
  test("is silent until a card comes, and answers in that moment", () => {
    const host = searching();
    host.clock.advance(86_400_000);
    expect(host.heard()).toBe("");
    expect(host.state()["pending"]).toBe("InListPassiveTarget");
    host.command("card DEADBEEF");
    expect(host.heard()).toBe(LISTED);
    expect(host.state()["pending"]).toBeNull();
  });

  test("answers when the time to find a card has passed, counted from its coming", () => {
    const host = searching({ detectMs: 8 });
    host.command("card DEADBEEF");
    host.clock.advance(7);
    expect(host.heard()).toBe("");
    host.clock.advance(1);
    expect(host.heard()).toBe(LISTED);
  });

  test("goes on when the card leaves before it is found", () => {
    const host = searching({ detectMs: 8 });
    host.command("card 11223344");
    host.clock.advance(7);
    host.command("card none");
    host.clock.advance(1000);
    expect(host.heard()).toBe("");
    host.command("card DEADBEEF");
    host.clock.advance(8);
    expect(host.heard()).toBe(LISTED);
  });

  test("waits for the card that was asked for", () => {
    const host = HostEnd.ready();
    host.send(FOR_EVER, LIST_BY_UID);
    host.command("card DEADBEEF");
    host.heard();
    host.command("card 04A1B2C3D4E580");
    expect(host.heard()).toBe("00 00 FF 0F F1 D5 4B 01 01 00 44 08 07 04 A1 B2 C3 D4 E5 80 38 00");
  });

  test("for another modulation never finds a card of ours", () => {
    const host = HostEnd.ready();
    host.send(FOR_EVER, frame("4A 01 01 00 FF FF 01 00"));
    host.heard();
    host.command("card DEADBEEF");
    expect(host.heard()).toBe("");
  });
});

describe("a search with a number of tries", () => {
  test("takes a try's time for each before it finds nothing", () => {
    const host = HostEnd.ready({ attemptMs: 5 });
    host.send(frame("32 05 FF 01 02"));
    host.heard();
    host.send(LIST);
    host.clock.advance(14.9);
    expect(host.heard()).toBe(ACK);
    host.clock.advance(0.2);
    expect(host.heard()).toBe(LIST_NONE);
  });

  test("finds a card that comes in between", () => {
    const host = HostEnd.ready({ attemptMs: 5 });
    host.send(LIST);
    host.clock.advance(3);
    host.command("card DEADBEEF");
    expect(host.heard()).toBe(`${ACK} ${LISTED}`);
  });

  test("finds a card that is there, however long that takes", () => {
    const host = HostEnd.ready({ attemptMs: 5, detectMs: 30 });
    host.command("card DEADBEEF");
    host.send(LIST);
    host.clock.advance(30);
    expect(host.heard()).toBe(`${ACK} ${LISTED}`);
  });

  test("finds nothing when the card leaves while it is being found", () => {
    const host = HostEnd.ready({ attemptMs: 5, detectMs: 30 });
    host.command("card DEADBEEF");
    host.send(LIST);
    host.clock.advance(20);
    host.command("card none");
    host.clock.advance(30);
    expect(host.heard()).toBe(`${ACK} ${LIST_NONE}`);
  });
});

describe("InAutoPoll", () => {
  test("finds nothing after all its rounds", () => {
    const host = HostEnd.ready();
    host.send(frame("60 02 03 10"));
    host.clock.advance(899);
    expect(host.heard()).toBe(ACK);
    host.clock.advance(1);
    expect(host.heard()).toBe(`${ACK} 00 00 FF 03 FD D5 61 00 CA 00`.slice(ACK.length + 1));
  });

  test.each([
    ["card DEADBEEF", "60 FF 01 10", "61 01 10 09 01 00 04 08 04 DE AD BE EF"],
    [
      "card 045127926A3180 desfire",
      "60 FF 01 10 20",
      "61 01 20 12 01 03 44 20 07 04 51 27 92 6A 31 80 06 75 77 81 02 80",
    ],
    [
      "cards DEADBEEF 11223344",
      "60 FF 01 00",
      "61 02 10 09 01 00 04 08 04 DE AD BE EF 10 09 02 00 04 08 04 11 22 33 44",
    ],
  ])("after %s finds the wanted types", (line, command, reply) => {
    const host = HostEnd.ready();
    host.command(line);
    expect(host.ask(command)).toBe(reply);
  });

  test("passes over types that are not wanted", () => {
    const host = HostEnd.ready();
    host.command("card DEADBEEF");
    host.send(frame("60 FF 01 20"));
    host.clock.advance(10_000);
    expect(host.heard()).toBe(ACK);
  });
});
