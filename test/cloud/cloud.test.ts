import type { MqttClient } from "mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { Cloud, type CloudChange, type CloudOptions } from "../../cloud/cloud.ts";
import type { Clock } from "../../cloud/surroundings.ts";
import { type DownAnswer, downAnswer, upAsk } from "../../protocol/ask.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import { downJournalAck, upJournal } from "../../protocol/journal.ts";
import { listManifest } from "../../protocol/list.ts";
import { downRequest, upResponse } from "../../protocol/request.ts";
import { listTopics, unitTopics } from "../../protocol/topics.ts";
import {
  afterwards,
  client,
  endAll,
  keptLog,
  openBroker,
  randomBytesOf,
  realClock,
  stateOf,
  statePayload,
  until,
} from "./parts.ts";

afterEach(endAll);

const INSTALLATION = "0123456789abcdef0123456789abcdef";
const JOURNAL = "00112233aabbccdd";
const topics = unitTopics("CG-1");

function startCloud(url: string, options: Partial<CloudOptions> = {}) {
  const log = keptLog();
  const cloud = new Cloud({
    url,
    installation: INSTALLATION,
    secret: new Uint8Array(32).fill(9),
    clock: realClock,
    random: randomBytesOf(2),
    log,
    ...options,
  });
  const changes: CloudChange[] = [];
  cloud.watch((change) => void changes.push(change));
  afterwards(() => cloud.stop());
  cloud.start();
  return { cloud, changes, log };
}

/** A unit as the protocol has it, on a stock client: its state with its will, and an answer to every request. */
async function startUnit(url: string, answering = true) {
  const will = {
    topic: topics.state,
    payload: statePayload({ online: false }),
    qos: 1 as const,
    retain: true,
  };
  const mqtt = await client(url, { topics: ["chargegate/1/CG-1/down/#"], will });
  mqtt.on("message", (topic, payload) => {
    const decoded = decodeMessage(downRequest, payload);
    if (topic !== topics.request || !decoded.ok || !answering) return;
    const response = { id: decoded.message.id, status: "Accepted" as const, data: { session: "s1" } };
    mqtt.publish(topics.response, encodeMessage(upResponse, response), { qos: 1 });
  });
  await mqtt.publishAsync(topics.state, statePayload(), { qos: 1, retain: true });
  return mqtt;
}

const sendRecords = (unit: MqttClient, after: number, seqs: number[]) =>
  unit.publishAsync(
    topics.journal,
    encodeMessage(upJournal, {
      journal: JOURNAL,
      after,
      records: seqs.map((seq) => ({ seq, at: 2 ** 40 + seq, event: "session-started", connector: 1 })),
    }),
    { qos: 1 },
  );

const acksOf = (unit: { heard: { topic: string; payload: Buffer; retain: boolean }[] }) =>
  unit.heard
    .filter(({ topic }) => topic === topics.journalAck)
    .map(({ payload }) => {
      const decoded = decodeMessage(downJournalAck, payload);
      return decoded.ok ? decoded.message.seq : null;
    });

describe("the cloud and a unit on a real broker", () => {
  test("design §4: sees a unit come, go and be forgotten", async () => {
    const broker = await openBroker();
    const early = await startUnit(broker.url);
    const { cloud, changes } = startCloud(broker.url);
    await until(() => cloud.unit("CG-1")?.reach === "online");
    early.stream.destroy();
    await until(() => cloud.unit("CG-1")?.reach === "offline");
    expect(await cloud.request("CG-1", "stop", { connector: 1 })).toMatchObject({ code: "UNIT_OFFLINE" });
    const other = await client(broker.url);
    await other.publishAsync(topics.state, "", { qos: 1, retain: true });
    await until(() => cloud.units().length === 0);
    expect(changes).toContainEqual({ kind: "unit", unit: "CG-1" });
  });

  test("design §4: takes records once, and acknowledges every message", async () => {
    const broker = await openBroker();
    const { cloud, changes } = startCloud(broker.url);
    await until(() => cloud.up);
    const unit = await startUnit(broker.url);
    await sendRecords(unit, 0, [1, 2]);
    await sendRecords(unit, 0, [1, 2, 3]);
    await sendRecords(unit, 7, [8]);
    await until(() => acksOf(unit).length === 3);
    expect(acksOf(unit)).toEqual([2, 3, 3]);
    expect(unit.heard.every(({ retain }) => !retain)).toBe(true);
    expect(cloud.records("CG-1").map(({ record }) => [record.seq, record.at])).toEqual(
      [1, 2, 3].map((seq) => [seq, 2 ** 40 + seq]),
    );
    expect(cloud.recordCount("CG-1")).toBe(3);
    expect(cloud.gaps("CG-1")).toEqual([]);
    const news = changes.flatMap((change) => (change.kind === "records" ? change.records : []));
    expect(news.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("design §4: a request is answered; nothing about it is retained", async () => {
    const broker = await openBroker();
    const { cloud } = startCloud(broker.url);
    await until(() => cloud.up);
    await startUnit(broker.url);
    await until(() => cloud.units().length === 1);
    await cloud.list.change([{ set: "04A1B2C3", user: "ann", status: "active", expires: null }]);
    const credential = cloud.list.credential("04A1B2C3");
    if (!credential) throw new Error("not listed");
    expect(await cloud.request("CG-1", "start", { connector: 1, credential })).toEqual({
      status: "Accepted",
      data: { session: "s1" },
    });
    const late = await client(broker.url, { topics: ["chargegate/1/+/down/#"] });
    await late.publishAsync("chargegate/1/CG-1/down/x", "end", { qos: 1 });
    await until(() => late.heard.length > 0);
    expect(late.heard).toHaveLength(1);
  });

  test("I10: the broker dies and comes back empty: units are unknown until they are heard again, the list is there again", async () => {
    const broker = await openBroker();
    const { cloud } = startCloud(broker.url);
    await until(() => cloud.up);
    await startUnit(broker.url);
    await until(() => cloud.unit("CG-1")?.reach === "online");
    const set = (id: string) => cloud.list.change([{ set: id, user: null, status: "active", expires: null }]);
    await set("04A1B2C3");
    await broker.close();
    await until(() => !cloud.up);
    expect(cloud.unit("CG-1")?.reach).toBe("unknown");
    expect(await cloud.request("CG-1", "stop", { connector: 1 })).toMatchObject({ code: "CLOUD_OFFLINE" });
    await set("04112233");
    const again = await openBroker({ port: broker.port });
    await until(() => cloud.up);
    const manifest = listTopics(INSTALLATION).manifest;
    const reader = await client(again.url, { topics: [manifest] });
    await until(() => reader.heard.length > 0);
    const decoded = decodeMessage(listManifest, reader.heard[0]?.payload ?? Buffer.alloc(0));
    expect(decoded).toMatchObject({ ok: true, message: { version: 2, count: 2 } });
    await startUnit(again.url);
    await until(() => cloud.unit("CG-1")?.reach === "online");
  });

  test("I10: an answer that comes after the broker was away is still taken", async () => {
    const broker = await openBroker();
    const { cloud } = startCloud(broker.url);
    await until(() => cloud.up);
    const unit = await startUnit(broker.url, false);
    const outcome = cloud.request("CG-1", "stop", { connector: 1 });
    await until(() => unit.heard.length === 1);
    const decoded = decodeMessage(downRequest, unit.heard[0]?.payload ?? Buffer.alloc(0));
    if (!decoded.ok) throw new Error(decoded.text);
    await broker.close();
    const again = await openBroker({ port: broker.port });
    await until(() => cloud.up);
    const back = await client(again.url);
    const response = { id: decoded.message.id, status: "Rejected" as const, data: { reason: "no-session" } };
    await back.publishAsync(topics.response, encodeMessage(upResponse, response), { qos: 1 });
    expect(await outcome).toEqual({ status: "Rejected", data: { reason: "no-session" } });
  });

  test("C01: a unit's question is answered by the list, or by whoever decides instead; nothing of it is retained", async () => {
    const broker = await openBroker();
    const asked: string[] = [];
    const { cloud } = startCloud(broker.url, {
      decide: ({ unit, credential }, byList) => {
        asked.push(`${unit} ${credential.id}`);
        return credential.id === "#…" ? { verdict: "NoCredit" } : byList;
      },
    });
    await until(() => cloud.up);
    const now = Date.now();
    await cloud.list.change([
      { set: "04A1B2C3", user: "ann", status: "active", expires: now + 60_000, group: "house-7" },
      { set: "04112233", user: "bo", status: "blocked", expires: now - 1, group: "house-7" },
      { set: "04112244", user: null, status: "active", expires: now - 1 },
      { set: "04112255", user: null, status: "active", expires: null, from: now + 60_000 },
    ]);
    const unit = await startUnit(broker.url);
    const answers: DownAnswer[] = [];
    unit.on("message", (topic, payload) => {
      const decoded = decodeMessage(downAnswer, payload);
      if (topic === topics.answer && decoded.ok) answers.push(decoded.message);
    });
    for (const [at, typed] of [
      "04A1B2C3",
      "04112233",
      "04112244",
      "04112255",
      "DEADBEEF",
      "#4711",
    ].entries()) {
      const credential = await cloud.list.credentialOf(typed);
      if (!credential) throw new Error("not a credential");
      const question = encodeMessage(upAsk, { id: `q${at}`, credential, within: 3_000 });
      await unit.publishAsync(topics.ask, question, { qos: 1 });
      await until(() => answers.length === at + 1);
    }
    expect(answers).toEqual([
      { id: "q0", verdict: "Accepted", group: "house-7", user: "ann" },
      { id: "q1", verdict: "Blocked" },
      { id: "q2", verdict: "Expired" },
      // From when and at which hours is the unit's to say.
      { id: "q3", verdict: "Accepted" },
      { id: "q4", verdict: "Unknown" },
      { id: "q5", verdict: "NoCredit" },
    ]);
    expect(asked).toEqual(["CG-1 04…C3", "CG-1 04…33", "CG-1 04…44", "CG-1 04…55", "CG-1 DE…EF", "CG-1 #…"]);
    expect(unit.heard.every(({ retain }) => !retain)).toBe(true);
    await unit.publishAsync(topics.ask, Buffer.alloc(2_000), { qos: 1 });
    await until(() => cloud.malformed === 1);
  });

  test("rules §10: a card that charges at two units is a finding, told once", async () => {
    const broker = await openBroker();
    const { cloud, changes, log } = startCloud(broker.url);
    await until(() => cloud.up);
    const unit = await client(broker.url);
    const credential = { kind: "card" as const, key: Buffer.alloc(8, 7), id: "04…C3" };
    const runs = (name: string, session: string, online = true) => {
      const running = { id: session, startedAt: 1_000, credential, user: null, energyWh: null };
      const [connector] = stateOf().connectors;
      if (!connector) throw new Error("no connector");
      const payload = statePayload({ online, connectors: [{ ...connector, session: running }] });
      return unit.publishAsync(unitTopics(name).state, payload, { qos: 1, retain: true });
    };
    const started = (name: string, at: number, session: string) => {
      const record = { seq: 1, at, event: "session-started", connector: 1, session, credential };
      const payload = encodeMessage(upJournal, { journal: JOURNAL, after: 0, records: [record] });
      return unit.publishAsync(unitTopics(name).journal, payload, { qos: 1 });
    };
    const found = () => changes.flatMap((change) => (change.kind === "finding" ? [change.finding] : []));
    // A unit that is away may have ended it since.
    await runs("CG-1", "a", false);
    await started("CG-1", 1_000, "a");
    await started("CG-2", 2_000, "b");
    await until(() => cloud.recordCount("CG-2") === 1);
    expect(found()).toEqual([]);
    await runs("CG-1", "a");
    await runs("CG-2", "b");
    await started("CG-3", 3_000, "c");
    // What was sent before is read before.
    await started("CG-4", 4_000, "d");
    await until(() => found().length >= 5);
    expect(found().map(({ sessions }) => sessions.map(({ unit: name }) => name).join(" "))).toEqual([
      "CG-1 CG-2",
      "CG-1 CG-3",
      "CG-2 CG-3",
      "CG-1 CG-4",
      "CG-2 CG-4",
    ]);
    const lines = log.lines.filter(({ message }) => message.includes("two units"));
    expect(lines).toHaveLength(5);
    expect(JSON.stringify(lines)).not.toMatch(/0707|04…C3/);
  });

  test("malformed messages, unknown topics and failing watchers change nothing, and tell nothing", async () => {
    const broker = await openBroker();
    const { cloud, log } = startCloud(broker.url);
    cloud.watch(() => {
      throw new Error("a page's mistake");
    });
    await until(() => cloud.up);
    const unit = await startUnit(broker.url);
    for (const topic of [topics.state, topics.journal, topics.response, topics.ask])
      await unit.publishAsync(topic, "04A1B2C3", { qos: 1 });
    await unit.publishAsync("chargegate/1/CG-1/up/else", "04A1B2C3", { qos: 1 });
    await unit.publishAsync("chargegate/1/no unit/up/state", statePayload(), { qos: 1 });
    await sendRecords(unit, 0, [1]);
    await until(() => acksOf(unit).length === 1);
    expect(cloud.malformed).toBe(4);
    expect(cloud.units().map(({ id, reach }) => [id, reach])).toEqual([["CG-1", "online"]]);
    expect(JSON.stringify(log.lines)).not.toContain("04A1");
  });

  test("a stop answers what is outstanding, ends all connections, and waits for no decision", async () => {
    const broker = await openBroker();
    const within = 54_321;
    let [waits, cancelled] = [0, 0];
    const clock: Clock = {
      now: () => realClock.now(),
      after: (ms, run) => {
        const cancel = realClock.after(ms, run);
        if (ms !== within) return cancel;
        waits += 1;
        return () => {
          cancelled += 1;
          cancel();
        };
      },
    };
    const { cloud } = startCloud(broker.url, { clock, decide: () => new Promise(() => {}) });
    await until(() => cloud.up);
    const unit = await client(broker.url);
    const credential = { kind: "card" as const, key: Buffer.alloc(8, 7), id: "04…C3" };
    const question = encodeMessage(upAsk, { id: "q", credential, within });
    await unit.publishAsync(topics.ask, question, { qos: 1 });
    await until(() => waits === 1);
    await unit.endAsync();
    const outcome = cloud.request("CG-1", "stop", { connector: 1 });
    await cloud.stop();
    expect(await outcome).toMatchObject({ code: "NO_ANSWER" });
    expect(cancelled).toBe(1);
    await until(() => broker.connections === 0);
    expect(cloud.up).toBe(false);
  });

  test.each([
    ["installation", { installation: "x" }],
    ["secret", { secret: new Uint8Array(3) }],
    ["url", { url: "http://x" }],
    ["instant", { goodUntil: 1.5 }],
  ])("what is no %s is refused at once", (_, options) => {
    expect(() => startCloud("mqtt://127.0.0.1:1", options)).toThrow(RangeError);
  });
});
