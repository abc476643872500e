/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field, PasswordField } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Day } from "../../../ui/time.tsx";
import type { NamedGift } from "../../accounts/gift.ts";
import type { Invitation, InvitationProblem } from "../../accounts/sign-up.ts";
import { NAME_FIELD_LENGTH, PASSWORD_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Csrf, DoorPanel } from "./shell.tsx";

/** What is wrong with what was filled in. `all`: with none of the fields alone. */
export interface InvitationErrors {
  readonly name?: string;
  readonly password?: string;
  readonly ownPassword?: string;
  readonly all?: string;
}

/** An invitation: who invites to what; sign-up, log-in, or acceptance by who is logged in. */
export function InvitationPage(props: {
  readonly visitor: Visitor;
  readonly invitation: Invitation;
  readonly action: string;
  /** As it was typed; or the name that the invitation is to. */
  readonly name: string;
  readonly errors: InvitationErrors;
}) {
  const { visitor, invitation, action, errors } = props;
  const { signedIn, words, language } = visitor;
  return (
    <DoorPanel visitor={visitor} title={words.invitation.title(invitation.name)} hero={!signedIn}>
      <p class="anywhere">{invitedWords(visitor, invitation)}</p>
      <div class="gift">
        <Icon name={giftIcon(invitation.gift)} />
        <div>
          <GiftWords visitor={visitor} gift={invitation.gift} />
          <p class="panel-note">
            {words.invitation.until} <Day at={invitation.expiresAt} language={language} />
          </p>
        </div>
      </div>
      {errors.all ? <Flash tone="bad">{errors.all}</Flash> : null}
      {signedIn ? (
        <Acceptance visitor={visitor} invitation={invitation} action={action} />
      ) : (
        <>
          <SignUp {...props} />
          <Existing visitor={visitor} action={action} error={errors.ownPassword} />
        </>
      )}
    </DoorPanel>
  );
}

function SignUp(props: Parameters<typeof InvitationPage>[0]) {
  const { visitor, invitation, action, errors } = props;
  const { invitation: words, passwords } = visitor.words;
  return (
    <form method="post" action={action} class="form">
      <Csrf visitor={visitor} />
      <input type="hidden" name="as" value="new" />
      <h2 class="panel-title">{words.newTitle}</h2>
      <dl class="given">
        <dt>{words.email}</dt>
        <dd>{invitation.email}</dd>
      </dl>
      {/* A password manager learns from it whose password it is. */}
      <input type="hidden" name="email" value={invitation.email} autocomplete="username" />
      <Field
        id="name"
        name="name"
        label={words.name}
        value={props.name}
        maxLength={NAME_FIELD_LENGTH}
        autocomplete="name"
        error={errors.name}
        required
      />
      <PasswordField
        id="password"
        name="password"
        label={words.password}
        hint={passwords.hint}
        autocomplete="new-password"
        maxLength={PASSWORD_FIELD_LENGTH}
        error={errors.password}
        required
      />
      <p class="panel-note">{words.privacy}</p>
      <div class="row">
        <Button tone="primary">{words.submit}</Button>
      </div>
    </form>
  );
}

/** It stands back: who was invited is mostly new. */
function Existing(props: {
  readonly visitor: Visitor;
  readonly action: string;
  readonly error: string | undefined;
}) {
  const { visitor, action, error } = props;
  const { invitation: words, login } = visitor.words;
  return (
    <details class="disclosed" open={error !== undefined}>
      <summary>{words.haveAccount}</summary>
      <form method="post" action={action} class="form">
        <Csrf visitor={visitor} />
        <input type="hidden" name="as" value="existing" />
        <PasswordField
          id="own-password"
          name="ownPassword"
          label={words.ownPassword}
          autocomplete="current-password"
          maxLength={PASSWORD_FIELD_LENGTH}
          error={error}
          required
        />
        <div class="row">
          <Button>{words.logInAndAccept}</Button>
          <a href={AT.forgotten}>{login.forgotten}</a>
        </div>
      </form>
    </details>
  );
}

function Acceptance(props: {
  readonly visitor: Visitor;
  readonly invitation: Invitation;
  readonly action: string;
}) {
  const { visitor, invitation, action } = props;
  const { signedIn, words } = visitor;
  if (!signedIn) return null;
  const { name, email } = signedIn.person;
  if (email !== invitation.email) {
    return (
      <>
        <Flash tone="bad">{words.invitation.another(invitation.email, email)}</Flash>
        <LogOutFirst visitor={visitor} next={action} />
      </>
    );
  }
  return (
    <form method="post" action={action} class="form">
      <Csrf visitor={visitor} />
      <input type="hidden" name="as" value="self" />
      <p class="anywhere">{words.invitation.acceptAs(name)}</p>
      <div class="row">
        <Button tone="primary" icon="check">
          {words.invitation.accept}
        </Button>
      </div>
    </form>
  );
}

/** The way out of an account that a link is not for, and back to the link. */
export function LogOutFirst({ visitor, next }: { readonly visitor: Visitor; readonly next: string }) {
  return (
    <form method="post" action={AT.logout} class="row">
      <Csrf visitor={visitor} />
      <input type="hidden" name="next" value={next} />
      <Button tone="primary" icon="log-out">
        {visitor.words.invitation.logOutFirst}
      </Button>
    </form>
  );
}

/** An invitation that is not good, and what to do. */
export function BadInvitationPage(props: { readonly visitor: Visitor; readonly problem: InvitationProblem }) {
  const { visitor, problem } = props;
  const { invitation, errors } = visitor.words;
  const { title, text } = invitation.bad[problem];
  return (
    <DoorPanel visitor={visitor} title={title} sign="mail">
      <p>{text}</p>
      <div class="row">
        <a class="button button-primary" href={AT.home}>
          {visitor.signedIn ? errors.toHome : errors.toLogin}
        </a>
      </div>
    </DoorPanel>
  );
}

/** What an invitation is to, inside a sentence. */
export function giftName(gift: NamedGift, { words: { invitation } }: Visitor): string {
  switch (gift.kind) {
    case "account":
      return invitation.toAccount;
    case "installation":
      return invitation.toInstallation(gift.name);
    case "charger":
      return invitation.toCharger(gift.name, gift.installation);
    case "group":
      return invitation.toGroup(gift.name);
  }
}

function invitedWords(visitor: Visitor, { from, gift }: Invitation): string {
  const { invitation } = visitor.words;
  return from === null && gift.kind === "account"
    ? invitation.fromOperator
    : invitation.from(from ?? "ChargeGate", giftName(gift, visitor));
}

function GiftWords({ visitor, gift }: { readonly visitor: Visitor; readonly gift: NamedGift }) {
  const { invitation, place } = visitor.words;
  switch (gift.kind) {
    case "account":
      return <p>{invitation.accountMeans}</p>;
    case "installation":
    case "charger":
      return (
        <p>
          <strong>{invitation.asRole(place.roles[gift.role])}.</strong> {invitation.roleMeans[gift.role]}
        </p>
      );
    case "group":
      return <p>{gift.admin ? invitation.adminMeans : invitation.groupMeans}</p>;
  }
}

function giftIcon(gift: NamedGift) {
  switch (gift.kind) {
    case "account":
      return "circle-user";
    case "installation":
      return "house";
    case "charger":
      return "ev-charger";
    case "group":
      return "users";
  }
}
