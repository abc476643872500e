import type { Credential } from "../core/credential.ts";
import type { CachedAnswer, CloudAnswer } from "../core/list-entry.ts";
import { credentialName } from "./stored-key.ts";
import type { Commit, KeptAnswer } from "./unit-store.ts";

/** The same answer again is not written again before this, milliseconds: flash wears. */
const REWRITE = 3_600_000;

type Owner = Pick<Credential, "kind" | "key">;

/** An answer that is kept. */
interface Kept {
  readonly owner: Owner;
  readonly answer: CachedAnswer;
  /** The `updated` that is durable; that of the answer, or up to an hour before it. */
  readonly durable: number;
}

/** One change of the cache, made in memory already: what of it is to be made durable, and the way back. */
export interface CacheChange {
  /** All that were kept are forgotten. */
  readonly cleared: boolean;
  readonly dropped: readonly Owner[];
  /** Null: there is nothing new to be written. */
  readonly put: { readonly owner: Owner; readonly answer: CachedAnswer } | null;
  /** Takes the change back; changes are taken back in the reverse of their order. */
  readonly undo: () => void;
}

/** The cloud's answers that are kept, in memory: as many as are asked for, the refused dropped first, then the oldest. */
export class AnswerCache {
  #kept = new Map<string, Kept>();
  #accepted = new ByAge();
  #refused = new ByAge();

  find(owner: Owner): CachedAnswer | undefined {
    return this.#kept.get(credentialName(owner))?.answer;
  }

  /** Takes an answer that was kept before; `sound`: it can be read again, and need not be written. */
  load(owner: Owner, answer: CachedAnswer, sound: boolean): void {
    this.#add({ owner, answer, durable: sound ? answer.updated : Number.NEGATIVE_INFINITY });
  }

  owners(): Owner[] {
    return [...this.#kept.values()].map(({ owner }) => owner);
  }

  /** Keeps an answer, forgets some, or with null all. */
  change(change: NonNullable<Commit["cache"]> | null): CacheChange {
    if (change === null) return this.#clear();
    return "forget" in change ? this.#forget(change.forget) : this.#put(change);
  }

  #forget(owners: readonly Owner[]): CacheChange {
    const dropped = owners
      .map((owner) => this.#kept.get(credentialName(owner)))
      .filter((kept) => kept !== undefined);
    for (const kept of dropped) this.#remove(kept);
    const undo = (): void => {
      for (const kept of dropped) this.#add(kept);
    };
    return { cleared: false, dropped: dropped.map(({ owner }) => owner), put: null, undo };
  }

  #clear(): CacheChange {
    const before = { kept: this.#kept, accepted: this.#accepted, refused: this.#refused };
    this.#kept = new Map();
    this.#accepted = new ByAge();
    this.#refused = new ByAge();
    const undo = (): void => {
      this.#kept = before.kept;
      this.#accepted = before.accepted;
      this.#refused = before.refused;
    };
    return { cleared: true, dropped: [], put: null, undo };
  }

  #put({ credential: { kind, key }, said, at, size }: KeptAnswer): CacheChange {
    const owner = { kind, key };
    const before = this.#kept.get(credentialName(owner));
    if (before) this.#remove(before);
    const dropped: Kept[] = [];
    while (this.#kept.size >= size) {
      const victim = this.#refused.oldest ?? this.#accepted.oldest;
      if (!victim) break;
      this.#remove(victim);
      dropped.push(victim);
    }
    const { verdict, group, user } = said;
    const answer: CachedAnswer = {
      verdict,
      ...(group !== undefined && { group }),
      ...(user !== undefined && { user }),
      updated: at,
    };
    const age = before ? at - before.durable : -1;
    const known = before && age >= 0 && age < REWRITE && isSame(before.answer, answer);
    const kept: Kept = { owner, answer, durable: known ? before.durable : at };
    this.#add(kept);
    const undo = (): void => {
      this.#remove(kept);
      for (const victim of dropped) this.#add(victim);
      if (before) this.#add(before);
    };
    return { cleared: false, dropped: dropped.map((victim) => victim.owner), put: known ? null : kept, undo };
  }

  #add(kept: Kept): void {
    this.#kept.set(credentialName(kept.owner), kept);
    this.#orderOf(kept).add(kept);
  }

  #remove(kept: Kept): void {
    this.#kept.delete(credentialName(kept.owner));
    this.#orderOf(kept).remove(kept);
  }

  #orderOf({ answer }: Kept): ByAge {
    return answer.verdict === "Accepted" ? this.#accepted : this.#refused;
  }
}

function isSame(a: CloudAnswer, b: CloudAnswer): boolean {
  return a.verdict === b.verdict && a.group === b.group && a.user === b.user;
}

/** Answers in the order of their last update; nearly all come at the end and leave at the front. */
class ByAge {
  readonly #sorted: Kept[] = [];

  get oldest(): Kept | undefined {
    return this.#sorted[0];
  }

  add(kept: Kept): void {
    this.#sorted.splice(
      this.#first((other) => other > kept.answer.updated),
      0,
      kept,
    );
  }

  remove(kept: Kept): void {
    let at = this.#first((other) => other >= kept.answer.updated);
    while (at < this.#sorted.length && this.#sorted[at] !== kept) at += 1;
    this.#sorted.splice(at, 1);
  }

  /** The first place whose age fulfils what holds for all behind it, too. */
  #first(fulfils: (updated: number) => boolean): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const kept = this.#sorted[middle];
      if (kept && !fulfils(kept.answer.updated)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
