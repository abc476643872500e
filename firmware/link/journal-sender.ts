import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import { downJournalAck, RECORDS_AT_ONCE, upJournal, type WireRecord } from "../../protocol/journal.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Connection } from "./connection.ts";
import { recordToWire } from "./wire.ts";

/** Milliseconds. */
const TIMES = {
  /** A message that is not acknowledged by then is sent again, each time after twice as long. */
  acknowledge: 5_000,
  acknowledgeCap: 60_000,
  /** How far the cloud is, is saved at most this often: it costs flash, and forgetting it costs only sending again. */
  save: 60_000,
} as const;

type JournalStore = Pick<UnitStore, "journal" | "journalState" | "renewJournal" | "commit">;

/**
 * Brings the journal to the cloud: the next records, one message at a time, again and again until the cloud says that it
 * has them. The cloud knows each by its number, so every record is there once in effect, whatever is lost on the way.
 */
export class JournalSender {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #store: JournalStore;
  readonly #clock: Clock;
  readonly #random: (bytes: number) => Uint8Array;
  readonly #log: Log;
  #up = false;
  #acknowledged: number;
  #saved: number;
  /** A message is under way. */
  #underWay = false;
  /** The cloud has stepped back on this connection; only the first time is followed at once. */
  #steppedBack = false;
  #silences = 0;
  #renewing = false;
  #cancelResend: () => void = () => {};
  #cancelSave: (() => void) | null = null;

  constructor(parts: {
    readonly connection: Connection;
    readonly topic: string;
    readonly store: JournalStore;
    readonly clock: Clock;
    /** Answers that many unpredictable bytes. */
    readonly random: (bytes: number) => Uint8Array;
    readonly log: Log;
  }) {
    this.#connection = parts.connection;
    this.#topic = parts.topic;
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#log = parts.log;
    this.#acknowledged = this.#saved = parts.store.journalState().acknowledged;
  }

  /** How many records the cloud does not have yet, as far as is known. */
  get waiting(): number {
    const { last, oldest } = this.#store.journalState();
    return last - Math.max(this.#acknowledged, oldest - 1);
  }

  up(): void {
    this.#up = true;
    this.#silences = 0;
    this.#steppedBack = false;
    this.#send();
  }

  down(): void {
    this.#up = false;
    this.#underWay = false;
    this.#cancelResend();
  }

  /** New records are durable. */
  recorded(): void {
    if (!this.#underWay) this.#send();
  }

  /** `down/journal-ack` has come. One that brings nothing new leaves the message under way to its deadline. */
  acknowledge(payload: Uint8Array): void {
    const decoded = decodeMessage(downJournalAck, payload);
    if (!decoded.ok) {
      this.#log.warn("an acknowledgement cannot be read", { code: decoded.code });
      return;
    }
    const { journal, seq } = decoded.message;
    const { id, last } = this.#store.journalState();
    if (journal !== id || seq === this.#acknowledged) return;
    if (seq > last) {
      void this.#renew(seq, last);
      return;
    }
    const back = seq < this.#acknowledged;
    this.#acknowledged = seq;
    this.#saveSoon();
    if (back && this.#steppedBack) return;
    this.#steppedBack ||= back;
    this.#silences = 0;
    this.#send();
  }

  /** Ends the timers and saves how far the cloud is. */
  async stop(): Promise<void> {
    this.down();
    this.#cancelSave?.();
    await this.#save();
  }

  #send(): void {
    if (!this.#up) return;
    this.#cancelResend();
    // Before anything is read: a store that cannot be read now is tried again, too.
    const pause = Math.min(TIMES.acknowledgeCap, TIMES.acknowledge * 2 ** Math.min(this.#silences++, 10));
    this.#cancelResend = this.#clock.after(pause, () => this.#send());
    this.#underWay = true;
    const { id } = this.#store.journalState();
    const after = this.#acknowledged;
    const records: WireRecord[] = [];
    for (const record of this.#store.journal(after + 1)) {
      if (records.length === RECORDS_AT_ONCE) break;
      records.push(recordToWire(record));
    }
    if (records.length === 0) {
      this.#underWay = false;
      this.#silences = 0;
      this.#cancelResend();
      return;
    }
    void this.#connection.publish(
      this.#topic,
      encodeMessage(upJournal, { journal: id, after, records }),
      false,
    );
  }

  /**
   * The cloud has more of this journal than there is: the data folder is a copy of an earlier one. Its records would be
   * taken for those that the cloud has already, so from here on it is another journal.
   */
  async #renew(theirs: number, last: number): Promise<void> {
    if (this.#renewing) return;
    this.#renewing = true;
    this.#log.warn(
      "the data folder is older than what the cloud has of it: its journal goes on under another name",
      {
        theirs,
        last,
      },
    );
    try {
      await this.#store.renewJournal(Buffer.from(this.#random(8)).toString("hex"));
      this.#acknowledged = this.#saved = 0;
      this.#send();
    } catch (error) {
      this.#log.warn("the journal could not be renewed", { error: String(error) });
    }
    this.#renewing = false;
  }

  #saveSoon(): void {
    this.#cancelSave ??= this.#clock.after(TIMES.save, () => {
      this.#cancelSave = null;
      void this.#save();
    });
  }

  async #save(): Promise<void> {
    if (this.#acknowledged === this.#saved) return;
    const acknowledged = this.#acknowledged;
    try {
      await this.#store.commit({ acknowledged });
      this.#saved = acknowledged;
    } catch (error) {
      this.#log.warn("how far the cloud has the journal could not be saved", { error: String(error) });
    }
  }
}
