/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { digestCsv } from "../../whitelist/digested-rows.ts";
import { importRows, previewRows } from "../../whitelist/import-rows.ts";
import type { DigestedRow } from "../../whitelist/named-people.ts";
import { formOf, LARGEST_CSV } from "../form.ts";
import { Held } from "../held.ts";
import type { House } from "../house.ts";
import { type ImportForm, ImportPage, ImportPreviewPage } from "../pages/import-page.tsx";
import { AT } from "../pages/places.ts";
import { respond } from "../respond.ts";
import type { LeaveUndo } from "../undo.ts";
import type { PageContext, PageEnv } from "../visitor.ts";

/** More take the unit minutes: each PIN a tenth of a second, during which somebody waits for the page. */
const MOST = { rows: 5_000, pins: 500 } as const;
/** What was pasted is shown again to be mended, unless it is longer, characters. */
const LONGEST_SHOWN = 64 * 1024;
const ID_BYTES = 16;

/** The rows of a file that somebody looks at before they decide. */
interface Brought {
  readonly rows: readonly DigestedRow[];
  readonly replace: boolean;
}

/** D3: users from a CSV file: looked at first, and then imported or not. */
export function importRoutes(app: Hono<PageEnv>, house: House, leaveUndo: LeaveUndo): void {
  const { parts, notes } = house;
  const { store, keyring, facts, random } = parts;
  const held = new Held<Brought>(parts.clock);
  const newId = () => Buffer.from(random(ID_BYTES)).toString("hex");
  const page = (context: PageContext, form: ImportForm, status: 200 | 422) => {
    const visitor = context.get("visitor");
    const note = visitor.session && notes.take(visitor.session);
    return respond(
      context,
      <ImportPage visitor={visitor} unit={facts.unit} form={form} note={note} />,
      status,
    );
  };

  app.get(AT.import, (context) =>
    page(context, { text: "", replace: false, problems: [], isEmpty: false }, 200),
  );

  app.post(AT.import, async (context) => {
    const { session } = context.get("visitor");
    const sent = await formOf(context);
    const [file, text, replace] = [sent.file("file"), sent.text("text"), sent.checked("replace")];
    const again = { text: text.length > LONGEST_SHOWN ? "" : text, replace, problems: [] };
    const csv = file ? new Uint8Array(await file.arrayBuffer()) : text;
    if (csv.length === 0 || (typeof csv === "string" && csv.trim() === ""))
      return page(context, { ...again, isEmpty: true }, 422);
    const read = await digestCsv(keyring, csv, { zone: facts.zone, largest: LARGEST_CSV, most: MOST });
    if (!read.ok) return page(context, { ...again, problems: read.errors, isEmpty: false }, 422);
    if (session) held.hold(session, newId(), { rows: read.rows, replace });
    return context.redirect(`${AT.import}/preview`, 303);
  });

  app.get(`${AT.import}/preview`, async (context) => {
    const visitor = context.get("visitor");
    const looked = held.of(visitor.session);
    if (looked === null) return gone(context, house);
    const { rows, replace } = looked.value;
    const { mark, ...counts } = await previewRows(store, rows, { replace, random });
    return respond(
      context,
      <ImportPreviewPage
        visitor={visitor}
        unit={facts.unit}
        note={visitor.session && notes.take(visitor.session)}
        held={`${looked.id}.${mark}`}
        replace={replace}
        counts={counts}
      />,
    );
  });

  app.post(`${AT.import}/apply`, async (context) => {
    const visitor = context.get("visitor");
    const [id = "", seen] = (await formOf(context)).text("held").split(".");
    const brought = held.take(visitor.session, id);
    if (brought === null || !visitor.session) return gone(context, house);
    const { rows, replace } = brought;
    const done = await importRows(store, rows, { replace, random, mark: Number(seen) });
    if (done === null) {
      held.hold(visitor.session, newId(), brought);
      notes.leave(visitor.session, { tone: "bad", text: visitor.words.transfer.changedSince });
      return context.redirect(`${AT.import}/preview`, 303);
    }
    parts.peopleChanged();
    const { added, updated, removed, earlier, mark } = done;
    const { transfer } = visitor.words;
    leaveUndo(
      visitor,
      { earlier, mark, settings: {} },
      { text: transfer.applied(added, updated, removed), at: AT.import, label: transfer.undo },
    );
    return context.redirect(AT.users, 303);
  });
}

function gone(context: PageContext, { notes }: House): Response {
  const { session, words } = context.get("visitor");
  if (session) notes.leave(session, { tone: "bad", text: words.transfer.gone });
  return context.redirect(AT.import, 303);
}
