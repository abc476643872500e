/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { Panel } from "../../../ui/panel.tsx";
import type { Identification } from "../../whitelist/identification.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { Visitor } from "../visitor.ts";
import { shownAs } from "./identifications-page.tsx";
import { AT } from "./places.ts";
import { Csrf, PageHead, Shell } from "./shell.tsx";
import { nameOf, Search } from "./users-page.tsx";

/** More than that are not listed at once: those that are left come up when these have found their owners. */
export const MOST_NAMELESS = 50;

/** Where one card or PIN that belongs to nobody is given to somebody. */
export const namelessAt = (id: string) => `${AT.users}/nameless/${id}`;

/** Cards and PINs that belong to nobody by name. */
export function Nameless(props: { readonly visitor: Visitor; readonly nameless: readonly Identification[] }) {
  const { visitor, nameless } = props;
  const { users, identifications } = visitor.words;
  const more = nameless.length - MOST_NAMELESS;
  return (
    <Panel id="nameless" title={users.noName}>
      <p class="panel-note">{users.noNameHint}</p>
      <DataTable
        caption={users.noName}
        columns={[{ label: identifications.shown }, { label: users.giveTo, unseen: true }]}
        rows={nameless.slice(0, MOST_NAMELESS).map((one) => ({
          id: `nameless-${one.id}`,
          cells: [
            <span class="number">{one.label}</span>,
            <a class="button button-quiet button-small" href={namelessAt(one.id)}>
              <Icon name="user-plus" />
              <span class="button-words">
                {users.giveTo}
                <span class="unseen"> {shownAs(one, visitor)}</span>
              </span>
            </a>,
          ],
        }))}
        empty={null}
      />
      {more > 0 ? <p class="panel-note">{visitor.words.transfer.andMore(more)}</p> : null}
    </Panel>
  );
}

/** One of them is given to somebody, or removed. */
export function NamelessPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly one: Identification;
  /** Whom it can be given to: those that were searched for, the first of them. */
  readonly people: readonly PersonView[];
  readonly search: string;
}) {
  const { visitor, unit, one, people, search } = props;
  const { users, identifications, common, nav } = visitor.words;
  const title = shownAs(one, visitor);
  return (
    <Shell visitor={visitor} unit={unit} title={title} here={AT.users}>
      <Crumbs language={visitor.language} trail={[{ href: AT.users, label: nav.localUsers }]} here={title} />
      <PageHead title={title} intro={users.noNameHint} />
      <section class="panel panel-body" aria-label={users.giveTo}>
        <Search visitor={visitor} search={search} action={namelessAt(one.id)} />
        {people.length === 0 ? (
          <p class="panel-note">{search === "" ? users.noneYet : users.nobodyFound(search)}</p>
        ) : (
          <form method="post" action={namelessAt(one.id)} class="form">
            <Csrf visitor={visitor} />
            <Select
              id="person"
              name="person"
              label={users.giveTo}
              options={people.map((person) => ({ value: person.id, label: nameOf(person) }))}
            />
            <div class="row">
              <Button tone="primary" icon="check">
                {users.give}
              </Button>
              <a class="button button-quiet" href={AT.users}>
                {common.cancel}
              </a>
            </div>
          </form>
        )}
      </section>
      <div class="page-foot">
        <Confirmed
          id="remove-identification"
          icon="trash-2"
          label={common.remove}
          question={identifications.removeNamelessQuestion(title)}
        >
          <form method="post" action={`${namelessAt(one.id)}/remove`}>
            <Csrf visitor={visitor} />
            <Button tone="danger" icon="trash-2">
              {identifications.remove(title)}
            </Button>
          </form>
        </Confirmed>
      </div>
    </Shell>
  );
}
