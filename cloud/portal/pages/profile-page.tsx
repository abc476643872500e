/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field, PasswordField } from "../../../ui/field.tsx";
import { LANGUAGES } from "../../../ui/language.ts";
import { PageHead } from "../../../ui/page-head.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { Session } from "../../accounts/sessions.ts";
import { browserName } from "../browser-name.ts";
import { EMAIL_FIELD_LENGTH, NAME_FIELD_LENGTH, PASSWORD_FIELD_LENGTH } from "../field-lengths.ts";
import type { SignedIn, Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Csrf, DoorPanel, Shell } from "./shell.tsx";

/** What is wrong with what was filled in, by field; and what was typed that is no secret. */
export interface ProfileErrors {
  readonly name?: string;
  readonly email?: string;
  readonly emailPassword?: string;
  readonly old?: string;
  readonly next?: string;
  readonly again?: string;
  readonly typed?: { readonly name?: string; readonly email?: string };
}

interface ProfileProps {
  readonly visitor: Visitor;
  readonly signedIn: SignedIn;
  readonly sessions: readonly Session[];
  readonly errors: ProfileErrors;
}

/** One's own account. */
export function ProfilePage(props: ProfileProps) {
  const { visitor } = props;
  const { profile } = visitor.words;
  return (
    <Shell visitor={visitor} title={profile.title} here={AT.profile}>
      <PageHead title={profile.title} intro={profile.intro} />
      <div class="panels panels-two">
        <div class="panels">
          <About {...props} />
          <Password {...props} />
        </div>
        <Email {...props} />
      </div>
      <Sessions {...props} />
    </Shell>
  );
}

function About({ visitor, signedIn, errors }: ProfileProps) {
  const { profile, common } = visitor.words;
  return (
    <Panel id="about" title={profile.about}>
      <form method="post" action={AT.profile} class="form">
        <Csrf visitor={visitor} />
        <Field
          id="name"
          name="name"
          label={profile.name}
          hint={profile.nameHint}
          value={errors.typed?.name ?? signedIn.person.name}
          error={errors.name}
          maxLength={NAME_FIELD_LENGTH}
          autocomplete="name"
          required
        />
        <Select
          id="language"
          name="language"
          label={profile.language}
          hint={profile.languageHint}
          value={signedIn.person.language}
          options={Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name }))}
        />
        <div class="row">
          <Button tone="primary">{common.save}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Email({ visitor, signedIn, errors }: ProfileProps) {
  const { profile } = visitor.words;
  return (
    <Panel id="email-panel" title={profile.email}>
      <dl class="given">
        <dt>{profile.emailNow}</dt>
        <dd>{signedIn.person.email}</dd>
      </dl>
      <form method="post" action={AT.email} class="form">
        <Csrf visitor={visitor} />
        <Field
          id="email"
          name="email"
          type="email"
          label={profile.emailNew}
          hint={profile.emailHint}
          value={errors.typed?.email}
          error={errors.email}
          maxLength={EMAIL_FIELD_LENGTH}
          autocomplete="off"
          required
        />
        <PasswordField
          id="email-password"
          name="password"
          label={profile.passwordForEmail}
          autocomplete="current-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={errors.emailPassword}
          required
        />
        <div class="row">
          <Button>{profile.emailSubmit}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Password({ visitor, signedIn, errors }: ProfileProps) {
  const { profile, passwords } = visitor.words;
  return (
    <Panel id="password-panel" title={profile.password}>
      <form method="post" action={AT.password} class="form">
        <Csrf visitor={visitor} />
        <input type="hidden" name="email" value={signedIn.person.email} autocomplete="username" />
        <PasswordField
          id="old"
          name="old"
          label={profile.passwordOld}
          autocomplete="current-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={errors.old}
          required
        />
        <PasswordField
          id="next"
          name="next"
          label={profile.passwordNext}
          hint={passwords.hint}
          autocomplete="new-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={errors.next}
          required
        />
        <PasswordField
          id="again"
          name="again"
          label={profile.passwordAgain}
          autocomplete="new-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={errors.again}
          required
        />
        <div class="row">
          <Button>{profile.passwordSubmit}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Sessions({ visitor, signedIn, sessions }: ProfileProps) {
  const { profile } = visitor.words;
  const { language } = visitor;
  return (
    <Panel id="sessions" title={profile.sessions}>
      <p class="panel-note">{profile.sessionsNote}</p>
      <DataTable
        caption={profile.sessions}
        columns={[
          { label: profile.browser },
          { label: profile.from },
          { label: profile.lastUsed },
          { label: profile.since },
          { label: profile.end, unseen: true },
        ]}
        rows={sessions.map(({ id, agent, source, seenAt, createdAt }) => ({
          cells: [
            browserWords(agent, visitor),
            source,
            <Moment at={seenAt} language={language} />,
            <Moment at={createdAt} language={language} />,
            id === signedIn.session ? (
              <Badge tone="good">{profile.thisOne}</Badge>
            ) : (
              <form method="post" action={AT.endSession} class="row row-end">
                <Csrf visitor={visitor} />
                <input type="hidden" name="session" value={id} />
                <Button tone="quiet" small icon="log-out">
                  {profile.end}
                </Button>
              </form>
            ),
          ],
        }))}
        empty={null}
      />
      <div class="row">
        <form method="post" action={AT.endOtherSessions}>
          <Csrf visitor={visitor} />
          <Button>{profile.endOthers}</Button>
        </form>
        <Confirmed id="end-all" label={profile.endAll} question={profile.endAllAsk}>
          <form method="post" action={AT.endAllSessions}>
            <Csrf visitor={visitor} />
            <Button tone="danger">{profile.endAll}</Button>
          </form>
        </Confirmed>
      </div>
    </Panel>
  );
}

function browserWords(agent: string, { words: { profile } }: Visitor): string {
  const { browser, system } = browserName(agent);
  if (browser !== null && system !== null) return profile.browserOn(browser, system);
  return browser ?? system ?? profile.unknownBrowser;
}

/** A new e-mail address, by the link that was sent there. */
export function ConfirmEmailPage(props: {
  readonly visitor: Visitor;
  readonly signedIn: SignedIn;
  readonly action: string;
}) {
  const { visitor, signedIn } = props;
  const { profile, common } = visitor.words;
  return (
    <DoorPanel visitor={visitor} title={profile.emailConfirmTitle} sign="mail">
      <p class="anywhere">{profile.emailConfirm(signedIn.person.name)}</p>
      <form method="post" action={props.action} class="row">
        <Csrf visitor={visitor} />
        <Button tone="primary" icon="check">
          {profile.emailConfirmSubmit}
        </Button>
        <a class="button button-quiet" href={AT.profile}>
          {common.cancel}
        </a>
      </form>
    </DoorPanel>
  );
}
