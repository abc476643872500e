import { Hono } from "hono";
import { expect, test } from "vitest";
import { createApi } from "../../../../firmware/web/api/create-api.ts";
import { mountApi } from "../../../../firmware/web/api/mount.ts";
import type { House } from "../../../../firmware/web/house.ts";
import type { PageEnv } from "../../../../firmware/web/visitor.ts";
import { ApiBench } from "./api-bench.ts";

test("an API that could not be loaded once is loaded by whoever asks next", async () => {
  const { parts } = await new ApiBench().start();
  const app = new Hono<PageEnv>();
  app.onError((error, context) => context.text(error.message, 500));
  let tries = 0;
  // Of the house, the API's mounting itself asks for nothing but this.
  const house = { parts, source: () => "127.0.0.1" } as unknown as House;
  mountApi(app, house, async () => {
    tries += 1;
    if (tries === 1) throw new Error("the disk is lost");
    return createApi(house);
  });
  expect((await app.request("/api/v1/status")).status).toBe(500);
  expect((await app.request("/api/v1/status")).status).toBe(401);
  await app.request("/api/v1/status");
  expect(tries).toBe(2);
});
