/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Copyable } from "../../../ui/copyable.tsx";
import { Field } from "../../../ui/field.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { GroupId, RowId } from "../../database/ids.ts";
import type { GroupPage as GroupContent } from "../../grants/group-page.ts";
import { NAME_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import { groupAt } from "./places.ts";
import { Csrf, DoorPanel } from "./shell.tsx";

interface PanelProps {
  readonly visitor: Visitor;
  readonly group: GroupContent;
  readonly filled: { readonly typed: string; readonly error: string } | undefined;
}

/** Where an access request may return to. */
export function UrlsPanel({ visitor, group, filled }: PanelProps) {
  const { groups: words } = visitor.words;
  const at = groupAt(group.id);
  return (
    <Panel id="urls" title={words.urls}>
      <p class="panel-note">{words.urlsText}</p>
      {group.returnUrls.length === 0 ? (
        <EmptyState icon="globe">{words.urlsNone}</EmptyState>
      ) : (
        <ul class="things">
          {group.returnUrls.map(({ id, url }) => (
            <li class="thing">
              <code class="anywhere">{url}</code>
              {group.mayEdit ? (
                <Confirmed
                  id={`url-${id}`}
                  small
                  icon="trash-2"
                  label={<span class="unseen">{words.removeUrl(url)}</span>}
                  question={words.removeUrlAsk(url)}
                >
                  <form method="post" action={`${at}/urls/remove`}>
                    <Csrf visitor={visitor} />
                    <input type="hidden" name="url" value={id} />
                    <Button tone="danger">{words.remove}</Button>
                  </form>
                </Confirmed>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {group.mayEdit ? (
        <form method="post" action={`${at}/urls#urls`} class="form">
          <Csrf visitor={visitor} />
          <Field
            id="url"
            name="url"
            type="url"
            label={words.url}
            hint={words.urlHint}
            value={filled?.typed}
            error={filled?.error}
            maxLength={2000}
            required
          />
          <div class="row">
            <Button icon="plus">{words.addUrl}</Button>
          </div>
        </form>
      ) : null}
    </Panel>
  );
}

/** What the group's programs log in with. */
export function CredentialsPanel({ visitor, group, filled }: PanelProps) {
  const { groups: words } = visitor.words;
  const at = groupAt(group.id);
  return (
    <Panel id="credentials" title={words.credentials}>
      <p class="panel-note">{words.credentialsText}</p>
      {group.credentials.length === 0 ? (
        <EmptyState icon="key-round">{words.credentialsNone}</EmptyState>
      ) : (
        <ul class="things">
          {group.credentials.map(({ id, name, usedAt }) => (
            <li class="thing">
              <span class="two-lines">
                <span>{name}</span>
                <span class="quiet">
                  {words.used}:{" "}
                  {usedAt === null ? words.never : <Moment at={usedAt} language={visitor.language} />}
                </span>
              </span>
              {group.mayEdit ? (
                <Confirmed
                  id={`credential-${id}`}
                  small
                  icon="trash-2"
                  label={
                    <>
                      <span aria-hidden="true">{words.withdraw}</span>
                      <span class="unseen">{words.withdrawOf(name)}</span>
                    </>
                  }
                  question={words.withdrawAsk(name)}
                >
                  <form method="post" action={`${at}/credentials/withdraw`}>
                    <Csrf visitor={visitor} />
                    <input type="hidden" name="credential" value={id} />
                    <Button tone="danger">{words.withdraw}</Button>
                  </form>
                </Confirmed>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {group.mayEdit ? (
        <form method="post" action={`${at}/credentials#credentials`} class="form">
          <Csrf visitor={visitor} />
          <Field
            id="credential-name"
            name="name"
            label={words.credentialName}
            hint={words.credentialNameHint}
            value={filled?.typed}
            error={filled?.error}
            maxLength={NAME_FIELD_LENGTH}
            required
          />
          <div class="row">
            <Button icon="plus">{words.makeCredential}</Button>
          </div>
        </form>
      ) : null}
    </Panel>
  );
}

/** New credentials: the one time that their secret is shown. */
export function CredentialMadePage(props: {
  readonly visitor: Visitor;
  readonly group: GroupId;
  readonly made: { readonly id: RowId; readonly secret: string };
}) {
  const { visitor, group, made } = props;
  const { groups: words, common } = visitor.words;
  return (
    <DoorPanel visitor={visitor} title={words.credentialMade} sign="key-round">
      <p>
        <strong>{words.credentialOnce}</strong>
      </p>
      <dl class="given">
        <dt>{words.clientId}</dt>
        <dd>
          <Copyable id="client-id" text={made.id} copy={common.copy} copied={common.copied} />
        </dd>
        <dt>{words.secret}</dt>
        <dd>
          <Copyable id="client-secret" text={made.secret} copy={common.copy} copied={common.copied} />
        </dd>
      </dl>
      <div class="row">
        <a class="button button-primary" href={groupAt(group)}>
          {words.copied}
        </a>
      </div>
    </DoorPanel>
  );
}
