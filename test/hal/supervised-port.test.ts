import { describe, expect, test } from "vitest";
import type { ByteLink, LinkListener } from "../../hal/link.ts";
import { silentLog } from "../../hal/log.ts";
import { SupervisedPort } from "../../hal/supervised-port.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";

/** A device that can be absent, present, or never finish opening. */
class Socket {
  mode: "absent" | "present" | "hangs" = "present";
  readonly openings: number[] = [];
  readonly written: string[] = [];
  closed = 0;
  listener: LinkListener | null = null;
  readonly clock = new VirtualClock();
  readonly told: string[] = [];
  readonly port = new SupervisedPort(
    {
      open: (listener) => {
        this.openings.push(this.clock.mono());
        if (this.mode === "absent") return Promise.reject(new Error("no such file"));
        if (this.mode === "hangs") return new Promise(() => {});
        this.listener = listener;
        return Promise.resolve<ByteLink>({
          write: (bytes) => this.written.push(Buffer.from(bytes).toString()),
          close: () => {
            this.closed++;
            return Promise.resolve();
          },
        });
      },
      clock: this.clock,
      random: () => 0.5,
      log: silentLog,
    },
    {
      up: () => this.told.push("up"),
      data: (bytes) => this.told.push(Buffer.from(bytes).toString()),
      down: (reason) => this.told.push(`down: ${reason}`),
    },
  );
}

describe("a supervised port", () => {
  test("F1: opens, carries bytes both ways, and reports loss", async () => {
    const socket = new Socket();
    socket.port.start();
    await socket.clock.advanceAsync(1);
    socket.port.write(Buffer.from("hello"));
    socket.listener?.data(Buffer.from("there"));
    socket.listener?.lost("unplugged");
    expect(socket.told).toEqual(["up", "there", "down: unplugged"]);
    expect(socket.written).toEqual(["hello"]);
  });

  test("tries for ever, with pauses that grow up to the cap, and tells the failure once", async () => {
    const socket = new Socket();
    socket.mode = "absent";
    socket.port.start();
    await socket.clock.advanceAsync(3_600_000);
    const pauses = socket.openings.slice(1).map((at, index) => at - (socket.openings[index] ?? 0));
    expect(pauses.slice(0, 7)).toEqual([100, 200, 400, 800, 1_600, 3_000, 3_000]);
    expect(pauses.at(-1)).toBe(3_000);
    expect(socket.told).toEqual(["down: no such file"]);
    socket.mode = "present";
    await socket.clock.advanceAsync(3_000);
    expect(socket.told.at(-1)).toBe("up");
  });

  test("a port that opens and hangs up at once is tried with growing pauses all the same", async () => {
    const socket = new Socket();
    socket.port.start();
    for (let time = 0; time < 100; time++) {
      await socket.clock.advanceAsync(100);
      socket.listener?.lost("hung up");
    }
    expect(socket.openings.length).toBeLessThan(10);
  });

  test("after a success the pauses begin small again", async () => {
    const socket = new Socket();
    socket.port.start();
    await socket.clock.advanceAsync(1);
    for (let time = 0; time < 5; time++) {
      await socket.clock.advanceAsync(2_000);
      socket.listener?.lost("unplugged");
      await socket.clock.advanceAsync(101);
      expect(socket.told.at(-1)).toBe("up");
    }
  });

  test("an opening that hangs is given up, and what it brings later is closed", async () => {
    const socket = new Socket();
    socket.mode = "hangs";
    socket.port.start();
    await socket.clock.advanceAsync(5_000);
    expect(socket.told).toEqual(["down: not open after 5000 ms"]);
    socket.mode = "present";
    await socket.clock.advanceAsync(200);
    expect(socket.told.at(-1)).toBe("up");
  });

  test("a lost link has nothing more to say", async () => {
    const socket = new Socket();
    socket.port.start();
    await socket.clock.advanceAsync(1);
    const first = socket.listener;
    first?.lost("unplugged");
    await socket.clock.advanceAsync(200);
    first?.data(Buffer.from("late"));
    first?.lost("again");
    expect(socket.told).toEqual(["up", "down: unplugged", "up"]);
  });

  test("closed, it opens no more and releases its device", async () => {
    const socket = new Socket();
    socket.port.start();
    await socket.clock.advanceAsync(1);
    await socket.port.close();
    await socket.clock.advanceAsync(60_000);
    expect(socket.openings).toHaveLength(1);
    expect(socket.closed).toBe(1);
    expect(socket.told).toEqual(["up"]);
  });
});
