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

type JournalStore = Pick<UnitStore, "journal" | "journalState" | "commit">;

/**
 * Brings the journal to the cloud: the next records, one message at a time, again and again until the cloud says that it
 * has them. The cloud knows each by its number, so every record is there once in effect, whatever is lost on the way.
 */
export class JournalSender {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #store: JournalStore;
  readonly #clock: Clock;
  readonly #log: Log;
  #up = false;
  #acknowledged: number;
  #saved: number;
  /** The last record of the message that is under way; null: none is. */
  #sentUpTo: number | null = null;
  #silences = 0;
  #cancelResend: () => void = () => {};
  #cancelSave: (() => void) | null = null;

  constructor(parts: {
    readonly connection: Connection;
    readonly topic: string;
    readonly store: JournalStore;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#connection = parts.connection;
    this.#topic = parts.topic;
    this.#store = parts.store;
    this.#clock = parts.clock;
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
    this.#sentUpTo = null;
    this.#send();
  }

  down(): void {
    this.#up = false;
    this.#cancelResend();
  }

  /** New records are durable. */
  recorded(): void {
    if (this.#up && this.#sentUpTo === null) this.#send();
  }

  /** `down/journal-ack` has come. */
  acknowledge(payload: Uint8Array): void {
    const decoded = decodeMessage(downJournalAck, payload);
    if (!decoded.ok) {
      this.#log.warn("an acknowledgement cannot be read", { code: decoded.code });
      return;
    }
    const { journal, seq } = decoded.message;
    const { id, last } = this.#store.journalState();
    if (journal !== id || seq > last) return;
    this.#cancelResend();
    this.#silences = 0;
    this.#sentUpTo = null;
    this.#acknowledged = seq;
    this.#saveSoon();
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
    const { id } = this.#store.journalState();
    const after = this.#acknowledged;
    const records: WireRecord[] = [];
    for (const record of this.#store.journal(after + 1)) {
      if (records.length === RECORDS_AT_ONCE) break;
      records.push(recordToWire(record));
    }
    const last = records.at(-1);
    if (!last) return;
    this.#sentUpTo = last.seq;
    const pause = Math.min(TIMES.acknowledgeCap, TIMES.acknowledge * 2 ** Math.min(this.#silences++, 10));
    this.#cancelResend = this.#clock.after(pause, () => {
      this.#sentUpTo = null;
      this.#send();
    });
    void this.#connection.publish(
      this.#topic,
      encodeMessage(upJournal, { journal: id, after, records }),
      false,
    );
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
