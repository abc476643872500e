import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { ASK_LIFE, downAnswer, upAsk } from "../../protocol/ask.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import type { Credential } from "../core/credential.ts";
import type { CloudAnswer } from "../core/list-entry.ts";
import type { Connection } from "./connection.ts";
import { credentialToWire } from "./wire.ts";

/** Questions under way at most: a few for each of sixteen connectors. */
const MOST = 64;

/** A question that was put and is not answered. */
interface Asked {
  /** What the core calls it. */
  readonly request: number;
  readonly cancel: () => void;
}

/**
 * The unit's questions to its cloud. Each has an id that nobody can guess, is answered at most once, and lives only as long
 * as its deadline and the connection on which it was put; then whoever asked decides without the answer.
 */
export class Questions {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #clock: Clock;
  readonly #random: (bytes: number) => Uint8Array;
  readonly #log: Log;
  readonly #answered: (request: number, answer: CloudAnswer | null) => void;
  /** By the id on the wire. */
  readonly #asked = new Map<string, Asked>();
  #up = false;

  /** @param answered told each answer; null: the question could not be put */
  constructor(
    parts: {
      readonly connection: Connection;
      readonly topic: string;
      readonly clock: Clock;
      /** Answers that many unpredictable bytes. */
      readonly random: (bytes: number) => Uint8Array;
      readonly log: Log;
    },
    answered: (request: number, answer: CloudAnswer | null) => void,
  ) {
    this.#connection = parts.connection;
    this.#topic = parts.topic;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#log = parts.log;
    this.#answered = answered;
  }

  /** Answers can come from now on. */
  up(): void {
    this.#up = true;
  }

  /** What was asked is forgotten: no answer to it counts any more. */
  down(): void {
    this.#up = false;
    for (const { cancel } of this.#asked.values()) cancel();
    this.#asked.clear();
  }

  /**
   * Puts a question to the cloud.
   * @param within how long an answer is of use, milliseconds
   * @returns false: it cannot be put, and is not kept for later
   */
  ask(request: number, credential: Credential, within: number): boolean {
    if (!this.#up || this.#asked.size >= MOST) return false;
    const id = Buffer.from(this.#random(12)).toString("hex");
    const life = Math.min(ASK_LIFE, Math.max(1, Math.ceil(within)));
    const question = { id, credential: credentialToWire(credential), within: life };
    const payload = encodeMessage(upAsk, question);
    const cancel = this.#clock.after(life, () => this.#asked.delete(id));
    this.#asked.set(id, { request, cancel });
    void this.#connection.publish(this.#topic, payload, false).then((taken) => {
      if (!taken) this.#settle(id, null);
    });
    return true;
  }

  /** `down/answer` has come; one that answers nothing that is under way changes nothing. */
  take(payload: Uint8Array, retained: boolean): void {
    if (retained) {
      this.#log.warn("a retained answer is not taken");
      return;
    }
    const decoded = decodeMessage(downAnswer, payload);
    if (!decoded.ok) {
      this.#log.warn("an answer cannot be read", { code: decoded.code });
      return;
    }
    const { id, ...answer } = decoded.message;
    this.#settle(id, answer);
  }

  #settle(id: string, answer: CloudAnswer | null): void {
    const asked = this.#asked.get(id);
    if (!asked) return;
    asked.cancel();
    this.#asked.delete(id);
    this.#answered(asked.request, answer);
  }
}
