import type { Connection, ConnectionListener } from "../../../firmware/link/connection.ts";

/** A published message. */
export interface Published {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

/** A connection whose broker stands in the same process: it comes and goes, keeps retained messages, and can be deaf. */
export class FakeBroker implements Connection {
  readonly published: Published[] = [];
  readonly retained = new Map<string, Uint8Array>();
  readonly subscribed = new Set<string>();
  /** Whether it takes what is published. */
  takes = true;
  /** Whether it grants subscriptions. */
  grants = true;
  stopped = false;
  #listener: ConnectionListener | null = null;
  #up = false;

  start(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  async publish(topic: string, payload: Uint8Array, retain: boolean): Promise<boolean> {
    if (!this.#up || !this.takes) return false;
    this.published.push({ topic, payload, retain });
    if (retain) this.retained.set(topic, payload);
    return true;
  }

  async subscribe(topics: readonly string[]): Promise<boolean> {
    if (!this.#up || !this.grants) return false;
    for (const topic of topics) {
      this.subscribed.add(topic);
      const payload = this.retained.get(topic);
      if (payload) queueMicrotask(() => this.#listener?.message(topic, payload, true));
    }
    return true;
  }

  async unsubscribe(topics: readonly string[]): Promise<boolean> {
    for (const topic of topics) this.subscribed.delete(topic);
    return this.#up;
  }

  async stop(): Promise<void> {
    this.#up = false;
    this.stopped = true;
  }

  connect(): void {
    this.#up = true;
    this.#listener?.up();
  }

  disconnect(): void {
    this.#up = false;
    this.subscribed.clear();
    this.#listener?.down();
  }

  /** A message from the other side, if it is subscribed to. */
  deliver(topic: string, payload: Uint8Array, retained = false): void {
    if (retained) this.retained.set(topic, payload);
    if (this.#up && this.subscribed.has(topic)) this.#listener?.message(topic, payload, retained);
  }

  /** What was published on a topic. */
  on(topic: string): Published[] {
    return this.published.filter((message) => message.topic === topic);
  }
}
