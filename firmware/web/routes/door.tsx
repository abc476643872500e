/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { limitBody } from "../../../ui/guards.ts";
import type { LoginMeans, LoginResult, PasswordResult } from "../access/gate.ts";
import { isOwnForm } from "../access/sessions.ts";
import { formOf, LARGEST_FORM, LARGEST_UPLOADS } from "../form.ts";
import type { House } from "../house.ts";
import { ownPath } from "../own-path.ts";
import { LoginPage, PasswordPage } from "../pages/login-page.tsx";
import { AT } from "../pages/places.ts";
import { respond } from "../respond.ts";
import type { PageContext, PageEnv, Visitor } from "../visitor.ts";

/** Where one goes after logging in, if one came from nowhere. */
const HOME = AT.overview;
/** Forms with a file that are read, and answered, at the same time. */
const MOST_UPLOADS = 2;

/** What the page to log in at says of what was tried or done before. */
type Said = Pick<Parameters<typeof LoginPage>[0], "note" | "error">;

/** Logging in and out. */
export function doorRoutes(app: Hono<PageEnv>, house: House): void {
  const { parts, cookie, source } = house;
  const { gate, facts } = parts;

  const page = (visitor: Visitor, next: string, said: Said) => (
    <LoginPage visitor={visitor} unit={facts.unit} hasPassword={gate.hasPassword} next={next} {...said} />
  );

  app.get(AT.login, (context) => {
    const visitor = context.get("visitor");
    const next = ownPath(context.req.query("next") ?? "") ?? HOME;
    if (visitor.session) return context.redirect(next, 303);
    const said = context.req.query("said");
    const { login } = visitor.words;
    const note = said === "out" ? login.loggedOut : said === "ended" ? login.ended : undefined;
    return respond(context, page(visitor, next, { note }));
  });

  app.post(AT.login, limitBody(LARGEST_FORM), async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const next = ownPath(form.text("next")) ?? HOME;
    const means: LoginMeans =
      form.text("by") === "code"
        ? { kind: "code", code: form.text("code") }
        : { kind: "password", password: form.text("password") };
    const result = await gate.login(means, source(context), "page");
    if (result.ok) {
      cookie.write(context, result.token);
      return context.redirect(gate.hasPassword ? next : AT.password, 303);
    }
    const error = loginError(result, means.kind, visitor, parts.clock.wall());
    const status = result.code === "locked" || result.code === "busy" ? 429 : 401;
    return respond(context, page(visitor, next, { error }), status);
  });

  app.post("/logout", limitBody(LARGEST_FORM), (context) => {
    gate.logout(cookie.read(context));
    cookie.remove(context);
    return context.redirect(`${AT.login}?said=out`, 303);
  });
}

/** Setting a password; the one page that somebody who has none yet gets to see. */
export function passwordRoutes(app: Hono<PageEnv>, { parts, notes, source }: House): void {
  const { gate, facts, enrolment } = parts;
  const page = (visitor: Visitor, errors: Parameters<typeof PasswordPage>[0]["errors"]) => (
    <PasswordPage
      visitor={visitor}
      unit={facts.unit}
      here={AT.password}
      hasPassword={gate.hasPassword}
      errors={errors}
      note={visitor.session && notes.take(visitor.session)}
    />
  );

  app.get(AT.password, (context) => respond(context, page(context.get("visitor"), {})));

  app.post(AT.password, async (context) => {
    const visitor = context.get("visitor");
    const { session, words } = visitor;
    if (!session) throw new HTTPException(401);
    const form = await formOf(context);
    const next = form.text("next");
    if (next !== form.text("again"))
      return respond(context, page(visitor, { again: words.password.different }), 422);
    const first = !gate.hasPassword;
    const result = await gate.setPassword(session, { current: form.text("current"), next }, source(context));
    if (!result.ok && result.code === "session-ended") return context.redirect(`${AT.login}?said=ended`, 303);
    if (!result.ok) return respond(context, page(visitor, passwordErrors(result, visitor)), 422);
    // Whoever else was logged in may have opened it.
    enrolment.cancel();
    notes.leave(session, { tone: "good", text: first ? words.password.setFirst : words.password.set });
    return context.redirect(first ? HOME : AT.password, 303);
  });
}

/**
 * Lets nobody pass who is not logged in, nobody who has no password of their own yet (but to set one), and no form that is
 * not this session's own. In this order: nothing of a request's body is read before it is known whose it is, and no more
 * than its page takes.
 */
export function doorkeeper(house: House): MiddlewareHandler<PageEnv>[] {
  return [onlyLoggedIn(house), limitBodies(), onlyOwnForms];
}

function onlyLoggedIn({ parts: { gate } }: House): MiddlewareHandler<PageEnv> {
  return async (context, next) => {
    const { session, path } = context.get("visitor");
    if (!session) {
      if (isChange(context)) return context.redirect(`${AT.login}?said=ended`, 303);
      const to = path === HOME ? "" : `?next=${encodeURIComponent(path)}`;
      return context.redirect(`${AT.login}${to}`, 303);
    }
    if (!gate.hasPassword && path !== AT.password && path !== "/logout")
      return context.redirect(AT.password, 303);
    return next();
  };
}

const onlyOwnForms: MiddlewareHandler<PageEnv> = async (context, next) => {
  const { session } = context.get("visitor");
  if (!isChange(context)) return next();
  const csrf = (await formOf(context)).text("csrf");
  if (!session || !isOwnForm(session, csrf)) throw new HTTPException(403, { message: "csrf" });
  return next();
};

/** Forms with a file may be larger, a few at a time: each is held in memory, some times over. */
function limitBodies(): MiddlewareHandler<PageEnv> {
  const form = limitBody(LARGEST_FORM);
  let uploads = 0;
  return async (context, next) => {
    const most = LARGEST_UPLOADS.get(context.get("visitor").path);
    if (most === undefined || !isChange(context)) return form(context, next);
    if (uploads >= MOST_UPLOADS) throw new HTTPException(429, { message: "uploads" });
    uploads += 1;
    try {
      return await limitBody(most, () => {
        throw new HTTPException(413, { message: "upload" });
      })(context, next);
    } finally {
      uploads -= 1;
    }
  };
}

function isChange({ req: { method } }: PageContext): boolean {
  return method !== "GET" && method !== "HEAD";
}

function loginError(
  result: Extract<LoginResult, { ok: false }>,
  field: "password" | "code",
  { words: { login } }: Visitor,
  now: number,
): { readonly field: "password" | "code" | "all"; readonly text: string } {
  switch (result.code) {
    case "wrong-password":
      return { field, text: login.wrongPassword };
    case "wrong-code":
      return { field, text: login.wrongCode };
    case "no-password":
      return { field: "all", text: login.noPassword };
    case "busy":
      return { field: "all", text: login.busy };
    case "locked":
      return { field: "all", text: login.locked(Math.ceil((result.until - now) / 60_000)) };
  }
}

function passwordErrors(
  result: Exclude<PasswordResult, { ok: true } | { code: "session-ended" }>,
  { words: { password } }: Visitor,
): { readonly current?: string; readonly next?: string } {
  switch (result.code) {
    case "locked":
      return { current: password.locked };
    case "wrong-password":
      return { current: password.wrong };
    case "password-too-short":
    case "password-too-long":
    case "password-too-simple":
    case "password-is-the-unit":
      return { next: password.problems[result.code] };
  }
}
