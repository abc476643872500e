import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../hal/clock.ts";

/** Milliseconds. */
const TIMES = {
  /** A session that is not used ends after this, */
  idle: 3_600_000,
  /** and any after this. */
  longest: 43_200_000,
} as const;

/** Of more, the one that was used longest ago ends. */
const MOST_SESSIONS = 32;
const TOKEN_BYTES = 32;

/** Somebody who is logged in. */
export interface WebSession {
  /** A cookie of the pages, or a bearer token of the API: neither is good for the other. */
  readonly via: "page" | "api";
  /** Stands in every form of the pages; a secret of this session. */
  readonly csrf: string;
  /** Came in with a code from the unit itself: may set a password without knowing the old one. */
  readonly byCode: boolean;
  /** When it ends at the latest, monotonic. */
  readonly until: number;
}

interface Kept extends WebSession {
  usedAt: number;
}

/** Who is logged in, in memory: a restart of the unit logs everybody out. Tokens are kept as digests. */
export class WebSessions {
  readonly #clock: Pick<Clock, "mono">;
  readonly #random: (bytes: number) => Uint8Array;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Pick<Clock, "mono">, random: (bytes: number) => Uint8Array) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Begins a session. @returns its token, 256 random bits: a secret that is kept nowhere here */
  begin(how: Pick<WebSession, "via" | "byCode">): { readonly token: string; readonly session: WebSession } {
    const now = this.#clock.mono();
    this.#endOld(now);
    const token = Buffer.from(this.#random(TOKEN_BYTES)).toString("base64url");
    const csrf = Buffer.from(this.#random(TOKEN_BYTES)).toString("base64url");
    const session = { ...how, csrf, until: now + TIMES.longest, usedAt: now };
    this.#kept.set(digestOf(token), session);
    return { token, session };
  }

  /** The session of a token; null: there is none, or no more. */
  find(token: string, via: WebSession["via"]): WebSession | null {
    const now = this.#clock.mono();
    const digest = digestOf(token);
    const session = this.#kept.get(digest);
    if (!session || session.via !== via) return null;
    if (hasEnded(session, now)) {
      this.#kept.delete(digest);
      return null;
    }
    session.usedAt = now;
    return session;
  }

  /** Whether it has not ended; asking is no use of it. */
  has(session: WebSession): boolean {
    const now = this.#clock.mono();
    return Array.from(this.#kept.values()).some((kept) => kept === session && !hasEnded(kept, now));
  }

  end(token: string): void {
    this.#kept.delete(digestOf(token));
  }

  /** Ends all others. */
  endAllBut(session: WebSession): void {
    for (const [digest, kept] of this.#kept) if (kept !== session) this.#kept.delete(digest);
  }

  get count(): number {
    return this.#kept.size;
  }

  #endOld(now: number): void {
    for (const [digest, session] of this.#kept) if (hasEnded(session, now)) this.#kept.delete(digest);
    const byUse = [...this.#kept].toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [digest] of byUse.slice(0, Math.max(0, byUse.length - MOST_SESSIONS + 1)))
      this.#kept.delete(digest);
  }
}

/** Whether a form carries its session's own secret. */
export function isOwnForm(session: WebSession, csrf: string): boolean {
  const [given, own] = [csrf, session.csrf].map((text) => createHash("sha256").update(text).digest());
  return given !== undefined && own !== undefined && timingSafeEqual(given, own);
}

function hasEnded(session: Kept, now: number): boolean {
  return now >= session.until || now - session.usedAt >= TIMES.idle;
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
