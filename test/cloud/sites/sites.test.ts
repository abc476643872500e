import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CircuitId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { chargers, installations, lists, registrationTokens } from "../../../cloud/database/schema/schema.ts";
import { AccessSwitch } from "../../../cloud/sites/access.ts";
import { Chargers } from "../../../cloud/sites/chargers.ts";
import { Circuits } from "../../../cloud/sites/circuits.ts";
import { Installations } from "../../../cloud/sites/installations.ts";
import { SeenChargers } from "../../../cloud/sites/seen-chargers.ts";
import { STRETCH } from "../../../cloud/sites/stretch.ts";
import { idOf } from "../id-of.ts";
import { stateOf, statePayload } from "../parts.ts";
import { Site } from "../site.ts";

const FORM = { name: "Fjordgata 1", type: "go", address: "Fjordgata 1, Oslo", zone: "Europe/Oslo" } as const;

let site: Site;
let sites: Installations;
let chargersOf: Chargers;
let circuitsOf: Circuits;
let seen: SeenChargers;
let ann: PersonId;
let bo: PersonId;

beforeAll(async () => {
  site = await Site.open();
  sites = new Installations(site.parts);
  chargersOf = new Chargers(site.parts);
  circuitsOf = new Circuits(site.parts);
  seen = new SeenChargers(site.parts);
});
beforeEach(async () => {
  await site.empty();
  [ann, bo] = [await site.person("Ann"), await site.person("Bo")];
});
afterAll(() => site.close());

const actions = async () => (await site.audited()).map(({ action }) => action);

async function added(): Promise<InstallationId> {
  const outcome = await sites.add(ann, FORM);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.installation;
}

async function chargerAt(installation: InstallationId, unit = "CG-0001") {
  const form = { unit, name: "left", circuit: null };
  const outcome = await chargersOf.add(await site.actor(ann), installation, form);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.charger;
}

describe("installations", () => {
  test("B2: anybody with an account adds one, and is its Owner; it is restricted, and its empty list is to be built", async () => {
    const id = await added();
    expect(await sites.one(await site.actor(ann), id)).toMatchObject({
      ...FORM,
      id,
      access: "restricted",
      chargers: 0,
      roles: ["owner"],
    });
    expect(await site.listWanted(id)).toBe(1);
    const [row] = await site.db.select().from(installations);
    expect(row?.topic).toMatch(/^[0-9a-f]{32}$/);
    const secret = site.parts.vault.open("installation-secret", id, row?.secretSealed ?? new Uint8Array());
    expect(secret).toHaveLength(32);
    expect(await actions()).toEqual(["installation-added"]);
    expect((await site.audited())[0]).toMatchObject({ actorId: ann, actorName: "Ann", installationId: id });
  });

  test("is not there for whoever has nothing to do with it", async () => {
    const id = await added();
    const stranger = await site.actor(bo);
    expect(await sites.seen(stranger)).toMatchObject({ items: [], total: 0, pages: 1 });
    expect(await sites.one(stranger, id)).toBeNull();
    expect(await sites.change(stranger, id, FORM)).toEqual({ ok: false, problem: "not-found" });
    expect(await sites.remove(stranger, id, FORM.name)).toEqual({ ok: false, problem: "not-found" });
    expect(await circuitsOf.seen(stranger, id)).toEqual([]);
  });

  test("B2: Service changes its settings but removes nothing; a User only sees it", async () => {
    const id = await added();
    await site.grant(bo, "service", id);
    const cy = await site.person("Cy");
    await site.grant(cy, "user", id);
    const changed = { ...FORM, name: "Fjordgata 2", zone: "Europe/London" };
    expect(await sites.change(await site.actor(bo), id, changed)).toEqual({ ok: true });
    expect(await sites.remove(await site.actor(bo), id, "Fjordgata 2")).toEqual({
      ok: false,
      problem: "forbidden",
    });
    expect(await sites.change(await site.actor(cy), id, FORM)).toEqual({ ok: false, problem: "forbidden" });
    expect((await sites.seen(await site.actor(cy))).items).toMatchObject([{ ...changed, roles: ["user"] }]);
    expect(await actions()).toEqual(["installation-added", "installation-changed"]);
  });

  test("a change that changes nothing is none", async () => {
    const id = await added();
    expect(await sites.change(await site.actor(ann), id, { ...FORM, name: ` ${FORM.name} ` })).toEqual({
      ok: true,
    });
    expect(await actions()).toEqual(["installation-added"]);
    expect(await site.listWanted(id)).toBe(1);
  });

  test.each([
    ["name", { name: "  " }],
    ["name", { name: "a".repeat(81) }],
    ["name", { name: "two\nlines" }],
    ["type", { type: "max" }],
    ["address", { address: "a".repeat(201) }],
    ["zone", { zone: "Oslo" }],
    ["zone", { zone: "" }],
  ])("tells that the %s is not as expected: %j", async (problem, change) => {
    expect(await sites.add(ann, { ...FORM, ...change })).toEqual({ ok: false, problem });
    expect(await site.db.$count(installations)).toBe(0);
  });

  test("is removed by its name typed, and only without chargers", async () => {
    const id = await added();
    const owner = await site.actor(ann);
    const charger = await chargerAt(id);
    expect(await sites.remove(owner, id, "Fjordgata 2")).toEqual({ ok: false, problem: "name-differs" });
    expect(await sites.remove(owner, id, FORM.name)).toEqual({ ok: false, problem: "has-chargers" });
    expect(await chargersOf.remove(owner, charger, "right")).toEqual({ ok: false, problem: "name-differs" });
    expect(await chargersOf.remove(owner, charger, "left")).toEqual({ ok: true });
    expect(await sites.remove(owner, id, `${FORM.name} `)).toEqual({ ok: true });
    expect(await site.db.$count(installations)).toBe(0);
    expect(await actions()).toEqual([
      "installation-added",
      "charger-added",
      "charger-removed",
      "installation-removed",
    ]);
  });
});

describe("circuits", () => {
  test("B5: have a name and a fuse; a charger stays when its circuit goes", async () => {
    const id = await added();
    const owner = await site.actor(ann);
    const made = await circuitsOf.add(owner, id, { name: "Garage", fuse: 32 });
    if (!made.ok) throw new Error(made.problem);
    const charger = await chargerAt(id);
    expect(await chargersOf.change(owner, charger, { name: "left", circuit: made.circuit })).toEqual({
      ok: true,
    });
    expect((await seen.one(owner, charger))?.circuit).toEqual({
      id: made.circuit,
      name: "Garage",
      fuse: 32,
    });
    await circuitsOf.change(owner, id, made.circuit, { name: "Garage", fuse: 25 });
    expect(await circuitsOf.seen(owner, id)).toEqual([{ id: made.circuit, name: "Garage", fuse: 25 }]);
    expect((await circuitsOf.remove(owner, id, made.circuit)).ok).toBe(true);
    expect((await seen.one(owner, charger))?.circuit).toBeNull();
  });

  test("of another installation are not there, whoever asks", async () => {
    const [home, cabin] = [await added(), await site.installation("Cabin", { owner: bo })];
    const made = await circuitsOf.add(await site.actor(bo), cabin, { name: "Shed", fuse: 16 });
    if (!made.ok) throw new Error(made.problem);
    const owner = await site.actor(ann);
    expect(await circuitsOf.change(owner, home, made.circuit, { name: "Mine", fuse: 1 })).toEqual({
      ok: false,
      problem: "not-found",
    });
    expect(await circuitsOf.remove(owner, home, made.circuit)).toEqual({ ok: false, problem: "not-found" });
    const charger = await chargerAt(home);
    expect(await chargersOf.change(owner, charger, { name: "left", circuit: made.circuit })).toEqual({
      ok: false,
      problem: "circuit",
    });
  });

  test.each([
    ["name", { name: "", fuse: 16 }],
    ["fuse", { name: "Garage", fuse: 0 }],
    ["fuse", { name: "Garage", fuse: 10.5 }],
  ])("tells that the %s is not as expected: %j", async (problem, form) => {
    const id = await added();
    expect(await circuitsOf.add(await site.actor(ann), id, form)).toEqual({ ok: false, problem });
    expect(await circuitsOf.add(await site.actor(bo), id, form)).toEqual({ ok: false, problem: "not-found" });
  });
});

describe("chargers", () => {
  test("B9: get a PIN when they are registered, sealed, and belong to the Owner who registers them", async () => {
    const id = await added();
    await chargerAt(id);
    const [row] = await site.db.select().from(chargers);
    expect(row).toMatchObject({ ownerId: ann, unit: "CG-0001", joinedAt: null });
    const pin = site.parts.vault
      .open("charger-pin", row?.id ?? "", row?.pinSealed ?? new Uint8Array())
      .toString();
    expect(pin).toMatch(/^\d{8}$/);
    expect(Buffer.from(row?.pinHash ?? [])).toEqual(
      Buffer.from(site.parts.vault.fingerprint("charger-pin", pin)),
    );
    expect(await site.listWanted(id)).toBe(2);
  });

  test("B9: belong to the first Owner when Service registers them", async () => {
    const id = await added();
    site.time.advance(1_000);
    await site.grant(await site.person("Late"), "owner", id);
    await site.grant(bo, "service", id);
    const outcome = await chargersOf.add(await site.actor(bo), id, {
      unit: "CG-0002",
      name: "right",
      circuit: null,
    });
    expect(outcome.ok).toBe(true);
    expect((await site.db.select().from(chargers))[0]?.ownerId).toBe(ann);
  });

  test("B2: are registered neither by a User nor by a stranger", async () => {
    const id = await added();
    await site.grant(bo, "user", id);
    const form = { unit: "CG-0002", name: "right", circuit: null };
    expect(await chargersOf.add(await site.actor(bo), id, form)).toEqual({ ok: false, problem: "forbidden" });
    const cy = await site.actor(await site.person("Cy"));
    expect(await chargersOf.add(cy, id, form)).toEqual({ ok: false, problem: "not-found" });
  });

  test("have a serial number once, whoever registers it", async () => {
    await chargerAt(await added());
    const cabin = await site.installation("Cabin", { owner: bo });
    const form = { unit: "CG-0001", name: "mine", circuit: null };
    expect(await chargersOf.add(await site.actor(bo), cabin, form)).toEqual({
      ok: false,
      problem: "unit-taken",
    });
  });

  test.each([
    ["unit", { unit: "list" }],
    ["unit", { unit: "a/b" }],
    ["unit", { unit: "+" }],
    ["unit", { unit: "$cloud" }],
    ["name", { name: "" }],
    ["circuit", { circuit: "garage" }],
    ["circuit", { circuit: idOf<CircuitId>(7) }],
  ])("tells that the %s is not as expected: %j", async (problem, change) => {
    const id = await added();
    const form = { unit: "CG-0001", name: "left", circuit: null, ...change };
    expect(await chargersOf.add(await site.actor(ann), id, form)).toEqual({ ok: false, problem });
    expect(await site.db.$count(chargers)).toBe(0);
  });

  test("B3: who has a grant on one sees that one alone, and not the installation", async () => {
    const id = await added();
    const [left, right] = [await chargerAt(id), await chargerAt(id, "CG-0002")];
    await site.grant(bo, "user", { charger: left });
    const guest = await site.actor(bo);
    expect((await seen.seen(guest)).items.map((one) => one.id)).toEqual([left]);
    expect((await seen.at(guest, id)).map((one) => one.id)).toEqual([left]);
    expect(await seen.one(guest, right)).toBeNull();
    expect(await seen.one(guest, left)).toMatchObject({
      installation: { id, name: FORM.name },
      roles: ["user"],
      inherited: [],
    });
    expect((await sites.seen(guest)).items).toEqual([]);
    expect((await seen.alone(guest)).map((one) => one.id)).toEqual([left]);
    expect((await seen.seen(await site.actor(ann))).items.map(({ inherited }) => inherited)).toEqual([
      ["owner"],
      ["owner"],
    ]);
  });

  test("of many, a stretch is seen at a time; a search finds by words of name, serial number and installation", async () => {
    const id = await added();
    const owner = await site.actor(ann);
    for (let space = 1; space <= STRETCH + 2; space++)
      await site.charger(id, `100%_Space ${space}`, { unit: `SPACE-${String(space).padStart(3, "0")}` });
    const first = await seen.seen(owner);
    expect(first).toMatchObject({ total: STRETCH + 2, page: 1, pages: 2 });
    const second = await seen.seen(owner, { search: "", page: 99 });
    expect(second).toMatchObject({ total: STRETCH + 2, page: 2, pages: 2 });
    expect(new Set([...first.items, ...second.items].map((one) => one.id)).size).toBe(STRETCH + 2);
    const found = async (search: string) =>
      (await seen.seen(owner, { search, page: 1 }, id)).items.map(({ unit }) => unit);
    expect(await found("pace-017")).toEqual(["SPACE-017"]);
    expect(await found(`${FORM.name.toUpperCase()} space-03`)).toHaveLength(10);
    expect(await found("100%_space 50")).toEqual(["SPACE-050"]);
    // What would match anything is itself looked for.
    expect(await found("1_0")).toEqual([]);
    expect(await found("\\")).toEqual([]);
    expect((await sites.seen(owner, { search: "nowhere", page: 1 })).total).toBe(0);
    expect((await sites.seen(owner, { search: FORM.name, page: 1 })).items).toMatchObject([{ id }]);
  });

  test("B4: who sees a charger sees what it says, and whether it has the access and the list that it should", async () => {
    const id = await added();
    const charger = await chargerAt(id);
    const owner = await site.actor(ann);
    expect(await seen.one(owner, charger)).toMatchObject({ state: null, listInStep: null, reach: "unknown" });
    const { digest, ...list } = stateOf().list;
    await site.db.insert(lists).values({
      installationId: id,
      version: 3,
      builtOf: 1,
      count: list.count,
      digest,
      manifest: new Uint8Array(),
      builtAt: site.now(),
    });
    await site.db.update(chargers).set({ state: statePayload({ access: "open" }) });
    expect(await seen.one(owner, charger)).toMatchObject({
      access: "restricted",
      state: { access: "open", connectors: [{ light: "green" }] },
      listInStep: true,
    });
    await site.db.update(lists).set({ digest: new Uint8Array(32) });
    expect((await seen.one(owner, charger))?.listInStep).toBe(false);
    await site.db.update(chargers).set({ state: Uint8Array.of(1, 2, 3) });
    expect(await seen.one(owner, charger)).toMatchObject({ state: null, listInStep: null });
  });

  test("a registration token is good for a day, kept as a hash, and the one before it is void", async () => {
    const charger = await chargerAt(await added());
    const owner = await site.actor(ann);
    const first = await chargersOf.newToken(owner, charger);
    const second = await chargersOf.newToken(owner, charger);
    if (!first.ok || !second.ok) throw new Error("expected tokens");
    expect(second.token).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(second.token).not.toBe(first.token);
    expect(second.expiresAt).toBe(site.now() + 24 * 3_600_000);
    const rows = await site.db.select().from(registrationTokens);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, await site.audited()])).not.toContain(second.token);
    expect(await chargersOf.newToken(await site.actor(bo), charger)).toEqual({
      ok: false,
      problem: "not-found",
    });
    await site.grant(bo, "user", { charger });
    expect(await chargersOf.newToken(await site.actor(bo), charger)).toEqual({
      ok: false,
      problem: "forbidden",
    });
  });
});

describe("the access switch", () => {
  const told: InstallationId[] = [];
  const toldNobody = {
    tell: async (id: InstallationId) => {
      told.push(id);
      return new Set<never>();
    },
  };

  test("B5: stands per installation, is switched by Owner and Service, and says which units have it", async () => {
    const id = await added();
    const [left] = [await chargerAt(id), await chargerAt(id, "CG-0002")];
    await site.db.update(chargers).set({ joinedAt: site.now() }).where(eq(chargers.id, left));
    const other = await site.installation("Cabin", { owner: ann });
    const access = new AccessSwitch(site.parts, { tell: async () => new Set([left]) });
    await site.grant(bo, "service", id);
    expect(await access.switch(await site.actor(bo), id, "open")).toEqual({
      ok: true,
      units: [{ charger: left, name: "left", has: "now" }],
    });
    const owner = await site.actor(ann);
    expect(await access.current(owner, id)).toBe("open");
    expect(await access.current(owner, other)).toBe("restricted");
    expect((await site.audited()).at(-1)).toMatchObject({
      action: "access-switched",
      actorName: "Bo",
      details: { access: "open" },
    });
    const late = await new AccessSwitch(site.parts, toldNobody).switch(owner, id, "restricted");
    expect(late).toMatchObject({ units: [{ has: "later" }] });
  });

  test("B5: is not a User's, and tells a stranger nothing", async () => {
    const id = await added();
    const access = new AccessSwitch(site.parts, toldNobody);
    told.length = 0;
    expect(await access.switch(await site.actor(bo), id, "open")).toEqual({
      ok: false,
      problem: "not-found",
    });
    expect(await access.current(await site.actor(bo), id)).toBeNull();
    await site.grant(bo, "user", id);
    expect(await access.switch(await site.actor(bo), id, "open")).toEqual({
      ok: false,
      problem: "forbidden",
    });
    expect(told).toEqual([]);
    expect(await access.current(await site.actor(bo), id)).toBe("restricted");
  });

  test("tells units again when it is switched to what it is, and writes nothing down", async () => {
    const id = await added();
    told.length = 0;
    await new AccessSwitch(site.parts, toldNobody).switch(await site.actor(ann), id, "restricted");
    expect(told).toEqual([id]);
    expect(await actions()).toEqual(["installation-added"]);
  });
});
