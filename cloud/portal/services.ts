import type { CloudParts } from "../parts.ts";
import type { SignedIn } from "./visitor.ts";

/** What the pages call. Each service asks `may` itself. */
export interface Services {
  /** Whose session that is, and what counts for them now; null: nobody's. @param token of the cookie; empty: none */
  signedIn(token: string): Promise<SignedIn | null>;
}

/** All services on one database. */
export function makeServices(_parts: CloudParts): Services {
  return { signedIn: () => Promise.resolve(null) };
}
