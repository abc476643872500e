/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";
import { streamSSE } from "hono/streaming";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { asset, assetRoutes, LIVE_MODULES, LOOK } from "../../ui/assets.ts";
import { guards, limitBody } from "../../ui/guards.ts";
import { PACE, type Pace, tellChanges } from "../../ui/live.ts";
import type { Gesture, GestureOutcome, World } from "../world/gesture.ts";
import { Flashes } from "./flashes.ts";
import { LARGEST_FORM, readGesture } from "./gesture-form.ts";
import type { Facts } from "./model.ts";
import { renderRegions } from "./regions.tsx";
import { ErrorPage, SimPage, STYLES } from "./sim-page.tsx";

/** What the simulator's page shows, and to whom. */
export interface SimPageOptions extends Facts {
  readonly world: World;
  /** Exactly the `Host` headers that are answered (`127.0.0.1:8080`, `localhost:8080`); read at every request. */
  readonly allowedHosts: readonly string[];
  /** Wall clock, milliseconds since 1970. */
  readonly now?: () => number;
  /** How often browsers are told of changes, and how long a gesture may take, milliseconds. */
  readonly pace?: Pace;
  readonly gestureDeadline?: number;
}

/** More browsers than that are asked to come back later. */
const MOST_LISTENERS = 32;

const ASSETS = [
  ...LOOK,
  ...LIVE_MODULES,
  ...[...STYLES, "mark.svg"].map((name) => asset(name, new URL(name, import.meta.url))),
  ...["page.js", "gestures.js", "keys.js", "drag.js"].map((name) =>
    asset(`sim/page/browser/${name}`, new URL(`browser/${name}`, import.meta.url)),
  ),
];

/**
 * The simulator's page as a web application: the page, its changes as server-sent events, its gestures as forms.
 *
 * `POST /do` takes a form (`sim/page/gesture-form.ts`). With `Accept: application/json` it answers a `GestureOutcome`:
 * 200 when ok, 422 when the world refused, 400 when it is no gesture, 504 when the world did not answer in time.
 * Otherwise it answers 303 to the page, which then shows the outcome.
 */
export function createSimPage(options: SimPageOptions): Hono {
  const { world, version, brokerUrl, unitId, pin } = options;
  const facts: Facts = { version, brokerUrl, unitId, pin };
  const now = options.now ?? Date.now;
  const flashes = new Flashes();
  const app = new Hono();
  let listeners = 0;

  app.use("*", ...guards(() => options.allowedHosts), limitBody(LARGEST_FORM));
  app.route("/assets", assetRoutes(ASSETS));
  app.get("/", (context) => {
    const said = flashes.find(context.req.query("said"));
    context.header("Cache-Control", "no-store");
    return context.html(
      html`<!doctype html>${<SimPage facts={facts} picture={world.picture()} now={now()} said={said} />}`,
    );
  });
  app.get("/events", (context) => {
    if (listeners >= MOST_LISTENERS) return context.text("Too many pages are open.", 503);
    listeners += 1;
    return streamSSE(context, async (stream) => {
      try {
        await tellChanges(
          stream,
          {
            watch: (changed) => world.watch(changed),
            render: () => renderRegions(world.picture(), now()),
          },
          options.pace ?? PACE,
        );
      } finally {
        listeners -= 1;
      }
    });
  });
  app.post("/do", async (context) => {
    const gesture = readGesture(new URLSearchParams(await context.req.text()));
    const { status, outcome } = gesture
      ? await perform(world, gesture, options.gestureDeadline ?? 10_000)
      : { status: 400 as const, outcome: NO_GESTURE };
    if (context.req.header("accept")?.includes("application/json")) return context.json(outcome, status);
    return context.redirect(`/?said=${flashes.keep({ gesture, outcome })}`, 303);
  });
  app.notFound((context) =>
    errorPage(context, 404, "There is nothing here", "The simulator has a single page."),
  );
  app.onError((error, context) => {
    if (error instanceof HTTPException)
      return errorPage(context, error.status, "That cannot be", error.message);
    return errorPage(context, 500, "Something went wrong here", "Reload the page and try again.");
  });
  return app;
}

const NO_GESTURE: GestureOutcome = {
  ok: false,
  code: "bad-gesture",
  text: "That is nothing that can be done here. Reload the page and try again.",
};

interface Performed {
  readonly status: 200 | 422 | 500 | 504;
  readonly outcome: GestureOutcome;
}

async function perform(world: World, gesture: Gesture, deadline: number): Promise<Performed> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Performed>((resolve) => {
    timer = setTimeout(() => {
      const text = "The simulated world did not answer in time. Look at the picture before you try again.";
      resolve({ status: 504, outcome: { ok: false, code: "timeout", text } });
    }, deadline);
  });
  try {
    return await Promise.race([late, performed(world, gesture)]);
  } finally {
    clearTimeout(timer);
  }
}

async function performed(world: World, gesture: Gesture): Promise<Performed> {
  try {
    const outcome = await world.do(gesture);
    return { status: outcome.ok ? 200 : 422, outcome };
  } catch {
    const text = "The simulated world stumbled over that. Look at the picture before you try again.";
    return { status: 500, outcome: { ok: false, code: "failed", text } };
  }
}

function errorPage(context: Context, status: ContentfulStatusCode, title: string, text: string) {
  return context.html(html`<!doctype html>${<ErrorPage title={title} text={text} />}`, status);
}
