/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge, Flash } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Day } from "../../../ui/time.tsx";
import type { GroupPage as GroupContent } from "../../grants/group-page.ts";
import { EMAIL_FIELD_LENGTH, NAME_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import type { InviteFilled } from "./invite-form.tsx";
import { groupAt } from "./places.ts";
import { Csrf } from "./shell.tsx";

/** An invitation of a member as it was filled in, and what is wrong with it. */
export interface MemberFilled {
  readonly typed: { readonly name: string; readonly email: string; readonly admin: boolean };
  readonly errors: InviteFilled["errors"];
}

interface PanelProps {
  readonly visitor: Visitor;
  readonly group: GroupContent;
  readonly now: number;
  readonly filled?: MemberFilled | undefined;
}

/** Who is in a group and who is invited; its administrators change that. */
export function GroupMembersPanel(props: PanelProps) {
  const { visitor, group, now } = props;
  const { groups: words, permissions } = visitor.words;
  return (
    <Panel id="members" title={words.members}>
      <DataTable
        caption={words.members}
        columns={[
          { label: words.who },
          { label: words.role },
          ...(group.mayEdit ? [{ label: words.actions, unseen: true }] : []),
        ]}
        rows={[
          ...group.members.map((member) => ({
            cells: [
              <span class="two-lines">
                <span>
                  {member.name}{" "}
                  {member.id === visitor.signedIn?.person.id ? <span class="tag">{words.you}</span> : null}
                </span>
                {member.email === null ? null : <span class="quiet">{member.email}</span>}
              </span>,
              member.admin ? words.admin : words.member,
              ...(group.mayEdit ? [<MemberActions {...props} member={member} />] : []),
            ],
          })),
          ...group.invitations.map((invitation) => ({
            cells: [
              <span class="two-lines">
                <span>{invitation.name}</span>
                <span class="quiet">{invitation.email}</span>
              </span>,
              <span class="two-lines">
                <span>{invitation.admin ? words.admin : words.member}</span>
                {invitation.linkUntil <= now ? (
                  <Badge tone="wait">{permissions.linkExpired}</Badge>
                ) : (
                  <Badge tone="plain" icon="mail">
                    {permissions.linkUntil} <Day at={invitation.linkUntil} language={visitor.language} />
                  </Badge>
                )}
              </span>,
              ...(group.mayEdit ? [<TakeBack {...props} invitation={invitation} />] : []),
            ],
          })),
        ]}
        empty={null}
      />
      {group.mayEdit ? <InviteMember {...props} /> : null}
    </Panel>
  );
}

function MemberActions(props: PanelProps & { readonly member: GroupContent["members"][number] }) {
  const { visitor, group, member } = props;
  const { groups: words } = visitor.words;
  const at = groupAt(group.id);
  return (
    <div class="row row-end">
      <form method="post" action={`${at}/members/admin`}>
        <Csrf visitor={visitor} />
        <input type="hidden" name="person" value={member.id} />
        {member.admin ? null : <input type="hidden" name="admin" value="on" />}
        <Button tone="quiet" small>
          {member.admin ? words.makeMember : words.makeAdmin}
          <span class="unseen">: {member.name}</span>
        </Button>
      </form>
      <Confirmed
        id={`remove-${member.id}`}
        small
        icon="trash-2"
        label={
          <>
            <span aria-hidden="true">{words.remove}</span>
            <span class="unseen">{words.removeOf(member.name)}</span>
          </>
        }
        question={words.removeAsk(member.name, group.name)}
      >
        <form method="post" action={`${at}/members/remove`}>
          <Csrf visitor={visitor} />
          <input type="hidden" name="person" value={member.id} />
          <Button tone="danger">{words.remove}</Button>
        </form>
      </Confirmed>
    </div>
  );
}

function TakeBack(props: PanelProps & { readonly invitation: GroupContent["invitations"][number] }) {
  const { visitor, group, invitation } = props;
  const { groups: words } = visitor.words;
  return (
    <div class="row row-end">
      <Confirmed
        id={`take-back-${invitation.id}`}
        small
        icon="trash-2"
        label={
          <>
            <span aria-hidden="true">{words.takeBack}</span>
            <span class="unseen">{words.takeBackOf(invitation.name)}</span>
          </>
        }
        question={words.takeBackAsk(invitation.name)}
      >
        <form method="post" action={`${groupAt(group.id)}/invitations/withdraw`}>
          <Csrf visitor={visitor} />
          <input type="hidden" name="invitation" value={invitation.id} />
          <Button tone="danger">{words.takeBack}</Button>
        </form>
      </Confirmed>
    </div>
  );
}

function InviteMember({ visitor, group, filled }: PanelProps) {
  const { groups: words, permissions } = visitor.words;
  const { typed, errors } = filled ?? { typed: { name: "", email: "", admin: false }, errors: {} };
  return (
    <details class="disclosed" open={filled !== undefined}>
      <summary>{words.invite}</summary>
      <form method="post" action={`${groupAt(group.id)}/members/invite#members`} class="form">
        <Csrf visitor={visitor} />
        {errors.all ? <Flash tone="bad">{errors.all}</Flash> : null}
        <Field
          id="member-name"
          name="name"
          label={permissions.name}
          value={typed.name}
          error={errors.name}
          maxLength={NAME_FIELD_LENGTH}
          required
        />
        <Field
          id="member-email"
          name="email"
          type="email"
          label={permissions.email}
          value={typed.email}
          error={errors.email}
          maxLength={EMAIL_FIELD_LENGTH}
          required
        />
        <CheckField
          id="member-admin"
          name="admin"
          label={words.asAdmin}
          hint={words.asAdminHint}
          checked={typed.admin}
        />
        <div class="row">
          <Button tone="primary" icon="send">
            {permissions.send}
          </Button>
        </div>
      </form>
    </details>
  );
}
