import { Hono } from "hono";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { Cookies } from "../../../cloud/portal/cookies.ts";
import { Live, type LiveView, liveRoute } from "../../../cloud/portal/live.ts";
import type { Portal } from "../../../cloud/portal/portal.ts";
import { recogniseVisitor } from "../../../cloud/portal/recognise.ts";
import type { PortalEnv, SignedIn } from "../../../cloud/portal/visitor.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";

const HOME = idOf<InstallationId>(1);
const OTHER = idOf<InstallationId>(2);
const PACE = { between: 1, heartbeat: 60_000, patience: 1_000 };

let site: Site;
let app: Hono<PortalEnv>;
let isIn = true;
let shown: ReadonlyMap<string, string> | null;
const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];

beforeEach(async () => {
  site = await Site.open();
  isIn = true;
  shown = new Map([["light", "<p>1</p>"]]);
  const person = { id: idOf<PersonId>(3), name: "Ann", email: "ann@example.org", language: "en" } as const;
  // What a live page uses of all that the portal has.
  const portal = {
    cloud: site.parts,
    cookies: new Cookies(site.parts.origin),
    live: new Live(site.parts),
    services: {
      signedIn: () =>
        Promise.resolve(
          isIn
            ? ({
                person,
                actor: { person: person.id, support: false, standings: [], groups: [] },
                session: "" as SignedIn["session"],
              } satisfies SignedIn)
            : null,
        ),
    },
  } as unknown as Portal;
  const view: LiveView = {
    concerns: (installation) => installation === HOME,
    render: () => Promise.resolve(shown),
  };
  app = new Hono<PortalEnv>();
  app.use("*", recogniseVisitor(portal));
  liveRoute(
    app,
    portal,
    "things/:thing",
    (context) => (context.req.param("thing") === "1" ? view : null),
    PACE,
  );
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.cancel();
  await site.close();
});

const ask = (path = "/live/things/1", method = "GET") =>
  app.request(`https://portal.example.org${path}`, {
    method,
    headers: { cookie: "__Host-chargegate-session=x" },
  });

/** Reads on until something was told; empty: it has ended. */
async function listen() {
  const answer = await ask();
  const reader = answer.body?.getReader();
  if (!reader) throw new Error("expected a stream");
  readers.push(reader);
  return async () => {
    const { value, done } = await reader.read();
    return done ? "" : new TextDecoder().decode(value);
  };
}

const change = (installation: InstallationId) =>
  site.db.transaction((tx) => site.parts.notify(tx, "chargegate_changed", installation));

test("a page is told what it shows, and then what changes where it looks, and nothing of elsewhere", async () => {
  const told = await listen();
  expect(await told()).toContain('{"id":"light","html":"<p>1</p>"}');
  shown = new Map([["light", "<p>2</p>"]]);
  await change(OTHER);
  let heard = "";
  const next = told().then((text) => (heard = text));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard).toBe("");
  await change(HOME);
  await next;
  expect(heard).toContain("<p>2</p>");
});

test.each([
  ["is logged out", () => (isIn = false)],
  ["may no longer see it", () => (shown = null)],
])("whoever %s is told no more", async (_, happens) => {
  const told = await listen();
  await told();
  happens();
  await change(HOME);
  expect(await told()).toBe("");
});

test("what there is not, or not for this person, is not listened to; HEAD asks without listening", async () => {
  expect((await ask("/live/things/2")).status).toBe(404);
  expect((await ask("/live/things/2", "HEAD")).status).toBe(404);
  const head = await ask("/live/things/1", "HEAD");
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("one person has so many pages open, and no more", async () => {
  for (let open = 0; open < 12; open++) await (await listen())();
  expect((await ask()).status).toBe(503);
  await readers.pop()?.cancel();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const again = await ask();
  expect(again.status).toBe(200);
  await again.body?.cancel();
});
