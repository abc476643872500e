import type { Happening } from "../../firmware/core/happening.ts";
import { happeningJson } from "../../firmware/happening-json.ts";
import type { JournalRecord } from "../../firmware/store/unit-store.ts";
import type { TimelineEntry } from "./picture.ts";

/** Lines that are kept. */
const KEPT = 200;

interface Line {
  readonly key: string;
  readonly at: number;
  readonly told: Readonly<Record<string, unknown>>;
  /** What makes two of them the same happening. */
  readonly essence: string;
  seq: number | null;
}

/**
 * What happened, the newest first: everything that the unit tells, and of each whether it stands in the journal. A record
 * and what was told of it are put together by what they say, because either may come first.
 */
export class Timeline {
  readonly #lines: Line[] = [];
  /** Records of which nothing was told yet. */
  #unmatched: { readonly seq: number; readonly essence: string }[] = [];
  #count = 0;

  tell(happening: Happening, at: number): void {
    const told = happeningJson(happening, at);
    const essence = essenceOf(told);
    const record = this.#unmatched.find((candidate) => candidate.essence === essence);
    this.#unmatched = this.#unmatched.filter((candidate) => candidate !== record);
    this.#lines.unshift({ key: `${++this.#count}`, at, told, essence, seq: record?.seq ?? null });
    this.#lines.splice(KEPT);
  }

  record({ seq, at, happening }: JournalRecord): void {
    const essence = essenceOf(happeningJson(happening, at));
    const line = this.#lines.findLast((candidate) => candidate.seq === null && candidate.essence === essence);
    if (line) line.seq = seq;
    else this.#unmatched = [...this.#unmatched, { seq, essence }].slice(-KEPT);
  }

  /** @param received the last record that the cloud has */
  entries(received: number): readonly TimelineEntry[] {
    return this.#lines.map(({ key, at, told, seq }) => ({
      key,
      at,
      told,
      record: seq === null ? null : { seq, atCloud: seq <= received },
    }));
  }
}

/** All of it but the time. */
function essenceOf(told: Record<string, unknown>): string {
  return JSON.stringify({ ...told, t: undefined });
}
