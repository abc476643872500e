/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { LINKS } from "../../accounts/links.ts";
import type { SessionId } from "../../accounts/sessions.ts";
import { minutesUntil } from "../came-from.ts";
import { formOf } from "../form.ts";
import { AT } from "../pages/places.ts";
import { ConfirmEmailPage, type ProfileErrors, ProfilePage } from "../pages/profile-page.tsx";
import type { Portal } from "../portal.ts";
import { isLanguage } from "../recognise.ts";
import { missing, tokenParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { returnPath } from "../return-path.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";

/** One's own account: name, language, e-mail address, password, and where one is logged in. Logging out. */
export function profileRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { services, cookies, cloud } = portal;
  const { profile, sessions } = services.accounts;

  const page = async (context: PortalContext, errors: ProfileErrors, status: 200 | 422 | 429 = 200) => {
    const signedIn = signedInOf(context);
    return respond(
      portal,
      context,
      <ProfilePage
        visitor={context.get("visitor")}
        signedIn={signedIn}
        sessions={await sessions.list(signedIn.person.id)}
        errors={errors}
      />,
      status,
    );
  };
  const done = (context: PortalContext, text: string) => {
    portal.leaveNote(context, { tone: "good", text });
    return context.redirect(AT.profile, 303);
  };
  const locked = (context: PortalContext, until: number) =>
    context.get("visitor").words.profile.locked(minutesUntil(until, cloud.clock.now()));

  app.post(AT.logout, async (context) => {
    const next = returnPath((await formOf(context)).text("next"));
    await sessions.endByToken(cookies.read(context, "session"));
    cookies.remove(context, "session");
    return context.redirect(next ?? `${AT.login}?said=out`, 303);
  });

  app.get(AT.profile, (context) => page(context, {}));

  app.post(AT.profile, async (context) => {
    const { person, actor } = signedInOf(context);
    const form = await formOf(context);
    const [name, wished] = [form.text("name"), form.text("language")];
    const language = isLanguage(wished) ? wished : person.language;
    const { words } = context.get("visitor");
    const result = await profile.change(actor, { name, language });
    if (result.ok) {
      // What was chosen in this browser before would go on to be its language.
      cookies.remove(context, "language");
      return done(context, words.profile.saved);
    }
    if (result.problem === "not-found") throw missing();
    return page(context, { name: words.profile.nameBad, typed: { name } }, 422);
  });

  app.post(AT.email, async (context) => {
    const { actor } = signedInOf(context);
    const form = await formOf(context);
    const typed = { email: form.text("email") };
    const { words } = context.get("visitor");
    const result = await profile.requestEmail(actor, { ...typed, password: form.text("password") });
    if (result.ok) return done(context, words.profile.emailSent(typed.email.trim()));
    switch (result.problem) {
      case "not-found":
        throw missing();
      case "email-malformed":
        return page(context, { email: words.profile.emailBad, typed }, 422);
      case "wrong":
        return page(context, { emailPassword: words.profile.passwordWrong, typed }, 422);
      case "busy":
        return page(context, { emailPassword: words.passwords.busy, typed }, 429);
      case "locked":
        return page(context, { emailPassword: locked(context, result.until), typed }, 429);
    }
  });

  const CONFIRM = LINKS.email("", ":token");

  app.get(CONFIRM, (context) =>
    respond(
      portal,
      context,
      <ConfirmEmailPage
        visitor={context.get("visitor")}
        signedIn={signedInOf(context)}
        action={LINKS.email("", tokenParam(context))}
      />,
    ),
  );

  app.post(CONFIRM, async (context) => {
    const { words } = context.get("visitor");
    const result = await profile.confirmEmail(signedInOf(context).actor, tokenParam(context));
    if (result.ok) return done(context, words.profile.emailChanged(result.email));
    const text = result.problem === "email-taken" ? words.profile.emailTaken : words.profile.emailExpired;
    portal.leaveNote(context, { tone: "bad", text });
    return context.redirect(AT.profile, 303);
  });

  app.post(AT.password, async (context) => {
    const { actor, session } = signedInOf(context);
    const form = await formOf(context);
    const { words } = context.get("visitor");
    const next = form.text("next");
    if (next !== form.text("again")) return page(context, { again: words.passwords.different }, 422);
    const result = await profile.changePassword(actor, session, { old: form.text("old"), next });
    if (result.ok) return done(context, words.profile.passwordChanged);
    switch (result.problem) {
      case "not-found":
        throw missing();
      case "wrong":
        return page(context, { old: words.profile.passwordWrong }, 422);
      case "busy":
        return page(context, { old: words.passwords.busy }, 429);
      case "locked":
        return page(context, { old: locked(context, result.until) }, 429);
      case "password-too-short":
      case "password-too-long":
      case "password-too-simple":
      case "password-is-known":
        return page(context, { next: words.passwords.problems[result.problem] }, 422);
    }
  });

  app.post(AT.endSession, async (context) => {
    const { person } = signedInOf(context);
    // Which of one's own it is, if any, is looked up among them.
    const wanted = (await formOf(context)).text("session") as SessionId;
    const { words } = context.get("visitor");
    const ended = await sessions.end(person.id, wanted);
    return done(context, ended ? words.profile.ended : words.profile.notThere);
  });

  app.post(AT.endOtherSessions, async (context) => {
    const { person, session } = signedInOf(context);
    const count = await sessions.endAll(person.id, session);
    return done(context, context.get("visitor").words.profile.endedOthers(count));
  });

  app.post(AT.endAllSessions, async (context) => {
    await sessions.endAll(signedInOf(context).person.id);
    cookies.remove(context, "session");
    return context.redirect(`${AT.login}?said=everywhere`, 303);
  });
}
