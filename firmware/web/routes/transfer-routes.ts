import { isDeepStrictEqual } from "node:util";
import type { Hono } from "hono";
import { putBack } from "../../whitelist/earlier-people.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { House } from "../house.ts";
import { AT } from "../pages/places.ts";
import type { LeaveUndo, Undo } from "../undo.ts";
import type { PageEnv, Visitor } from "../visitor.ts";
import { backupRoutes } from "./backup-routes.tsx";
import { exportRoutes } from "./export-routes.tsx";
import { importRoutes } from "./import-routes.tsx";

/** Users as CSV, in and out (D3), and backups, in and out; the last of them can be taken back. */
export function transferRoutes(app: Hono<PageEnv>, house: House): void {
  const { notes, undos } = house;

  const leaveUndo: LeaveUndo = ({ session }, undo, said) => {
    // Where it leads to shows it for as long as it is held (`undoNote`).
    if (session) undos.hold(session, "undo", { ...undo, said });
  };
  importRoutes(app, house, leaveUndo);
  exportRoutes(app, house);
  backupRoutes(app, house, leaveUndo);

  for (const [at, back] of [
    [AT.import, AT.users],
    [AT.restore, AT.backup],
  ] as const) {
    app.post(`${at}/undo`, async (context) => {
      const visitor = context.get("visitor");
      const { session, words } = visitor;
      const undo = undos.of(session)?.value ?? null;
      const note = undo && (await takeBack(undo, house, visitor));
      // Not before: what the disk does not take can be tried again.
      if (undo !== null && undos.of(session)?.value === undo) undos.drop();
      if (session) notes.leave(session, note ?? { tone: "bad", text: words.transfer.undoGone });
      return context.redirect(back, 303);
    });
  }
}

/** Puts everything back that nobody has changed since, and says what came of it; null: the people are others since. @throws StoreError */
async function takeBack(undo: Undo, { parts }: House, { words }: Visitor): Promise<FlashNote | null> {
  const { backup, transfer } = words;
  if (!(await putBack(parts.store, undo.earlier, undo.mark))) return null;
  parts.peopleChanged();
  const values = new Map(
    parts.settings.all().map(({ definition, value }) => [String(definition.key), value]),
  );
  const all = Object.entries(undo.settings);
  const same = all.filter(([key, { after }]) => isDeepStrictEqual(values.get(key), after));
  const change = await parts.settings.change(
    Object.fromEntries(same.map(([key, { before }]) => [key, before])),
  );
  if (!change.ok) return { tone: "bad", text: backup.undoneButSettings };
  const undone = undo.said.at === AT.import ? transfer.undone : backup.undone;
  return { tone: "good", text: same.length < all.length ? `${undone} ${backup.settingsStay}` : undone };
}
