/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge, Flash } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import type { GroupId } from "../../database/ids.ts";
import { EMAIL_FIELD_LENGTH, NAME_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import type { InviteFilled } from "./invite-form.tsx";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";

/** A new group as it was filled in, and what is wrong with it. */
export interface NewGroupFilled {
  readonly typed: { readonly group: string; readonly name: string; readonly email: string };
  readonly errors: InviteFilled["errors"] & { readonly group?: string };
}

/** All groups, for support staff, who make them. */
export function GroupDeskPage(props: {
  readonly visitor: Visitor;
  readonly groups: readonly {
    readonly id: GroupId;
    readonly name: string;
    readonly lookupKey: string;
    readonly members: number;
    readonly admins: number;
  }[];
  readonly filled: NewGroupFilled;
}) {
  const { visitor, groups, filled } = props;
  const { groupDesk, desk, groups: words, permissions } = visitor.words;
  const { typed, errors } = filled;
  return (
    <Shell visitor={visitor} title={groupDesk.title} here={AT.supportDesk}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.supportDesk, label: desk.title }]}
        here={groupDesk.title}
      />
      <PageHead title={groupDesk.title} intro={groupDesk.intro} />
      <section class="panel">
        <DataTable
          caption={groupDesk.title}
          columns={[
            { label: words.name },
            { label: words.key },
            { label: groupDesk.members, numeric: true },
            { label: groupDesk.invite, unseen: true },
          ]}
          rows={groups.map(({ id, name, lookupKey, members, admins }) => ({
            cells: [
              name,
              <code>{lookupKey}</code>,
              String(members),
              admins > 0 ? (
                ""
              ) : (
                <div class="row row-end">
                  <Badge tone="wait">{groupDesk.noAdmin}</Badge>
                  <Confirmed
                    id={`invite-${id}`}
                    small
                    icon="user-plus"
                    label={
                      <>
                        <span aria-hidden="true">{groupDesk.invite}</span>
                        <span class="unseen">{groupDesk.inviteOf(name)}</span>
                      </>
                    }
                    question={groupDesk.inviteOf(name)}
                  >
                    <form method="post" action={`${AT.groupDesk}/${id}/admin`} class="form">
                      <Csrf visitor={visitor} />
                      <Field
                        id={`name-${id}`}
                        name="name"
                        label={groupDesk.adminName}
                        maxLength={NAME_FIELD_LENGTH}
                        required
                      />
                      <Field
                        id={`email-${id}`}
                        name="email"
                        type="email"
                        label={groupDesk.adminEmail}
                        maxLength={EMAIL_FIELD_LENGTH}
                        required
                      />
                      <Button tone="primary">{permissions.send}</Button>
                    </form>
                  </Confirmed>
                </div>
              ),
            ],
          }))}
          empty={<EmptyState icon="users">{groupDesk.none}</EmptyState>}
        />
      </section>
      <Panel id="make" title={groupDesk.make}>
        <form method="post" action={AT.groupDesk} class="form">
          <Csrf visitor={visitor} />
          {errors.all ? <Flash tone="bad">{errors.all}</Flash> : null}
          <Field
            id="group"
            name="group"
            label={groupDesk.name}
            hint={words.nameHint}
            value={typed.group}
            error={errors.group}
            maxLength={NAME_FIELD_LENGTH}
            required
          />
          <Field
            id="name"
            name="name"
            label={groupDesk.adminName}
            value={typed.name}
            error={errors.name}
            maxLength={NAME_FIELD_LENGTH}
            required
          />
          <Field
            id="email"
            name="email"
            type="email"
            label={groupDesk.adminEmail}
            value={typed.email}
            error={errors.email}
            maxLength={EMAIL_FIELD_LENGTH}
            required
          />
          <div class="row">
            <Button tone="primary" icon="plus">
              {groupDesk.submit}
            </Button>
          </div>
        </form>
      </Panel>
    </Shell>
  );
}
