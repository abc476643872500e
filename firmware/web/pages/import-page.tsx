/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { CheckField } from "../../../ui/choice.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner } from "../../../ui/panel.tsx";
import { type FileError, formatFileError } from "../../whitelist/csv.ts";
import type { ImportCounts } from "../../whitelist/import-rows.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FileField, TextArea } from "./file-field.tsx";
import { FormFoot } from "./form-foot.tsx";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";

/** A card, and a PIN that ends. */
const EXAMPLE = `id,type,user,status,expires
04A1B2C3,card,Ann Berg,active,
#471108,pin,Ola Hansen,active,2027-01-31`;

/** Of more bad rows, and of more people who go, the first ones are shown. */
const MOST_SHOWN = 50;

interface Common {
  readonly visitor: Visitor;
  readonly unit: string;
}

/** What was sent to be imported, and what is wrong with it. */
export interface ImportForm {
  /** What was pasted. */
  readonly text: string;
  readonly replace: boolean;
  readonly problems: readonly FileError[];
  /** That there is nothing to import. */
  readonly isEmpty: boolean;
}

/** D3: a CSV file of users is chosen. */
export function ImportPage(
  props: Common & { readonly form: ImportForm; readonly note?: FlashNote | null | undefined },
) {
  const { visitor, unit, form, note } = props;
  const { transfer, nav } = visitor.words;
  const { problems } = form;
  return (
    <Shell visitor={visitor} unit={unit} title={transfer.importTitle} here={AT.users} note={note}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.users, label: nav.localUsers }]}
        here={transfer.importTitle}
      />
      <PageHead title={transfer.importTitle} intro={transfer.importIntro} />
      <div class="form panel panel-body">
        <p class="panel-note">{transfer.example}</p>
        <pre class="command">{EXAMPLE}</pre>
      </div>
      {problems.length > 0 ? (
        <>
          <Banner icon="triangle-alert" tone="bad">
            {transfer.problems}
          </Banner>
          <ul class="problems panel panel-body" id="problems">
            {problems.slice(0, MOST_SHOWN).map((problem) => (
              <li>{formatFileError(problem)}</li>
            ))}
            {problems.length > MOST_SHOWN ? <li>{transfer.andMore(problems.length - MOST_SHOWN)}</li> : null}
          </ul>
        </>
      ) : null}
      <form
        method="post"
        action={AT.import}
        enctype="multipart/form-data"
        class="form panel panel-body"
        novalidate
      >
        <Csrf visitor={visitor} />
        <FileField
          id="file"
          name="file"
          label={transfer.file}
          accept=".csv,text/csv"
          error={form.isEmpty ? transfer.empty : ""}
        />
        <TextArea id="text" name="text" label={transfer.paste} value={form.text} rows={8} />
        <CheckField
          id="replace"
          name="replace"
          label={transfer.replace}
          hint={transfer.replaceMeans}
          checked={form.replace}
        />
        <FormFoot visitor={visitor} words={transfer.preview} icon={null} back={AT.users} />
      </form>
    </Shell>
  );
}

/** D3: what importing it would change. */
export function ImportPreviewPage(
  props: Common & {
    readonly note: FlashNote | null;
    readonly held: string;
    readonly replace: boolean;
    readonly counts: ImportCounts;
  },
) {
  const { visitor, unit, note, held, replace, counts } = props;
  const { transfer, nav } = visitor.words;
  const { peopleRemoved } = counts;
  const isGrave = counts.removed + peopleRemoved.length + counts.unblocked.length > 0;
  return (
    <Shell visitor={visitor} unit={unit} title={transfer.previewTitle} here={AT.users} note={note}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.users, label: nav.localUsers },
          { href: AT.import, label: transfer.importTitle },
        ]}
        here={transfer.previewTitle}
      />
      <PageHead title={transfer.previewTitle} intro={replace ? transfer.replaceMeans : undefined} />
      <form method="post" action={`${AT.import}/apply`} class="form panel panel-body">
        <Csrf visitor={visitor} />
        <input type="hidden" name="held" value={held} />
        <dl class="facts">
          <Fact name={transfer.wouldAdd}>{counts.added}</Fact>
          <Fact name={transfer.wouldUpdate}>{counts.updated}</Fact>
          <Fact name={transfer.wouldRemove}>{counts.removed}</Fact>
          <Those name={transfer.peopleRemoved} all={peopleRemoved} visitor={visitor} />
          <Those
            name={transfer.moved}
            all={counts.moved.map(({ label, from, to }) =>
              transfer.movedOne(label, from ?? transfer.nobody, to ?? transfer.nobody),
            )}
            visitor={visitor}
          />
          <Those
            name={transfer.unblocked}
            all={counts.unblocked.map(({ label, user }) => `${label} (${user ?? transfer.nobody})`)}
            visitor={visitor}
          />
        </dl>
        <FormFoot
          visitor={visitor}
          words={transfer.apply}
          tone={isGrave ? "danger" : "primary"}
          back={AT.import}
        />
      </form>
    </Shell>
  );
}

/** The first of those of whom something is true; nothing when there are none. */
function Those(props: { readonly visitor: Visitor; readonly name: string; readonly all: readonly string[] }) {
  const { visitor, name, all } = props;
  const more = all.length - MOST_SHOWN;
  if (all.length === 0) return null;
  return (
    <Fact name={name}>
      {all.slice(0, MOST_SHOWN).join(", ")}
      {more > 0 ? ` ${visitor.words.transfer.andMore(more)}` : ""}
    </Fact>
  );
}

/** A fact with its name; stands in a `dl`. */
export function Fact({ name, children }: { readonly name: string; readonly children?: unknown }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
