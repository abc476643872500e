/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { Actor } from "../../access/role.ts";
import type { OpenProblem } from "../../credentials/enrolment.ts";
import { runningSessions } from "../../history/running-sessions.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { RemoteOutcome } from "../../units/remote-control.ts";
import { formOf } from "../form.ts";
import { liveRoute } from "../live.ts";
import { ChargerPage, type ChargerPicture, chargerRegions } from "../pages/charger-page.tsx";
import { AT } from "../pages/places.ts";
import { ScanPage, scanRegions } from "../pages/scan-page.tsx";
import { chargerPages } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf, type Visitor } from "../visitor.ts";
import { remoteWords } from "./remote-words.ts";
import { atField, chargerIn, goOn, granted } from "./seen-in-address.ts";

const PAGE = "/chargers/:charger";
const MINUTE = 60_000;

/** One charger: its light, and what somebody does there in their own name (B7, A8). */
export function chargerRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { remote, seen } = portal.services.sites;

  app.get(PAGE, async (context) => {
    const charger = await chargerIn(portal, context);
    const picture = await pictureOf(portal, signedInOf(context).actor, charger);
    return respond(portal, context, <ChargerPage visitor={context.get("visitor")} picture={picture} />);
  });

  liveRoute(app, portal, "chargers/:charger", async (context) => {
    const { id, installation } = await chargerIn(portal, context);
    return {
      concerns: (changed) => changed === installation.id,
      render: async (visitor, { actor }) => {
        const charger = await seen.one(actor, id);
        return charger && chargerRegions(visitor, await pictureOf(portal, actor, charger));
      },
    };
  });

  /** Says what came of it on the page that it was asked for from. */
  const answer = async (
    context: PortalContext,
    charger: SeenCharger,
    outcome: RemoteOutcome,
    done: string,
  ) => {
    const from =
      (await formOf(context)).text("from") === "home" ? AT.home : chargerPages(charger.id).overview;
    if (outcome.ok) return goOn(portal, context, from, done);
    return goOn(portal, context, from, remoteWords(outcome.problem, context.get("visitor")), "bad");
  };

  app.post(`${PAGE}/start`, async (context) => {
    const charger = await chargerIn(portal, context);
    const connector = numberIn((await formOf(context)).text("connector"));
    const { started, startedPlug } = siteWords(context.get("visitor")).charger;
    const state = charger.state?.connectors.find(({ id }) => id === connector)?.state;
    const outcome = await remote.start(signedInOf(context).actor, charger.id, connector);
    return answer(context, charger, outcome, state === "available" ? startedPlug : started);
  });

  app.post(`${PAGE}/stop`, async (context) => {
    const charger = await chargerIn(portal, context);
    const sent = await formOf(context);
    const connector = numberIn(sent.text("connector"));
    const session = sent.text("session").slice(0, 64);
    const outcome = await remote.stop(signedInOf(context).actor, charger.id, connector, session);
    return answer(context, charger, outcome, siteWords(context.get("visitor")).charger.stopped);
  });

  app.post(`${PAGE}/reserve`, async (context) => {
    const charger = await chargerIn(portal, context);
    const minutes = numberIn((await formOf(context)).text("minutes"));
    const until = portal.cloud.clock.now() + minutes * MINUTE;
    const outcome = await remote.reserve(signedInOf(context).actor, charger.id, until);
    return answer(context, charger, outcome, siteWords(context.get("visitor")).charger.reserved);
  });

  app.post(`${PAGE}/cancel-reservation`, async (context) => {
    const charger = await chargerIn(portal, context);
    const number = numberIn((await formOf(context)).text("reservation"));
    const outcome = await remote.cancelReservation(signedInOf(context).actor, charger.id, number);
    return answer(context, charger, outcome, siteWords(context.get("visitor")).charger.cancelled);
  });

  scanRoutes(app, portal);
}

function scanRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { enrolments, seen } = portal.services.sites;
  const { clock } = portal.cloud;

  app.get(`${PAGE}/scan`, async (context) => {
    const charger = await chargerIn(portal, context);
    const { enrolment } = granted(await enrolments.at(signedInOf(context).actor, charger.id));
    return respond(
      portal,
      context,
      <ScanPage visitor={context.get("visitor")} picture={{ charger, enrolment, now: clock.now() }} />,
    );
  });

  app.post(`${PAGE}/scan`, async (context) => {
    const { actor } = signedInOf(context);
    const charger = await chargerIn(portal, context);
    const sent = await formOf(context);
    const to = chargerPages(charger.id).scan;
    if (sent.text("do") === "cancel") {
      granted(await enrolments.cancel(actor, charger.id));
      return context.redirect(to, 303);
    }
    const opened = await enrolments.open(actor, charger.id, { label: sent.text("label") });
    if (opened.ok) return context.redirect(to, 303);
    return goOn(portal, context, to, openWords(opened.problem, context.get("visitor")), "bad");
  });

  liveRoute(app, portal, "chargers/:charger/scan", async (context) => {
    const { id, installation } = await chargerIn(portal, context);
    return {
      concerns: (changed) => changed === installation.id,
      render: async (visitor, { actor }) => {
        const charger = await seen.one(actor, id);
        if (!charger) return null;
        const found = await enrolments.at(actor, id);
        if (!found.ok) return null;
        return scanRegions(visitor, { charger, enrolment: found.enrolment, now: clock.now() });
      },
    };
  });
}

/** Why no card is waited for, in words. */
export function openWords(problem: OpenProblem, visitor: Visitor): string {
  const { scan, units, cards } = siteWords(visitor);
  const known = atField(problem);
  switch (known) {
    case "busy":
      return scan.busy;
    case "unit-offline":
      return scan.unreachable;
    case "unit-refused":
      return units.noAnswer;
    case "too-many":
    case "label":
      return cards.problems[known];
  }
}

async function pictureOf(
  { services, cloud }: Portal,
  actor: Actor,
  charger: SeenCharger,
): Promise<ChargerPicture> {
  const { remote, cards } = services.sites;
  const [sessions, reservations, own] = await Promise.all([
    runningSessions(cloud.db, actor, [charger]),
    remote.reservations(actor, charger.id),
    cards.list(actor),
  ]);
  return { charger, sessions, reservations, cards: own.length };
}

/** A number as a form sends it; what is none is refused by whoever is asked with it. */
function numberIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
