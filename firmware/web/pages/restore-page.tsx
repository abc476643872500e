/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { CheckField } from "../../../ui/choice.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import type { RestorePreview } from "../../backup/restore-backup.ts";
import type { SettingMove } from "../../settings/settings.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { settingWords } from "../words/setting-words.ts";
import { FormFoot } from "./form-foot.tsx";
import { Fact } from "./import-page.tsx";
import { AT } from "./places.ts";
import { Csrf, Seen, Shell } from "./shell.tsx";

/** Of more people whose cards or PINs cannot come along, the first ones are shown. */
const MOST_SHOWN = 200;

/** Whether restoring it lets anyone charge who may not now. */
export function opensAccess({ settings }: RestorePreview): boolean {
  return settings.some(({ definition, to }) => definition.key === "access" && to === "open");
}

/** What restoring a backup would change. */
export function RestorePage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly held: string;
  /** Where and when it was made: the unit's id, and a day in words. */
  readonly madeAt: string;
  readonly madeOn: string;
  readonly preview: RestorePreview;
  readonly errors: Readonly<Partial<Record<"confirm" | "confirmOpen", string>>>;
  readonly note: FlashNote | null;
  /** What it would replace. */
  readonly shown: unknown;
}) {
  const { visitor, unit, held, madeAt, madeOn, preview, errors, note, shown } = props;
  const { backup, common, authorization } = visitor.words;
  const { replaced, settings } = preview;
  return (
    <Shell visitor={visitor} unit={unit} title={backup.previewTitle} here={AT.backup} note={note}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.backup, label: backup.title }]}
        here={backup.restore}
      />
      <PageHead title={backup.previewTitle} intro={`${backup.made(madeAt)}, ${madeOn}`} />
      <form method="post" action={`${AT.restore}/apply`} class="form form-wide panel panel-body" novalidate>
        <Csrf visitor={visitor} />
        <Seen shown={shown} />
        <input type="hidden" name="held" value={held} />
        <dl class="facts">
          <Fact name={backup.people}>{preview.people}</Fact>
          <Fact name={backup.cards}>{preview.cards}</Fact>
          <Fact name={backup.pins}>{preview.pins}</Fact>
          <Fact name={backup.replaced}>
            {backup.replacedCount(replaced.people, replaced.identifications)}
          </Fact>
          <LeftOutFact visitor={visitor} preview={preview} />
          <Fact name={backup.settingsChanged}>
            {settings.length === 0 ? common.none : <Moves visitor={visitor} moves={settings} />}
          </Fact>
          {preview.settingsUnknown.length > 0 ? (
            <Fact name={backup.settingsUnknown}>{preview.settingsUnknown.join(", ")}</Fact>
          ) : null}
        </dl>
        {preview.accessIsManaged ? <p class="panel-note">{backup.accessManaged}</p> : null}
        <CheckField
          id="confirm"
          name="confirm"
          label={backup.confirm}
          checked={false}
          error={errors.confirm}
        />
        {opensAccess(preview) ? (
          <CheckField
            id="confirm-open"
            name="confirmOpen"
            label={authorization.confirmOpen}
            checked={false}
            error={errors.confirmOpen}
          />
        ) : null}
        <FormFoot visitor={visitor} words={backup.apply} tone="danger" back={AT.backup} />
      </form>
    </Shell>
  );
}

/** Whose cards and PINs have to be set anew, and why. */
function LeftOutFact({
  visitor,
  preview: { leftOut },
}: {
  readonly visitor: Visitor;
  readonly preview: RestorePreview;
}) {
  const { backup, transfer } = visitor.words;
  if (leftOut.length === 0) return null;
  const sum = (kind: "cards" | "pins") => leftOut.reduce((all, one) => all + one[kind], 0);
  const [cards, pins] = [sum("cards"), sum("pins")];
  return (
    <Fact name={backup.leftOut}>
      <div>
        {pins > 0 ? <p>{backup.pinsLost(pins)}</p> : null}
        {cards > 0 ? <p>{backup.cardsLost(cards)}</p> : null}
        <ul class="problems">
          {leftOut.slice(0, MOST_SHOWN).map((one) => (
            <li>{backup.leftOutOf(one.name ?? backup.nobody, one.cards, one.pins)}</li>
          ))}
          {leftOut.length > MOST_SHOWN ? <li>{transfer.andMore(leftOut.length - MOST_SHOWN)}</li> : null}
        </ul>
      </div>
    </Fact>
  );
}

function Moves({ visitor, moves }: { readonly visitor: Visitor; readonly moves: readonly SettingMove[] }) {
  return (
    <ul class="problems">
      {moves.map(({ definition, from, to }) => {
        const { title, values } = settingWords(definition, visitor.language);
        const [now, then] = [from, to].map((value) => valueWords(value, values, visitor));
        return (
          <li>
            {title}: {now} → <strong>{then}</strong>
          </li>
        );
      })}
    </ul>
  );
}

/** A setting's value in words. */
function valueWords(value: unknown, values: Readonly<Record<string, string>>, visitor: Visitor): string {
  if (Array.isArray(value)) return value.map((one) => valueWords(one, values, visitor)).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.values(value)
      .map((one) => valueWords(one, values, visitor))
      .join(", ");
  const word = values[String(value)];
  if (word !== undefined) return word;
  if (typeof value === "boolean") return value ? visitor.words.common.enabled : "–";
  return String(value);
}
