import type { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import { LIGHTS, type LightPattern } from "../../../firmware/core/light.ts";
import { createSimPage } from "../../../sim/page/app.tsx";
import { renderRegions } from "../../../sim/page/regions.tsx";
import type { World } from "../../../sim/world/gesture.ts";
import { FakeWorld, PIN } from "./fake-world.ts";

const HOST = "127.0.0.1:8080";
const NOON = Date.UTC(2026, 5, 1, 12);
const EVIL = `<img src=x onerror=alert(1)>"'</script>`;

let world: FakeWorld;
let app: Hono;

function pageOf(of: World): Hono {
  return createSimPage({
    world: of,
    allowedHosts: [HOST],
    version: "0.1.0",
    brokerUrl: "mqtt://127.0.0.1:18830",
    unitId: "CG-SIM",
    pin: PIN,
    now: () => NOON,
    gestureDeadline: 50,
  });
}

beforeEach(() => {
  world = new FakeWorld(() => NOON, 10);
  app = pageOf(world);
});

const get = (path: string) => app.request(path, { headers: { host: HOST } });
const post = (fields: Record<string, string> | string, headers: Record<string, string> = {}) =>
  app.request("/do", {
    method: "POST",
    headers: { host: HOST, accept: "application/json", ...headers },
    body: new URLSearchParams(fields),
  });
const isPattern = (name: string): name is LightPattern => name in LIGHTS;
const region = (id: string) => renderRegions(world.picture(), NOON).get(id) ?? "";

describe("the page", () => {
  test("is whole without script, and names everything to do", async () => {
    const text = await (await get("/")).text();
    for (const words of ["Plug in", "Tap", "Ann", "on reader", "Keypad", "Contactor open", PIN, "Refresh"])
      expect(text).toContain(words);
    expect(text).toContain(
      "mosquitto_sub -h 127.0.0.1 -p 18830 -t &#39;chargegate/1/CG-SIM/up/#&#39; -F &#39;%t %x&#39;",
    );
  });

  test("gives every key to one thing", async () => {
    const text = await (await get("/")).text();
    const keys = [...text.matchAll(/ data-key="([^"]+)"/g)].map(([, key]) => key);
    expect(keys).toContain("G");
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("has no inline script, style or handler", async () => {
    await world.do({ do: "plug" });
    const text = await (await get("/")).text();
    expect(text).not.toMatch(/<script(?![^>]* src=)/);
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  test("every asset that it names is there", async () => {
    const text = await (await get("/")).text();
    const paths = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(paths.length).toBeGreaterThan(4);
    for (const path of [...paths, "/assets/ui/browser/idiomorph.js", "/assets/ui/browser/live.js"])
      expect((await get(path)).status, path).toBe(200);
  });

  test.each(Object.keys(LIGHTS).filter(isPattern))("shows the light %s in its colour and rhythm", (light) => {
    const { charger, ...rest } = world.picture();
    const html = renderRegions({ ...rest, charger: { ...charger, light } }, NOON);
    const { colour, rhythm, word } = LIGHTS[light];
    const classes = `lit-${colour} rhythm-${rhythm}"`;
    expect(html.get("scene")).toContain(`<div class="charger ${classes}`);
    expect(html.get("headline")).toContain(`<span class="status-light ${classes}`);
    expect(html.get("headline")).toContain(`<span>${word}</span>`);
  });

  test("says that the keypad is locked, and that a connector is reserved", () => {
    const { charger, keypad, ...rest } = world.picture();
    const reserved = { ...charger, state: "reserved", light: "reserved" } as const;
    const html = renderRegions({ ...rest, charger: reserved, keypad: { ...keypad, locked: true } }, NOON);
    expect(html.get("keypad")).toContain(">Locked<");
    expect(html.get("headline")).toContain("only who reserved it can charge here now");
  });

  test("an unknown address is a proper 404 page", async () => {
    const answer = await get("/nothing/here");
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("There is nothing here");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  test("is served to no other name", async () => {
    expect((await app.request("/", { headers: { host: "evil.example" } })).status).toBe(421);
  });

  test("a world that cannot be seen is an error page", async () => {
    world.picture = () => {
      throw new Error("secret detail");
    };
    const answer = await get("/");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("secret");
  });
});

describe("what the regions tell", () => {
  test("the first thing to do stands in the empty timeline", () => {
    expect(region("timeline")).toContain("Plug in the vehicle to begin.");
  });

  test("awaiting, charging, and who", async () => {
    await world.do({ do: "plug" });
    expect(region("headline")).toContain("Awaiting authorization");
    expect(region("headline")).toContain("Hold a card to the reader, or type # and your PIN.");
    await world.do({ do: "lay", card: "04A1B2C3" });
    expect(region("headline")).toMatch(/Charging.*0\.0123 kWh.*Ann/s);
    expect(region("vehicle")).toContain("7\u202f360 W");
    expect(region("scene")).toContain("Contactor closed");
    expect(region("scene")).toContain("RFID zone: Ann lies on it");
    expect(region("cards")).toContain("Take away");
  });

  test("a refusal says why, and a fault what to do", async () => {
    await world.do({ do: "plug" });
    await world.do({ do: "tap", card: "11223344" });
    expect(region("headline")).toContain("Not accepted: it is blocked.");
    await world.do({ do: "device", device: "board", command: "fail gfci" });
    expect(region("headline")).toMatch(/Ground fault.*Unplug the vehicle/s);
  });

  test("records tell their number and whether the cloud has them", async () => {
    await world.do({ do: "plug" });
    await world.do({ do: "tap", card: "DEADBEEF" });
    expect(region("timeline")).toMatch(/record 1<.*the cloud has it/s);
    await world.do({ do: "link", link: "offline" });
    await world.do({ do: "tap", card: "DEADBEEF" });
    expect(region("timeline")).toMatch(/record 2<.*waiting/s);
    expect(region("offline")).toMatch(/Cards and PINs still work.*keeps 1 record for later/s);
    await world.do({ do: "list-set", id: "AABBCCDD", user: "Cleo", status: "active" });
    expect(region("list")).toContain("Version 2; the unit has version 1 – waiting");
  });

  test("what opens access or removes someone is named first", () => {
    expect(region("cloud-controls")).toContain("Open CG-SIM to everyone?");
    expect(region("list")).toContain("Remove Ann (04 A1 B2 C3) from the list?");
    expect(region("list")).toMatch(/Old.*Expired.*since/s);
  });

  test("nothing that someone named can become markup", async () => {
    await world.do({ do: "list-set", id: "AABBCCDD", user: EVIL, status: "active" });
    world.cloud.entries = [
      ...world.cloud.entries,
      { id: EVIL, kind: "pin", user: EVIL, status: "active", expires: null },
    ];
    world.tell({ event: "authorized", user: EVIL, credential: { kind: "card", id: EVIL }, reason: EVIL });
    world.tell({ event: EVIL });
    const page = await (await get("/")).text();
    const streamed = JSON.stringify([...renderRegions(world.picture(), NOON)]);
    for (const text of [page, streamed]) {
      expect(text).toContain("&lt;img");
      expect(text).not.toContain("<img");
      expect(text).not.toMatch(/"'<\/script>/);
    }
  });
});

describe("gestures", () => {
  test("one that is done is 200, one that is refused 422", async () => {
    const done = await post({ do: "plug" });
    expect(done.status).toBe(200);
    expect(await done.json()).toEqual({ ok: true, text: "Plugged in." });
    const refused = await post({ do: "plug" });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ ok: false, code: "already" });
  });

  test.each([
    { do: "wants", power: "off" },
    { do: "device", device: "reader", command: "fault noise" },
    { do: "keys", keys: "#4711#" },
    { do: "tap", card: "phone" },
    { do: "access", access: "open" },
    { do: "link", link: "offline" },
    { do: "list-remove", id: "#…" },
  ])("takes %j", async (fields) => {
    expect((await post(fields)).status).toBe(200);
  });

  test.each([
    ["K7PT-0000", "K7PT-0000"],
    [" chargegate provision --token K7PT-0000 --cloud http://127.0.0.1:8401 ", "K7PT-0000"],
  ])(
    "a registration token is taken alone, or with the command that the portal shows: %j",
    async (given, token) => {
      let joined: unknown;
      const recorded: World = {
        picture: () => world.picture(),
        watch: (changed) => world.watch(changed),
        do: (gesture) => {
          joined = gesture;
          return world.do(gesture);
        },
      };
      app = pageOf(recorded);
      expect((await post({ do: "join", token: given })).status).toBe(200);
      expect(joined).toEqual({ do: "join", token });
    },
  );

  test.each([
    {},
    { do: "explode" },
    { do: "constructor" },
    { do: "tap" },
    { do: "tap", card: "../../etc/passwd" },
    { do: "tap", card: "0".repeat(200) },
    { do: "keys", keys: "12a" },
    { do: "keys", keys: "" },
    { do: "wants", power: "maybe" },
    { do: "device", device: "kettle", command: "fault none" },
    { do: "device", device: "reader", command: "fault none\nreboot" },
    { do: "list-set", id: "04A1B2C3", user: "x".repeat(81), status: "active" },
    { do: "list-set", id: "04A1B2C3", user: "x", status: "king" },
  ])("%j is none: 400", async (fields) => {
    const before = JSON.stringify(world.picture());
    const answer = await post(fields);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ ok: false, code: "bad-gesture" });
    expect(JSON.stringify(world.picture())).toBe(before);
  });

  test("a form that is too large, or from elsewhere, changes nothing", async () => {
    expect((await post({ do: "plug", pad: "x".repeat(5000) })).status).toBe(413);
    expect((await post({ do: "plug" }, { origin: "https://evil.example" })).status).toBe(403);
    expect(world.picture().vehicle.plugged).toBe(false);
  });

  test("a world that stumbles or does not answer is told as such", async () => {
    app = pageOf(Object.assign(new FakeWorld(), { do: () => Promise.reject(new Error("secret")) }));
    const stumbled = await post({ do: "plug" });
    expect(stumbled.status).toBe(500);
    expect(await stumbled.text()).not.toContain("secret");
    app = pageOf(Object.assign(new FakeWorld(), { do: () => new Promise<never>(() => {}) }));
    expect((await post({ do: "plug" })).status).toBe(504);
  });

  test("without script the page comes back with the outcome, by its number", async () => {
    const answer = await post({ do: "lift" }, { accept: "text/html" });
    expect(answer.status).toBe(303);
    const back = answer.headers.get("location") ?? "";
    expect(back).toMatch(/^\/\?said=\d+$/);
    expect(await (await get(back)).text()).toContain("No card lies on the reader.");
    expect(await (await get("/?said=<b>x</b>")).text()).not.toContain("<b>x");
  });

  test("without script a field's error stands at the field, and a PIN is not repeated", async () => {
    const fields = { do: "list-set", id: "04A1", user: "Dora", status: "active" };
    const back = (await post(fields, { accept: "text/html" })).headers.get("location") ?? "";
    const text = await (await get(back)).text();
    expect(text).toMatch(/<input id="add-id"[^>]* value="04A1"[^>]* aria-invalid="true"/);
    expect(text).toMatch(/id="add-id-error">expected 8, 14 or 20 hex digits, found 4</);
    expect(text).toMatch(/<input id="add-user"[^>]* value="Dora"/);
  });
});
