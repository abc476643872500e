/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Day } from "../../../ui/time.tsx";
import type { AccessList, InvitationView } from "../../grants/access-list.ts";
import type { Visitor } from "../visitor.ts";
import { permissionsAt } from "./places.ts";
import { Csrf } from "./shell.tsx";

/** Who was invited to a place and has not accepted. */
export function InvitationTable(props: {
  readonly visitor: Visitor;
  readonly access: AccessList;
  /** Where the page is. */
  readonly at: string;
  readonly now: number;
}) {
  const { visitor, access, at, now } = props;
  const { permissions, place } = visitor.words;
  const { language } = visitor;
  return (
    <DataTable
      caption={permissions.invited}
      columns={[
        { label: permissions.who },
        { label: permissions.role },
        { label: permissions.where },
        { label: permissions.invitedOn },
        { label: permissions.linkUntil },
        ...(access.invitations.some(({ mayChange }) => mayChange)
          ? [{ label: permissions.actions, unseen: true }]
          : []),
      ]}
      rows={access.invitations.map((invitation) => {
        const { id, name, email, role, on, inherited, since, by, linkUntil } = invitation;
        return {
          id: `invitation-${id}`,
          cells: [
            <span class="two-lines">
              <span>{name}</span>
              {email === null ? null : <span class="quiet">{email}</span>}
            </span>,
            place.roles[role],
            inherited ? (
              <Badge tone="plain" icon="house">
                {permissions.inherited}
              </Badge>
            ) : on.kind === "installation" ? (
              permissions.whole
            ) : (
              permissions.onlyAt(on.name)
            ),
            <span class="two-lines">
              <Day at={since} language={language} />
              {by === null ? null : <span class="quiet">{permissions.given(by)}</span>}
            </span>,
            linkUntil <= now ? (
              <Badge tone="wait">{permissions.linkExpired}</Badge>
            ) : (
              <Day at={linkUntil} language={language} />
            ),
            ...(access.invitations.some(({ mayChange }) => mayChange)
              ? [<Actions visitor={visitor} invitation={invitation} at={at} />]
              : []),
          ],
        };
      })}
      empty={null}
    />
  );
}

function Actions(props: {
  readonly visitor: Visitor;
  readonly invitation: InvitationView;
  readonly at: string;
}) {
  const { visitor, at, invitation } = props;
  const { id, name, on, inherited } = invitation;
  const { permissions } = visitor.words;
  if (!invitation.mayChange) return null;
  if (inherited) return <a href={permissionsAt(on)}>{permissions.inheritedChange}</a>;
  return (
    <div class="row row-end">
      <form method="post" action={`${at}/invitations/again`}>
        <Csrf visitor={visitor} />
        <input type="hidden" name="invitation" value={id} />
        <Button tone="quiet" small>
          {permissions.again}
          <span class="unseen">: {name}</span>
        </Button>
      </form>
      <Confirmed
        id={`take-back-${id}`}
        small
        icon="trash-2"
        label={
          <>
            <span aria-hidden="true">{permissions.takeBack}</span>
            <span class="unseen">{permissions.takeBackOf(name)}</span>
          </>
        }
        question={permissions.takeBackAsk(name)}
      >
        <form method="post" action={`${at}/invitations/withdraw`}>
          <Csrf visitor={visitor} />
          <input type="hidden" name="invitation" value={id} />
          <Button tone="danger">{permissions.takeBack}</Button>
        </form>
      </Confirmed>
    </div>
  );
}
