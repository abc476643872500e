import { describe, expect, test } from "vitest";
import { ListDigest } from "../../../protocol/list.ts";
import { INSTALLATION, LIST, LinkBench, wireCard } from "./link-bench.ts";

const TEN = Array.from({ length: 10 }, (_, index) => wireCard(index));

describe("the cloud's list", () => {
  test("A6, D01: is taken over with version, count and digest, and its parts are let go", async () => {
    const bench = await new LinkBench().connect();
    await bench.publishList(4, TEN);
    const digest = new ListDigest();
    for (const entry of TEN) digest.add(entry);
    expect(bench.store.cloudList()).toEqual({
      installation: INSTALLATION,
      version: 4,
      count: 10,
      digest: digest.value().toString("hex"),
    });
    expect(bench.told).toContainEqual(["list", 4, 10]);
    expect([...bench.broker.subscribed].filter((topic) => topic.includes("/part/"))).toEqual([]);
    await bench.run(100);
    expect(bench.states().at(-1)?.list).toMatchObject({ version: 4, count: 10 });
  });

  test("A6: what was published while the unit was away is fetched when it is back; the same list is not taken twice", async () => {
    const bench = new LinkBench();
    await bench.publishList(4, TEN);
    expect(bench.store.cloudList().version).toBe(0);
    await bench.connect();
    expect(bench.store.cloudList().version).toBe(4);
    bench.broker.disconnect();
    await bench.connect();
    expect(bench.told.filter(([what]) => what === "list")).toHaveLength(1);
  });

  test("a list with no entries empties the copy", async () => {
    const bench = await new LinkBench().connect();
    await bench.publishList(4, TEN);
    await bench.publishList(5, []);
    expect(bench.store.cloudList()).toMatchObject({ version: 5, count: 0 });
  });

  test.each<
    [string, string, readonly ReturnType<typeof wireCard>[], (manifest: Record<string, unknown>) => void]
  >([
    ["count", "another count", TEN, (manifest) => Object.assign(manifest, { count: 9 })],
    ["digest", "another digest", TEN, (manifest) => Object.assign(manifest, { digest: Buffer.alloc(32) })],
    ["order", "entries out of order", [wireCard(2), wireCard(1)], () => {}],
    ["order", "an entry twice", [wireCard(1), wireCard(1)], () => {}],
    ["version", "an older version", TEN, (manifest) => Object.assign(manifest, { version: 2 })],
    [
      "version",
      "the same version with other content",
      TEN,
      (manifest) => Object.assign(manifest, { version: 3, digest: Buffer.alloc(32, 1) }),
    ],
  ])("D01: refused as %s: %s; the list that is held stays", async (reason, _, entries, spoil) => {
    const bench = await new LinkBench().connect();
    await bench.publishList(3, TEN.slice(0, 5));
    const held = bench.store.cloudList();
    await bench.publishList(4, entries, spoil);
    expect(bench.store.cloudList()).toEqual(held);
    expect(bench.told.filter(([what]) => what === "refused").map(([, , why]) => why)).toEqual([reason]);
    // However often the broker gives it, it is told once.
    bench.broker.disconnect();
    await bench.connect();
    expect(bench.told.filter(([what]) => what === "refused")).toHaveLength(1);
  });

  test("a manifest that is none is refused as malformed; a cleared topic takes no list away", async () => {
    const bench = await new LinkBench().connect();
    await bench.publishList(3, TEN);
    bench.broker.deliver(LIST.manifest, Buffer.from("nonsense"), true);
    bench.broker.deliver(LIST.manifest, Buffer.alloc(0));
    await bench.run();
    expect(bench.told.filter(([what]) => what === "refused")).toEqual([["refused", 0, "malformed"]]);
    expect(bench.store.cloudList().version).toBe(3);
  });

  test("parts that do not come are asked for again; a part that is not what its name says counts as not come", async () => {
    const bench = await new LinkBench().connect();
    const whole = new Map<string, Uint8Array>();
    await bench.publishList(3, TEN, () => {
      for (const [topic, payload] of bench.broker.retained) {
        if (!topic.includes("/part/")) continue;
        whole.set(topic, payload);
        bench.broker.retained.set(topic, Buffer.concat([payload, Buffer.from([0])]));
      }
    });
    expect(bench.store.cloudList().version).toBe(0);
    for (const [topic, payload] of whole) bench.broker.retained.set(topic, payload);
    await bench.run(10_000);
    expect(bench.store.cloudList().version).toBe(3);
    expect(bench.told.filter(([what]) => what === "refused")).toEqual([]);
  });

  test("a newer list takes the place of one that is still coming", async () => {
    const bench = await new LinkBench().connect();
    await bench.publishList(3, TEN, () => {
      for (const topic of Array.from(bench.broker.retained.keys()))
        if (topic.includes("/part/")) bench.broker.retained.delete(topic);
    });
    await bench.publishList(4, TEN.slice(0, 2));
    await bench.run(60_000);
    expect(bench.store.cloudList()).toMatchObject({ version: 4, count: 2 });
    expect(bench.told.filter(([what]) => what === "list")).toEqual([["list", 4, 2]]);
  });

  test("D01: a list that comes while another is being taken over waits for it; the older one never wins", async () => {
    const bench = await new LinkBench().connect();
    bench.store.slow = 3;
    const many = Array.from({ length: 60 }, (_, index) => wireCard(index));
    const first = bench.publishList(5, many);
    await first;
    await bench.publishList(6, []);
    await bench.publishList(6, []);
    for (let turn = 0; turn < 5; turn += 1) await bench.run(1_000);
    expect(bench.store.cloudList()).toMatchObject({ version: 6, count: 0 });
    expect(bench.told.filter(([what]) => what === "list")).toEqual([
      ["list", 5, 60],
      ["list", 6, 0],
    ]);
  });

  test("the same manifest again, while its parts still come, begins nothing anew", async () => {
    const bench = await new LinkBench().connect();
    const held = new Map<string, Uint8Array>();
    await bench.publishList(3, TEN, () => {
      for (const [topic, payload] of [...bench.broker.retained]
        .filter(([name]) => name.includes("/part/"))
        .slice(1)) {
        held.set(topic, payload);
        bench.broker.retained.delete(topic);
      }
    });
    bench.broker.disconnect();
    for (const [topic, payload] of held) bench.broker.retained.set(topic, payload);
    await bench.connect();
    expect(bench.store.cloudList()).toMatchObject({ version: 3, count: 10 });
    expect(bench.told.filter(([what]) => what === "list")).toHaveLength(1);
  });

  test("many lists that are refused make one record a minute", async () => {
    const bench = await new LinkBench().connect();
    for (let at = 0; at < 200; at += 1)
      bench.broker.deliver(LIST.manifest, Buffer.from(`nonsense ${at}`), true);
    await bench.run();
    expect(bench.told.filter(([what]) => what === "refused")).toHaveLength(1);
    await bench.run(60_000);
    bench.broker.deliver(LIST.manifest, Buffer.from("more of it"), true);
    await bench.run();
    expect(bench.told.filter(([what]) => what === "refused")).toHaveLength(2);
  });

  test("a list that could not be saved is forgotten when a newer one has come, and not told as refused", async () => {
    const bench = await new LinkBench().connect();
    bench.store.works = false;
    await bench.publishList(3, TEN);
    bench.broker.disconnect();
    bench.store.works = true;
    await bench.connect();
    await bench.publishList(4, TEN.slice(0, 2));
    await bench.run(60_000);
    expect(bench.store.cloudList()).toMatchObject({ version: 4, count: 2 });
    expect(bench.told.filter(([what]) => what === "refused")).toEqual([]);
  });

  test("a disk that does not take the list is tried again", async () => {
    const bench = await new LinkBench().connect();
    bench.store.works = false;
    await bench.publishList(3, TEN);
    expect(bench.store.cloudList().version).toBe(0);
    bench.store.works = true;
    await bench.run(10_000);
    expect(bench.store.cloudList().version).toBe(3);
  });
});
