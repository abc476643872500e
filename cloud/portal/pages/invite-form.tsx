/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { ChoiceField } from "../../../ui/choice.tsx";
import { DateField, Field } from "../../../ui/field.tsx";
import type { Role } from "../../access/role.ts";
import { EMAIL_FIELD_LENGTH, NAME_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import { Csrf } from "./shell.tsx";

/** An invitation as it was filled in, and what is wrong with it. */
export interface InviteFilled {
  readonly typed: {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly until: string;
  };
  readonly errors: {
    readonly name?: string;
    readonly email?: string;
    readonly role?: string;
    readonly until?: string;
    readonly all?: string;
  };
}

/** Nothing filled in yet. */
export const INVITE_BLANK: InviteFilled = {
  typed: { name: "", email: "", role: "user", until: "" },
  errors: {},
};

/** The one that is given most comes first. */
const OFFERED: readonly Role[] = ["user", "service", "owner"];

/** Invites somebody by name and e-mail, with a role whose meaning stands beside it. */
export function InviteForm(props: {
  readonly visitor: Visitor;
  /** Where the page is. */
  readonly at: string;
  readonly filled: InviteFilled;
}) {
  const { visitor, at, filled } = props;
  const { permissions, place } = visitor.words;
  const { typed, errors } = filled;
  return (
    <form method="post" action={`${at}/invite#invite`} class="form">
      <Csrf visitor={visitor} />
      <p class="panel-note">{permissions.inviteIntro}</p>
      {errors.all ? <Flash tone="bad">{errors.all}</Flash> : null}
      <Field
        id="invite-name"
        name="name"
        label={permissions.name}
        value={typed.name}
        error={errors.name}
        maxLength={NAME_FIELD_LENGTH}
        required
      />
      <Field
        id="invite-email"
        name="email"
        type="email"
        label={permissions.email}
        value={typed.email}
        error={errors.email}
        maxLength={EMAIL_FIELD_LENGTH}
        required
      />
      <ChoiceField
        id="invite-role"
        name="role"
        label={permissions.roleOf}
        value={typed.role}
        error={errors.role}
        options={OFFERED.map((value) => ({
          value,
          label: place.roles[value],
          hint: permissions.roleMeans[value],
        }))}
        required
      />
      <DateField
        id="invite-until"
        name="until"
        label={permissions.until}
        hint={permissions.untilHint}
        value={typed.until}
        error={errors.until}
      />
      <div class="row">
        <Button tone="primary" icon="send">
          {permissions.send}
        </Button>
      </div>
    </form>
  );
}
