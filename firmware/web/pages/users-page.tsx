/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState } from "../../../ui/panel.tsx";
import type { Identification } from "../../whitelist/identification.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { NameFields } from "./name-fields.tsx";
import { Nameless } from "./nameless-panel.tsx";
import { PersonBadge } from "./person-badge.tsx";
import { nameOf } from "./person-name.ts";
import { AT, userAt } from "./places.ts";
import { Search } from "./search.tsx";
import { Csrf, Seen, Shell } from "./shell.tsx";

interface Common {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly note?: FlashNote | null;
}

/** D2: the list of local users. */
export function UsersPage(
  props: Common & {
    readonly people: readonly PersonView[];
    /** Of how many these are. */
    readonly total: number;
    readonly search: string;
    readonly nameless: readonly Identification[];
  },
) {
  const { visitor, unit, note, people, total, search, nameless } = props;
  const { users, nav } = visitor.words;
  const addNew = (
    <a class="button button-primary" href={`${AT.users}/new`}>
      <Icon name="user-plus" />
      <span class="button-words">{users.addNew}</span>
    </a>
  );
  return (
    <Shell visitor={visitor} unit={unit} title={nav.localUsers} here={AT.users} note={note}>
      <PageHead title={users.title} intro={users.intro} aside={addNew} />
      <section class="panel panel-body" aria-label={users.title}>
        {total > 8 || search !== "" ? <Search visitor={visitor} search={search} action={AT.users} /> : null}
        <DataTable
          caption={users.title}
          columns={[
            { label: users.name },
            { label: users.status },
            { label: users.identifications, unseen: false },
          ]}
          rows={people.map((person) => ({
            id: `user-${person.id}`,
            cells: [
              <a href={`${userAt(person.id)}/edit`} title={users.editName(nameOf(person))}>
                {nameOf(person)}
              </a>,
              <PersonBadge person={person} visitor={visitor} />,
              <a class="button button-quiet card-button" href={userAt(person.id)}>
                <Icon name="credit-card" />
                <span class="number">{person.identifications.length}</span>
                <span class="unseen"> {users.openIdentifications(nameOf(person))}</span>
              </a>,
            ],
          }))}
          empty={
            <EmptyState icon="users">{search === "" ? users.noneYet : users.nobodyFound(search)}</EmptyState>
          }
        />
      </section>
      {nameless.length > 0 ? <Nameless visitor={visitor} nameless={nameless} /> : null}
      <div class="row page-foot">
        <a class="button button-quiet" href={`${AT.users}/import`}>
          <Icon name="upload" />
          <span class="button-words">{users.import}</span>
        </a>
        <a class="button button-quiet" href={`${AT.users}/export`}>
          <Icon name="download" />
          <span class="button-words">{users.export}</span>
        </a>
      </div>
    </Shell>
  );
}

/** What was typed into a person's form, and what is wrong with it. */
export interface ProfileForm {
  readonly firstName: string;
  readonly lastName: string;
  readonly blocked: boolean;
  readonly errors: Readonly<Partial<Record<"firstName" | "lastName", string>>>;
}

/** D2, D4: name and block of one user, new or not. */
export function ProfilePage(
  props: Common & { readonly person: PersonView | null; readonly form: ProfileForm },
) {
  const { visitor, unit, person, form, note } = props;
  const { users, nav } = visitor.words;
  const title = person ? users.profile : users.profileNew;
  const name = person ? nameOf(person) : "";
  return (
    <Shell visitor={visitor} unit={unit} title={title} here={AT.users} note={note}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.users, label: nav.localUsers },
          ...(person ? [{ href: userAt(person.id), label: name }] : []),
        ]}
        here={title}
      />
      <PageHead title={title} />
      <form
        method="post"
        action={person ? `${userAt(person.id)}/edit` : `${AT.users}/new`}
        class="form panel panel-body"
        novalidate
      >
        <Csrf visitor={visitor} />
        {person ? <Seen shown={profileShown(person)} /> : null}
        <NameFields visitor={visitor} form={form} errors={form.errors} />
        <CheckField
          id="blocked"
          name="blocked"
          label={users.block}
          hint={users.blockMeans}
          checked={form.blocked}
        />
        <FormFoot visitor={visitor} back={person ? userAt(person.id) : AT.users} />
      </form>
      {person ? (
        <div class="page-foot">
          <Confirmed
            id="remove-user"
            icon="trash-2"
            label={users.remove}
            question={users.removeQuestion(name, person.identifications.length)}
          >
            <form method="post" action={`${userAt(person.id)}/remove`}>
              <Csrf visitor={visitor} />
              <Button tone="danger" icon="trash-2">
                {users.removeName(name)}
              </Button>
            </form>
          </Confirmed>
        </div>
      ) : null}
    </Shell>
  );
}

/** What a profile's form shows of somebody. */
export function profileShown({ firstName, lastName, blocked }: PersonView): unknown {
  return [firstName, lastName, blocked];
}
