import type { Hono } from "hono";
import { putBack } from "../../whitelist/earlier-people.ts";
import { Held } from "../held.ts";
import type { House } from "../house.ts";
import { AT } from "../pages/places.ts";
import type { LeaveUndo, Undo } from "../undo.ts";
import type { PageEnv } from "../visitor.ts";
import { backupRoutes } from "./backup-routes.tsx";
import { exportRoutes } from "./export-routes.tsx";
import { importRoutes } from "./import-routes.tsx";

/** Users as CSV, in and out (D3), and backups, in and out; the last of them can be taken back. */
export function transferRoutes(app: Hono<PageEnv>, house: House): void {
  const { parts, notes } = house;
  const undos = new Held<Undo>(parts.clock);

  const leaveUndo: LeaveUndo = ({ session }, undo, { text, at, label }) => {
    if (!session) return;
    undos.hold(session, "undo", undo);
    notes.leave(session, { tone: "good", text, undo: { action: `${at}/undo`, label } });
  };
  importRoutes(app, house, leaveUndo);
  exportRoutes(app, house);
  backupRoutes(app, house, leaveUndo);

  for (const [at, back] of [
    [AT.import, AT.users],
    [AT.restore, AT.backup],
  ] as const) {
    app.post(`${at}/undo`, async (context) => {
      const { session, words } = context.get("visitor");
      const undo = undos.take(session, "undo");
      const done = undo !== null && (await putBack(parts.store, undo.earlier, undo.mark));
      if (done) {
        parts.peopleChanged();
        await parts.settings.change(undo.settings);
      }
      const undone = at === AT.import ? words.transfer.undone : words.backup.undone;
      if (session)
        notes.leave(
          session,
          done ? { tone: "good", text: undone } : { tone: "bad", text: words.transfer.undoGone },
        );
      return context.redirect(back, 303);
    });
  }
}
