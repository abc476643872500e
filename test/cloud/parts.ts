import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { EmbeddedBroker } from "../../cloud/broker/embedded-broker.ts";
import type { Clock, Log, Random } from "../../cloud/surroundings.ts";
import { encodeMessage } from "../../protocol/codec.ts";
import { emptyListDigest } from "../../protocol/list.ts";
import { type UpState, upState } from "../../protocol/state.ts";
import { seededRandom } from "../../sim/seeded-random.ts";
import type { VirtualClock } from "../../sim/virtual-clock.ts";

/** Real time, for what sockets do. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export function cloudClock(virtual: VirtualClock): Clock {
  return { now: () => virtual.wall(), after: (ms, run) => virtual.after(ms, run) };
}

export function randomBytesOf(seed: number): Random {
  const random = seededRandom(seed);
  return (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
}

/** A log that can be looked at. */
export function keptLog(): Log & { readonly lines: { message: string; details: unknown }[] } {
  const lines: { message: string; details: unknown }[] = [];
  const keep = (message: string, details?: unknown) => void lines.push({ message, details });
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}

const endings: (() => unknown)[] = [];

/** To be undone after the test, the last first. */
export function afterwards(end: () => unknown): void {
  endings.push(end);
}

/** For `afterEach`. */
export async function endAll(): Promise<void> {
  for (let end = endings.pop(); end; end = endings.pop()) await end();
}

export async function openBroker(
  options: Partial<Parameters<typeof EmbeddedBroker.open>[0]> = {},
): Promise<EmbeddedBroker> {
  const broker = await EmbeddedBroker.open({ port: 0, clock: realClock, log: keptLog(), ...options });
  afterwards(() => broker.close());
  return broker;
}

/** Waits until something is so; the test's own deadline is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

export interface Heard {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
}

/** A stock client that is connected and keeps what it hears; Nagle off unless `nagle`. */
export async function client(
  url: string,
  { topics = [], nagle = false, ...options }: IClientOptions & { topics?: string[]; nagle?: boolean } = {},
): Promise<MqttClient & { readonly heard: Heard[] }> {
  const mqtt = connect(url, { reconnectPeriod: 0, ...options });
  afterwards(() => mqtt.endAsync(true).catch(() => {}));
  const heard: Heard[] = [];
  mqtt.on("message", (topic, payload, { retain }) => void heard.push({ topic, payload, retain }));
  await new Promise<void>((resolve, reject) => {
    mqtt.once("connect", () => resolve());
    mqtt.on("error", reject);
  });
  const { stream } = mqtt;
  if (!nagle && "setNoDelay" in stream && typeof stream.setNoDelay === "function") stream.setNoDelay(true);
  if (topics.length > 0) await mqtt.subscribeAsync(topics, { qos: 1 });
  return Object.assign(mqtt, { heard });
}

export function stateOf(change: Partial<UpState> = {}): UpState {
  return {
    online: true,
    software: "0.1.0",
    access: "restricted",
    connectors: [
      { id: 1, state: "available", light: "green", contactor: "open", fault: null, session: null },
    ],
    list: { version: 0, count: 0, digest: emptyListDigest() },
    clock: "unknown",
    ...change,
  };
}

export function statePayload(change: Partial<UpState> = {}): Buffer {
  return encodeMessage(upState, stateOf(change));
}
