import { scrypt } from "node:crypto";
import { PIN_HASH } from "../../protocol/digest.ts";

/** What one PIN digest costs: memory is 128·N·r bytes, time grows with N·r·p. A part of the stored form: fixed for a unit's life. */
export interface HashCost {
  /** A power of two above 1. */
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and 80 ms on a 2020s server core (measured; 2^14: 32 ms, 2^16: 165 ms); a single-board computer takes some times longer. */
export const DEFAULT_COST: HashCost = PIN_HASH;

/** `keypad`: somebody stands at the charger and waits. `login`: at the unit's page. `bulk`: an import, which may take its time. */
export type Hurry = "keypad" | "login" | "bulk";

// Node's pool has four threads, and the store writes with one of them: hashing takes three at most, imports two.
const MOST_AT_ONCE = 3;
const MOST_BULK_AT_ONCE = 2;
const OUTPUT_BYTES = PIN_HASH.bytes;

interface Waiting {
  readonly hurry: Hurry;
  run(): void;
}

/** One line for the whole process, as its pool of threads is: whoever hashes what. `runningBulk`: all but for keypads. */
const line = { waiting: [] as Waiting[], running: 0, runningBulk: 0 };

/** Memory-hard hashing off the event loop, few at a time, in which whoever stands at a keypad passes every login, and those every import. */
export class SlowHash {
  readonly #cost: HashCost;

  constructor(cost: HashCost) {
    this.#cost = cost;
  }

  /**
   * 32 bytes of scrypt over `secret` and `salt`.
   * @param signal aborting it takes the request out of the queue (a running one is let finish, its result dropped)
   * @throws the signal's reason, or crypto's error when the machine lacks the memory
   */
  hash(secret: string, salt: Uint8Array, hurry: Hurry, signal?: AbortSignal): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const done = (): void => signal?.removeEventListener("abort", leave);
      const waiting: Waiting = {
        hurry,
        run: () => {
          const { N, r, p } = this.#cost;
          const finish = (settle: () => void): void => {
            done();
            line.running -= 1;
            if (hurry !== "keypad") line.runningBulk -= 1;
            settle();
            next();
          };
          line.running += 1;
          if (hurry !== "keypad") line.runningBulk += 1;
          try {
            scrypt(
              secret,
              salt,
              OUTPUT_BYTES,
              { N, r, p, maxmem: 2 * 128 * r * (N + p + 2) },
              (error, output) => finish(() => (error === null ? resolve(output) : reject(error))),
            );
          } catch (error) {
            finish(() => reject(error));
          }
        },
      };
      const leave = (): void => {
        const at = line.waiting.indexOf(waiting);
        if (at >= 0) line.waiting.splice(at, 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      line.waiting.push(waiting);
      next();
    });
  }
}

function next(): void {
  while (line.running < MOST_AT_ONCE) {
    let at = line.waiting.findIndex((one) => one.hurry === "keypad");
    // An import pauses while somebody waits: they would share the processor and its memory.
    const noneWaits = at < 0 && line.running === line.runningBulk;
    if (noneWaits && line.runningBulk < MOST_BULK_AT_ONCE && line.waiting.length > 0)
      at = Math.max(
        0,
        line.waiting.findIndex((one) => one.hurry === "login"),
      );
    const [first] = at < 0 ? [] : line.waiting.splice(at, 1);
    if (first === undefined) return;
    first.run();
  }
}
