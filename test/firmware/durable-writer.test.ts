import { describe, expect, test } from "vitest";
import { DurableWriter } from "../../firmware/durable-writer.ts";
import { StoreError } from "../../firmware/store/store-error.ts";
import type { Commit } from "../../firmware/store/unit-store.ts";
import { silentLog } from "../../hal/log.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";
import { connector, ready, session } from "./store/people.ts";

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

/** A disk that is full but for the ends of sessions, until there is room. */
class FullDisk {
  readonly clock = new VirtualClock();
  readonly kept: Commit[] = [];
  readonly health: boolean[] = [];
  told = 0;
  room = false;
  readonly writer = new DurableWriter(
    async (change) => {
      if (!this.room && change.session?.session !== null) throw new StoreError("STORE_FULL");
      this.kept.push(change);
    },
    this.clock,
    silentLog,
    (working) => this.health.push(working),
    () => this.told++,
  );
}

const refused: Commit = { records: [{ at: 1, happening: ready }], alive: 1 };
const end = (number: number): Commit => ({ session: { connector: connector(number), session: null } });

describe("durable writer on a full disk", () => {
  test("I4: the end of a session has the room that is kept for it, whatever waits before it", async () => {
    const disk = new FullDisk();
    disk.writer.write(refused);
    disk.writer.write(end(1));
    disk.writer.write(end(2));
    await disk.clock.advanceAsync(0);
    expect(disk.kept).toEqual([end(1), end(2)]);
    expect(disk.told).toBe(2);
    expect(disk.health).toEqual([false]);
    disk.room = true;
    await disk.clock.advanceAsync(10_000);
    expect(disk.kept).toEqual([end(1), end(2), refused]);
    expect(disk.health).toEqual([false, true]);
  });

  test("I4: a session that ends while the disk has long been full need not wait for the next attempt", async () => {
    const disk = new FullDisk();
    disk.writer.write(refused);
    await disk.clock.advanceAsync(60_000);
    disk.writer.write(end(1));
    await disk.clock.advanceAsync(0);
    expect(disk.kept).toEqual([end(1)]);
    expect(disk.health).toEqual([false]);
  });

  test("I4: what waited before its end does not bring the session back, and other sessions stay as they are", async () => {
    const disk = new FullDisk();
    const records = [{ at: 1, happening: ready }];
    const other = { session: { connector: connector(2), session: session("b", 2) } };
    disk.writer.write({ session: { connector: connector(1), session: session("a", 1) }, records });
    disk.writer.write(other);
    disk.writer.write(end(1));
    await disk.clock.advanceAsync(0);
    disk.room = true;
    await disk.clock.advanceAsync(10_000);
    expect(disk.kept).toEqual([end(1), { records }, other]);
  });

  test("a disk that takes no end either is left alone until the next attempt", async () => {
    const clock = new VirtualClock();
    const tried: Commit[] = [];
    const writer = new DurableWriter(
      (change) => {
        tried.push(change);
        return Promise.reject(new StoreError("STORE_READONLY"));
      },
      clock,
      silentLog,
      () => {},
      () => {},
    );
    writer.write(refused);
    writer.write(end(1));
    await clock.advanceAsync(0);
    expect(tried).toEqual([refused, end(1)]);
  });
});

/** A disk that answers when it is told to. */
class SlowDisk {
  readonly clock = new VirtualClock();
  readonly asked: Commit[] = [];
  readonly health: boolean[] = [];
  #answers: ((error: Error | null) => void)[] = [];
  readonly writer = new DurableWriter(
    (change) => {
      this.asked.push(change);
      return new Promise((resolve, reject) =>
        this.#answers.push((error) => (error ? reject(error) : resolve())),
      );
    },
    this.clock,
    silentLog,
    (working) => this.health.push(working),
    () => {},
  );

  async answer(error: Error | null = null): Promise<void> {
    for (const answer of this.#answers.splice(0)) answer(error);
    await this.clock.advanceAsync(0);
  }
}

describe("durable writer on a disk that does not answer", () => {
  test("after 30 s it is lost and nobody waits for it, and nothing else is begun meanwhile", async () => {
    const disk = new SlowDisk();
    const outcomes: [string, boolean][] = [];
    disk.writer.save(change(1), (saved) => outcomes.push(["first", saved]));
    disk.writer.write(change(2));
    disk.writer.save(change(3), (saved) => outcomes.push(["third", saved]));
    let settled = false;
    void disk.writer.settled().then(() => {
      settled = true;
    });
    await disk.clock.advanceAsync(29_999);
    expect([disk.health, outcomes, settled]).toEqual([[], [], false]);
    await disk.clock.advanceAsync(1);
    expect(outcomes).toEqual([
      ["first", false],
      ["third", false],
    ]);
    expect(disk.health).toEqual([false]);
    await disk.clock.advanceAsync(3_600_000);
    disk.writer.save(change(4), (saved) => outcomes.push(["fourth", saved]));
    expect(outcomes.at(-1)).toEqual(["fourth", false]);
    disk.writer.write(end(1));
    await disk.clock.advanceAsync(3_600_000);
    expect(disk.asked).toEqual([change(1)]);
    expect([disk.health, settled]).toEqual([[false], true]);
  });

  test("what turns out durable after it was given up is undone before anything else, and told once", async () => {
    const disk = new SlowDisk();
    const outcomes: boolean[] = [];
    disk.writer.save(
      change(1),
      (saved) => outcomes.push(saved),
      () => change(-1),
    );
    disk.writer.write(change(2));
    await disk.clock.advanceAsync(60_000);
    for (let answers = 0; answers < 3; answers++) await disk.answer();
    expect(disk.asked).toEqual([change(1), change(-1), change(2)]);
    expect(outcomes).toEqual([false]);
    expect(disk.health).toEqual([false, true]);
  });

  test("what was given up and has failed is not undone; what is kept is written once, however late the answer", async () => {
    const disk = new SlowDisk();
    disk.writer.save(
      change(1),
      () => {},
      () => change(-1),
    );
    await disk.clock.advanceAsync(60_000);
    await disk.answer(new Error("I/O error"));
    disk.writer.write(change(2));
    await disk.clock.advanceAsync(250);
    await disk.clock.advanceAsync(60_000);
    await disk.answer();
    await disk.clock.advanceAsync(60_000);
    expect(disk.asked).toEqual([change(1), change(2)]);
    expect(disk.health).toEqual([false, true]);
  });

  test("an answer in time is no loss", async () => {
    const disk = new SlowDisk();
    for (const number of [1, 2]) {
      disk.writer.write(change(number));
      await disk.clock.advanceAsync(29_999);
      await disk.answer();
    }
    await disk.clock.advanceAsync(3_600_000);
    expect(disk.health).toEqual([]);
  });
});
