import type { Random } from "../surroundings.ts";

/** Hashes and checks passwords (argon2id), a few at once, so that a flood of logins does not stop all else. */
export class Passwords {
  constructor(_random: Random) {}

  /** @returns PHC's string format; null: too many wait already */
  hash(_password: string): Promise<string | null> {
    throw new Error("to come");
  }

  /** @param hash null: there is no account, which takes as long as a wrong password. `busy`: too many wait already */
  check(_password: string, _hash: string | null): Promise<"right" | "wrong" | "busy"> {
    throw new Error("to come");
  }
}
