import { hash, verify } from "@node-rs/argon2";
import type { Random } from "../surroundings.ts";

/** What a password costs to check. The first choice of OWASP's Password Storage Cheat Sheet for argon2id. */
export interface PasswordCost {
  /** KiB. */
  readonly memoryCost: number;
  /** Passes. */
  readonly timeCost: number;
  /** Threads. */
  readonly parallelism: number;
}

const COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Of the four threads that all slow work of this process shares (libuv), two are left to files and names. */
const AT_ONCE = 2;
/** More are sent away: they would wait for seconds. */
const WAITING_AT_MOST = 100;

/** Hashes and checks passwords (argon2id), a few at once, so that a flood of logins does not stop all else. */
export class Passwords {
  readonly #random: Random;
  readonly #cost: PasswordCost;
  /** Stands for the hash of an account that is not there: nothing fits it. */
  readonly #nobodys: string;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  /** @param cost of new hashes; tests alone give another */
  constructor(random: Random, cost: PasswordCost = COST) {
    this.#random = random;
    this.#cost = cost;
    const [salt, digest] = [random(SALT_BYTES), random(HASH_BYTES)].map(unpadded);
    const { memoryCost, timeCost, parallelism } = cost;
    this.#nobodys = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${digest}`;
  }

  /** @returns PHC's string format; null: too many wait already */
  hash(password: string): Promise<string | null> {
    const options = { ...this.#cost, outputLen: HASH_BYTES, salt: this.#random(SALT_BYTES) };
    return this.#inTurn(() => hash(asTyped(password), options));
  }

  /**
   * Whether it is the password of a hash, which says itself what it costs. `busy`: too many wait already.
   * @param phc null: there is no account, which takes as long as a wrong password does
   */
  async check(password: string, phc: string | null): Promise<"right" | "wrong" | "busy"> {
    const expected = phc?.startsWith("$argon2") ? phc : this.#nobodys;
    const isRight = await this.#inTurn(() => verify(expected, asTyped(password)));
    if (isRight === null) return "busy";
    return isRight ? "right" : "wrong";
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.#underWay >= AT_ONCE) {
      if (this.#waiting.length >= WAITING_AT_MOST) return null;
      await new Promise<void>((begin) => this.#waiting.push(begin));
    } else this.#underWay += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next: whoever comes meanwhile does not push in.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }
}

/** Unicode has several ways to write the same letters; keyboards differ in which they use (RFC 8265). */
function asTyped(password: string): string {
  return password.normalize("NFC");
}

/** Base 64 as PHC strings have it. */
function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
