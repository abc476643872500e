/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { DateField } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Day } from "../../../ui/time.tsx";
import { ROLES, type Role } from "../../access/role.ts";
import type { AccessList, GrantView } from "../../grants/access-list.ts";
import { lastDay } from "../day.ts";
import type { Visitor } from "../visitor.ts";
import { permissionsAt } from "./places.ts";
import { Csrf } from "./shell.tsx";

interface TableProps {
  readonly visitor: Visitor;
  readonly access: AccessList;
  /** Where the page is. */
  readonly at: string;
}

/** Every grant at a place; what is inherited says so, and is changed where it was made. */
export function GrantTable(props: TableProps) {
  const { visitor, access } = props;
  const { permissions, place } = visitor.words;
  return (
    <DataTable
      caption={permissions.list}
      columns={[
        { label: permissions.who },
        { label: permissions.role },
        { label: permissions.where },
        { label: permissions.since },
        { label: permissions.until },
        ...(access.grants.some(({ mayChange }) => mayChange)
          ? [{ label: permissions.actions, unseen: true }]
          : []),
      ]}
      rows={access.grants.map((grant) => ({
        id: `grant-${grant.id}`,
        cells: [
          <Who visitor={visitor} grant={grant} />,
          place.roles[grant.role],
          <Where visitor={visitor} grant={grant} />,
          <span class="two-lines">
            <Day at={grant.since} language={visitor.language} />
            {grant.by === null ? null : <span class="quiet">{permissions.given(grant.by)}</span>}
          </span>,
          grant.until === null ? (
            <span class="quiet">{permissions.noEnd}</span>
          ) : (
            <Day at={grant.until - 1} language={visitor.language} />
          ),
          ...(access.grants.some(({ mayChange }) => mayChange) ? [<Actions {...props} grant={grant} />] : []),
        ],
      }))}
      empty={null}
    />
  );
}

function Who({ visitor, grant: { who } }: { readonly visitor: Visitor; readonly grant: GrantView }) {
  const { permissions } = visitor.words;
  if (who.kind === "group") {
    return (
      <span class="who">
        <Icon name="handshake" />
        <span class="two-lines">
          <span>{who.name}</span>
          <span class="quiet">
            {permissions.partner} · {permissions.key(who.lookupKey)}
          </span>
        </span>
      </span>
    );
  }
  const self = who.id === visitor.signedIn?.person.id;
  return (
    <span class="who">
      <Icon name="user" />
      <span class="two-lines">
        <span>
          {who.name} {self ? <span class="tag">{permissions.you}</span> : null}
        </span>
        {who.email === null ? null : <span class="quiet">{who.email}</span>}
      </span>
    </span>
  );
}

function Where({ visitor, grant }: { readonly visitor: Visitor; readonly grant: GrantView }) {
  const { permissions } = visitor.words;
  const { on, inherited } = grant;
  if (inherited)
    return (
      <Badge tone="plain" icon="house">
        {permissions.inherited}
      </Badge>
    );
  return <>{on.kind === "installation" ? permissions.whole : permissions.onlyAt(on.name)}</>;
}

function Actions(props: TableProps & { readonly grant: GrantView }) {
  const { visitor, grant, access, at } = props;
  const { permissions, common, place } = visitor.words;
  const { who, on, id, role } = grant;
  if (!grant.mayChange) return null;
  if (grant.inherited) return <a href={permissionsAt(on)}>{permissions.inheritedChange}</a>;
  const partner = who.kind === "group";
  const roles: readonly Role[] = partner ? ROLES.filter((one) => one !== "owner") : ROLES;
  return (
    <div class="row row-end">
      <Confirmed
        id={`change-${id}`}
        small
        icon="pencil"
        label={
          <>
            <span aria-hidden="true">{permissions.change}</span>
            <span class="unseen">{permissions.changeOf(who.name)}</span>
          </>
        }
        question={<strong>{permissions.changeOf(who.name)}</strong>}
      >
        <form method="post" action={`${at}/grants/change`} class="form">
          <Csrf visitor={visitor} />
          <input type="hidden" name="grant" value={id} />
          <Select
            id={`role-${id}`}
            name="role"
            label={permissions.role}
            value={role}
            options={roles.map((value) => ({ value, label: place.roles[value] }))}
          />
          <DateField
            id={`until-${id}`}
            name="until"
            label={permissions.until}
            hint={permissions.untilHint}
            value={grant.until === null ? "" : lastDay(grant.until, access.installation.zone)}
          />
          <Button tone="primary">{common.save}</Button>
        </form>
      </Confirmed>
      <Confirmed
        id={`withdraw-${id}`}
        small
        icon="trash-2"
        label={
          <>
            <span aria-hidden="true">{permissions.withdraw}</span>
            <span class="unseen">{permissions.withdrawOf(who.name)}</span>
          </>
        }
        question={(partner ? permissions.withdrawPartnerAsk : permissions.withdrawAsk)(
          who.name,
          place.roles[role],
          on.name,
        )}
      >
        <form method="post" action={`${at}/grants/withdraw`}>
          <Csrf visitor={visitor} />
          <input type="hidden" name="grant" value={id} />
          <Button tone="danger">{permissions.withdraw}</Button>
        </form>
      </Confirmed>
    </div>
  );
}
