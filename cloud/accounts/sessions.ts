import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";
import type { Visitor } from "./visitor.ts";

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
  constructor(_parts: Pick<CloudParts, "db" | "clock" | "vault">) {}

  /** Begins one. Its token, which goes into a cookie, is kept nowhere; it is a new one at every login (session fixation). */
  begin(
    _tx: Database,
    _person: PersonId,
    _visitor: Visitor,
  ): Promise<{ readonly token: string; readonly session: Session }> {
    throw new Error("to come");
  }

  /** Whose token this is; using it makes the session last. Null: nobody's, or it has ended. */
  find(_token: string): Promise<Session | null> {
    throw new Error("to come");
  }

  /** A person's sessions, the one used last first. */
  list(_person: PersonId): Promise<readonly Session[]> {
    throw new Error("to come");
  }

  /** Logs out: whoever has the token may end it. */
  endByToken(_token: string): Promise<void> {
    throw new Error("to come");
  }

  /** Ends one of a person's own. @returns whether there was one */
  end(_person: PersonId, _session: SessionId): Promise<boolean> {
    throw new Error("to come");
  }

  /** Logs out everywhere. @param but the one that stays. @returns how many ended */
  endAll(_tx: Database, _person: PersonId, _but: SessionId | null = null): Promise<number> {
    throw new Error("to come");
  }
}

/** The id of the session that a token is for. */
export function sessionIdOf(_token: string): SessionId {
  throw new Error("to come");
}
