/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { exportCsv } from "../../whitelist/whitelist.ts";
import { attachment } from "../attachment.ts";
import type { House } from "../house.ts";
import { ExportPage } from "../pages/export-page.tsx";
import { AT } from "../pages/places.ts";
import { respond } from "../respond.ts";
import type { PageEnv } from "../visitor.ts";

/** D3: the local users as CSV. */
export function exportRoutes(app: Hono<PageEnv>, { parts: { store, facts } }: House): void {
  app.get(AT.export, async (context) => {
    const { text: _, ...counts } = await exportCsv(store);
    return respond(
      context,
      <ExportPage visitor={context.get("visitor")} unit={facts.unit} counts={counts} />,
    );
  });

  app.get(`${AT.export}/download`, async (context) =>
    attachment(context, (await exportCsv(store)).text, {
      name: `users-${facts.unit}.csv`,
      type: "text/csv; charset=utf-8",
    }),
  );
}
