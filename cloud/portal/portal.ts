import type { Accounts } from "../accounts/accounts.ts";
import type { CloudParts } from "../parts.ts";
import type { Cookies } from "./cookies.ts";
import type { FlashNote } from "./flash-note.ts";
import type { Live } from "./live.ts";
import type { Services } from "./services.ts";
import type { UnitsPort } from "./site-services.ts";
import type { PortalContext } from "./visitor.ts";

/** What the portal stands on. */
export interface PortalParts {
  readonly cloud: CloudParts;
  /** Exactly the `Host` headers that are answered, asked for at every request. */
  readonly allowedHosts: () => readonly string[];
  /** The address that a request comes from; behind a proxy, the one that the proxy saw. */
  readonly source: (context: PortalContext) => string;
  /** Development mode: mail is shown on a page instead of sent. */
  readonly development: boolean;
  /** Chargers' units, as far as this process can ask them. */
  readonly units: UnitsPort;
  /** Tests alone give others, whose passwords cost less. */
  readonly accounts?: Accounts;
}

/** What all routes of the portal share. */
export interface Portal extends PortalParts {
  readonly services: Services;
  readonly cookies: Cookies;
  readonly live: Live;
  /** Leaves what is to be said on the next page. @param session of somebody who has just logged in */
  leaveNote(context: PortalContext, note: FlashNote, session?: string): void;
}
