import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { mountApi } from "../../../../firmware/web/api/mount.ts";
import type { Api } from "../../../../firmware/web/api/route.ts";
import type { House } from "../../../../firmware/web/house.ts";
import type { PageEnv } from "../../../../firmware/web/visitor.ts";

test("an API that could not be loaded once is loaded by whoever asks next", async () => {
  const api: Api = new OpenAPIHono();
  api.get("/api/v1/status", (context) => context.text(`loaded, asked from ${context.env.source}`));
  const app = new Hono<PageEnv>();
  app.onError((error, context) => context.text(error.message, 500));
  let tries = 0;
  // Of the house, the API's mounting itself asks for nothing but this.
  const house = { source: () => "127.0.0.1" } as unknown as House;
  mountApi(app, house, async () => {
    tries += 1;
    if (tries === 1) throw new Error("the disk is lost");
    return api;
  });
  expect((await app.request("/api/v1/status")).status).toBe(500);
  expect(await (await app.request("/api/v1/status")).text()).toBe("loaded, asked from 127.0.0.1");
  await app.request("/api/v1/status");
  expect(tries).toBe(2);
});
