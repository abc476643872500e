import { describe, expect, test } from "vitest";
import { DurableWriter } from "../../firmware/durable-writer.ts";
import type { Commit } from "../../firmware/store/unit-store.ts";
import { silentLog } from "../../hal/log.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";

/** A disk that can fail; what is on it stands in `kept`, one number for each change. */
class Disk {
  readonly clock = new VirtualClock();
  readonly kept: (number | undefined)[] = [];
  readonly health: boolean[] = [];
  works = true;
  readonly writer = new DurableWriter(
    (change) => {
      if (!this.works) return Promise.reject(new Error("disk full"));
      this.kept.push(change.alive);
      return Promise.resolve();
    },
    this.clock,
    silentLog,
    (working) => this.health.push(working),
    () => {
      this.told = this.kept.length;
    },
  );
  /** How much was kept when it was last told that something is durable. */
  told = 0;
}

const change = (number: number): Commit => ({ alive: number });

describe("durable writer", () => {
  test("keeps the order of what was asked for", async () => {
    const disk = new Disk();
    for (let number = 0; number < 50; number++) disk.writer.write(change(number));
    await disk.writer.settled();
    expect(disk.kept).toEqual(Array.from({ length: 50 }, (_, number) => number));
    expect(disk.told).toBe(50);
  });

  test("whoever is told that something is durable stands in no one's way, even when it fails", async () => {
    const clock = new VirtualClock();
    const outcomes: boolean[] = [];
    const writer = new DurableWriter(
      () => Promise.resolve(),
      clock,
      silentLog,
      () => {},
      () => {
        throw new Error("the link stumbled");
      },
    );
    writer.save(change(1), (saved) => outcomes.push(saved));
    writer.save(change(2), (saved) => outcomes.push(saved));
    await writer.settled();
    expect(outcomes).toEqual([true, true]);
  });

  test("a start gets one attempt and its outcome; others are tried again until the store takes them", async () => {
    const disk = new Disk();
    const outcomes: boolean[] = [];
    disk.works = false;
    disk.writer.write(change(1));
    disk.writer.save(change(2), (saved) => outcomes.push(saved));
    await disk.clock.advanceAsync(0);
    expect(outcomes).toEqual([false]);
    disk.writer.save(change(3), (saved) => outcomes.push(saved));
    await disk.clock.advanceAsync(0);
    expect(outcomes).toEqual([false, false]);
    disk.writer.write(change(4));
    await disk.clock.advanceAsync(60_000);
    expect(disk.kept).toEqual([]);
    disk.works = true;
    await disk.clock.advanceAsync(10_000);
    expect(disk.kept).toEqual([1, 4]);
    expect(disk.health).toEqual([false, true]);
    disk.writer.save(change(5), (saved) => outcomes.push(saved));
    await disk.writer.settled();
    expect(outcomes).toEqual([false, false, true]);
  });

  test("a start for which the store works again is saved at once, behind what waited", async () => {
    const disk = new Disk();
    const outcomes: boolean[] = [];
    disk.works = false;
    disk.writer.write(change(1));
    await disk.clock.advanceAsync(60_000);
    disk.works = true;
    disk.writer.save(change(2), (saved) => outcomes.push(saved));
    await disk.clock.advanceAsync(0);
    expect(outcomes).toEqual([true]);
    expect(disk.kept).toEqual([1, 2]);
  });

  test("tries and reservations are kept, however many refusals are dropped", async () => {
    const disk = new Disk();
    disk.works = false;
    for (let number = 0; number < 2_000; number++) disk.writer.write({ records: [], alive: number });
    disk.writer.write({
      records: [],
      lockout: { keypad: "front", tries: 5, last: 1, until: 2 },
      alive: 9_999,
    });
    await disk.clock.advanceAsync(0);
    disk.works = true;
    await disk.clock.advanceAsync(10_000);
    expect(disk.kept.at(-1)).toBe(9_999);
  });

  test("a store that failed with nothing waiting is found to work again", async () => {
    const disk = new Disk();
    disk.works = false;
    disk.writer.save(change(1), () => {});
    await disk.clock.advanceAsync(0);
    disk.works = true;
    await disk.clock.advanceAsync(1_000);
    expect(disk.health).toEqual([false, true]);
  });

  test("while the store fails, refused taps do not fill the memory, and a session's end is never dropped", async () => {
    const disk = new Disk();
    disk.works = false;
    for (let number = 0; number < 5_000; number++) disk.writer.write({ records: [], alive: number });
    disk.writer.write({ access: "restricted", alive: 9_999 });
    await disk.clock.advanceAsync(0);
    disk.works = true;
    await disk.clock.advanceAsync(10_000);
    expect(disk.kept).toHaveLength(1_001);
    expect(disk.kept.at(-1)).toBe(9_999);
  });
});
