import type { MiddlewareHandler } from "hono";
import { LANGUAGES, type Language, languageOf } from "../../ui/language.ts";
import { WORDS } from "../../ui/words.ts";
import { readNote } from "./flash-note.ts";
import { formSecret } from "./form-secret.ts";
import type { Portal } from "./portal.ts";
import { returnPath } from "./return-path.ts";
import type { PortalContext, PortalEnv, Visitor } from "./visitor.ts";
import { PORTAL_WORDS } from "./words/portal-words.ts";

type Recognising = Pick<Portal, "cookies" | "services" | "cloud">;

/** Finds out whose request it is, as it is at this moment. */
async function recognise(
  { cookies, services, cloud }: Recognising,
  context: PortalContext,
): Promise<Visitor> {
  const token = cookies.read(context, "session");
  const signedIn = token === "" ? null : await services.signedIn(token);
  const language = languageOf(
    cookies.read(context, "language"),
    signedIn?.person.language,
    context.req.header("accept-language"),
  );
  const secret = signedIn ? token : doorSecret(cookies, cloud, context);
  return {
    language,
    words: PORTAL_WORDS[language],
    shared: WORDS[language],
    csrf: formSecret(secret),
    ...placeOf(context),
    signedIn,
    note: readNote(cookies.read(context, "note"), secret),
  };
}

/** The page that is asked for; of a form, the page it was on, or the first one if the browser does not tell. */
function placeOf({ req }: PortalContext): Pick<Visitor, "path" | "query"> {
  if (req.method === "GET" || req.method === "HEAD")
    return { path: req.path, query: new URL(req.url).search };
  const referrer = req.header("referer") ?? "";
  if (!URL.canParse(referrer)) return { path: "/", query: "" };
  const { host, pathname, search } = new URL(referrer);
  const isOwn = host === req.header("host") && returnPath(`${pathname}${search}`) !== null;
  return isOwn ? { path: pathname, query: search } : { path: "/", query: "" };
}

/** The secret of a browser in which nobody is logged in; it gets one with the first page. */
function doorSecret(
  cookies: Portal["cookies"],
  { random }: Pick<Portal["cloud"], "random">,
  context: PortalContext,
): string {
  const own = cookies.read(context, "door");
  if (own !== "" || context.req.method !== "GET") return own;
  const fresh = Buffer.from(random(24)).toString("base64url");
  cookies.write(context, "door", fresh);
  return fresh;
}

/** The browser's secret, of which that of its forms and notes is made; empty: it has none. */
export function browserSecret({ cookies }: Pick<Portal, "cookies">, context: PortalContext): string {
  return cookies.read(context, context.get("visitor").signedIn ? "session" : "door");
}

/** Puts the visitor where the handlers find them. */
export function recogniseVisitor(portal: Recognising): MiddlewareHandler<PortalEnv> {
  return async (context, next) => {
    context.set("visitor", await recognise(portal, context));
    await next();
  };
}

/** `?lang=no` on any page: remembers in the browser which language is wished for, and shows the page in it. */
export function languageSwitch({ cookies }: Pick<Portal, "cookies">): MiddlewareHandler<PortalEnv> {
  return async (context, next) => {
    const wished = context.req.query("lang");
    if (wished === undefined || context.req.method !== "GET") return next();
    const url = new URL(context.req.url);
    url.searchParams.delete("lang");
    if (isLanguage(wished)) cookies.write(context, "language", wished);
    return context.redirect(returnPath(`${context.req.path}${url.search}`) ?? "/", 303);
  };
}

/** Whether a text from outside names one of our languages. */
export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text);
}
