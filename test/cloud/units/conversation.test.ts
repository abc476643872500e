import { eq } from "drizzle-orm";
import type { MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../../cloud/broker/embedded-broker.ts";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { verdictFor } from "../../../cloud/credentials/verdict-for.ts";
import type { Database } from "../../../cloud/database/database.ts";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { chargers, installations, listParts, lists, records } from "../../../cloud/database/schema/schema.ts";
import { takeRecords } from "../../../cloud/history/take-records.ts";
import type { CloudParts } from "../../../cloud/parts.ts";
import { AccessSwitch } from "../../../cloud/sites/access.ts";
import { Conversation, type ConversationParts } from "../../../cloud/units/conversation.ts";
import { downAnswer, upAsk } from "../../../protocol/ask.ts";
import { decodeMessage, encodeMessage } from "../../../protocol/codec.ts";
import { downJournalAck, upJournal, type WireRecord } from "../../../protocol/journal.ts";
import { listManifest } from "../../../protocol/list.ts";
import { downRequest, upResponse } from "../../../protocol/request.ts";
import { unitTopics } from "../../../protocol/topics.ts";
import { afterwards, client, endAll, type Heard, openBroker, realClock, statePayload } from "../parts.ts";
import { Site } from "../site.ts";

const UNIT = "CG-0001";
const topics = unitTopics(UNIT);

let site: Site;
let cloud: CloudParts;
let broker: EmbeddedBroker;
let ann: PersonId;
let home: InstallationId;
let left: ChargerId;

beforeAll(async () => {
  site = await Site.open();
  cloud = { ...site.parts, clock: realClock };
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  home = await site.installation("Home", { owner: ann });
  left = await site.charger(home, "left", { owner: ann, unit: UNIT });
  broker = await openBroker();
});
afterEach(endAll);

async function converse(change: Partial<ConversationParts> = {}): Promise<Conversation> {
  const conversation = new Conversation({
    cloud,
    brokerUrl: broker.url,
    takeRecords,
    verdictFor,
    buildDue,
    ...change,
  });
  afterwards(() => conversation.stop());
  await conversation.start();
  await so(async () => conversation.up);
  return conversation;
}

/** Waits until something is so; the test's own deadline is the limit. */
async function so(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function row() {
  const [found] = await site.db.select().from(chargers).where(eq(chargers.id, left));
  if (!found) throw new Error("expected the charger");
  return found;
}

type Peer = MqttClient & { readonly heard: Heard[] };

/** A unit that says it is there, and accepts whatever it is asked unless `mute`. */
async function unit({ mute = false } = {}): Promise<Peer> {
  const peer = await client(broker.url, { topics: [`chargegate/1/${UNIT}/down/+`] });
  peer.on("message", (topic, payload) => {
    if (topic !== topics.request || mute) return;
    const decoded = decodeMessage(downRequest, payload);
    if (!decoded.ok) return;
    const { id, op, args } = decoded.message;
    peer.publish(topics.response, encodeMessage(upResponse, { id, status: "Accepted", data: {} }), {
      qos: 1,
    });
    if (op === "access") say(peer, { access: args.access });
  });
  say(peer);
  return peer;
}

function say(peer: MqttClient, change: Parameters<typeof statePayload>[0] = {}): void {
  peer.publish(topics.state, statePayload(change), { qos: 1, retain: true });
}

const asked = (peer: Peer) =>
  peer.heard.flatMap(({ topic, payload }) => {
    const decoded = topic === topics.request ? decodeMessage(downRequest, payload) : null;
    return decoded?.ok ? [decoded.message] : [];
  });

const record = (seq: number): WireRecord => ({
  seq,
  at: Date.UTC(2026, 10, 21),
  event: "plugged",
  connector: 1,
});
const journalOf = (after: number, ...numbers: number[]) =>
  encodeMessage(upJournal, { journal: "0011223344556677", after, records: numbers.map(record) });
const acks = (peer: Peer) =>
  peer.heard.flatMap(({ topic, payload }) => {
    const decoded = topic === topics.journalAck ? decodeMessage(downJournalAck, payload) : null;
    return decoded?.ok ? [decoded.message.seq] : [];
  });

describe("what units say they are", () => {
  test("stands in the database, is told, and is written only when it has changed", async () => {
    const told: string[] = [];
    const deaf = await cloud.listen("chargegate_changed", (id) => told.push(id));
    afterwards(deaf);
    await converse();
    const peer = await unit();
    await so(async () => (await row()).reach === "online");
    const first = await row();
    expect(first).toMatchObject({ access: "restricted", reach: "online" });
    expect(Buffer.from(first.state ?? [])).toEqual(statePayload());
    expect(told).toContain(home);
    say(peer);
    say(peer, { clock: "synchronized" });
    await so(
      async () => Buffer.compare((await row()).state ?? Buffer.of(), first.state ?? Buffer.of()) !== 0,
    );
    expect((await row()).reachSince).toBe(first.reachSince);
    const second = await row();
    say(peer, { clock: "synchronized" });
    say(peer, { online: false });
    await so(async () => (await row()).reach === "offline");
    expect((await row()).reachSince).toBeGreaterThanOrEqual(second.reachSince ?? 0);
  });

  test("of units that no charger has, and messages that are none, are counted and change nothing", async () => {
    const conversation = await converse();
    const peer = await client(broker.url);
    peer.publish("chargegate/1/CG-9999/up/state", statePayload(), { qos: 1 });
    peer.publish("chargegate/1/CG-9999/up/journal", journalOf(0, 1), { qos: 1 });
    for (const kind of ["state", "journal", "response", "ask"])
      peer.publish(`chargegate/1/${UNIT}/up/${kind}`, Buffer.from("nonsense"), { qos: 1 });
    await so(async () => conversation.ignored.unknown === 2 && conversation.ignored.malformed === 4);
    expect(await row()).toMatchObject({ state: null, reach: "unknown" });
  });

  test("is unknown when the link is lost, and known again when both are back", async () => {
    await converse();
    await unit();
    await so(async () => (await row()).reach === "online");
    const { port } = broker;
    await broker.close();
    await so(async () => (await row()).reach === "unknown");
    broker = await openBroker({ port });
    await unit();
    await so(async () => (await row()).reach === "online");
  });

  test("of hundreds of units at once is written", async () => {
    for (let number = 0; number < 300; number += 1)
      await site.charger(home, `charger ${number}`, { unit: `U-${number}` });
    await converse();
    const peer = await client(broker.url);
    for (let number = 0; number < 300; number += 1)
      peer.publish(`chargegate/1/U-${number}/up/state`, statePayload(), { qos: 1 });
    await so(async () => (await site.db.$count(chargers, eq(chargers.reach, "online"))) === 300);
  });
});

describe("records", () => {
  test("are acknowledged once they are in the database, each is kept once", async () => {
    await converse();
    const peer = await unit();
    peer.publish(topics.journal, journalOf(0, 1, 2), { qos: 1 });
    await so(async () => acks(peer).includes(2));
    expect(await site.db.$count(records)).toBe(2);
    peer.publish(topics.journal, journalOf(0, 1, 2), { qos: 1 });
    peer.publish(topics.journal, journalOf(2, 3), { qos: 1 });
    await so(async () => acks(peer).includes(3));
    expect(await site.db.$count(records)).toBe(3);
  });

  test("are not acknowledged while the database does not take them, and are taken when it does", async () => {
    let away = true;
    let tries = 0;
    await converse({
      takeRecords: (parts, ...what) => {
        tries += 1;
        return away ? Promise.reject(new Error("the database is away")) : takeRecords(parts, ...what);
      },
    });
    const peer = await unit();
    peer.publish(topics.journal, journalOf(0, 1), { qos: 1 });
    await so(async () => tries === 1);
    expect(acks(peer)).toEqual([]);
    away = false;
    peer.publish(topics.journal, journalOf(0, 1), { qos: 1 });
    await so(async () => acks(peer).includes(1));
  });

  test("while the database is slow, what a unit sends again does not pile up", async () => {
    let running = 0;
    let most = 0;
    let taken = 0;
    await converse({
      takeRecords: async (parts, ...what) => {
        running += 1;
        taken += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 50));
        running -= 1;
        return takeRecords(parts, ...what);
      },
    });
    const peer = await unit();
    for (let again = 0; again < 20; again += 1) peer.publish(topics.journal, journalOf(0, 1), { qos: 1 });
    await so(async () => acks(peer).length > 0);
    expect(most).toBe(1);
    expect(taken).toBeLessThan(5);
  });
});

describe("questions and requests", () => {
  test("a card that is not on the list is Unknown, by the database", async () => {
    await converse();
    const peer = await unit();
    const credential = { kind: "card" as const, key: Buffer.alloc(8, 1), id: "01…01" };
    peer.publish(topics.ask, encodeMessage(upAsk, { id: "q1", credential, within: 5_000 }), { qos: 1 });
    await so(async () => peer.heard.some(({ topic }) => topic === topics.answer));
    const answer = peer.heard.find(({ topic }) => topic === topics.answer);
    expect(decodeMessage(downAnswer, answer?.payload ?? Buffer.of())).toMatchObject({
      ok: true,
      message: { id: "q1", verdict: "Unknown" },
    });
  });

  test("a request goes to the charger's unit, and its answer comes back; of one that is away nothing is sent", async () => {
    const conversation = await converse();
    const away = await conversation.requests.request(left, "clear-cache", {}, 200);
    expect(away).toMatchObject({ code: "NO_ANSWER" });
    const peer = await unit();
    await so(async () => (await row()).reach === "online");
    expect(await conversation.requests.request(left, "clear-cache", {})).toMatchObject({
      status: "Accepted",
    });
    say(peer, { online: false });
    await so(async () => (await row()).reach === "offline");
    expect(await conversation.requests.request(left, "clear-cache", {})).toMatchObject({
      code: "UNIT_OFFLINE",
    });
  });
});

describe("access", () => {
  const access = async (conversation: Conversation, to: "open" | "restricted") => {
    const outcome = await new AccessSwitch(cloud, conversation.access).switch(
      await site.actor(ann),
      home,
      to,
    );
    if (!outcome.ok) throw new Error(outcome.problem);
    return outcome.units;
  };

  test("B5: is told to every unit that is online, at once, and it is said which have it", async () => {
    const conversation = await converse();
    const peer = await unit();
    await site.charger(home, "right", { unit: "CG-0002" });
    await so(async () => (await row()).reach === "online");
    expect(await access(conversation, "open")).toEqual([
      { charger: left, name: "left", has: "now" },
      { charger: expect.any(String), name: "right", has: "later" },
    ]);
    expect(asked(peer).map(({ args }) => args)).toEqual([{ access: "open" }]);
    await so(async () => (await row()).access === "open" && (await row()).accessAskedAt === null);
  });

  test("B5: is told to a unit that comes back with another one, by one of two processes", async () => {
    const conversation = await converse();
    await access(conversation, "open");
    await converse();
    const peer = await unit();
    await so(async () => (await row()).access === "open");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked(peer).filter(({ op }) => op === "access")).toHaveLength(1);
  });

  test("B5: a unit that does not answer has it later, and nothing waits for longer than its answer may take", async () => {
    const conversation = await converse();
    await unit({ mute: true });
    await so(async () => (await row()).reach === "online");
    const begun = Date.now();
    expect(await access(conversation, "open")).toEqual([{ charger: left, name: "left", has: "later" }]);
    expect(Date.now() - begun).toBeLessThan(8_000);
  });
});

describe("lists", () => {
  const manifest = async () => {
    const [installation] = await site.db.select().from(installations);
    return `chargegate/1/list/${installation?.topic}/manifest`;
  };
  const wantList = () =>
    site.db.transaction(async (tx: Database) => {
      await tx.update(installations).set({ listWanted: 1 });
      await cloud.notify(tx, "chargegate_list", home);
    });
  const versionAt = async (peer: Peer) => {
    const newest = peer.heard.findLast(({ payload }) => payload.length > 0);
    const decoded = newest && decodeMessage(listManifest, newest.payload);
    return decoded?.ok ? decoded.message.version : null;
  };

  test("are built and published within a second of the change", async () => {
    await converse();
    const peer = await client(broker.url, { topics: [await manifest()] });
    const begun = Date.now();
    await wantList();
    await so(async () => (await versionAt(peer)) === 1);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });

  test("are there again when the broker has come back empty, and when somebody put another in their place", async () => {
    await wantList();
    await converse();
    const topic = await manifest();
    const before = await client(broker.url, { topics: [topic] });
    await so(async () => (await versionAt(before)) === 1);
    const { port } = broker;
    await broker.close();
    broker = await openBroker({ port });
    const peer = await client(broker.url, { topics: [topic] });
    await so(async () => (await versionAt(peer)) === 1);
    peer.publish(topic, Buffer.from("another"), { qos: 1, retain: true });
    await so(async () => peer.heard.some(({ payload }) => payload.toString() === "another"));
    await so(async () => (await versionAt(peer)) === 1);
  });

  test("lose the parts that no manifest names any more, after a while", async () => {
    await wantList();
    const topic = (await manifest()).replace("manifest", "part/+");
    const hash = Buffer.alloc(32, 7);
    await so(async () => (await buildDue(cloud)).length === 0);
    await site.db
      .insert(listParts)
      .values({ installationId: home, hash, payload: Buffer.from("old"), unnamedSince: Date.now() - 61_000 });
    const peer = await client(broker.url, { topics: [topic] });
    peer.publish(topic.replace("+", hash.toString("hex")), Buffer.from("old"), { qos: 1, retain: true });
    await so(async () => peer.heard.length === 1);
    await converse();
    await so(async () => peer.heard.some(({ payload }) => payload.length === 0));
    expect(await site.db.$count(listParts)).toBe(0);
  });

  test("of an installation that is removed go from the broker", async () => {
    await wantList();
    await converse();
    const peer = await client(broker.url, { topics: [await manifest()] });
    await so(async () => (await versionAt(peer)) === 1);
    await site.db.delete(installations);
    await cloud.notify(site.db, "chargegate_list", home);
    await so(async () => peer.heard.at(-1)?.payload.length === 0);
    expect(await site.db.$count(lists)).toBe(0);
  });
});
