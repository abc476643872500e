import type { CloudParts } from "../parts.ts";
import type { Attempts } from "./attempts.ts";
import type { Passwords } from "./passwords.ts";
import type { Sessions } from "./sessions.ts";

/** What the services of this folder work with. */
export interface AccountParts extends CloudParts {
  readonly attempts: Attempts;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
}
