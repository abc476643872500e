import { describe, expect, test } from "vitest";
import { PN532_FAULTS } from "../../../../sim/devices/pn532/faults.ts";
import {
  ACK,
  ERROR,
  FIRMWARE,
  FIRMWARE_REPLY,
  frame,
  HostEnd,
  LIST,
  LISTED,
  NACK,
  SAM,
  SAM_REPLY,
  WAKE,
} from "./host-end.ts";

const SPOILT = "00 00 FF 06 FA D5 03 32 01 06 07 BD 00";

function faulty(fault: string): HostEnd {
  const host = HostEnd.ready();
  host.command(`fault ${fault}`);
  host.send(FIRMWARE);
  return host;
}

describe("every fault", () => {
  test.each(PN532_FAULTS)("%s ends with `fault none`, after power if need be", (fault) => {
    const host = faulty(fault);
    host.clock.advance(1000);
    host.command("fault none");
    host.heard();
    host.send(WAKE, SAM);
    host.clock.advance(1000);
    host.send(FIRMWARE);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY} ${ACK} ${FIRMWARE_REPLY}`);
    expect(host.state()["fault"]).toBe("none");
    expect(host.plugged).toBe(true);
  });
});

describe("fault silence", () => {
  test("swallows everything and says nothing", () => {
    const host = faulty("silence");
    host.clock.advance(1000);
    expect(host.heard()).toBe("");
    expect(host.state()).toMatchObject({ fault: "silence", power: "normal" });
  });

  test("loses the answer to a search that was running", () => {
    const host = HostEnd.ready();
    host.send(frame("32 05 FF 01 FF"), LIST);
    host.command("fault silence");
    host.heard();
    host.command("card DEADBEEF");
    expect(host.heard()).toBe("");
  });
});

describe("fault noise", () => {
  test("sends 64 random bytes every 20 ms, and whole frames in between", () => {
    const host = faulty("noise");
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
    host.clock.advance(100);
    const bursts = host.chunks();
    expect(bursts.map((burst) => burst.length)).toEqual([64, 64, 64, 64, 64]);
    expect(new Set(bursts.flatMap((burst) => [...burst])).size).toBeGreaterThan(100);
    host.command("fault none");
    host.clock.advance(1000);
    expect(host.heard()).toBe("");
  });

  test("comes out the same from the same chance", () => {
    const run = () => {
      const host = faulty("noise");
      host.clock.advance(1000);
      return host.heard();
    };
    expect(run()).toBe(run());
  });
});

describe("fault corrupt", () => {
  test("spoils every answer, a repeated one too, and no acknowledgement", () => {
    const host = faulty("corrupt");
    expect(host.heard()).toBe(`${ACK} ${SPOILT}`);
    host.send(NACK);
    expect(host.heard()).toBe(SPOILT);
    host.send(frame("99"));
    expect(host.heard()).toBe(`${ACK} 00 00 FF 01 FF 7F D4 00`);
  });
});

describe("fault corrupt-once", () => {
  test("spoils one answer; asking again helps", () => {
    const host = faulty("corrupt-once");
    expect(host.heard()).toBe(`${ACK} ${SPOILT}`);
    host.send(NACK);
    expect(host.heard()).toBe(FIRMWARE_REPLY);
  });
});

describe("fault duplicate", () => {
  test("sends every answer twice, the error frame too", () => {
    const host = faulty("duplicate");
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY} ${FIRMWARE_REPLY}`);
    host.send(frame("99"));
    expect(host.heard()).toBe(`${ACK} ${ERROR} ${ERROR}`);
  });
});

describe("fault drop-ack", () => {
  test("answers without acknowledging", () => {
    expect(faulty("drop-ack").heard()).toBe(FIRMWARE_REPLY);
  });
});

describe("fault early-answer", () => {
  test("answers before acknowledging", () => {
    expect(faulty("early-answer").heard()).toBe(`${FIRMWARE_REPLY} ${ACK}`);
  });

  test("does so for a card that is there, and not for one that comes later", () => {
    const host = faulty("early-answer");
    host.command("card DEADBEEF");
    host.heard();
    host.send(LIST);
    expect(host.heard()).toBe(`${LISTED} ${ACK}`);
    host.command("card none");
    host.send(LIST);
    host.command("card DEADBEEF");
    expect(host.heard()).toBe(`${ACK} ${LISTED}`);
  });
});

describe("fault late-ack", () => {
  test("acknowledges after 40 ms, then answers", () => {
    const host = faulty("late-ack");
    host.clock.advance(39);
    expect(host.heard()).toBe("");
    host.clock.advance(1);
    expect(host.heard()).toBe(`${ACK} ${FIRMWARE_REPLY}`);
  });
});

describe("fault slow", () => {
  test("acknowledges in time and answers 300 ms later", () => {
    const host = faulty("slow");
    expect(host.heard()).toBe(ACK);
    host.clock.advance(299);
    expect(host.heard()).toBe("");
    host.clock.advance(1);
    expect(host.heard()).toBe(FIRMWARE_REPLY);
  });
});

describe("fault stray", () => {
  test("puts a byte before each acknowledgement", () => {
    expect(faulty("stray").heard()).toBe(`01 ${ACK} ${FIRMWARE_REPLY}`);
  });
});

describe("fault lost-wakeup", () => {
  test("loses the first frame after waking, not the second", () => {
    const host = new HostEnd();
    host.command("fault lost-wakeup");
    host.send(WAKE, SAM);
    expect(host.heard()).toBe("");
    host.send(WAKE, SAM);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
  });
});

describe("fault freeze", () => {
  test("lasts until power is cut; the chip then starts asleep", () => {
    const host = faulty("freeze");
    host.send(WAKE, SAM);
    expect(host.heard()).toBe("");
    host.command("power-cycle");
    expect(host.state()).toMatchObject({ fault: "none", power: "asleep" });
    host.send(WAKE, SAM);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY}`);
  });

  test("ends with `fault none`, which cuts power", () => {
    const host = faulty("freeze");
    host.command("fault none");
    expect(host.state()["power"]).toBe("asleep");
    host.send(FIRMWARE);
    expect(host.heard()).toBe("");
  });
});

describe("fault hangup", () => {
  test("pulls the plug until `fault none`; the chip is then freshly powered", () => {
    const host = HostEnd.ready();
    host.send(frame("32 05 FF 01 FF"), LIST);
    host.heard();
    host.command("fault hangup");
    expect(host.plugged).toBe(false);
    host.command("card DEADBEEF");
    host.send(FIRMWARE);
    expect(host.heard()).toBe("");
    host.command("fault none");
    expect(host.plugged).toBe(true);
    expect(host.state()).toMatchObject({
      power: "asleep",
      pending: null,
      cards: [{ uid: "DEADBEEF", kind: "1k" }],
    });
    host.send(WAKE, SAM, LIST);
    expect(host.heard()).toBe(`${ACK} ${SAM_REPLY} ${ACK} ${LISTED}`);
  });

  test("ends with another fault, too", () => {
    const host = faulty("hangup");
    host.command("fault stray");
    expect(host.plugged).toBe(true);
    host.send(WAKE, SAM);
    expect(host.heard()).toBe(`01 ${ACK} ${SAM_REPLY}`);
  });

  test("lasts over a power cycle", () => {
    const host = faulty("hangup");
    host.command("power-cycle");
    expect(host.plugged).toBe(false);
    expect(host.state()["fault"]).toBe("hangup");
  });
});
