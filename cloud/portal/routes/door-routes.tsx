/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { emailAddress } from "../../accounts/email-address.ts";
import { hasAccounts } from "../../accounts/first-account.ts";
import { LINKS } from "../../accounts/links.ts";
import type { LoginOutcome } from "../../accounts/login.ts";
import { readOutbox } from "../../accounts/outbox.ts";
import { cameFrom, minutesUntil } from "../came-from.ts";
import { onlyOwnForms } from "../doorkeeper.ts";
import { formOf } from "../form.ts";
import { ForgottenPage, LoginPage, ResetPage } from "../pages/door-pages.tsx";
import { OutboxPage } from "../pages/outbox-page.tsx";
import { AT } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { missing, tokenParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { returnPath } from "../return-path.ts";
import type { PortalContext, PortalEnv, Visitor } from "../visitor.ts";

/** Logging in, a forgotten password, and the outbox of the development mode. */
export function doorRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { cookies, development, services, cloud } = portal;
  const { accounts } = services;
  const ownForm = onlyOwnForms(portal);

  app.get(AT.login, async (context) => {
    const visitor = context.get("visitor");
    const next = returnPath(context.req.query("next") ?? "") ?? AT.home;
    if (visitor.signedIn) return context.redirect(next, 303);
    const { said } = visitor.words.login;
    const note = context.req.query("said") ?? "";
    return respond(
      portal,
      context,
      <LoginPage
        visitor={visitor}
        next={next}
        note={isSaid(note, said) ? said[note] : undefined}
        development={development}
        accounts={await hasAccounts(cloud)}
      />,
    );
  });

  app.post(AT.login, ownForm, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const next = returnPath(form.text("next")) ?? AT.home;
    const result = await accounts.login.logIn({
      email: form.text("email"),
      password: form.text("password"),
      visitor: cameFrom(portal, context),
      replaces: cookies.read(context, "session") || null,
    });
    if (result.ok) {
      enter(portal, context, result.token);
      return context.redirect(next, 303);
    }
    return respond(
      portal,
      context,
      <LoginPage
        visitor={visitor}
        next={next}
        email={form.text("email")}
        error={loginError(result, visitor, cloud.clock.now())}
        development={development}
        accounts={true}
      />,
      result.problem === "wrong" ? 401 : 429,
    );
  });

  app.get(AT.forgotten, (context) =>
    respond(portal, context, <ForgottenPage visitor={context.get("visitor")} development={development} />),
  );

  app.post(AT.forgotten, ownForm, async (context) => {
    const visitor = context.get("visitor");
    const { forgotten } = visitor.words;
    const typed = (await formOf(context)).text("email");
    const email = emailAddress(typed);
    const page = (more: { error: string } | { sentTo: string }) => (
      <ForgottenPage visitor={visitor} email={typed} development={development} {...more} />
    );
    if (email === null) return respond(portal, context, page({ error: forgotten.bad }), 422);
    const result = await accounts.resets.request(email, cameFrom(portal, context));
    if (result.ok) return respond(portal, context, page({ sentTo: email }));
    const error = forgotten.locked(minutesUntil(result.until, cloud.clock.now()));
    return respond(portal, context, page({ error }), 429);
  });

  const RESET = LINKS.reset("", ":token");

  app.get(RESET, async (context) => {
    const token = tokenParam(context);
    return respond(
      portal,
      context,
      <ResetPage
        visitor={context.get("visitor")}
        action={LINKS.reset("", token)}
        good={await accounts.resets.isGood(token)}
        errors={{}}
      />,
    );
  });

  app.post(RESET, ownForm, async (context) => {
    const visitor = context.get("visitor");
    const { passwords } = visitor.words;
    const token = tokenParam(context);
    const page = (good: boolean, errors: Parameters<typeof ResetPage>[0]["errors"]) => (
      <ResetPage visitor={visitor} action={LINKS.reset("", token)} good={good} errors={errors} />
    );
    const form = await formOf(context);
    const next = form.text("next");
    if (next !== form.text("again"))
      return respond(portal, context, page(true, { again: passwords.different }), 422);
    const result = await accounts.resets.use(token, next);
    if (result.ok) {
      cookies.remove(context, "session");
      return context.redirect(`${AT.login}?said=reset`, 303);
    }
    switch (result.problem) {
      case "reset-expired":
        return respond(portal, context, page(false, {}), 410);
      case "busy":
        return respond(portal, context, page(true, { next: passwords.busy }), 429);
      case "password-too-short":
      case "password-too-long":
      case "password-too-simple":
      case "password-is-known":
        return respond(portal, context, page(true, { next: passwords.problems[result.problem] }), 422);
    }
  });

  app.get(AT.outbox, async (context) => {
    if (!development) throw missing();
    const mails = await readOutbox(cloud);
    return respond(
      portal,
      context,
      <OutboxPage visitor={context.get("visitor")} mails={mails} origin={cloud.origin} />,
    );
  });
}

/** A browser in which somebody has logged in: it has their session's cookie, and none from before. */
export function enter({ cookies }: Pick<Portal, "cookies">, context: PortalContext, token: string): void {
  cookies.write(context, "session", token);
  cookies.remove(context, "door");
}

/** What is said of a log-in that came to nothing; the same whether there is such an account or not. */
export function loginError(
  result: Exclude<LoginOutcome, { readonly ok: true }>,
  { words: { login } }: Visitor,
  now: number,
): string {
  switch (result.problem) {
    case "wrong":
      return login.wrong;
    case "busy":
      return login.busy;
    case "locked":
      return login.locked(minutesUntil(result.until, now));
  }
}

function isSaid<Said extends object>(note: string, said: Said): note is Extract<keyof Said, string> {
  return Object.hasOwn(said, note);
}
