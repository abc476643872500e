import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { PACE, type Pace, tellChanges } from "../../../ui/live.ts";
import type { House } from "../house.ts";
import { overviewOf } from "../overview.ts";
import { overviewRegions } from "../pages/overview-page.tsx";
import { scanRegions } from "../pages/scan-page.tsx";
import type { PageEnv, Visitor } from "../visitor.ts";
import { scanPicture } from "./user-routes.tsx";

/** More pages than that at once are asked to come back later: a unit has few visitors, and little memory. */
const MOST_LISTENERS = 16;
/** A countdown is told this often, milliseconds. */
const COUNTDOWN = 1_000;

/** What changes by itself, as server-sent events: `/events/overview`, `/events/scan/<person>`. */
export function liveRoutes(app: Hono<PageEnv>, house: House, pace: Pace = PACE): void {
  const { parts } = house;
  let listeners = 0;

  app.get("/events/:page{.+}", (context) => {
    const visitor = context.get("visitor");
    const render = rendererOf(context.req.param("page"), visitor, house);
    if (!render) return context.text("There is nothing of that name to listen to.", 404);
    // Nobody would read what is told in answer to HEAD, nor ever end it.
    if (context.req.method === "HEAD")
      return context.body(null, 200, { "Content-Type": "text/event-stream" });
    if (listeners >= MOST_LISTENERS) return context.text("Too many pages are open.", 503);
    listeners += 1;
    context.header("X-Accel-Buffering", "no");
    return streamSSE(context, async (stream) => {
      const isIn = () => visitor.session !== null && parts.gate.isIn(visitor.session);
      const endIfOut = () => {
        if (!isIn()) stream.abort();
      };
      try {
        await tellChanges(
          stream,
          {
            watch: (changed) => {
              const unwatch = parts.unit.watch(changed);
              const stop = everySecondOf(house, changed);
              return () => {
                unwatch();
                stop();
              };
            },
            render: () => {
              endIfOut();
              return isIn() ? render() : new Map();
            },
          },
          pace,
        );
      } finally {
        listeners -= 1;
      }
    });
  });
}

/** What a page shows that changes by itself; null: there is no such page. */
function rendererOf(
  page: string,
  visitor: Visitor,
  house: House,
): (() => ReadonlyMap<string, string>) | null {
  if (page === "overview") return () => overviewRegions(visitor, overviewOf(house.parts, house.refusals));
  const id = /^scan\/([0-9a-f]{16})$/.exec(page)?.[1];
  const person = id === undefined ? null : house.parts.people.find(id);
  return person && (() => scanRegions(visitor, scanPicture(person, house)));
}

/** While a card is waited for, time itself is a change. */
function everySecondOf({ parts: { clock, enrolment } }: House, changed: () => void): () => void {
  let cancel = (): void => {};
  const look = (): void => {
    cancel = clock.after(COUNTDOWN, () => {
      if (enrolment.state.kind === "open") changed();
      look();
    });
  };
  look();
  return () => cancel();
}
