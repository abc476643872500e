import type { UpJournal, WireRecord } from "../../protocol/journal.ts";
import type { Clock } from "../surroundings.ts";
import { UNITS_AT_MOST } from "./units.ts";

/** Records that are kept of each unit; older ones are only counted. */
const RECORDS_AT_MOST = 10_000;
/** What the records of one unit may take; ten thousand ordinary ones take half of it. */
const BYTES_AT_MOST = 4 * 1024 * 1024;
/** Journals of one unit that are remembered: each is a data folder that was begun anew. */
const JOURNALS_AT_MOST = 1_000;
const GAPS_AT_MOST = 1_000;

export interface KeptRecord {
  readonly journal: string;
  readonly receivedAt: number;
  readonly record: WireRecord;
}

/** Records that were lost before the cloud had them: both ends included. */
export interface RecordGap {
  readonly journal: string;
  readonly from: number;
  readonly to: number;
}

export interface Taken {
  /** What is to be acknowledged: everything up to it is here, or lost for ever; 0: nothing is; null: there is no room for this unit, so nothing. */
  readonly seq: number | null;
  /** New ones, in order. */
  readonly records: readonly WireRecord[];
  /** Numbers that were left out for good. */
  readonly gaps: readonly RecordGap[];
}

interface UnitRecords {
  /** The last sequence number of each journal that is taken. */
  readonly last: Map<string, number>;
  kept: KeptRecord[];
  count: number;
  /** Of what is kept, as it came: an estimate. */
  bytes: number;
  gaps: readonly RecordGap[];
}

/**
 * The records of all units, each exactly once in effect, however often and in whatever pieces it is sent: a message is
 * taken only if it goes on where the cloud is, or before. What it leaves out is lost for good, and written down as a gap. A
 * journal that the cloud does not know is one of which it has nothing: told so, the unit steps back to its oldest record.
 */
export class RecordLog {
  readonly #units = new Map<string, UnitRecords>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * What a unit's `up/journal` brings.
   * @param bytes of the message, by which memory is bounded
   */
  take(unit: string, { journal, after, records }: UpJournal, bytes = 0): Taken {
    const log = this.#units.get(unit) ?? this.#begin(unit);
    if (!log) return { seq: null, records: [], gaps: [] };
    const last = log.last.get(journal) ?? 0;
    if (after > last) return { seq: last, records: [], gaps: [] };
    const fresh: WireRecord[] = [];
    const gaps: RecordGap[] = [];
    let seq = last;
    for (const record of rising(records)) {
      if (record.seq <= seq) continue;
      if (record.seq > seq + 1) gaps.push({ journal, from: seq + 1, to: record.seq - 1 });
      fresh.push(record);
      seq = record.seq;
    }
    if (fresh.length > 0) {
      // Set anew, so that it is the last to be forgotten.
      log.last.delete(journal);
      log.last.set(journal, seq);
      forgetOldest(log.last);
      this.#keep(log, journal, fresh, gaps, bytes / records.length);
    }
    return { seq, records: fresh, gaps };
  }

  /** The newest of a unit's records, `RECORDS_AT_MOST`, in the order they came. */
  records(unit: string): readonly KeptRecord[] {
    return this.#units.get(unit)?.kept.slice(-RECORDS_AT_MOST) ?? [];
  }

  /** How many records of a unit there were. */
  count(unit: string): number {
    return this.#units.get(unit)?.count ?? 0;
  }

  /** What of a unit was lost before it came here. */
  gaps(unit: string): readonly RecordGap[] {
    return this.#units.get(unit)?.gaps ?? [];
  }

  #begin(unit: string): UnitRecords | null {
    if (this.#units.size >= UNITS_AT_MOST) return null;
    const log = { last: new Map<string, number>(), kept: [], count: 0, bytes: 0, gaps: [] };
    this.#units.set(unit, log);
    return log;
  }

  #keep(
    log: UnitRecords,
    journal: string,
    fresh: readonly WireRecord[],
    gaps: readonly RecordGap[],
    bytesEach: number,
  ): void {
    const receivedAt = this.#clock.now();
    for (const record of fresh) log.kept.push({ journal, receivedAt, record });
    log.bytes += fresh.length * bytesEach;
    if (log.bytes > BYTES_AT_MOST) {
      // Whoever fills it with long records keeps fewer of them; ordinary ones never come so far.
      log.kept = log.kept.slice(Math.ceil(log.kept.length / 2));
      log.bytes /= 2;
    }
    log.count += fresh.length;
    if (log.kept.length > RECORDS_AT_MOST + 1_000) log.kept = log.kept.slice(-RECORDS_AT_MOST);
    log.gaps = [...log.gaps, ...gaps].slice(-GAPS_AT_MOST);
  }
}

/** The records up to the first that is out of order. */
function rising(records: readonly WireRecord[]): readonly WireRecord[] {
  const end = records.findIndex(({ seq }, index) => seq <= (records[index - 1]?.seq ?? 0));
  return end === -1 ? records : records.slice(0, end);
}

/** A map keeps its keys in the order in which they were set. */
function forgetOldest(last: Map<string, number>): void {
  if (last.size <= JOURNALS_AT_MOST) return;
  for (const oldest of last.keys()) {
    last.delete(oldest);
    return;
  }
}
