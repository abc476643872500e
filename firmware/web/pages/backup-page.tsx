/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { PasswordField } from "../../../ui/field.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { Panel } from "../../../ui/panel.tsx";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FileField } from "./file-field.tsx";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";

/** The longest passphrase, characters. */
const LONGEST = 1_000;

/** What is wrong with the fields of either form. */
export type BackupErrors = Readonly<Partial<Record<"passphrase" | "again" | "file" | "opening", string>>>;

/** Makes a backup, and takes one to be restored. */
export function BackupPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly note: FlashNote | null;
  readonly errors: BackupErrors;
}) {
  const { visitor, unit, note, errors } = props;
  const { backup } = visitor.words;
  return (
    <Shell visitor={visitor} unit={unit} title={backup.title} here={AT.backup} note={note}>
      <PageHead title={backup.title} intro={backup.intro} />
      <Panel id="make" title={backup.make}>
        <form method="post" action={AT.backup} class="form" novalidate>
          <Csrf visitor={visitor} />
          <PasswordField
            id="passphrase"
            name="passphrase"
            label={backup.passphrase}
            hint={backup.passphraseHint}
            maxLength={LONGEST}
            autocomplete="new-password"
            error={errors.passphrase}
          />
          <PasswordField
            id="again"
            name="again"
            label={backup.passphraseAgain}
            maxLength={LONGEST}
            autocomplete="new-password"
            error={errors.again}
          />
          <div class="row">
            <Button tone="primary" icon="download">
              {backup.download}
            </Button>
          </div>
        </form>
      </Panel>
      <Panel id="restore" title={backup.restore}>
        <p class="panel-note">{backup.restoreIntro}</p>
        <form method="post" action={AT.restore} enctype="multipart/form-data" class="form" novalidate>
          <Csrf visitor={visitor} />
          <FileField id="file" name="file" label={backup.file} accept=".backup" error={errors.file} />
          <PasswordField
            id="opening"
            name="passphrase"
            label={backup.passphrase}
            maxLength={LONGEST}
            autocomplete="off"
            error={errors.opening}
          />
          <div class="row">
            <Button icon="upload">{backup.preview}</Button>
          </div>
        </form>
      </Panel>
    </Shell>
  );
}
