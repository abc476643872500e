import { describe, expect, test } from "vitest";
import type { Expects } from "../../../hal/board/openevse/rapi-channel.ts";
import { METER, NK, OK, RapiPeer, STATUS } from "./rapi-peer.ts";

describe("RAPI: replies and their commands", () => {
  const ok = {
    none: OK,
    one: "$OK 1^31\r",
    two: METER,
    three: "$OK 1 2 3^30\r",
    four: STATUS,
    five: "$OK 1 2 3 4 5^31\r",
  };
  type Values = keyof typeof ok;
  const shapes: readonly [Expects, readonly Values[]][] = [
    ["plain", ["none"]],
    ["status", ["four", "five"]],
    ["meter", ["two"]],
    ["heartbeat", ["none", "three"]],
  ];

  test.each(shapes)("a %s command takes a reply of %s values, and throws others away", (expects, fitting) => {
    for (const [values, line] of Object.entries(ok)) {
      const peer = new RapiPeer();
      peer.send("GV", "when-idle", expects);
      peer.say(line);
      const fits = fitting.some((each) => each === values);
      expect(peer.ended().length, values).toBe(fits ? 1 : 0);
      expect(peer.channel.counters.stale, values).toBe(fits ? 0 : 1);
    }
  });

  test("the reply's values are handed on as they came", () => {
    const peer = new RapiPeer();
    peer.send("GS", "when-idle", "status");
    peer.say(STATUS);
    expect(peer.ended()).toEqual(["GS: ok 01 0 01 0000"]);
  });

  test("of two that wait, a reply goes to the oldest that it fits; a refusal fits all", () => {
    const peer = new RapiPeer();
    peer.send("GS", "when-idle", "status");
    peer.send("FS", "now");
    peer.say(OK);
    expect(peer.ended()).toEqual(["FS: ok"]);
    peer.send("FS", "now");
    peer.say(NK);
    expect(peer.ended()).toEqual(["GS: refused"]);
  });

  test("a reply that nobody waits for is counted, and is no later command's", () => {
    const peer = new RapiPeer();
    peer.say(OK);
    peer.say(NK);
    expect(peer.channel.counters.stale).toBe(2);
    peer.send("FS", "now");
    expect(peer.ended()).toEqual([]);
  });

  test("what the board says of itself is heard, between a command and its reply too, and ends no command", () => {
    const peer = new RapiPeer();
    peer.send("FE");
    peer.say(`$AB 00 8.2.3^1E\r$AT 02 02 16 0100^37\r`);
    expect(peer.ended()).toEqual([]);
    expect(peer.heard).toEqual(["AB 00 8.2.3", "AT 02 02 16 0100"]);
    peer.say(OK);
    expect(peer.ended()).toEqual(["FE: ok"]);
    expect(peer.channel.counters).toEqual({ stale: 0, silences: 0 });
  });

  test("a reply cut in two is one, unless its halves are a tenth of a second apart", () => {
    const peer = new RapiPeer();
    peer.send("FE");
    peer.say("$OK");
    peer.until(99);
    peer.say("^20\r");
    expect(peer.ended()).toEqual(["FE: ok"]);
    peer.send("FE");
    peer.say("$OK");
    peer.until(199);
    peer.say("^20\r");
    expect(peer.ended()).toEqual([]);
    expect(peer.channel.decoder.counters.timeouts).toBe(1);
  });
});
