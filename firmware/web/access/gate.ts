import type { Clock } from "../../../hal/clock.ts";
import type { Log } from "../../../hal/log.ts";
import { loginSource } from "../../../ui/login-source.ts";
import type { HashCost } from "../../credential/slow-hash.ts";
import { inTime } from "../../in-time.ts";
import { StoreError } from "../../store/store-error.ts";
import type { UnitStore } from "../../store/unit-store.ts";
import { KeptLocks } from "./kept-locks.ts";
import { type LoginCode, LoginCodes } from "./login-code.ts";
import {
  afterRightTry,
  afterWrongTry,
  type LoginLock,
  lockedUntil,
  locksOfEarlierRun,
  locksSeenFrom,
} from "./login-locks.ts";
import { type PasswordProblem, type PasswordRecord, Passwords, passwordProblem } from "./password.ts";
import { type WebSession, WebSessions } from "./sessions.ts";

/** What a person logs in with; a secret. */
export type LoginMeans =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "code"; readonly code: string };

export type LoginResult =
  | { readonly ok: true; readonly token: string; readonly session: WebSession }
  | { readonly ok: false; readonly code: "wrong-password" | "wrong-code" | "no-password" | "busy" }
  /** `until`: wall clock, milliseconds since 1970. */
  | { readonly ok: false; readonly code: "locked"; readonly until: number };

export type PasswordResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly field: "current" | "next";
      readonly code: PasswordProblem | "wrong-password";
    }
  /** Another password has ended it meanwhile. */
  | { readonly ok: false; readonly field: "current"; readonly code: "session-ended" }
  | { readonly ok: false; readonly field: "current"; readonly code: "locked"; readonly until: number };

/** What the gate stands on. */
export interface GateParts {
  readonly store: Pick<UnitStore, "saved" | "commit">;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  /** The unit's id: it makes no password. */
  readonly unit: string;
  /** Of a password's hash; tests alone give another. */
  readonly cost?: HashCost;
}

/** Whoever waits behind so many others is sent away: each password takes a tenth of a second and 32 MiB. */
const MOST_WAITING = 8;
/** Addresses from which somebody has got in that are remembered; the latest. */
const MOST_KNOWN = 8;
/** Nobody waits longer for the disk, milliseconds: others wait behind. */
const SAVED_WITHIN = 2_000;

/**
 * Who gets into the unit's page: by a code that whoever can read the data folder asks for (`chargegate web-code`), and by
 * the password that is set after the first such login. There is no password before that, and none that is the same in two
 * units. Wrong tries lock, and the locks outlast a restart. Where somebody has got in before, only the address' own wrong
 * tries lock, so that nobody who guesses keeps the owner out.
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #codes: LoginCodes;
  readonly #passwords: Passwords;
  readonly #sessions: WebSessions;
  #password: PasswordRecord | null;
  /** For wrong passwords. */
  readonly #locks: KeptLocks;
  /** For wrong codes: in memory only, as the codes are; who guesses at them wears out no flash. */
  #codeLocks: readonly LoginLock[] = [];
  #known: readonly string[] = [];
  /** When the gate was made, by both clocks. Locks run by the monotonic one: nobody ends or lengthens them by the time of day. */
  readonly #began: { readonly wall: number; readonly mono: number };
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#codes = new LoginCodes(parts.clock, parts.random);
    this.#passwords = new Passwords(parts.random, parts.cost);
    this.#sessions = new WebSessions(parts.clock, parts.random);
    const { web } = parts.store.saved();
    this.#password = web.password;
    this.#began = { wall: parts.clock.wall(), mono: parts.clock.mono() };
    this.#locks = new KeptLocks(locksOfEarlierRun(web.locks, this.#now()), parts, (locks) =>
      locksSeenFrom(locks, this.#setBy()),
    );
  }

  /** Whether a password has been set. */
  get hasPassword(): boolean {
    return this.#password !== null;
  }

  /** A new code; the one before it is good no more. */
  issueCode(): LoginCode {
    return this.#codes.issue();
  }

  /** One try to get in. @param address where it comes from */
  login(means: LoginMeans, address: string, via: WebSession["via"]): Promise<LoginResult> {
    const source = loginSource(address);
    return this.#inTurn<LoginResult>({ ok: false, code: "busy" }, async () => {
      const until = this.#lockedUntil(means, source);
      if (until !== null) return { ok: false, code: "locked", until };
      if (means.kind === "password" && this.#password === null) return { ok: false, code: "no-password" };
      if (!(await this.#opens(means))) {
        this.#wrongTry(means, source);
        return { ok: false, code: means.kind === "code" ? "wrong-code" : "wrong-password" };
      }
      this.#known = [source, ...this.#known.filter((known) => known !== source)].slice(0, MOST_KNOWN);
      this.#codeLocks = afterRightTry(this.#codeLocks, source);
      this.#locks.keep(afterRightTry(this.#locks.locks, source));
      return { ok: true, ...this.#sessions.begin({ via, byCode: means.kind === "code" }) };
    });
  }

  /**
   * Sets the password. Everybody else is logged out by it.
   * @param written.current the password so far; not asked of who came in with a code
   * @throws StoreError when it could not be saved; `STORE_SILENT`: not yet
   */
  setPassword(
    session: WebSession,
    written: { readonly current: string; readonly next: string },
    address: string,
  ): Promise<PasswordResult> {
    const source = loginSource(address);
    const busy = {
      ok: false,
      field: "current",
      code: "locked",
      until: this.#parts.clock.wall() + 1_000,
    } as const;
    return this.#inTurn<PasswordResult>(busy, async () => {
      if (!this.#sessions.has(session)) return { ok: false, field: "current", code: "session-ended" };
      const problem = passwordProblem(written.next, this.#parts.unit);
      if (problem !== null) return { ok: false, field: "next", code: problem };
      if (this.#password !== null && !session.byCode) {
        const means = { kind: "password", password: written.current } as const;
        const until = this.#lockedUntil(means, source);
        if (until !== null) return { ok: false, field: "current", code: "locked", until };
        if (!(await this.#opens(means))) {
          this.#wrongTry(means, source);
          return { ok: false, field: "current", code: "wrong-password" };
        }
      }
      const record = await this.#passwords.record(written.next);
      const { store, clock } = this.#parts;
      // What the disk has taken late counts all the same: memory never says otherwise than the disk.
      const saved = store.commit({ webPassword: record }).then(() => {
        this.#password = record;
        this.#sessions.endAllBut(session);
      });
      if ((await inTime(clock, SAVED_WITHIN, saved)) === null) throw new StoreError("STORE_SILENT");
      return { ok: true };
    });
  }

  /** Who holds this token; null: nobody who is logged in. */
  session(token: string, via: WebSession["via"]): WebSession | null {
    return this.#sessions.find(token, via);
  }

  /** Whether this session still is one. */
  isIn(session: WebSession): boolean {
    return this.#sessions.has(session);
  }

  logout(token: string): void {
    this.#sessions.end(token);
  }

  /**
   * By the wall clock as it is now; null: they may try. A code is 40 random bits that are gone in 10 minutes: only the
   * address' own tries count for it, of passwords too.
   */
  #lockedUntil({ kind }: LoginMeans, source: string): number | null {
    const now = this.#now();
    const counted = kind === "code" || this.#known.includes(source) ? "own" : "everyones";
    const ends = [
      lockedUntil(this.#locks.locks, source, counted, now),
      kind === "code" ? lockedUntil(this.#codeLocks, source, "own", now) : null,
    ].filter((until) => until !== null);
    return ends.length === 0 ? null : Math.max(...ends) + this.#setBy();
  }

  #wrongTry({ kind }: LoginMeans, source: string): void {
    const now = this.#now();
    if (kind === "code") this.#codeLocks = afterWrongTry(this.#codeLocks, source, now);
    else this.#locks.keep(afterWrongTry(this.#locks.locks, source, now));
  }

  /** The time by which locks run, whole milliseconds: the wall clock's when the gate was made, and on from there. */
  #now(): number {
    return this.#began.wall + Math.floor(this.#parts.clock.mono() - this.#began.mono);
  }

  /** How far the wall clock was set since the gate was made, milliseconds. */
  #setBy(): number {
    return this.#parts.clock.wall() - this.#now();
  }

  async #opens(means: LoginMeans): Promise<boolean> {
    if (means.kind === "code") return this.#codes.redeem(means.code);
    return this.#password !== null && this.#passwords.matches(means.password, this.#password);
  }

  /** One after the other, so that no two tries pass the same count. */
  #inTurn<T>(busy: T, work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MOST_WAITING) return Promise.resolve(busy);
    this.#waiting += 1;
    const done = this.#turn.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
