import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ListContent, listContent } from "../../../cloud/list/list-content.ts";
import { ListPublisher, PART_GRACE, PUT_RIGHT } from "../../../cloud/list/list-publisher.ts";
import { decodeMessage } from "../../../protocol/codec.ts";
import { listManifest } from "../../../protocol/list.ts";
import type { WireEntry } from "../../../protocol/list-entry.ts";
import { listTopics } from "../../../protocol/topics.ts";
import { seededRandom } from "../../../sim/seeded-random.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cloudClock, keptLog } from "../parts.ts";

const INSTALLATION = "0123456789abcdef0123456789abcdef";
const topics = listTopics(INSTALLATION);

/** `from` to `to` make the content: 500 of them to a part. */
function content(version: number, count: number): ListContent {
  const entries = Array.from({ length: count }, (_, n): WireEntry => {
    const key = Buffer.alloc(8);
    key.writeUInt32BE(n + 1);
    return { kind: "card", key, status: "active", expires: null, user: n === 0 ? `v${version}` : null };
  });
  return whole(listContent(version, entries));
}

function whole(made: ListContent | null): ListContent {
  if (!made) throw new Error("too long");
  return made;
}

/** A broker's memory that answers at once, and checks after every message what a unit would find. */
function published() {
  const virtual = new VirtualClock();
  const retained = new Map<string, Buffer>();
  const topicsSent: string[] = [];
  const versions: number[] = [];
  const world = { up: true, arrives: () => true };
  const publisher = new ListPublisher({
    installation: INSTALLATION,
    clock: cloudClock(virtual),
    log: keptLog(),
    link: {
      get up() {
        return world.up;
      },
      publish: async (topic, payload, options) => {
        expect(options).toEqual({ retain: true });
        if (!world.up || !world.arrives()) return false;
        topicsSent.push(topic);
        if (payload.length === 0) retained.delete(topic);
        else retained.set(topic, payload);
        if (topic === topics.manifest) versions.push(manifest().version);
        for (const hash of manifest().parts) expect(retained.has(topics.part(hash))).toBe(true);
        return true;
      },
    },
  });
  const manifest = () => {
    const payload = retained.get(topics.manifest);
    const decoded = payload ? decodeMessage(listManifest, payload) : null;
    return decoded?.ok ? decoded.message : { version: 0, parts: [] };
  };
  return { virtual, retained, topicsSent, versions, world, publisher, manifest };
}

describe("the list at the broker (design §4: one retained list per installation)", () => {
  test("parts come before the manifest that names them", async () => {
    const { publisher, topicsSent, virtual, manifest } = published();
    publisher.publish(content(1, 1_200));
    await virtual.advanceAsync(0);
    expect(topicsSent).toHaveLength(4);
    expect(topicsSent.at(-1)).toBe(topics.manifest);
    expect(manifest().version).toBe(1);
  });

  test("what a new version no longer names goes a minute later; what it still names is not sent again", async () => {
    const { publisher, topicsSent, virtual, retained } = published();
    publisher.publish(content(1, 1_200));
    await virtual.advanceAsync(0);
    topicsSent.length = 0;
    publisher.publish(content(2, 1_200));
    await virtual.advanceAsync(0);
    expect(topicsSent).toHaveLength(2);
    expect(retained.size).toBe(5);
    await virtual.advanceAsync(PART_GRACE - 1);
    expect(retained.size).toBe(5);
    await virtual.advanceAsync(1);
    expect(retained.size).toBe(4);
  });

  test("parts go in their time although the list changes ever so often, and come back when they are named again", async () => {
    const { publisher, virtual, retained } = published();
    for (let version = 1; version <= 20; version++) {
      publisher.publish(content(version, 3));
      await virtual.advanceAsync(10_000);
      expect(retained.size).toBeLessThanOrEqual(8);
    }
    publisher.publish(whole(listContent(21, [])));
    await virtual.advanceAsync(PART_GRACE / 2);
    const again = content(20, 3);
    publisher.publish({ ...again, version: 22 });
    await virtual.advanceAsync(PART_GRACE * 2);
    expect([...retained.keys()].sort()).toEqual(
      [topics.manifest, ...again.parts.map(({ hash }) => topics.part(hash))].sort(),
    );
  });

  test("after a reconnect all is published again: the broker may have lost it", async () => {
    const { publisher, virtual, retained, world } = published();
    publisher.publish(content(1, 700));
    await virtual.advanceAsync(0);
    retained.clear();
    world.up = false;
    publisher.publish(content(2, 700));
    await virtual.advanceAsync(PART_GRACE * 3);
    expect(retained.size).toBe(0);
    world.up = true;
    publisher.connected();
    await virtual.advanceAsync(0);
    expect(retained.size).toBe(3);
  });

  test("nothing is published of a list that never changed, nor after a stop", async () => {
    const { publisher, virtual, topicsSent } = published();
    publisher.connected();
    await virtual.advanceAsync(0);
    publisher.stop();
    publisher.publish(content(1, 3));
    await virtual.advanceAsync(PART_GRACE * 2);
    expect(topicsSent).toEqual([]);
  });

  test("I10: whatever is lost on the way, units find whole lists, never an older one after a newer, in the end the newest alone", async () => {
    const step = fc.constantFrom("change", "down", "up", "bad", "good", "wait", "turn");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer(), async (steps, seed) => {
        const { publisher, virtual, versions, world, manifest, retained } = published();
        const random = seededRandom(seed);
        let version = 1;
        publisher.publish(content(version, 1_200));
        for (const what of steps) {
          if (what === "change") publisher.publish(content(++version, Math.floor(random() * 1_500)));
          if (what === "down") world.up = false;
          if (what === "up") {
            world.up = true;
            publisher.connected();
          }
          if (what === "bad") world.arrives = () => random() < 0.5;
          if (what === "good") world.arrives = () => true;
          if (what === "wait") await virtual.advanceAsync(random() * PART_GRACE);
          if (what === "turn") await Promise.resolve();
        }
        world.arrives = () => true;
        world.up = true;
        publisher.connected();
        await virtual.advanceAsync(PART_GRACE * 2);
        expect(versions).toEqual(versions.toSorted((a, b) => a - b));
        expect(manifest().version).toBe(version);
        expect(retained.size).toBe(1 + manifest().parts.length);
      }),
      { numRuns: 60 },
    );
  });

  test("what somebody else puts in the manifest's place is put right, once a second at most; our own that comes back late is let be", async () => {
    const { virtual, versions, publisher } = published();
    publisher.seen(Buffer.from("before anything was published"));
    publisher.publish(content(1, 3));
    await virtual.advanceAsync(10);
    publisher.publish(content(2, 3));
    await virtual.advanceAsync(10);
    expect(versions).toEqual([1, 2]);
    publisher.seen(content(1, 3).manifest);
    await virtual.advanceAsync(5_000);
    expect(versions).toEqual([1, 2]);
    for (let at = 0; at < 100; at += 1) publisher.seen(Buffer.from(`garbage ${at}`));
    await virtual.advanceAsync(PUT_RIGHT + 10);
    expect(versions).toEqual([1, 2, 2]);
    publisher.seen(Buffer.alloc(0));
    publisher.stop();
    await virtual.advanceAsync(5_000);
    expect(versions).toEqual([1, 2, 2]);
  });
});
