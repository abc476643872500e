import { describe, expect, test } from "vitest";
import { NK, OK, RapiPeer } from "./rapi-peer.ts";

describe("RAPI: commands in turn", () => {
  test("a command goes out when the one before has its reply, in the order of asking", () => {
    const peer = new RapiPeer();
    for (const text of ["FE", "GV", "FD"]) peer.send(text);
    expect(peer.wire()).toEqual(["0 $FE^27\r"]);
    peer.until(10);
    peer.say(OK);
    expect(peer.ended()).toEqual(["FE: ok"]);
    expect(peer.wire()).toEqual(["10 $GV^35\r"]);
    peer.say(NK);
    expect(peer.ended()).toEqual(["GV: refused"]);
    expect(peer.wire()).toEqual(["10 $FD^26\r"]);
  });

  test("what is to go soon goes before what can wait", () => {
    const peer = new RapiPeer();
    for (const text of ["GS", "GV", "GU"]) peer.send(text);
    peer.send("FE", "soon");
    peer.wire();
    for (let time = 0; time < 3; time++) peer.say(OK);
    expect(peer.wire()).toEqual(["0 $FE^27\r", "0 $GV^35\r", "0 $GU^36\r"]);
  });

  test("I2: what cannot wait goes out at once, and the rest waits for both replies, which come in order", () => {
    const peer = new RapiPeer();
    peer.send("FE");
    peer.send("GV");
    peer.until(300);
    peer.send("FS", "now");
    expect(peer.wire()).toEqual(["0 $FE^27\r", "300 $FS^31\r"]);
    peer.say(OK);
    expect(peer.ended()).toEqual(["FE: ok"]);
    expect(peer.wire()).toEqual([]);
    peer.say(NK);
    expect(peer.ended()).toEqual(["FS: refused"]);
    expect(peer.wire()).toEqual(["300 $GV^35\r"]);
  });

  test("a command that already waits is not doubled; another one is not taken for it", () => {
    const peer = new RapiPeer();
    for (const text of ["GS", "FB 3", "FB 3", "FB 0"]) peer.send(text);
    for (let time = 0; time < 4; time++) peer.say(OK);
    expect(peer.wire()).toEqual(["0 $GS^30\r", "0 $FB 3^33\r", "0 $FB 0^30\r"]);
    expect(peer.ended()).toEqual(["GS: ok", "FB 3: ok", "FB 0: ok"]);
  });

  test("a command that was just sent urgently is not sent again while its reply is out, also behind another one", () => {
    const peer = new RapiPeer();
    peer.send("FS", "now");
    peer.send("FS", "now");
    expect(peer.wire()).toEqual(["0 $FS^31\r"]);
    peer.send("FE", "now");
    peer.send("FS", "now");
    peer.send("FS", "now");
    expect(peer.wire()).toEqual(["0 $FE^27\r", "0 $FS^31\r"]);
    for (let time = 0; time < 3; time++) peer.say(OK);
    expect(peer.ended()).toEqual(["FS: ok", "FE: ok", "FS: ok"]);
    peer.send("FS", "now");
    expect(peer.wire()).toEqual(["0 $FS^31\r"]);
  });
});

describe("RAPI: deadlines", () => {
  test("F1: a command without a reply is given up after a second, counted, and the next goes out", () => {
    const peer = new RapiPeer();
    peer.send("GS", "when-idle", "status");
    peer.send("GV");
    peer.until(999);
    expect(peer.ended()).toEqual([]);
    expect(peer.channel.counters).toEqual({ stale: 0, silences: 0 });
    peer.until(1_000);
    expect(peer.ended()).toEqual(["GS: silence"]);
    expect(peer.channel.counters).toEqual({ stale: 0, silences: 1 });
    expect(peer.wire()).toEqual(["0 $GS^30\r", "1000 $GV^35\r"]);
  });

  test("the second counts from the sending, not from the asking", () => {
    const peer = new RapiPeer();
    peer.send("GV");
    peer.send("FD");
    peer.until(900);
    peer.say(OK);
    peer.until(1_899);
    expect(peer.ended()).toEqual(["GV: ok"]);
    peer.until(1_900);
    expect(peer.ended()).toEqual(["FD: silence"]);
  });

  test("a command with its reply is at its end: no silence follows", () => {
    const peer = new RapiPeer();
    peer.send("FS", "now");
    peer.until(999);
    peer.say(OK);
    peer.until(5_000);
    expect(peer.ended()).toEqual(["FS: ok"]);
    expect(peer.channel.counters.silences).toBe(0);
  });

  test("one of two urgent commands given up leaves the other waiting for its own reply", () => {
    const peer = new RapiPeer();
    peer.send("FE", "now");
    peer.until(400);
    peer.send("FS", "now");
    peer.send("GV");
    peer.until(1_000);
    expect(peer.ended()).toEqual(["FE: silence"]);
    peer.say(OK);
    expect(peer.ended()).toEqual(["FS: ok"]);
    expect(peer.wire()).toEqual(["0 $FE^27\r", "400 $FS^31\r", "1000 $GV^35\r"]);
  });
});

describe("RAPI: taken back, and ended", () => {
  test("I2: what waits is dropped by its name; what was sent, and what has another name, is not", () => {
    const peer = new RapiPeer();
    for (const text of ["FB 0", "FB 3", "GV", "FB 1", "SY 10 FB"]) peer.send(text);
    peer.channel.drop("FB");
    for (let time = 0; time < 5; time++) peer.say(OK);
    expect(peer.ended()).toEqual(["FB 0: ok", "GV: ok", "SY 10 FB: ok"]);
  });

  test("F1: when the port goes down every command is told so, sent or not, and none is sent or given up later", () => {
    const peer = new RapiPeer();
    for (const text of ["FE", "GV", "FD"]) peer.send(text);
    peer.send("FS", "now");
    peer.wire();
    peer.channel.abort();
    expect(peer.ended()).toEqual(["FE: aborted", "FS: aborted", "GV: aborted", "FD: aborted"]);
    peer.say(OK);
    peer.until(5_000);
    expect(peer.ended()).toEqual([]);
    expect(peer.wire()).toEqual([]);
    expect(peer.channel.counters).toEqual({ stale: 1, silences: 0 });
    peer.send("FS", "now");
    expect(peer.wire()).toEqual(["5000 $FS^31\r"]);
  });

  test("finishing with nothing sent is done at once", async () => {
    const peer = new RapiPeer();
    await expect(peer.channel.finish()).resolves.toBeUndefined();
  });

  /** Whether it is finished, looked at whenever promises have settled. */
  async function finishing(peer: RapiPeer) {
    const state = { finished: 0 };
    for (let waiter = 0; waiter < 2; waiter++) void peer.channel.finish().then(() => state.finished++);
    await peer.clock.advanceAsync(0);
    return state;
  }

  test("finishing drops what was not sent, and waits for the last reply, however many wait for it", async () => {
    const peer = new RapiPeer();
    peer.send("FE");
    peer.send("GV");
    peer.send("FS", "now");
    peer.wire();
    const state = await finishing(peer);
    peer.say(OK);
    await peer.clock.advanceAsync(0);
    expect(state.finished).toBe(0);
    peer.say(OK);
    await peer.clock.advanceAsync(0);
    expect(state.finished).toBe(2);
    expect(peer.ended()).toEqual(["FE: ok", "FS: ok"]);
    expect(peer.wire()).toEqual([]);
  });

  test("finishing takes a second when the board is silent, and no time when the port goes down", async () => {
    const silent = new RapiPeer();
    silent.send("FS", "now");
    const given = await finishing(silent);
    await silent.clock.advanceAsync(999);
    expect(given.finished).toBe(0);
    await silent.clock.advanceAsync(1);
    expect(given.finished).toBe(2);

    const down = new RapiPeer();
    down.send("FS", "now");
    const aborted = await finishing(down);
    down.channel.abort();
    await down.clock.advanceAsync(0);
    expect(aborted.finished).toBe(2);
  });
});
