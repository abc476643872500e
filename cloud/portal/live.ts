import type { Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { PACE, type Pace, tellChanges } from "../../ui/live.ts";
import type { InstallationId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";
import type { Portal } from "./portal.ts";
import { type PortalContext, type PortalEnv, type SignedIn, signedInOf, type Visitor } from "./visitor.ts";

/** Pages that are told of changes at the same time by one process; more are asked to come back later. */
const MOST_LISTENERS = { together: 1000, ofOne: 12 } as const;

/** Browsers of this process that watch something, and what they are told by. */
export class Live {
  readonly #parts: Pick<CloudParts, "listen">;
  readonly #ears = new Set<(installation: string) => void>();
  #heard: Promise<unknown> | null = null;
  readonly #open = new Map<string, number>();

  constructor(parts: Pick<CloudParts, "listen">) {
    this.#parts = parts;
  }

  /** Calls `changed` with the installation at each change, until what it answers is called. */
  async watch(changed: (installation: string) => void): Promise<() => void> {
    this.#heard ??= this.#parts.listen("chargegate_changed", (installation) => {
      for (const ear of this.#ears) ear(installation);
    });
    await this.#heard;
    this.#ears.add(changed);
    return () => {
      this.#ears.delete(changed);
    };
  }

  /** Takes a place of the few that somebody has; null: all are taken. What it answers gives it back. */
  take(person: string): (() => void) | null {
    const own = this.#open.get(person) ?? 0;
    const together = [...this.#open.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MOST_LISTENERS.ofOne || together >= MOST_LISTENERS.together) return null;
    this.#open.set(person, own + 1);
    return () => {
      const left = (this.#open.get(person) ?? 1) - 1;
      if (left > 0) this.#open.set(person, left);
      else this.#open.delete(person);
    };
  }
}

/** What of a page changes by itself. */
export interface LiveView {
  /** Whether a change of this installation may show there. */
  readonly concerns: (installation: InstallationId) => boolean;
  /**
   * The regions as they are now: their HTML by the id of their element; null: this person may not see them any more. Who
   * they are and what they may is found out anew for each time.
   */
  readonly render: (visitor: Visitor, signedIn: SignedIn) => Promise<ReadonlyMap<string, string> | null>;
}

/**
 * Tells a page's changes as server-sent events at `/live/<path>`; its element says `data-live="<path>"`, and follows from
 * then on. Each region is rendered by the same component here and in the page.
 *
 * @param find what is watched, by the address; null: there is no such thing, or none that this person may see
 */
export function liveRoute(
  app: Hono<PortalEnv>,
  portal: Portal,
  path: string,
  find: (context: PortalContext) => LiveView | null | Promise<LiveView | null>,
  pace: Pace = PACE,
): void {
  app.get(`/live/${path}`, async (context: Context<PortalEnv>) => {
    const view = await find(context);
    if (!view) return context.text("There is nothing of that name to listen to.", 404);
    // Nobody would read what is told in answer to HEAD, nor ever end it.
    if (context.req.method === "HEAD")
      return context.body(null, 200, { "Content-Type": "text/event-stream" });
    const giveBack = portal.live.take(signedInOf(context).person.id);
    if (!giveBack) return context.text("Too many pages are open.", 503);
    context.header("X-Accel-Buffering", "no");
    return streamSSE(context, async (stream) => {
      let unwatch = (): void => {};
      try {
        let ring = (): void => {};
        unwatch = await portal.live.watch((installation) => {
          // Only ids are told on this channel.
          if (view.concerns(installation as InstallationId)) ring();
        });
        await tellChanges(
          stream,
          {
            watch: (changed) => {
              ring = changed;
              return () => {
                ring = () => {};
              };
            },
            render: async () => {
              const signedIn = await portal.services.signedIn(portal.cookies.read(context, "session"));
              const visitor = { ...context.get("visitor"), signedIn };
              const regions = signedIn && (await view.render(visitor, signedIn));
              if (!regions) stream.abort();
              return regions ?? new Map();
            },
          },
          pace,
        );
      } finally {
        unwatch();
        giveBack();
      }
    });
  });
}
