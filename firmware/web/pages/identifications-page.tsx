/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Select } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { DateField, Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner, EmptyState } from "../../../ui/panel.tsx";
import type { Identification } from "../../whitelist/identification.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { PersonBadge } from "./person-badge.tsx";
import { nameOf } from "./person-name.ts";
import { AT, identificationAt, userAt } from "./places.ts";
import { Csrf, Seen, Shell } from "./shell.tsx";
import { shownAs } from "./shown-as.ts";

interface Common {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly person: PersonView;
  readonly note?: FlashNote | null;
}

/** A day as it is shown, by the unit's own days. */
export type DayWords = (expires: number) => string;

/** D3: the cards and PINs of one user. */
export function IdentificationsPage(props: Common & { readonly day: DayWords; readonly hasReader: boolean }) {
  const { visitor, unit, person, note, day } = props;
  const { identifications: words, users, common, nav } = visitor.words;
  const name = nameOf(person);
  return (
    <Shell visitor={visitor} unit={unit} title={words.of(name)} here={AT.users} note={note}>
      <Crumbs language={visitor.language} trail={[{ href: AT.users, label: nav.localUsers }]} here={name} />
      <PageHead
        title={words.title}
        intro={
          <>
            <a href={`${userAt(person.id)}/edit`} title={users.editName(name)}>
              {name}
            </a>{" "}
            <PersonBadge person={person} visitor={visitor} />
          </>
        }
        aside={<Add {...props} />}
      />
      {person.blocked ? (
        <Banner icon="ban" tone="bad">
          {words.blockedUser}
        </Banner>
      ) : null}
      <section class="panel panel-body" aria-label={words.title}>
        <DataTable
          caption={words.of(name)}
          columns={[
            { label: words.shown },
            { label: words.type },
            { label: words.status },
            { label: words.expires },
            { label: common.edit, unseen: true },
          ]}
          rows={person.identifications.map((one) => ({
            id: `identification-${one.id}`,
            cells: [
              <a
                class="row"
                href={identificationAt(person.id, one.id)}
                aria-label={words.edit(shownAs(one, visitor))}
              >
                <Icon name={one.type === "pin" ? "hash" : "credit-card"} />
                <span class="number">{one.label}</span>
              </a>,
              one.type === "pin" ? words.typePin : words.typeRfid,
              <Status one={one} visitor={visitor} />,
              one.expires === null ? common.never : day(one.expires),
              <a class="button button-quiet button-small" href={identificationAt(person.id, one.id)}>
                <Icon name="pencil" />
                <span class="button-words">
                  {common.edit}
                  <span class="unseen"> {shownAs(one, visitor)}</span>
                </span>
              </a>,
            ],
          }))}
          empty={<EmptyState icon="credit-card">{words.none}</EmptyState>}
        />
      </section>
      <div class="row page-foot">
        <a class="button button-plain" href={AT.users}>
          {common.close}
        </a>
      </div>
    </Shell>
  );
}

function Add({ visitor, person, hasReader }: Common & { readonly hasReader: boolean }) {
  const { identifications: words } = visitor.words;
  return (
    <details class="add" id="add">
      <summary class="button button-primary" id="add-summary">
        <Icon name="plus" />
        <span class="button-words">{words.add}</span>
      </summary>
      <ul class="menu-box">
        <li>
          <a class="place" href={`${userAt(person.id)}/identifications/new`}>
            <Icon name="keyboard" />
            <span>{words.addManually}</span>
          </a>
        </li>
        {hasReader ? (
          <li>
            <a class="place" href={`${userAt(person.id)}/scan`}>
              <Icon name="nfc" />
              <span>{words.addByCard}</span>
            </a>
          </li>
        ) : null}
      </ul>
    </details>
  );
}

function Status({ one, visitor }: { readonly one: Identification; readonly visitor: Visitor }) {
  const { identifications: words } = visitor.words;
  switch (one.state) {
    case "active":
      return <Badge tone="good">{words.active}</Badge>;
    case "blocked":
      return <Badge tone="bad">{words.blocked}</Badge>;
    case "expired":
      return <Badge tone="wait">{words.expired}</Badge>;
  }
}

/** What was typed into the form of a card or PIN, and what is wrong with it. */
export interface IdentificationForm {
  readonly type: "pin" | "card";
  readonly status: "active" | "blocked";
  /** What was typed; a code is never sent back once it is saved. */
  readonly code: string;
  /** An ISO date, or empty. */
  readonly expires: string;
  readonly errors: Readonly<Partial<Record<"type" | "status" | "code" | "expires", string>>>;
}

/** D3, D4: one card or PIN, new or not. A PIN that is saved can be replaced, never read. */
export function IdentificationPage(
  props: Common & { readonly one: Identification | null; readonly form: IdentificationForm },
) {
  const { visitor, unit, person, one, form, note } = props;
  const { identifications: words, common, nav } = visitor.words;
  const title = one ? words.editTitle : words.newTitle;
  const action = one ? identificationAt(person.id, one.id) : `${userAt(person.id)}/identifications/new`;
  return (
    <Shell visitor={visitor} unit={unit} title={title} here={AT.users} note={note}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.users, label: nav.localUsers },
          { href: userAt(person.id), label: nameOf(person) },
        ]}
        here={one ? shownAs(one, visitor) : title}
      />
      <PageHead
        title={one ? shownAs(one, visitor) : title}
        intro={one?.otherTerms ? words.otherTerms : undefined}
      />
      <form method="post" action={action} class="form panel panel-body">
        <Csrf visitor={visitor} />
        {one ? <Seen shown={identificationShown(one)} /> : null}
        {one ? (
          <Fixed label={words.type} value={one.type === "pin" ? words.typePin : words.typeRfid} />
        ) : (
          <Select
            id="type"
            name="type"
            label={words.type}
            value={form.type}
            error={form.errors.type}
            options={[
              { value: "pin", label: words.typePin },
              { value: "card", label: words.typeRfid },
            ]}
          />
        )}
        <Select
          id="status"
          name="status"
          label={words.status}
          value={form.status}
          error={form.errors.status}
          options={[
            { value: "active", label: words.active },
            { value: "blocked", label: words.blocked },
          ]}
        />
        {one ? <Fixed label={words.code} value={one.label} /> : null}
        <Field
          id="code"
          name="code"
          label={one === null ? words.code : one.type === "pin" ? words.codeEditPin : words.codeEditCard}
          hint={
            one === null
              ? words.codeNewHint
              : one.type === "pin"
                ? words.codeEditPinHint
                : words.codeEditCardHint
          }
          value={form.code}
          maxLength={80}
          error={form.errors.code}
        />
        <DateField
          id="expires"
          name="expires"
          label={words.expires}
          hint={words.expiresHint}
          value={form.expires}
          error={form.errors.expires}
        />
        <FormFoot visitor={visitor} back={userAt(person.id)}>
          {one === null ? (
            <button type="submit" class="button button-quiet" name="suggest" value="on" formnovalidate>
              <span class="button-words">{words.suggest}</span>
            </button>
          ) : null}
        </FormFoot>
      </form>
      {one ? (
        <div class="page-foot">
          <Confirmed
            id="remove-identification"
            icon="trash-2"
            label={common.remove}
            question={words.removeQuestion(shownAs(one, visitor), nameOf(person))}
          >
            <form method="post" action={`${action}/remove`}>
              <Csrf visitor={visitor} />
              <Button tone="danger" icon="trash-2">
                {words.remove(shownAs(one, visitor))}
              </Button>
            </form>
          </Confirmed>
        </div>
      ) : null}
    </Shell>
  );
}

/** What cannot be changed here. */
function Fixed({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <dl class="fixed">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </dl>
  );
}

/** What the form of a card or PIN shows of it. */
export function identificationShown({ status, expires }: Identification): unknown {
  return [status, expires];
}
