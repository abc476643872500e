import { describe, expect, test } from "vitest";
import type { Answered } from "../../../hal/board/openevse/rapi-talk.ts";
import { METER, NK, OK, RapiPeer, STATUS } from "./rapi-peer.ts";

const ignore = () => {};

/** Insists on a command that is wanted until `unwant`. */
function insistence() {
  const state = { wanted: true, taken: 0 };
  const how = { wanted: () => state.wanted, taken: () => void state.taken++ };
  return { state, how };
}

describe("asking the board", () => {
  test("hears the reply's values, or that it was refused", () => {
    const peer = new RapiPeer();
    const heard: Answered[] = [];
    peer.talk.ask("GS", "status", "when-idle", (reply) => heard.push(reply));
    expect(peer.wire()).toEqual(["0 $GS^30\r"]);
    peer.say(STATUS);
    peer.talk.ask("GU", "meter", "when-idle", (reply) => heard.push(reply));
    peer.say(NK);
    expect(heard).toEqual([{ type: "ok", params: ["01", "0", "01", "0000"] }, { type: "refused" }]);
  });

  test("F1: three silences of a second in a row lose the board, at the third second and not before", () => {
    const peer = new RapiPeer();
    const heard: Answered[] = [];
    for (const command of ["GS", "GU", "SY"])
      peer.talk.ask(command, "plain", "when-idle", (reply) => heard.push(reply));
    peer.until(2_999);
    expect(peer.lost).toEqual([]);
    peer.until(3_000);
    expect(peer.lost).toEqual([3_000]);
    expect(heard).toEqual([]);
    expect(peer.wire()).toEqual(["0 $GS^30\r", "1000 $GU^36\r", "2000 $SY^2E\r"]);
  });

  test("lost once, it takes three silences more to be lost again", () => {
    const peer = new RapiPeer();
    for (const command of ["A1", "A2", "A3", "A4", "A5", "A6"])
      peer.talk.ask(command, "plain", "when-idle", ignore);
    peer.until(10_000);
    expect(peer.lost).toEqual([3_000, 6_000]);
  });

  test.each([
    ["a reply", OK],
    ["a refusal", NK],
  ])("%s is a sign of life: silences are counted anew from it", (_, line) => {
    const peer = new RapiPeer();
    for (const command of ["A1", "A2", "A3", "A4", "A5", "A6"])
      peer.talk.ask(command, "plain", "when-idle", ignore);
    peer.until(2_000);
    peer.say(line);
    peer.until(4_999);
    expect(peer.lost).toEqual([]);
    peer.until(5_000);
    expect(peer.lost).toEqual([5_000]);
  });

  test("a command that was dropped with the port is no silence, and nobody hears of it", () => {
    const peer = new RapiPeer();
    for (const command of ["GS", "GU", "SY"])
      peer.talk.ask(command, "plain", "when-idle", () => expect.unreachable());
    peer.channel.abort();
    peer.until(5_000);
    expect(peer.lost).toEqual([]);
  });

  test("a board that comes back begins with no silence and no wrong answer against it", () => {
    const peer = new RapiPeer();
    for (const command of ["A1", "A2"]) peer.talk.ask(command, "plain", "when-idle", ignore);
    peer.until(2_000);
    peer.talk.disappointed();
    peer.talk.disappointed();
    peer.talk.begin();
    peer.talk.disappointed();
    peer.talk.ask("A3", "plain", "when-idle", ignore);
    peer.until(3_000);
    expect(peer.lost).toEqual([]);
  });

  test("F1: three wrong answers in a row are as bad as silence; a right one counts them anew", () => {
    const peer = new RapiPeer();
    const lost: number[] = [];
    for (let count = 1; count <= 7; count++) {
      peer.talk.disappointed();
      if (peer.lost.length > lost.length) lost.push(count);
    }
    expect(lost).toEqual([3, 6]);
    peer.talk.disappointed();
    peer.talk.satisfied();
    peer.talk.disappointed();
    peer.talk.disappointed();
    expect(peer.lost).toHaveLength(2);
    peer.talk.disappointed();
    expect(peer.lost).toHaveLength(3);
  });
});

describe("a command that must be taken", () => {
  test("is given once to a board that takes it, and told to have been taken once", () => {
    const peer = new RapiPeer();
    const { state, how } = insistence();
    peer.talk.insist("FS", "now", how);
    peer.until(500);
    expect(state.taken).toBe(0);
    peer.say(OK);
    peer.until(10_000);
    expect(state.taken).toBe(1);
    expect(peer.wire()).toEqual(["0 $FS^31\r"]);
    expect(peer.logged).toEqual([]);
  });

  test("a late reply of another command's shape does not take it", () => {
    const peer = new RapiPeer();
    const { state, how } = insistence();
    peer.talk.insist("FS", "now", how);
    peer.say(METER);
    expect(state.taken).toBe(0);
    expect(peer.channel.counters.stale).toBe(1);
  });

  test("I9: is given again after every silent second, until the board is lost", () => {
    const peer = new RapiPeer();
    const { state, how } = insistence();
    peer.talk.insist("FS", "now", how);
    peer.until(20_000);
    expect(peer.wire()).toEqual(["0 $FS^31\r", "1000 $FS^31\r", "2000 $FS^31\r"]);
    expect(peer.lost).toEqual([3_000]);
    expect(state.taken).toBe(0);
  });

  test("I2: is not given again once it is no longer wanted, whether it met silence or a refusal", () => {
    const silent = new RapiPeer();
    const first = insistence();
    silent.talk.insist("FE", "soon", first.how);
    first.state.wanted = false;
    silent.until(20_000);
    expect(silent.wire()).toEqual(["0 $FE^27\r"]);

    const refusing = new RapiPeer();
    const second = insistence();
    refusing.talk.insist("FE", "soon", second.how);
    refusing.say(NK);
    refusing.say(NK);
    second.state.wanted = false;
    refusing.until(20_000);
    expect(refusing.wire()).toEqual(["0 $FE^27\r", "0 $FE^27\r"]);
  });

  test("refused, is given again at once, then every second, each refusal in the log", () => {
    const peer = new RapiPeer();
    const { state, how } = insistence();
    peer.talk.insist("FS", "now", how);
    peer.say(NK);
    peer.until(0);
    peer.say(NK);
    peer.until(1_000);
    peer.say(NK);
    peer.until(2_000);
    expect(peer.wire()).toEqual(["0 $FS^31\r", "0 $FS^31\r", "1000 $FS^31\r", "2000 $FS^31\r"]);
    peer.say(OK);
    peer.until(20_000);
    expect(peer.wire()).toEqual([]);
    expect(state.taken).toBe(1);
    expect(peer.logged).toEqual(Array(3).fill("warn the board refuses $FS"));
    expect(peer.lost).toEqual([]);
  });

  test("a refusal after a silence is answered at once again", () => {
    const peer = new RapiPeer();
    peer.talk.insist("FS", "now", insistence().how);
    peer.say(NK);
    peer.until(1_000);
    peer.wire();
    peer.say(NK);
    peer.until(1_000);
    expect(peer.wire()).toEqual(["1000 $FS^31\r"]);
  });

  test.each([
    ["a refusal", NK],
    ["its being taken", OK],
  ])("%s is a sign of life: silences are counted anew from it", (_, line) => {
    const peer = new RapiPeer();
    const { how } = insistence();
    peer.talk.insist("FS", "now", how);
    peer.until(2_000);
    peer.say(line);
    if (line === OK) peer.talk.insist("FS", "now", how);
    peer.until(4_999);
    expect(peer.lost).toEqual([]);
    peer.until(5_000);
    expect(peer.lost).toEqual([5_000]);
  });

  test("is neither taken nor given again when the port goes down", () => {
    const peer = new RapiPeer();
    const { state, how } = insistence();
    peer.talk.insist("FS", "now", how);
    peer.channel.abort();
    peer.until(20_000);
    expect(peer.wire()).toEqual(["0 $FS^31\r"]);
    expect(state.taken).toBe(0);
    expect(peer.lost).toEqual([]);
  });

  test("keeps its urgency when it is given again: out at once, past what waits", () => {
    const peer = new RapiPeer();
    peer.talk.insist("FS", "now", insistence().how);
    peer.until(500);
    for (const command of ["FE", "GV"]) peer.talk.insist(command, "now", insistence().how);
    peer.until(1_000);
    expect(peer.wire()).toEqual(["0 $FS^31\r", "500 $FE^27\r", "500 $GV^35\r", "1000 $FS^31\r"]);
  });
});
