import { expect, test } from "vitest";
import { assetRoutes, LOOK, packageAsset } from "../../ui/assets.ts";

test("an asset is sent once, and then only when it has changed", async () => {
  const routes = assetRoutes(LOOK);
  const first = await routes.request("/tokens.css");
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("text/css; charset=utf-8");
  const again = await routes.request("/tokens.css", {
    headers: { "if-none-match": first.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  expect((await routes.request("/tokens.css", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
});

test("nothing is served but what is named", async () => {
  const routes = assetRoutes([packageAsset("idiomorph.js", "idiomorph/dist/idiomorph.esm.js")]);
  expect((await routes.request("/idiomorph.js")).headers.get("content-type")).toBe(
    "text/javascript; charset=utf-8",
  );
  for (const path of ["/", "/../package.json", "/%2e%2e/package.json", "/idiomorph.js/x"])
    expect((await routes.request(path)).status, path).toBe(404);
});
