/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import type { Identification } from "../../whitelist/identification.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { nameOf } from "./person-name.ts";
import { AT, namelessAt } from "./places.ts";
import { Search } from "./search.tsx";
import { Csrf, Shell } from "./shell.tsx";
import { shownAs } from "./shown-as.ts";

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
            <FormFoot visitor={visitor} words={users.give} back={AT.users} />
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
