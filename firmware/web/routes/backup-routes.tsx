/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { collectBackup } from "../../backup/collect-backup.ts";
import { previewRestore, type RestorePreview, restoreBackup } from "../../backup/restore-backup.ts";
import { type Opened, openBackup, type Sealed, sealBackup } from "../../backup/seal.ts";
import { attachment } from "../attachment.ts";
import { dayOf } from "../day.ts";
import { formOf } from "../form.ts";
import { Held } from "../held.ts";
import type { House } from "../house.ts";
import { type BackupErrors, BackupPage } from "../pages/backup-page.tsx";
import { AT } from "../pages/places.ts";
import { opensAccess, RestorePage } from "../pages/restore-page.tsx";
import { respond } from "../respond.ts";
import { isStale } from "../seen.ts";
import { type LeaveUndo, undoNote } from "../undo.ts";
import type { PageContext, PageEnv, Visitor } from "../visitor.ts";

const ID_BYTES = 16;

/** A backup of people and settings, made and restored. */
export function backupRoutes(app: Hono<PageEnv>, house: House, leaveUndo: LeaveUndo): void {
  const { parts, notes } = house;
  const { store, keyring, settings, facts, clock, random } = parts;
  const into = { store, keyring, settings, random };
  const held = new Held<Extract<Opened, { ok: true }>>(clock);
  const page = (context: PageContext, errors: BackupErrors, status: 200 | 422) => {
    const visitor = context.get("visitor");
    const note =
      (visitor.session && notes.take(visitor.session)) ?? undoNote(house, visitor.session, AT.restore);
    return respond(
      context,
      <BackupPage visitor={visitor} unit={facts.unit} note={note} errors={errors} />,
      status,
    );
  };

  app.get(AT.backup, (context) => page(context, {}, 200));
  app.get(AT.restore, (context) => context.redirect(AT.backup, 303));

  app.post(AT.backup, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const passphrase = form.text("passphrase");
    if (passphrase !== form.text("again"))
      return page(context, { again: visitor.words.backup.different }, 422);
    const now = clock.wall();
    const { content } = await collectBackup({ store, keyring });
    const sealed = await sealBackup(content, passphrase, { unit: facts.unit, random, now });
    if (!sealed.ok) return page(context, { passphrase: sealWords(sealed.code, visitor) }, 422);
    const name = `chargegate-${facts.unit}-${dayOf(now, facts.zone, "iso")}.backup`;
    return attachment(context, new Uint8Array(sealed.file), { name, type: "application/octet-stream" });
  });

  app.post(AT.restore, async (context) => {
    const { session, words } = context.get("visitor");
    const { problems } = words.backup;
    const form = await formOf(context);
    const file = form.file("file");
    if (file === null) return page(context, { file: problems.missing }, 422);
    const opened = await openBackup(new Uint8Array(await file.arrayBuffer()), form.text("passphrase"));
    if (!opened.ok) {
      const field = opened.code === "wrong-passphrase-or-damaged" ? "opening" : "file";
      return page(context, { [field]: problems[opened.code] }, 422);
    }
    if (session) held.hold(session, Buffer.from(random(ID_BYTES)).toString("hex"), opened);
    return context.redirect(`${AT.restore}/preview`, 303);
  });

  /** Another one means that the preview has shown somebody's earlier work. */
  const replacedBy = ({ settings: moves }: RestorePreview) => [
    store.localUsersState().change,
    moves.map(({ definition: { key }, from, to }) => [key, from, to]),
  ];
  const preview = async (
    context: PageContext,
    errors: Parameters<typeof RestorePage>[0]["errors"],
    status: 200 | 422,
  ) => {
    const visitor = context.get("visitor");
    const looked = held.of(visitor.session);
    if (looked === null) return gone(context, house);
    const { unit, made, content } = looked.value;
    const would = await previewRestore(content, into);
    return respond(
      context,
      <RestorePage
        visitor={visitor}
        unit={facts.unit}
        held={looked.id}
        madeAt={unit}
        madeOn={dayOf(made, facts.zone, visitor.language)}
        preview={would}
        errors={errors}
        note={visitor.session && notes.take(visitor.session)}
        shown={replacedBy(would)}
      />,
      status,
    );
  };

  app.get(`${AT.restore}/preview`, (context) => preview(context, {}, 200));

  app.post(`${AT.restore}/apply`, async (context) => {
    const visitor = context.get("visitor");
    const { backup, authorization, settings: words } = visitor.words;
    const form = await formOf(context);
    const looked = held.of(visitor.session);
    if (looked === null || looked.id !== form.text("held")) return gone(context, house);
    const { content } = looked.value;
    const would = await previewRestore(content, into);
    if (isStale(form, replacedBy(would))) {
      if (visitor.session)
        notes.leave(visitor.session, { tone: "bad", text: visitor.words.common.changedMeanwhile });
      return context.redirect(`${AT.restore}/preview`, 303);
    }
    const opens = opensAccess(would);
    const errors = {
      ...(!form.checked("confirm") && { confirm: backup.confirmMissing }),
      ...(opens && !form.checked("confirmOpen") && { confirmOpen: authorization.confirmOpenMissing }),
    };
    if (Object.keys(errors).length > 0) return preview(context, errors, 422);
    if (held.take(visitor.session, looked.id) === null) return gone(context, house);
    const restored = await restoreBackup(content, into);
    parts.peopleChanged();
    const said = [
      backup.applied(restored.preview.people),
      ...(restored.settingsProblem === null ? [] : [backup.settingsNotSaved]),
      ...(restored.restartNeeded.length === 0 ? [] : [`${words.restartNeeded} ${words.restartCommand}`]),
    ];
    const { earlier, mark, earlierSettings } = restored;
    const now = new Map(settings.all().map(({ definition, value }) => [String(definition.key), value]));
    const changedSettings = Object.fromEntries(
      Object.entries(earlierSettings).map(([key, before]) => [key, { before, after: now.get(key) }]),
    );
    leaveUndo(
      visitor,
      { earlier, mark, settings: changedSettings },
      { text: said.join(" "), at: AT.restore, label: backup.undo },
    );
    return context.redirect(AT.backup, 303);
  });
}

function sealWords(code: Extract<Sealed, { ok: false }>["code"], { words: { backup } }: Visitor): string {
  switch (code) {
    case "passphrase-too-short":
      return backup.tooShort;
    case "passphrase-too-long":
      return backup.tooLong;
    case "too-large":
      return backup.problems["too-large"];
  }
}

function gone(context: PageContext, { notes }: House): Response {
  const { session, words } = context.get("visitor");
  if (session) notes.leave(session, { tone: "bad", text: words.backup.problems.gone });
  return context.redirect(AT.backup, 303);
}
