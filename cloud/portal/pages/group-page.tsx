/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Copyable } from "../../../ui/copyable.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Day } from "../../../ui/time.tsx";
import type { GroupId } from "../../database/ids.ts";
import type { GroupPage as GroupContent } from "../../grants/group-page.ts";
import { NAME_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import { GroupMembersPanel, type MemberFilled } from "./group-members-panel.tsx";
import { CredentialsPanel, UrlsPanel } from "./group-programs-panels.tsx";
import { AT, groupAt } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";

/** What was filled in and is to be mended. */
export interface GroupFilled {
  readonly name?: { readonly typed: string; readonly error: string };
  readonly member?: MemberFilled;
  readonly url?: { readonly typed: string; readonly error: string };
  readonly credential?: { readonly typed: string; readonly error: string };
}

/** The groups somebody belongs to. */
export function GroupsPage(props: {
  readonly visitor: Visitor;
  readonly groups: readonly { readonly id: GroupId; readonly name: string; readonly admin: boolean }[];
}) {
  const { visitor, groups } = props;
  const { groups: words } = visitor.words;
  return (
    <Shell visitor={visitor} title={words.title} here={AT.groups}>
      <PageHead title={words.title} intro={words.intro} />
      <section class="panel">
        <DataTable
          caption={words.title}
          columns={[{ label: words.name }, { label: words.yourRole }]}
          rows={groups.map(({ id, name, admin }) => ({
            cells: [<a href={groupAt(id)}>{name}</a>, admin ? words.admin : words.member],
          }))}
          empty={<EmptyState icon="users">{words.none}</EmptyState>}
        />
      </section>
    </Shell>
  );
}

/** A user group (B6): its lookup key, its members, what its programs use, and where it has access. */
export function GroupPage(props: {
  readonly visitor: Visitor;
  readonly group: GroupContent;
  readonly now: number;
  readonly filled: GroupFilled;
}) {
  const { visitor, group, filled, now } = props;
  const { groups: words } = visitor.words;
  return (
    <Shell visitor={visitor} title={group.name} here={AT.groups}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.groups, label: words.title }]}
        here={group.name}
      />
      <PageHead
        title={group.name}
        aside={
          group.mayEdit ? (
            <a class="button button-plain" href={`${groupAt(group.id)}/log`}>
              {words.log}
            </a>
          ) : undefined
        }
      />
      <div class="panels panels-two">
        <Panel id="key" title={words.key}>
          <div class="lookup-key">
            <Copyable
              id="lookup-key"
              text={group.lookupKey}
              copy={visitor.words.common.copy}
              copied={visitor.words.common.copied}
            />
          </div>
          <p class="panel-note">{words.keyText}</p>
        </Panel>
        {group.mayEdit ? <Details visitor={visitor} group={group} filled={filled} /> : null}
      </div>
      <GroupMembersPanel visitor={visitor} group={group} now={now} filled={filled.member} />
      <Granted visitor={visitor} group={group} />
      <div class="panels panels-two">
        <UrlsPanel visitor={visitor} group={group} filled={filled.url} />
        <CredentialsPanel visitor={visitor} group={group} filled={filled.credential} />
      </div>
    </Shell>
  );
}

function Details(props: {
  readonly visitor: Visitor;
  readonly group: GroupContent;
  readonly filled: GroupFilled;
}) {
  const { visitor, group, filled } = props;
  const { groups: words, common } = visitor.words;
  return (
    <Panel id="details" title={words.details}>
      <form method="post" action={`${groupAt(group.id)}/name`} class="form">
        <Csrf visitor={visitor} />
        <Field
          id="group-name"
          name="name"
          label={words.name}
          hint={words.nameHint}
          value={filled.name?.typed ?? group.name}
          error={filled.name?.error}
          maxLength={NAME_FIELD_LENGTH}
          required
        />
        <div class="row">
          <Button>{common.save}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Granted({ visitor, group }: { readonly visitor: Visitor; readonly group: GroupContent }) {
  const { groups: words, place } = visitor.words;
  const { language } = visitor;
  return (
    <Panel id="granted" title={words.access}>
      <DataTable
        caption={words.access}
        columns={[
          { label: words.where },
          { label: words.role },
          { label: words.since },
          { label: words.until },
        ]}
        rows={group.granted.map(({ on, installation, role, since, until }) => ({
          cells: [
            <a href={on.kind === "installation" ? `${AT.installations}/${on.id}` : `/chargers/${on.id}`}>
              {on.kind === "installation" ? on.name : words.at(on.name, installation)}
            </a>,
            place.roles[role],
            <Day at={since} language={language} />,
            until === null ? (
              <span class="quiet">{words.noEnd}</span>
            ) : (
              <Day at={until - 1} language={language} />
            ),
          ],
        }))}
        empty={<EmptyState icon="ev-charger">{words.accessNone}</EmptyState>}
      />
    </Panel>
  );
}
