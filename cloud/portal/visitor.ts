import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Language } from "../../ui/language.ts";
import type { Words } from "../../ui/wording.ts";
import type { Actor } from "../access/role.ts";
import type { SessionId } from "../accounts/sessions.ts";
import type { PersonId } from "../database/ids.ts";
import type { FlashNote } from "./flash-note.ts";
import type { PortalWords } from "./words/portal-words.ts";

/** Who is logged in (authentication), and what counts for them at this moment (authorization) (B1). */
export interface SignedIn {
  readonly person: {
    readonly id: PersonId;
    readonly name: string;
    readonly email: string;
    readonly language: Language;
  };
  readonly actor: Actor;
  /** This browser's. */
  readonly session: SessionId;
}

/** Who asks for a page. */
export interface Visitor {
  readonly language: Language;
  /** The portal's own words, and those that all faces share. */
  readonly words: PortalWords;
  readonly shared: Words;
  /** Stands in every form (`Csrf`). */
  readonly csrf: string;
  /** Where they are: path, and query as it came. Of a form that was sent, the page that it was on. */
  readonly path: string;
  readonly query: string;
  /** Null: nobody is logged in. */
  readonly signedIn: SignedIn | null;
  /** What came of the last action; said by the shell of the page that is answered. */
  readonly note: FlashNote | null;
}

/** What every handler of the portal knows. */
export interface PortalEnv {
  Variables: { visitor: Visitor };
}

export type PortalContext = Context<PortalEnv>;

/**
 * Who is logged in, for what is registered behind the door (`onlyLoggedIn`). Their right to a page is its services' to ask
 * for.
 */
export function signedInOf(context: PortalContext): SignedIn {
  const { signedIn } = context.get("visitor");
  if (!signedIn) throw new HTTPException(401);
  return signedIn;
}
