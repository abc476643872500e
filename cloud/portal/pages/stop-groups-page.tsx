/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import type { StopGroup } from "../../credentials/stop-groups.ts";
import type { PersonId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { CredentialsParts } from "./sub-parts.tsx";

type Person = { readonly id: PersonId; readonly name: string };

/** Who may stop whose sessions (A7). */
export function StopGroupsPage(props: {
  readonly visitor: Visitor;
  readonly installation: SeenInstallation;
  readonly groups: readonly StopGroup[];
  /** Everybody who may charge here. */
  readonly people: readonly Person[];
  /** What was typed for a new one, and what is wrong with it. */
  readonly form: { readonly name: string; readonly error: string };
}) {
  const { visitor, installation, groups: seen, people, form } = props;
  const { groups, credentials, act } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={credentials.title} here={at.cards}>
      <CredentialsParts visitor={visitor} installation={installation} here={at.groups} />
      <p class="page-intro">
        {groups.intro} {groups.inOther}
      </p>
      {seen.length === 0 ? (
        <section class="panel">
          <EmptyState icon="users">{groups.none}</EmptyState>
        </section>
      ) : null}
      {seen.map((group) => (
        <Panel
          id={`group-${group.id}`}
          title={group.name}
          aside={
            <Confirmed
              id={`remove-${group.id}`}
              small
              icon="trash-2"
              label={
                <>
                  {act.remove}
                  <span class="unseen"> {group.name}</span>
                </>
              }
              question={groups.removeAsk(group.name)}
            >
              <form method="post" action={`${at.groups}/${group.id}/remove`}>
                <Csrf visitor={visitor} />
                <Button tone="danger">{act.remove}</Button>
              </form>
            </Confirmed>
          }
        >
          <form method="post" action={`${at.groups}/${group.id}`} class="form">
            <Csrf visitor={visitor} />
            <Field
              id={`name-${group.id}`}
              name="name"
              label={groups.name}
              value={group.name}
              maxLength={60}
              required
            />
            <Members visitor={visitor} prefix={group.id} people={people} chosen={group.members} />
            <div class="form-end">
              <Button>{act.save}</Button>
            </div>
          </form>
        </Panel>
      ))}
      <Panel id="add" title={groups.add}>
        <form method="post" action={at.groups} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Field
            id="name"
            name="name"
            label={groups.name}
            value={form.name}
            maxLength={60}
            required
            error={form.error}
          />
          <Members visitor={visitor} prefix="new" people={people} chosen={[]} />
          <div class="form-end">
            <Button tone="primary" icon="plus">
              {groups.add}
            </Button>
          </div>
        </form>
      </Panel>
    </PlaceShell>
  );
}

/** Everybody who may charge here, those checked who are in the group: `member-<id>=on`. */
function Members(props: {
  readonly visitor: Visitor;
  readonly prefix: string;
  readonly people: readonly Person[];
  readonly chosen: readonly Person[];
}) {
  const { visitor, prefix, people, chosen } = props;
  const { groups } = siteWords(visitor);
  return (
    <fieldset class="choice">
      <legend>{groups.members}</legend>
      {people.length === 0 ? <p class="quiet">{groups.noMembers}</p> : null}
      {people.map(({ id, name }) => (
        <div class="check">
          <input
            id={`${prefix}-${id}`}
            name={`member-${id}`}
            type="checkbox"
            value="on"
            checked={chosen.some((one) => one.id === id)}
          />
          <label for={`${prefix}-${id}`}>{name}</label>
        </div>
      ))}
    </fieldset>
  );
}
