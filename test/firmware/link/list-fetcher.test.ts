import { describe, expect, test } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import { isCredentialKey } from "../../../firmware/credential/keyring.ts";
import { ListDigest } from "../../../protocol/list.ts";
import { INSTALLATION, LIST, LinkBench, wireCard } from "./link-bench.ts";

/** The credential that `wireCard` makes up for a number. */
function credentialOf(number: number): Credential {
  const key = Buffer.from(wireCard(number).key).toString("hex");
  if (!isCredentialKey(key)) throw new Error("not a digest");
  return { kind: "card", key, label: "…" };
}

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

  test("D01: what an entry says further, and how long the list is good, come into the store with it", async () => {
    const bench = await new LinkBench().connect();
    const terms = {
      from: 1_790_000_000_000,
      windows: ["Mon-Fri 07:00-19:00"],
      chargers: ["CG-0001"],
      connectors: [1, 2],
      group: "house-7",
      owner: true as const,
      uses: 1,
      maxEnergyWh: 10_000,
      maxTime: 7_200_000,
    };
    const goodUntil = 1_800_000_000_000;
    const more = (manifest: Record<string, unknown>) => Object.assign(manifest, { goodUntil });
    await bench.publishList(4, [wireCard(1, terms), wireCard(2), wireCard(3, { master: true })], more);
    expect(bench.store.cloudList()).toMatchObject({ version: 4, count: 3, goodUntil });
    const held = (number: number) => bench.store.find(credentialOf(number)).cloud;
    const plain = { status: "active", expires: null };
    expect(held(1)).toEqual({ ...plain, user: "user 1", ...terms });
    expect(held(2)).toEqual({ ...plain, user: "user 2" });
    expect(held(3)).toEqual({ ...plain, user: "user 3", master: true });
    await bench.publishList(5, TEN);
    expect(bench.store.cloudList()).not.toHaveProperty("goodUntil");
  });

  test("D01: a list is good for longer only as a new version; with the same one it is another list, and refused", async () => {
    const bench = await new LinkBench().connect();
    const good = (goodUntil: number) => (manifest: Record<string, unknown>) =>
      Object.assign(manifest, { goodUntil });
    await bench.publishList(4, TEN, good(1_000));
    await bench.publishList(4, TEN, good(1_000));
    expect(bench.told.filter(([what]) => what === "refused")).toEqual([]);
    await bench.publishList(4, TEN, good(2_000));
    expect(bench.told.filter(([what]) => what === "refused")).toEqual([["refused", 4, "version"]]);
    expect(bench.store.cloudList().goodUntil).toBe(1_000);
    await bench.publishList(5, TEN, good(2_000));
    expect(bench.store.cloudList()).toMatchObject({ version: 5, goodUntil: 2_000 });
  });

  test("D01: an entry that says something unknown, or says it wrongly, refuses its list: it could be a limit", async () => {
    const bench = await new LinkBench().connect();
    await bench.publishList(3, TEN.slice(0, 5));
    const held = bench.store.cloudList();
    for (const [version, more] of [
      [4, { colour: "blue" }],
      [5, { windows: ["always"] }],
      [6, { connectors: [0] }],
    ] as const) {
      // What a cloud that knows more, or less, than this unit could send.
      const entry = { ...wireCard(1), ...more } as unknown as ReturnType<typeof wireCard>;
      await bench.publishList(version, [entry]);
      await bench.run(60_000);
    }
    expect(bench.store.cloudList()).toEqual(held);
    expect(bench.told.filter(([what]) => what === "refused").map(([, , why]) => why)).toEqual([
      "malformed",
      "malformed",
      "malformed",
    ]);
  });

  test("D01: terms that were changed on the way are refused by the digest", async () => {
    const bench = await new LinkBench().connect();
    const digest = new ListDigest();
    digest.add(wireCard(1, { uses: 1 }));
    await bench.publishList(4, [wireCard(1)], (manifest) =>
      Object.assign(manifest, { digest: digest.value() }),
    );
    expect(bench.told.filter(([what]) => what === "refused")).toEqual([["refused", 4, "digest"]]);
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
    ["duplicate", "an entry twice", [wireCard(1), wireCard(1)], () => {}],
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
