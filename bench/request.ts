import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { MqttClient } from "mqtt";
import { EmbeddedBroker } from "../cloud/broker/embedded-broker.ts";
import { Cloud } from "../cloud/cloud.ts";
import { initialState } from "../firmware/core/state.ts";
import { CloudLink } from "../firmware/link/cloud-link.ts";
import { MqttConnection } from "../firmware/link/mqtt-connection.ts";
import { MemoryStore } from "../firmware/store/memory-store.ts";
import { silentLog } from "../hal/log.ts";
import { decodeMessage, encodeMessage } from "../protocol/codec.ts";
import { downRequest, upResponse } from "../protocol/request.ts";
import { unitTopics } from "../protocol/topics.ts";
import { row, wait } from "./figures.ts";

const clock = {
  wall: () => Date.now(),
  now: () => Date.now(),
  mono: () => performance.now(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** What a request takes to be carried out, milliseconds: a contactor's command is on its way by then. */
const WORK = 3;

/**
 * A request of the cloud and its answer, over a broker in the same process: our link, and a client as mqtt.js makes it,
 * which answers the same request in the same way; one of each in turn.
 */
export async function benchRequest(samples: number): Promise<void> {
  const broker = await EmbeddedBroker.open({ port: 0, clock, log: silentLog });
  const link = ourLink(broker.port);
  const stock = stockUnit(broker.port);
  const cloud = new Cloud({
    url: broker.url,
    installation: "0".repeat(32),
    secret: randomBytes(32),
    clock,
    random: randomBytes,
    log: silentLog,
  });
  cloud.start();
  while (!cloud.up || !link.connected || !stock.connected) await wait(20);
  await wait(200);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let at = 0; at < samples; at += 1) {
    ours.push(await roundTrip(cloud, "OURS"));
    theirs.push(await roundTrip(cloud, "STOCK"));
  }
  process.stdout.write(`${row("request → answer: mqtt.js as it comes", theirs)}\n`);
  process.stdout.write(`${row("request → answer: the unit's link", ours, theirs)}\n`);
  await link.stop();
  await stock.endAsync(true);
  await cloud.stop();
  await broker.close();
}

async function roundTrip(cloud: Cloud, unit: string): Promise<number> {
  const began = performance.now();
  const outcome = await cloud.request(unit, "stop", { connector: 1 });
  if (outcome.status !== "Accepted") throw new Error(JSON.stringify(outcome));
  return performance.now() - began;
}

function ourLink(port: number): CloudLink {
  const connection = new MqttConnection({
    host: "127.0.0.1",
    port,
    clientId: "ours",
    will: () => link.lastWill(),
    clock,
    random: Math.random,
    log: silentLog,
  });
  const link = new CloudLink({
    connection,
    topics: unitTopics("OURS"),
    list: null,
    random: randomBytes,
    store: new MemoryStore(),
    clock,
    log: silentLog,
    software: "bench",
  });
  const nothing = () => {};
  link.start({
    state: initialState({ connectors: [], access: "open", run: "bench" }),
    lost: [],
    cloudLink: nothing,
    cloudListChanged: nothing,
    cloudListRefused: nothing,
    remoteStart: nothing,
    remoteStop: (request) => {
      setTimeout(() => link.respond(request, { accepted: true, session: "s" }), WORK);
    },
    switchAccess: nothing,
    answered: nothing,
    reserve: nothing,
    cancelReservation: nothing,
    enrol: nothing,
    refresh: nothing,
    clearCache: nothing,
  });
  return link;
}

/** The same answer from a client that nobody has told to switch Nagle's algorithm off. */
function stockUnit(port: number): MqttClient {
  const topics = unitTopics("STOCK");
  const client = new MqttClient(() => connect({ host: "127.0.0.1", port }), {
    protocolVersion: 4,
    clientId: "stock",
  });
  client.on("connect", () => client.subscribe(topics.request, { qos: 1 }));
  client.on("message", (_, payload) => {
    const decoded = decodeMessage(downRequest, payload);
    if (!decoded.ok) return;
    const answer = encodeMessage(upResponse, { id: decoded.message.id, status: "Accepted", data: {} });
    setTimeout(() => client.publish(topics.response, answer, { qos: 1 }), WORK);
  });
  return client;
}
