import { type DownAnswer, downAnswer, type UpAsk, upAsk } from "../../protocol/ask.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import type { WireCredential } from "../../protocol/credential.ts";
import { unitTopics } from "../../protocol/topics.ts";
import type { BrokerLink } from "../broker/broker-link.ts";
import type { Clock, Log } from "../surroundings.ts";
import type { Malformed } from "./malformed.ts";

/** Questions that are being decided at most; units fall back on their own rules for more. */
const MOST = 1_000;

/** What the cloud says of a credential. */
export type Answer = Readonly<Omit<DownAnswer, "id">>;

/** A unit's question. */
export interface Question {
  readonly unit: string;
  readonly credential: WireCredential;
  /** Where it would start; null: the unit does not say. */
  readonly connector: number | null;
  /** How long the unit waits for the answer, milliseconds. */
  readonly within: number;
}

/**
 * Decides about a question; null: says nothing, and leaves it to the unit's own rules.
 * @param byList what the installation's list says, which is the answer without a decider
 */
export type Decide = (question: Question, byList: Answer) => Answer | null | Promise<Answer | null>;

export interface AnswersParts {
  readonly link: Pick<BrokerLink, "publish">;
  /** What the list says of a credential at this instant. */
  readonly byList: (credential: WireCredential, now: number) => Answer;
  readonly decide: Decide;
  readonly clock: Clock;
  readonly log: Log;
  readonly malformed: Malformed;
}

/** Answers what units ask about credentials, each question once and only while its unit waits. */
export class Answers {
  readonly #parts: AnswersParts;
  /** Those that are being decided: by unit and question, what ends their time. */
  readonly #deciding = new Map<string, () => void>();
  #refused = 0;

  constructor(parts: AnswersParts) {
    this.#parts = parts;
  }

  /** A payload of `up/ask`. Never throws, and never answers with anything that a unit could not read. */
  take(unit: string, payload: Uint8Array): void {
    const { clock, log, malformed } = this.#parts;
    const decoded = decodeMessage(upAsk, payload);
    if (!decoded.ok) {
      malformed.note(unit, upAsk.name, decoded, payload.length);
      return;
    }
    const asked = decoded.message;
    const name = `${unit} ${asked.id}`;
    if (this.#deciding.has(name)) return;
    if (this.#deciding.size >= MOST) {
      this.#refused += 1;
      if (/^10*$/.test(String(this.#refused)))
        log.warn("too many questions at once, some are not answered", { unit, count: this.#refused });
      return;
    }
    const cancel = clock.after(asked.within, () => this.#deciding.delete(name));
    this.#deciding.set(name, cancel);
    void this.#decide(unit, asked).then((answer) => {
      // Its time is over: the unit has decided by itself.
      if (this.#deciding.get(name) !== cancel) return;
      cancel();
      this.#deciding.delete(name);
      if (answer) this.#say(unit, { ...answer, id: asked.id });
    });
  }

  /** Nothing is answered any more. */
  stop(): void {
    for (const cancel of this.#deciding.values()) cancel();
    this.#deciding.clear();
  }

  async #decide(unit: string, asked: UpAsk): Promise<Answer | null> {
    const { credential, connector, within } = asked;
    const question = { unit, credential, connector: connector ?? null, within };
    const { byList, decide, clock, log } = this.#parts;
    try {
      return await decide(question, byList(credential, clock.now()));
    } catch (error) {
      log.error("a question could not be decided", { unit, error: String(error) });
      return null;
    }
  }

  #say(unit: string, answer: DownAnswer): void {
    const checked = downAnswer.schema.safeParse(answer);
    if (!checked.success) {
      this.#parts.log.error("what was decided is no answer", { unit });
      return;
    }
    void this.#parts.link.publish(unitTopics(unit).answer, encodeMessage(downAnswer, checked.data));
  }
}
