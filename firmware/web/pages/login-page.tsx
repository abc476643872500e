/** @jsxRuntime automatic @jsxImportSource hono/jsx */

import { Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field, PasswordField } from "../../../ui/field.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { Csrf, Doorstep, Shell } from "./shell.tsx";

/** How somebody gets in. */
export function LoginPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly hasPassword: boolean;
  /** Where they go then. */
  readonly next: string;
  /** What came of the last try; empty: there was none. */
  readonly error?: { readonly field: "password" | "code" | "all"; readonly text: string } | undefined;
  readonly note?: string | undefined;
}) {
  const { visitor, unit, hasPassword, next, error, note } = props;
  const { login } = visitor.words;
  const said = (field: "password" | "code") => (error?.field === field ? error.text : "");
  return (
    <Doorstep visitor={visitor} unit={unit} title={login.title}>
      <section class="panel doorstep-panel" aria-labelledby="login-title">
        <h1 id="login-title">{hasPassword ? login.title : login.welcome}</h1>
        {note ? <Flash tone="good">{note}</Flash> : null}
        {error?.field === "all" ? <Flash tone="bad">{error.text}</Flash> : null}
        {hasPassword ? (
          <form method="post" action="/login" class="form">
            <input type="hidden" name="next" value={next} />
            <input type="hidden" name="by" value="password" />
            <PasswordField
              id="password"
              name="password"
              label={login.password}
              autocomplete="current-password"
              maxLength={400}
              required
              error={said("password")}
            />
            <Button tone="primary">{login.submit}</Button>
          </form>
        ) : null}
        <CodeForm {...props} error={said("code")} />
      </section>
    </Doorstep>
  );
}

/** With a password set it is the way out of having forgotten it, and stands back. */
function CodeForm(props: {
  readonly visitor: Visitor;
  readonly hasPassword: boolean;
  readonly next: string;
  readonly error: string;
}) {
  const { login } = props.visitor.words;
  const form = (
    <form method="post" action="/login" class="form">
      <p>{props.hasPassword ? login.forgotten : login.firstTime}</p>
      <p class="command">
        <code>{login.command}</code>
      </p>
      <input type="hidden" name="next" value={props.next} />
      <input type="hidden" name="by" value="code" />
      <Field
        id="code"
        name="code"
        label={login.code}
        hint={login.codeHint}
        maxLength={40}
        autocomplete="one-time-code"
        required
        error={props.error}
      />
      <Button tone={props.hasPassword ? "plain" : "primary"}>{login.submit}</Button>
    </form>
  );
  if (!props.hasPassword) return form;
  return (
    <details class="disclosed" open={props.error !== ""}>
      <summary>{login.byCode}</summary>
      {form}
    </details>
  );
}

/** Sets the first password, or another one. */
export function PasswordPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly here: string;
  readonly hasPassword: boolean;
  readonly errors: { readonly current?: string; readonly next?: string; readonly again?: string };
  readonly note?: import("../flash-notes.ts").FlashNote | null;
}) {
  const { visitor, unit, here, hasPassword, errors } = props;
  const { password } = visitor.words;
  const title = hasPassword ? password.title : password.first;
  const askCurrent = hasPassword && visitor.session?.byCode !== true;
  const form = (
    <form method="post" action={here} class="form panel panel-body">
      <Csrf visitor={visitor} />
      {askCurrent ? (
        <PasswordField
          id="current"
          name="current"
          label={password.current}
          autocomplete="current-password"
          maxLength={400}
          required
          error={errors.current}
        />
      ) : null}
      <PasswordField
        id="next"
        name="next"
        label={password.next}
        hint={password.hint}
        autocomplete="new-password"
        maxLength={400}
        required
        error={errors.next}
      />
      <PasswordField
        id="again"
        name="again"
        label={password.again}
        autocomplete="new-password"
        maxLength={400}
        required
        error={errors.again}
      />
      <FormFoot visitor={visitor} />
    </form>
  );
  if (!hasPassword) {
    return (
      <Doorstep visitor={visitor} unit={unit} title={title}>
        <div class="doorstep-panel">
          <PageHead title={title} intro={password.intro} />
          {form}
        </div>
      </Doorstep>
    );
  }
  return (
    <Shell visitor={visitor} unit={unit} title={title} here={here} note={props.note}>
      <PageHead title={title} intro={password.intro} />
      {form}
    </Shell>
  );
}
