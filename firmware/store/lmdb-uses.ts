import type { Step } from "./lmdb-environment.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import { storedCount } from "./stored-schema.ts";

/** How many sessions credentials have started, in LMDB. A count lives as long as a list holds its credential. */
export class LmdbUses {
  readonly #values: LmdbValues;

  constructor(values: LmdbValues) {
    this.#values = values;
  }

  /** Undefined: none that was counted. @throws StoreError */
  of(key: Buffer): number | undefined {
    const found = this.#values.get("uses", key, storedCount);
    switch (found.state) {
      case "absent":
        return undefined;
      case "damaged":
        // Nobody can say any more that it was not used up.
        return Number.MAX_SAFE_INTEGER;
      case "sound":
        return found.value;
    }
  }

  put(key: Buffer, count: number): Step {
    return this.#values.put("uses", key, count === 0 ? null : Math.min(count, Number.MAX_SAFE_INTEGER));
  }

  /** The steps that forget the count of a credential, if it has one. @throws StoreError */
  forget(key: Buffer): readonly Step[] {
    const counted = this.#values.environment.get("uses", key) !== undefined;
    return counted ? [this.#values.put("uses", key, null)] : [];
  }

  /** The steps that forget all counts but those that are to be kept. @throws StoreError */
  forgetAllBut(isKept: (key: Buffer) => boolean): readonly Step[] {
    const steps: Step[] = [];
    for (const { key } of this.#values.all("uses", storedCount)) {
      if (!isKept(key)) steps.push(this.#values.put("uses", key, null));
    }
    return steps;
  }
}
