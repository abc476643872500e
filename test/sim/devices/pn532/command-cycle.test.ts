import { describe, expect, test } from "vitest";
import {
  ACK,
  bytesOf,
  ERROR,
  FIRMWARE,
  FIRMWARE_REPLY,
  frame,
  HostEnd,
  LIST,
  LISTED,
  NACK,
} from "./host-end.ts";

const FOR_EVER = frame("32 05 FF 01 FF");

function searching(options?: ConstructorParameters<typeof HostEnd>[0]): HostEnd {
  const host = HostEnd.ready(options);
  host.send(FOR_EVER);
  host.clock.advance(1000);
  host.send(LIST);
  host.clock.advance(1000);
  host.heard();
  return host;
}

describe("a command", () => {
  test("is acknowledged and answered at once where nothing else is asked for", () => {
    const host = HostEnd.ready();
    host.send(FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
  });

  test("is acknowledged and answered after the delays asked for", () => {
    const host = HostEnd.ready({ ackDelayMs: 2, answerDelayMs: (code) => (code === 0x02 ? 5 : 0) });
    host.send(FIRMWARE);
    host.clock.advance(1.9);
    expect(host.heard()).toBe("");
    host.clock.advance(0.2);
    expect(host.heard()).toBe(ACK);
    host.clock.advance(4.8);
    expect(host.heard()).toBe("");
    host.clock.advance(0.2);
    expect(host.heard()).toBe(FIRMWARE_REPLY);
  });

  test.each([
    ["one out of scope", "46 00"],
    ["one that does not exist", "99"],
    ["no parameters where there must be", "32"],
    ["an unknown RF item", "32 03 00"],
    ["too few bytes for an RF item", "32 05 FF 01"],
    ["three targets", "4A 03 00"],
    ["an unknown modulation", "4A 01 05"],
    ["a SAM mode that does not exist", "14 05"],
    ["half a register", "06 63"],
    ["a register without its value", "08 63 02"],
    ["an unknown baud rate", "10 09"],
    ["a poll without types", "60 01 01"],
    ["an unknown diagnosis", "00 09"],
    ["InSelect of all", "54"],
  ])("with %s gets the error frame, after its acknowledgement", (_, command) => {
    expect(HostEnd.ready().ask(command)).toBe("error");
  });

  test("that is missing from its frame gets the error frame", () => {
    const host = HostEnd.ready();
    host.send("00 00 FF 01 FF D4 2C 00");
    expect(host.heard()).toBe(`${ACK} ${ERROR}`);
  });

  test("with a wrong checksum gets no acknowledgement", () => {
    const host = HostEnd.ready();
    host.send("00 00 FF 02 FE D4 02 2B 00");
    expect(host.heard()).toBe("");
  });

  test("ends the one before, which is never answered", () => {
    const host = searching();
    host.send(FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
    host.command("card DEADBEEF");
    expect(host.heard()).toBe("");
  });

  test("ends the one before even when that was not acknowledged yet", () => {
    const host = HostEnd.ready({ ackDelayMs: 5 });
    host.send(LIST);
    host.clock.advance(1);
    host.send(FIRMWARE);
    host.clock.advance(100);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
  });

  test("written from within the chip's own sending is taken in turn", () => {
    const host = HostEnd.ready();
    const answers: string[] = [];
    host.onSend = (bytes) => {
      answers.push(bytes.length === 6 ? "ack" : `answer ${bytes[6]}`);
      if (answers.length < 6 && bytes.length > 6) host.send(frame("04"));
    };
    host.send(FIRMWARE);
    expect(answers).toEqual(["ack", "answer 3", "ack", "answer 5", "ack", "answer 5"]);
  });
});

describe("the host's ACK", () => {
  test("ends the command in hand without a word", () => {
    const host = searching();
    host.send(ACK);
    host.command("card DEADBEEF");
    host.clock.advance(1000);
    expect(host.heard()).toBe("");
    expect(host.state()).toMatchObject({ pending: null, counters: { aborted: 1 } });
    expect(host.ask("02")).toBe("03 32 01 06 07");
  });

  test("after an answer changes nothing", () => {
    const host = HostEnd.ready();
    host.send(FIRMWARE, ACK);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
    expect(host.state()).toMatchObject({ counters: { aborted: 0 } });
  });

  test("brings an agreed baud rate into force", () => {
    const host = HostEnd.ready();
    host.send(frame("10 06"));
    expect(host.state()["baud"]).toBe(115200);
    host.send(ACK);
    expect(host.state()["baud"]).toBe(460800);
    // a frame half written is given up sooner at that speed: 22 ms
    host.heard();
    host.emulator.receive(bytesOf(FIRMWARE).subarray(0, 5));
    host.clock.advance(23);
    host.emulator.receive(bytesOf(FIRMWARE).subarray(5));
    expect(host.heard()).toBe("");
  });

  test("comes too late for a baud rate once another command has come", () => {
    const host = HostEnd.ready();
    host.send(frame("10 06"), FIRMWARE, ACK);
    expect(host.state()["baud"]).toBe(115200);
  });
});

describe("the host's NACK", () => {
  test("gets the last answer again, as often as it is asked for", () => {
    const host = HostEnd.ready();
    host.send(FIRMWARE);
    host.heard();
    host.send(NACK, NACK);
    expect(host.heard()).toBe(`${FIRMWARE_REPLY} ${FIRMWARE_REPLY}`);
  });

  test("gets the error frame again", () => {
    const host = HostEnd.ready();
    host.send(frame("99"));
    host.heard();
    host.send(NACK);
    expect(host.heard()).toBe(ERROR);
  });

  test("does not do a command twice", () => {
    const host = HostEnd.ready();
    host.command("card DEADBEEF");
    host.send(LIST);
    host.heard();
    host.command("card none");
    host.send(NACK);
    expect(host.heard()).toBe(LISTED);
  });

  test("is ignored while a command runs, and before the first", () => {
    const host = searching();
    host.send(NACK);
    expect(host.heard()).toBe("");
    const fresh = new HostEnd();
    fresh.send("55 55", NACK);
    expect(fresh.heard()).toBe("");
  });
});

describe("the partial frame", () => {
  test("is dropped after 89 ms, and the host's next try is heard", () => {
    const host = HostEnd.ready();
    host.emulator.receive(bytesOf(FIRMWARE).subarray(0, 6));
    host.clock.advance(89);
    host.send(FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
    expect(host.state()).toMatchObject({ counters: { timedOut: 1 } });
  });
});

describe("stopping", () => {
  test("ends everything", () => {
    const host = searching();
    host.command("fault noise");
    host.emulator.stop();
    expect(host.emulator.command("card DEADBEEF")).toBe("error an emulator that is not stopped");
    expect(host.emulator.command("fault noise")).toMatch(/^error/);
    host.clock.advance(10_000);
    host.send(FIRMWARE);
    expect(host.heard()).toBe("");
  });
});
