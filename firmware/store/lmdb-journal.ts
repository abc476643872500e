import type { Step } from "./lmdb-environment.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import { sequenceKey, sequenceOf } from "./stored-key.ts";
import { storedRecord, toStoredRecord } from "./stored-record.ts";
import type { JournalRecord, NewRecord } from "./unit-store.ts";

/** Records kept at least: about a year of a busy charger, some 30 MB. */
export const KEEP_RECORDS = 100_000;
/** Removed at a time, once that many more than the kept ones are there. */
export const TRIM_RECORDS = 1_000;

/** The journal in LMDB: numbered without gaps, bounded. */
export class LmdbJournal {
  /** 16 hex digits; another one when the journal was renewed. */
  id: string;
  readonly #values: LmdbValues;
  readonly #keep: number;
  readonly #trimAt: number;
  #first: number;
  #last: number;

  /**
   * @param id what it is called
   * @throws StoreError
   */
  constructor(values: LmdbValues, id: string, keep: number, trim: number) {
    this.#values = values;
    this.id = id;
    this.#keep = keep;
    this.#trimAt = keep + trim;
    this.#first = this.#edge("first") ?? 1;
    this.#last = this.#edge("last") ?? 0;
  }

  /** The number of the oldest record kept, 1 when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The number of the newest record, 0 for none. */
  get last(): number {
    return this.#last;
  }

  /** Looks again where the journal ends: another process may have written. @throws StoreError */
  refresh(): void {
    this.#last = this.#edge("last") ?? 0;
  }

  /** Where the next record goes; a transaction that appends must find this place empty. */
  next(): { readonly database: "journal"; readonly key: Buffer } {
    return { database: "journal", key: sequenceKey(this.#last + 1) };
  }

  /** The step that appends a record as number `seq`. */
  append(seq: number, record: NewRecord): Step {
    return this.#values.put("journal", sequenceKey(seq), toStoredRecord(record));
  }

  /** To be called when records up to this number have become durable. */
  appended(last: number): void {
    this.#last = last;
  }

  /** Records from `from` on, in order; damaged ones are left out (logged and set aside). @throws StoreError */
  *read(from: number): Generator<JournalRecord, void, undefined> {
    const start = sequenceKey(Math.max(0, Math.trunc(from)));
    for (const { key, found } of this.#values.all("journal", storedRecord, start)) {
      const seq = sequenceOf(key);
      if (seq !== null && found.state === "sound") yield { seq, ...found.value };
    }
  }

  get mustBeTrimmed(): boolean {
    return this.#last - this.#first + 1 >= this.#trimAt;
  }

  /** The steps that remove the oldest records, as many as are removed at a time; `trimmed` tells that they are durable. */
  trim(): { readonly steps: readonly Step[]; readonly trimmed: () => void } {
    const end = Math.min(this.#last - this.#keep + 1, this.#first + TRIM_RECORDS);
    const steps: Step[] = [];
    for (let seq = this.#first; seq < end; seq += 1) {
      steps.push({ database: "journal", key: sequenceKey(seq), value: null });
    }
    return {
      steps,
      trimmed: () => {
        this.#first = Math.max(this.#first, end);
      },
    };
  }

  #edge(which: "first" | "last"): number | null {
    const key = this.#values.environment.edge("journal", which);
    return key === undefined ? null : sequenceOf(key);
  }
}
