import type { FlashNotes } from "./flash-notes.ts";
import type { Held } from "./held.ts";
import type { LastRefusals } from "./last-refusals.ts";
import type { WebParts } from "./parts.ts";
import type { SessionCookie } from "./session-cookie.ts";
import type { Undo } from "./undo.ts";
import type { PageContext } from "./visitor.ts";

/** What all routes of the pages share. */
export interface House {
  readonly parts: WebParts;
  readonly notes: FlashNotes;
  readonly refusals: LastRefusals;
  /** The last import or restore. */
  readonly undos: Held<Undo>;
  readonly cookie: SessionCookie;
  /** The address that a request comes from. */
  readonly source: (context: PageContext) => string;
}
