import { timingSafeEqual } from "node:crypto";
import { type PasswordRefusal, passwordRefusal } from "../../../ui/password-rules.ts";
import { type HashCost, SlowHash } from "../../credential/slow-hash.ts";

/** A password as it is kept: its memory-hard hash with a salt of its own. */
export interface PasswordRecord {
  /** 32 hex digits. */
  readonly salt: string;
  /** 64 hex digits. */
  readonly hash: string;
  readonly cost: HashCost;
}

/** Why a password is not taken. */
export type PasswordProblem = Exclude<PasswordRefusal, "password-is-known"> | "password-is-the-unit";

/** What a new password costs to check: 32 MiB, about a tenth of a second. Each record names its own. */
const COST: HashCost = { N: 2 ** 15, r: 8, p: 1 };
const SALT_BYTES = 16;

/** What is wrong with a new password; null: it is good. @param unit the unit's id, which stands on every page */
export function passwordProblem(password: string, unit: string): PasswordProblem | null {
  const refusal = passwordRefusal(password, [unit]);
  return refusal === "password-is-known" ? "password-is-the-unit" : refusal;
}

/** Hashes and checks passwords off the event loop, one at a time, behind whoever stands at a keypad. */
export class Passwords {
  readonly #random: (bytes: number) => Uint8Array;
  readonly #cost: HashCost;

  /** @param cost of new records; tests alone give another */
  constructor(random: (bytes: number) => Uint8Array, cost: HashCost = COST) {
    this.#random = random;
    this.#cost = cost;
  }

  async record(password: string): Promise<PasswordRecord> {
    const salt = this.#random(SALT_BYTES);
    const hash = await hashOf(password, salt, this.#cost);
    return { salt: Buffer.from(salt).toString("hex"), hash: hash.toString("hex"), cost: this.#cost };
  }

  async matches(password: string, record: PasswordRecord): Promise<boolean> {
    const hash = await hashOf(password, Buffer.from(record.salt, "hex"), record.cost);
    const expected = Buffer.from(record.hash, "hex");
    return hash.length === expected.length && timingSafeEqual(hash, expected);
  }
}

/** Unicode has several ways to write the same letters; keyboards differ in which they use (RFC 8265). */
function hashOf(password: string, salt: Uint8Array, cost: HashCost): Promise<Buffer> {
  return new SlowHash(cost).hash(password.normalize("NFC"), salt, "login");
}
