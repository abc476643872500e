import { describe, expect, test } from "vitest";
import { METER, NK, OK, RapiPeer } from "./rapi-peer.ts";

const ignore = () => {};

describe("a command that the firmware may lack", () => {
  /** Refused as often as it is sent, so many times. */
  function refuse(peer: RapiPeer, times: number, command = "FB 3"): void {
    for (let time = 0; time < times; time++) {
      peer.talk.optional(command, "plain", () => expect.unreachable());
      peer.say(NK);
    }
  }

  test("gives the values of its reply", () => {
    const peer = new RapiPeer();
    const heard: (readonly string[])[] = [];
    peer.talk.optional("GU", "meter", (params) => heard.push(params));
    expect(peer.wire()).toEqual(["0 $GU^36\r"]);
    peer.say(METER);
    expect(heard).toEqual([["3600", "12"]]);
    expect(peer.talk.lacks("GU")).toBe(false);
  });

  test("refused twice in a row is lacking, whatever its parameters, and is told so once", () => {
    const peer = new RapiPeer();
    refuse(peer, 1, "FB 3");
    expect(peer.talk.lacks("FB")).toBe(false);
    expect(peer.logged).toEqual([]);
    refuse(peer, 1, "FB 0");
    expect(peer.talk.lacks("FB")).toBe(true);
    expect(peer.talk.lacks("SY")).toBe(false);
    expect(peer.logged).toEqual(["info the board does not have $FB"]);
    peer.wire();
    peer.talk.optional("FB 3", "plain", ignore);
    expect(peer.wire()).toEqual([]);
    peer.talk.optional("SY 10 6", "heartbeat", ignore);
    expect(peer.wire()).toEqual(["0 $SY 10 6^19\r"]);
  });

  test("is tried again a minute after its last refusal, and has to be refused twice again", () => {
    const peer = new RapiPeer();
    peer.until(5_000);
    refuse(peer, 1);
    peer.until(7_000);
    refuse(peer, 1);
    peer.wire();
    peer.until(66_999);
    peer.talk.optional("FB 3", "plain", ignore);
    expect(peer.wire()).toEqual([]);
    peer.until(67_000);
    refuse(peer, 1);
    expect(peer.wire()).toEqual(["67000 $FB 3^33\r"]);
    expect(peer.talk.lacks("FB")).toBe(false);
    refuse(peer, 1);
    expect(peer.talk.lacks("FB")).toBe(true);
  });

  test("a refusal that was noise is forgotten when the command is taken", () => {
    const peer = new RapiPeer();
    refuse(peer, 1);
    peer.talk.optional("FB 3", "plain", ignore);
    peer.say(OK);
    refuse(peer, 1);
    expect(peer.talk.lacks("FB")).toBe(false);
    expect(peer.logged).toEqual([]);
  });

  test("silence is no refusal", () => {
    const peer = new RapiPeer();
    for (let time = 0; time < 2; time++) {
      peer.talk.optional("FB 3", "plain", () => expect.unreachable());
      peer.clock.advance(1_000);
    }
    expect(peer.talk.lacks("FB")).toBe(false);
  });

  test("a board that comes back may have it", () => {
    const peer = new RapiPeer();
    refuse(peer, 2);
    peer.talk.begin();
    expect(peer.talk.lacks("FB")).toBe(false);
    refuse(peer, 1);
    expect(peer.talk.lacks("FB")).toBe(false);
  });

  test("takes its turn behind what already waits", () => {
    const peer = new RapiPeer();
    peer.talk.ask("GS", "status", "when-idle", ignore);
    peer.talk.ask("GV", "plain", "when-idle", ignore);
    peer.talk.optional("GU", "meter", ignore);
    peer.until(2_000);
    expect(peer.wire()).toEqual(["0 $GS^30\r", "1000 $GV^35\r", "2000 $GU^36\r"]);
  });
});
