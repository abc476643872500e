import type { z } from "zod";
import type { DatabaseName, LmdbEnvironment, Step } from "./lmdb-environment.ts";
import type { Quarantine } from "./quarantine.ts";
import { placeOf } from "./stored-key.ts";
import { decodeStored, encodeStored } from "./stored-value.ts";

/** A value as found: `damaged` ones have been set aside and logged already. */
export type Found<T> =
  | { readonly state: "absent" }
  | { readonly state: "damaged" }
  | { readonly state: "sound"; readonly value: T };

/** Values with their schema over LMDB's bytes; one that cannot be read is set aside and told apart from one that is not there. */
export class LmdbValues {
  readonly environment: LmdbEnvironment;
  readonly #quarantine: Quarantine;

  constructor(environment: LmdbEnvironment, quarantine: Quarantine) {
    this.environment = environment;
    this.#quarantine = quarantine;
  }

  /** @throws StoreError */
  get<T>(database: DatabaseName, key: Buffer, schema: z.ZodType<T>): Found<T> {
    const bytes = this.environment.get(database, key);
    return bytes === undefined ? { state: "absent" } : this.#read(database, key, bytes, schema);
  }

  /**
   * All entries in the order of their keys, read a slice at a time as the caller goes on.
   * @param start the first key (default: the first there is)
   * @throws StoreError
   */
  *all<T>(
    database: DatabaseName,
    schema: z.ZodType<T>,
    start?: Buffer,
  ): Generator<{ readonly key: Buffer; readonly found: Found<T> }, void, undefined> {
    const sliceLength = 256;
    let from = start;
    for (;;) {
      const slice = this.environment.slice(database, sliceLength, from);
      for (const { key, value } of slice) yield { key, found: this.#read(database, key, value, schema) };
      const last = slice.at(-1);
      if (last === undefined || slice.length < sliceLength) return;
      from = keyAfter(last.key);
    }
  }

  /** At most `limit` entries from a key on (null: the first there is), in the order of their keys, read in one go. @throws StoreError */
  part<T>(
    database: DatabaseName,
    schema: z.ZodType<T>,
    limit: number,
    start: Buffer | null,
  ): readonly { readonly key: Buffer; readonly found: Found<T> }[] {
    return this.environment
      .slice(database, limit, start ?? undefined)
      .map(({ key, value }) => ({ key, found: this.#read(database, key, value, schema) }));
  }

  /** All values that can be read, in the order of their keys. @throws StoreError */
  *sound<T>(database: DatabaseName, schema: z.ZodType<T>): Generator<T, void, undefined> {
    for (const { found } of this.all(database, schema)) {
      if (found.state === "sound") yield found.value;
    }
  }

  /** The step that stores a value, or with null removes it. */
  put(database: DatabaseName, key: Buffer, value: unknown): Step {
    return { database, key, value: value === null ? null : encodeStored(placeOf(database, key), value) };
  }

  #read<T>(database: DatabaseName, key: Buffer, bytes: Uint8Array, schema: z.ZodType<T>): Found<T> {
    const place = placeOf(database, key);
    const read = decodeStored(place, bytes, schema);
    if (read.ok) return { state: "sound", value: read.value };
    this.#quarantine.keepValue(place, bytes, read.why);
    return { state: "damaged" };
  }
}

/** The smallest key after one. */
export function keyAfter(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.from([0])]);
}
