import { and, desc, eq, gt, lte, ne } from "drizzle-orm";
import { loginSource } from "../../ui/login-source.ts";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import { sessions } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { tokenHash } from "../vault.ts";
import type { Visitor } from "./visitor.ts";

/** Milliseconds. */
const TIMES = {
  /** A session that is not used ends after this, */
  idle: 30 * 86_400_000,
  /** and any after this. */
  longest: 90 * 86_400_000,
  /** That it was used is written down no more often than this. */
  seen: 60_000,
} as const;

const LONGEST_AGENT = 300;

declare const brand: unique symbol;
/** Names a session in the list of one's own; who has it alone gets in nowhere. */
export type SessionId = string & { readonly [brand]: "session" };

/** A browser that is logged in. Times: milliseconds since 1970. */
export interface Session {
  readonly id: SessionId;
  readonly person: PersonId;
  readonly createdAt: number;
  /** To the minute. */
  readonly seenAt: number;
  readonly expiresAt: number;
  /** An IPv4 address, or an IPv6 network (`loginSource`). */
  readonly source: string;
  /** What the browser calls itself, cut to 300 characters: text from outside. */
  readonly agent: string;
}

/** Who is logged in. A session ends 30 days after it was last used, and 90 days after it began. */
export class Sessions {
  readonly #parts: Pick<CloudParts, "db" | "clock" | "vault">;

  constructor(parts: Pick<CloudParts, "db" | "clock" | "vault">) {
    this.#parts = parts;
  }

  /** Begins one. Its token, which goes into a cookie, is kept nowhere; it is a new one at every login (session fixation). */
  async begin(
    tx: Database,
    person: PersonId,
    { address, agent }: Visitor,
  ): Promise<{ readonly token: string; readonly session: Session }> {
    const { token, hash } = this.#parts.vault.newToken();
    const now = this.#parts.clock.now();
    const row = {
      tokenHash: hash,
      personId: person,
      createdAt: now,
      seenAt: now,
      expiresAt: now + TIMES.idle,
      source: loginSource(address),
      agent: agent.replaceAll(/\p{Cc}/gu, " ").slice(0, LONGEST_AGENT),
    };
    await tx.insert(sessions).values(row);
    return { token, session: sessionOf(row) };
  }

  /** Whose token this is; using it makes the session last. Null: nobody's, or it has ended. */
  async find(token: string): Promise<Session | null> {
    const { db, clock } = this.#parts;
    const now = clock.now();
    const own = eq(sessions.tokenHash, tokenHash(token));
    const [found] = await db
      .select()
      .from(sessions)
      .where(and(own, gt(sessions.expiresAt, now)));
    if (!found) return null;
    if (now - found.seenAt < TIMES.seen) return sessionOf(found);
    const seen = { seenAt: now, expiresAt: Math.min(now + TIMES.idle, found.createdAt + TIMES.longest) };
    await db
      .update(sessions)
      .set(seen)
      .where(and(own, lte(sessions.seenAt, now - TIMES.seen)));
    return sessionOf({ ...found, ...seen });
  }

  /** A person's sessions, the one used last first. */
  async list(person: PersonId): Promise<readonly Session[]> {
    const { db, clock } = this.#parts;
    const rows = await db
      .select()
      .from(sessions)
      .where(and(eq(sessions.personId, person), gt(sessions.expiresAt, clock.now())))
      .orderBy(desc(sessions.seenAt), desc(sessions.createdAt));
    return rows.map(sessionOf);
  }

  /** Logs out: whoever has the token may end it. */
  async endByToken(token: string, tx: Database = this.#parts.db): Promise<void> {
    await tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash(token)));
  }

  /** Ends one of a person's own. @returns whether there was one */
  async end(person: PersonId, session: SessionId): Promise<boolean> {
    const ended = await this.#parts.db
      .delete(sessions)
      .where(and(eq(sessions.personId, person), eq(sessions.tokenHash, hashOf(session))))
      .returning({ personId: sessions.personId });
    return ended.length > 0;
  }

  /** Logs out everywhere. @param but the one that stays. @returns how many ended */
  async endAll(
    person: PersonId,
    but: SessionId | null = null,
    tx: Database = this.#parts.db,
  ): Promise<number> {
    const others = but === null ? undefined : ne(sessions.tokenHash, hashOf(but));
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.personId, person), others))
      .returning({ personId: sessions.personId });
    return ended.length;
  }
}

function sessionOf({ tokenHash: hash, personId, ...row }: typeof sessions.$inferSelect): Session {
  // The one place where a text becomes a session's id: it is the row's own.
  return { ...row, id: Buffer.from(hash).toString("base64url") as SessionId, person: personId };
}

function hashOf(session: SessionId): Uint8Array {
  return Buffer.from(session, "base64url");
}
