import { setImmediate as nextTurn } from "node:timers/promises";
import type { CachedAnswer } from "../core/list-entry.ts";
import { AnswerCache } from "./answer-cache.ts";
import type { Step } from "./lmdb-environment.ts";
import type { Found, LmdbValues } from "./lmdb-values.ts";
import { credentialKey, credentialOfKey } from "./stored-key.ts";
import { storedAnswer } from "./stored-schema.ts";
import type { Commit } from "./unit-store.ts";

type Owner = Parameters<AnswerCache["find"]>[0];

/** Work is cut so that the event loop is never held for more than about 5 ms. */
const ANSWERS_AT_ONCE = 200;

/** The cloud's answers that are kept in LMDB. From the first change on all are in memory, too: which is to go is known there. */
export class LmdbAnswers {
  readonly #values: LmdbValues;
  readonly #wall: () => number;
  #cache: AnswerCache | null = null;

  /** @param wall the wall clock */
  constructor(values: LmdbValues, wall: () => number) {
    this.#values = values;
    this.#wall = wall;
  }

  /** @throws StoreError */
  find(owner: Owner): CachedAnswer | undefined {
    if (this.#cache) return this.#cache.find(owner);
    return this.#answerOf(this.#values.get("answers", credentialKey(owner), storedAnswer));
  }

  /** @throws StoreError */
  owners(): Owner[] {
    if (this.#cache) return this.#cache.owners();
    return [...this.#values.all("answers", storedAnswer)]
      .map(({ key }) => credentialOfKey(key))
      .filter((owner) => owner !== null);
  }

  /**
   * The steps that make a change durable; it counts at once, until it is taken back because they failed. One change at a time.
   * @throws StoreError
   */
  async change(change: NonNullable<Commit["cache"]> | null): Promise<{
    readonly steps: readonly Step[];
    readonly undo: () => void;
  }> {
    this.#cache ??= await this.#load();
    const { cleared, dropped, put, undo } = this.#cache.change(change);
    const steps: Step[] = [];
    if (cleared) steps.push({ database: "answers", clear: true });
    for (const owner of dropped) steps.push(this.#values.put("answers", credentialKey(owner), null));
    if (put) steps.push(this.#values.put("answers", credentialKey(put.owner), put.answer));
    return { steps, undo };
  }

  async #load(): Promise<AnswerCache> {
    const cache = new AnswerCache();
    let read = 0;
    for (const { key, found } of this.#values.all("answers", storedAnswer)) {
      const owner = credentialOfKey(key);
      const answer = this.#answerOf(found);
      if (owner && answer) cache.load(owner, answer, found.state === "sound");
      read += 1;
      if (read % ANSWERS_AT_ONCE === 0) await nextTurn();
    }
    return cache;
  }

  #answerOf(found: Found<CachedAnswer>): CachedAnswer | undefined {
    switch (found.state) {
      case "absent":
        return undefined;
      case "damaged":
        // It was somebody's, and nobody can say any more that it was not blocked; the cloud is asked again when it can be.
        return { verdict: "Blocked", updated: this.#wall() };
      case "sound":
        return found.value;
    }
  }
}
