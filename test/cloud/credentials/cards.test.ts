import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Cards } from "../../../cloud/credentials/cards.ts";
import type { CardId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { cards as rows } from "../../../cloud/database/schema/schema.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";

let site: Site;
let cards: Cards;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
beforeAll(async () => {
  site = await Site.open();
  cards = new Cards(site.parts);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bo = await site.person("Bo");
  home = await site.installation("Home", { owner: ann });
});
afterAll(() => site.close());

async function added(person: PersonId, number: string, label = "") {
  const outcome = await cards.addTyped(await site.actor(person), { number, label });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.card;
}

describe("one's own charge cards", () => {
  test("B8: are added by the number printed on them, in any of its forms, and are shown masked", async () => {
    const card = await added(ann, "nfc-04:a1:b2:c3", " Key ring ");
    expect(card).toMatchObject({ shown: "04…C3", label: "Key ring", status: "active", source: "typed" });
    expect(await cards.list(await site.actor(ann))).toEqual([card]);
    expect(await cards.list(await site.actor(bo))).toEqual([]);
    expect(JSON.stringify(await site.db.select().from(rows))).not.toContain("A1B2");
  });

  test("B8: hints at reversed and decimal forms go back to the person who typed", async () => {
    const actor = await site.actor(ann);
    const reversed = await cards.addTyped(actor, { number: "C3D4E5F6A7B204", label: "" });
    expect(reversed).toMatchObject({ ok: true, numbers: { backwards: "04B2A7F6E5D4C3" } });
    const decimal = await cards.addTyped(actor, { number: "3283267844", label: "" });
    expect(decimal).toMatchObject({
      ok: false,
      problem: "decimal",
      numbers: { forwards: "C3B2B104", backwards: "04B1B2C3" },
    });
  });

  test("A1: a number that is made up anew at every tap is refused, and says why", async () => {
    const refusal = await cards.addTyped(await site.actor(ann), { number: "08A1B2C3", label: "" });
    expect(refusal).toMatchObject({ ok: false, problem: "random" });
    expect(await site.audited()).toEqual([]);
  });

  test("B8: a number that is somebody's already is taken, and nothing says whose", async () => {
    await added(ann, "04A1B2C3");
    const outcome = await cards.addTyped(await site.actor(bo), { number: "04 a1 b2 c3", label: "" });
    expect(outcome).toEqual({ ok: false, problem: "taken", numbers: {} });
    const own = await cards.addTyped(await site.actor(ann), { number: "04A1B2C3", label: "" });
    expect(own).toMatchObject({ ok: false, problem: "already-yours" });
  });

  test("B8: two who add the same number at once: one has it", async () => {
    const [a, b] = await Promise.all([
      cards.addTyped(await site.actor(ann), { number: "04A1B2C3", label: "" }),
      cards.addTyped(await site.actor(bo), { number: "04A1B2C3", label: "" }),
    ]);
    expect([a, b].filter(({ ok }) => ok)).toHaveLength(1);
    expect(await site.db.$count(rows)).toBe(1);
  });

  test("B8: are twenty at most", async () => {
    for (let n = 10; n < 30; n += 1) await added(ann, `04A1B2${n}`);
    const outcome = await cards.addTyped(await site.actor(ann), { number: "04A1B2C3", label: "" });
    expect(outcome).toMatchObject({ ok: false, problem: "too-many" });
    expect(await cards.list(await site.actor(ann))).toHaveLength(20);
  });

  test("a label that is too long or holds control characters is refused", async () => {
    const actor = await site.actor(ann);
    for (const label of ["x".repeat(61), "a\nb", "\u{d800}"])
      expect(await cards.addTyped(actor, { number: "04A1B2C3", label })).toMatchObject({ problem: "label" });
    const card = await added(ann, "04A1B2C3", "<b>Ann</b>");
    expect(card.label).toBe("<b>Ann</b>");
    expect(await cards.rename(actor, card.id, "x".repeat(61))).toEqual({ ok: false, problem: "label" });
  });

  test("are renamed, blocked, unblocked and removed by their holder, and by nobody else", async () => {
    const { id } = await added(ann, "04A1B2C3");
    const actor = await site.actor(ann);
    const other = await site.actor(bo);
    for (const outcome of [
      await cards.rename(other, id, "mine"),
      await cards.setStatus(other, id, "blocked"),
      await cards.remove(other, id),
      await cards.remove(actor, idOf<CardId>(1)),
    ])
      expect(outcome).toEqual({ ok: false, problem: "not-found" });
    expect(await cards.rename(actor, id, "Spare")).toEqual({ ok: true });
    await cards.setStatus(actor, id, "blocked");
    expect(await cards.list(actor)).toMatchObject([{ label: "Spare", status: "blocked" }]);
    await cards.setStatus(actor, id, "active");
    expect(await cards.list(actor)).toMatchObject([{ status: "active" }]);
    await cards.remove(actor, id);
    expect(await cards.list(actor)).toEqual([]);
    expect(
      (await site.audited()).map(({ action, actorName, details }) => [action, actorName, details]),
    ).toEqual([
      ["card-added", "Ann", { card: "04…C3", status: "active" }],
      ["card-changed", "Ann", { card: "04…C3", status: "blocked" }],
      ["card-changed", "Ann", { card: "04…C3", status: "active" }],
      ["card-removed", "Ann", { card: "04…C3", status: "active" }],
    ]);
  });

  test("each change wants new lists wherever their holder may charge, and nowhere else", async () => {
    const office = await site.installation("Office", { owner: bo });
    const club = await site.installation("Club", { owner: bo });
    const shop = await site.installation("Shop", { owner: bo });
    const left = await site.charger(office, "left");
    const group = await site.group("Drivers", "ABCD", [ann]);
    await site.grant(ann, "user", { charger: left });
    await site.grant({ group }, "user", club);
    await site.grant(ann, "service", shop);
    const wanted = () => Promise.all([home, office, club, shop].map((one) => site.listWanted(one)));
    const { id } = await added(ann, "04A1B2C3");
    expect(await wanted()).toEqual([1, 1, 1, 0]);
    const actor = await site.actor(ann);
    await cards.setStatus(actor, id, "blocked");
    await cards.setStatus(actor, id, "blocked");
    expect(await wanted()).toEqual([2, 2, 2, 0]);
    await cards.rename(actor, id, "x");
    expect(await wanted()).toEqual([2, 2, 2, 0]);
    await cards.remove(actor, id);
    expect(await wanted()).toEqual([3, 3, 3, 0]);
  });
});

describe("the cards of an installation's users", () => {
  test("B2: its owner sees them masked with their holders; user and service do not", async () => {
    const left = await site.charger(home, "left");
    await site.grant(bo, "user", { charger: left });
    const cy = await site.person("Cy");
    await site.grant(cy, "service", home);
    const card = await added(bo, "04A1B2C3");
    await added(ann, "04A1B2C4");
    await added(cy, "04A1B2C5");
    const seen = await cards.ofInstallation(await site.actor(ann), home);
    expect(seen).toMatchObject({
      ok: true,
      cards: [
        { shown: "04…C4", holder: { name: "Ann" }, chargers: null },
        { ...card, holder: { id: bo, name: "Bo" }, chargers: [left] },
      ],
    });
    expect(await cards.ofInstallation(await site.actor(cy), home)).toEqual({
      ok: false,
      problem: "forbidden",
    });
    expect(await cards.ofInstallation(await site.actor(bo), home)).toEqual({
      ok: false,
      problem: "not-found",
    });
  });

  test("are gone from there with their holder's grant", async () => {
    const grant = await site.grant(bo, "user", home, { expiresAt: site.now() + 1_000 });
    expect(grant).toBeDefined();
    await added(bo, "04A1B2C3");
    const actor = await site.actor(ann);
    expect(await cards.ofInstallation(actor, home)).toMatchObject({ cards: [{ shown: "04…C3" }] });
    site.time.advance(1_000);
    expect(await cards.ofInstallation(actor, home)).toEqual({ ok: true, cards: [] });
    expect(await site.db.$count(rows, eq(rows.personId, bo))).toBe(1);
  });
});
