import type { Hono } from "hono";
import type { House } from "../house.ts";
import type { PageEnv } from "../visitor.ts";
import type { Api } from "./route.ts";

/** Under which everything is the API's. */
const ANY_VERSION = "/api/";

/** Whether a path is the API's, so that even what is refused before it is told as the API tells it. */
export function isOfApi(path: string): boolean {
  return path.startsWith(ANY_VERSION);
}

/**
 * Serves the API beside the pages, behind the guards that are there already. It is loaded when it is first asked for; what
 * cannot be loaded (the disk is lost, say) is tried again by whoever asks next.
 */
export function mountApi(
  app: Hono<PageEnv>,
  house: House,
  load: (house: House) => Promise<Api> = loadApi,
): void {
  let loaded: Promise<Api> | null = null;
  app.all(`${ANY_VERSION}*`, async (context) => {
    loaded ??= load(house).catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    const answer = await (await loaded).fetch(context.req.raw, { source: house.source(context) });
    return context.newResponse(answer.body, answer);
  });
}

async function loadApi(house: House): Promise<Api> {
  const { createApi } = await import("./create-api.ts");
  return createApi(house);
}
