/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { stream } from "hono/streaming";
import type { Actor } from "../../access/role.ts";
import { type ChargerId, isId, type PersonId } from "../../database/ids.ts";
import type { HistoryFilter } from "../../history/history.ts";
import type { HistoryChoice } from "../pages/history-page.tsx";
import { OwnHistoryPage, PlaceHistoryPage } from "../pages/history-pages.tsx";
import type { ShownPlace } from "../pages/place-shell.tsx";
import { AT } from "../pages/places.ts";
import { chargerPages, installationPages, OWN } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { atField, chargerIn, granted, installationIn } from "./seen-in-address.ts";

/** Longer stretches are drawn by the month, days. */
const MOST_DAYS = 62;
const DAY = 86_400_000;

/** Charge history: of an installation, of a charger, one's own; with filters, chart, CSV. */
export function historyRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { history, seen, stopGroups } = portal.services.sites;
  const { clock } = portal.cloud;

  const placePage = async (context: PortalContext, place: ShownPlace, at: string) => {
    const { actor } = signedInOf(context);
    const visitor = context.get("visitor");
    const { id } = place.installation;
    const chosen = choiceIn(context);
    const filter = { ...filterOf(chosen), ...(place.charger && { charger: place.charger.id }) };
    const after = context.req.query("after") ?? null;
    const found = await history.ofInstallation(actor, id, filter, after);
    const problem = found.ok ? null : atField(found.problem);
    const usable = problem === null ? filter : withoutDays(filter);
    const stretch = found.ok ? found : granted(notDays(await history.ofInstallation(actor, id, usable)));
    const chargers = place.charger ? [] : await seen.names(actor, id);
    return respond(
      portal,
      context,
      <PlaceHistoryPage
        visitor={visitor}
        place={place}
        picture={{
          at,
          choice: { ...chosen, error: problem === null ? "" : siteWords(visitor).history.dates },
          stretch: stretch.page,
          older: after !== null,
          chargers,
          people: await peopleOf(actor, id),
          chart: await chartOf(actor, id, usable),
          csv: place.charger ? null : installationPages(id).csv,
          names: true,
        }}
      />,
      problem === null ? 200 : 422,
    );
  };

  /** Everybody who may charge there, where the viewer may know; else nobody to choose from. */
  const peopleOf = async (actor: Actor, id: ShownPlace["installation"]["id"]) => {
    const found = await stopGroups.list(actor, id);
    return found.ok ? found.people : [];
  };

  const chartOf = async (actor: Actor, id: ShownPlace["installation"]["id"], filter: HistoryFilter) => {
    const now = clock.now();
    const from = filter.fromDay ?? new Date(now - 30 * DAY).toISOString().slice(0, 10);
    const to = filter.toDay ?? new Date(now).toISOString().slice(0, 10);
    const unit = Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY ? "month" : "day";
    const found = await history.energy(actor, id, { ...filter, fromDay: from }, unit);
    return found.ok ? ({ unit, sums: found.sums } as const) : null;
  };

  app.get(`${AT.installations}/:installation/history`, async (context) => {
    const installation = await installationIn(portal, context);
    return placePage(context, { installation }, installationPages(installation.id).history);
  });

  app.get("/chargers/:charger/history", async (context) => {
    const charger = await chargerIn(portal, context);
    return placePage(
      context,
      { installation: charger.installation, charger },
      chargerPages(charger.id).history,
    );
  });

  app.get(`${AT.installations}/:installation/history.csv`, async (context) => {
    const installation = await installationIn(portal, context);
    const filter = filterOf(choiceIn(context));
    const found = await history.csv(signedInOf(context).actor, installation.id, filter);
    if (!found.ok) {
      atField(found.problem);
      return context.redirect(installationPages(installation.id).history, 303);
    }
    context.header("Content-Type", "text/csv; charset=utf-8");
    context.header("Content-Disposition", 'attachment; filename="charge-history.csv"');
    context.header("Cache-Control", "no-store");
    return stream(context, async (out) => {
      for await (const line of found.lines) {
        if (out.aborted) return;
        await out.write(line);
      }
    });
  });

  app.get(AT.charging, async (context) => {
    const { actor } = signedInOf(context);
    const visitor = context.get("visitor");
    const chosen = choiceIn(context);
    const after = context.req.query("after") ?? null;
    const filter = filterOf(chosen);
    const found = await history.own(actor, filter, after);
    const again = found.ok ? found : await history.own(actor, withoutDays(filter));
    if (!again.ok) throw new Error("a filter without days has been refused for its days");
    const { items: chargers } = await seen.seen(actor);
    return respond(
      portal,
      context,
      <OwnHistoryPage
        visitor={visitor}
        picture={{
          at: OWN.history,
          choice: { ...chosen, error: found.ok ? "" : siteWords(visitor).history.dates },
          stretch: again.page,
          older: after !== null,
          chargers,
          people: [],
          chart: null,
          csv: null,
          names: false,
        }}
      />,
      found.ok ? 200 : 422,
    );
  });
}

function choiceIn({ req }: PortalContext): HistoryChoice {
  const text = (name: string) => (req.query(name) ?? "").slice(0, 40);
  return {
    from: text("from"),
    to: text("to"),
    charger: text("charger"),
    person: text("person"),
    by: text("by"),
    error: "",
  };
}

/** What was chosen, as far as it can be a choice. */
function filterOf({ from, to, charger, person, by }: HistoryChoice): HistoryFilter {
  return {
    ...(from !== "" && { fromDay: from }),
    ...(to !== "" && { toDay: to }),
    ...(isId<ChargerId>(charger) && { charger }),
    ...(isId<PersonId>(person) && { person }),
    ...((by === "card" || by === "pin" || by === "remote" || by === "open") && { by }),
  };
}

function withoutDays({ fromDay: _from, toDay: _to, ...rest }: HistoryFilter): HistoryFilter {
  return rest;
}

/** Without days there is nothing to be wrong with them. */
function notDays<Done extends { readonly ok: true }>(
  outcome: Done | { readonly ok: false; readonly problem: "not-found" | "forbidden" | "day" },
): Done | { readonly ok: false; readonly problem: "not-found" | "forbidden" } {
  if (!outcome.ok && outcome.problem === "day")
    throw new Error("a filter without days was refused for its days");
  // The compiler does not see that the third problem is gone.
  return outcome as Done | { readonly ok: false; readonly problem: "not-found" | "forbidden" };
}
