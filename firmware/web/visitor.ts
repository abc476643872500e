import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { LANGUAGES, type Language, languageOf } from "../../ui/language.ts";
import type { Words } from "../../ui/wording.ts";
import { WORDS } from "../../ui/words.ts";
import type { WebSession } from "./access/sessions.ts";
import { ownPath } from "./own-path.ts";
import { PAGE_WORDS, type PageWords } from "./words/page-words.ts";

/** Who asks for a page. */
export interface Visitor {
  readonly language: Language;
  /** The page's own words, and those that all faces share. */
  readonly words: PageWords;
  readonly shared: Words;
  /** Null: not logged in. */
  readonly session: WebSession | null;
  /** Where they are, without the query; `/` where nothing could be. */
  readonly path: string;
}

/** What every handler of the pages knows. */
export interface PageEnv {
  Variables: { visitor: Visitor };
}

export type PageContext = Context<PageEnv>;

const COOKIE = "chargegate-language";
const YEAR_S = 365 * 86_400;

/** Finds out whose request it is. @param session the session of the request's cookie */
export function recogniseVisitor(
  session: (context: PageContext) => WebSession | null,
): MiddlewareHandler<PageEnv> {
  return async (context, next) => {
    const language = languageOf(getCookie(context, COOKIE), context.req.header("accept-language"));
    context.set("visitor", {
      language,
      words: PAGE_WORDS[language],
      shared: WORDS[language],
      session: session(context),
      path: ownPath(context.req.path) ?? "/",
    });
    await next();
  };
}

/** Remembers in the browser which language is wished for. */
export function chooseLanguage(context: PageContext, wished: string): void {
  const language = Object.hasOwn(LANGUAGES, wished) ? wished : "en";
  setCookie(context, COOKIE, language, { path: "/", maxAge: YEAR_S, sameSite: "Strict", httpOnly: true });
}
