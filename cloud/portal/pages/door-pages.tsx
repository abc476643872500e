/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field, PasswordField } from "../../../ui/field.tsx";
import { EMAIL_FIELD_LENGTH, PASSWORD_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Csrf, DoorPanel } from "./shell.tsx";

/** Logging in. */
export function LoginPage(props: {
  readonly visitor: Visitor;
  /** Where they go then. */
  readonly next: string;
  /** As it was typed. */
  readonly email?: string;
  /** What came of the last try. */
  readonly error?: string | undefined;
  /** Why they are here. */
  readonly note?: string | undefined;
  readonly development: boolean;
  /** Whether anybody could log in at all. */
  readonly accounts: boolean;
}) {
  const { visitor, next, error, note } = props;
  const { login } = visitor.words;
  return (
    <DoorPanel visitor={visitor} title={login.title} hero development={props.development}>
      {note ? <Flash tone="good">{note}</Flash> : null}
      {error ? <Flash tone="bad">{error}</Flash> : null}
      <form method="post" action={AT.login} class="form">
        <Csrf visitor={visitor} />
        <input type="hidden" name="next" value={next} />
        <Field
          id="email"
          name="email"
          type="email"
          label={login.email}
          value={props.email}
          maxLength={EMAIL_FIELD_LENGTH}
          autocomplete="username"
          required
        />
        <PasswordField
          id="password"
          name="password"
          label={login.password}
          autocomplete="current-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          required
        />
        <div class="row">
          <Button tone="primary">{login.submit}</Button>
          <a href={AT.forgotten}>{login.forgotten}</a>
        </div>
      </form>
      <p class="panel-note">{props.accounts ? login.noAccount : login.nobody}</p>
    </DoorPanel>
  );
}

/** A forgotten password: whose? */
export function ForgottenPage(props: {
  readonly visitor: Visitor;
  readonly email?: string;
  readonly error?: string;
  /** Whether the link is on its way, if there is such an account: nobody is told which. */
  readonly sentTo?: string;
  readonly development: boolean;
}) {
  const { visitor, sentTo } = props;
  const { forgotten, login } = visitor.words;
  if (sentTo !== undefined) {
    return (
      <DoorPanel visitor={visitor} title={forgotten.sent} sign="mail" development={props.development}>
        <p class="anywhere">{forgotten.sentText(sentTo)}</p>
        <p class="panel-note">{forgotten.nothing}</p>
        <div class="row">
          <a class="button button-plain" href={AT.login}>
            {forgotten.toLogin}
          </a>
        </div>
      </DoorPanel>
    );
  }
  return (
    <DoorPanel visitor={visitor} title={forgotten.title} development={props.development}>
      <p>{forgotten.intro}</p>
      <form method="post" action={AT.forgotten} class="form">
        <Csrf visitor={visitor} />
        <Field
          id="email"
          name="email"
          type="email"
          label={login.email}
          value={props.email}
          error={props.error}
          maxLength={EMAIL_FIELD_LENGTH}
          autocomplete="username"
          required
        />
        <div class="row">
          <Button tone="primary">{forgotten.submit}</Button>
          <a href={AT.login}>{forgotten.toLogin}</a>
        </div>
      </form>
    </DoorPanel>
  );
}

/** A new password, by the link of a mail. */
export function ResetPage(props: {
  readonly visitor: Visitor;
  readonly action: string;
  /** Whether the link is good. */
  readonly good: boolean;
  readonly errors: { readonly next?: string; readonly again?: string };
}) {
  const { visitor, errors } = props;
  const { reset, passwords } = visitor.words;
  if (!props.good) {
    return (
      <DoorPanel visitor={visitor} title={reset.expired} sign="clock">
        <p>{reset.expiredText}</p>
        <div class="row">
          <a class="button button-primary" href={AT.forgotten}>
            {reset.askAnew}
          </a>
        </div>
      </DoorPanel>
    );
  }
  return (
    <DoorPanel visitor={visitor} title={reset.title}>
      <p>{reset.intro}</p>
      <form method="post" action={props.action} class="form">
        <Csrf visitor={visitor} />
        <PasswordField
          id="next"
          name="next"
          label={reset.next}
          hint={passwords.hint}
          autocomplete="new-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={errors.next}
          required
        />
        <PasswordField
          id="again"
          name="again"
          label={reset.again}
          autocomplete="new-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={errors.again}
          required
        />
        <div class="row">
          <Button tone="primary">{reset.submit}</Button>
        </div>
      </form>
    </DoorPanel>
  );
}
