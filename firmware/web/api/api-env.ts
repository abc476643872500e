import type { WebSession } from "../access/sessions.ts";

/** What every handler of the API knows. */
export interface ApiEnv {
  Bindings: {
    /** The address that the request comes from. */
    source: string;
  };
  Variables: {
    /** Null: not logged in. */
    session: WebSession | null;
    /** The token that was sent; empty: none. A secret. */
    token: string;
  };
}
