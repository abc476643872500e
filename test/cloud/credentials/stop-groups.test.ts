import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Cards } from "../../../cloud/credentials/cards.ts";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { StopGroups } from "../../../cloud/credentials/stop-groups.ts";
import { verdictFor } from "../../../cloud/credentials/verdict-for.ts";
import type { InstallationId, PersonId, StopGroupId } from "../../../cloud/database/ids.ts";
import { cardAt } from "../history/told.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";

let site: Site;
let groups: StopGroups;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
beforeAll(async () => {
  site = await Site.open();
  groups = new StopGroups(site.parts);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bo = await site.person("Bo");
  home = await site.installation("Home", { owner: ann });
  await site.grant(bo, "user", home);
});
afterAll(() => site.close());

const make = async (name: string, members: readonly PersonId[], person = ann) =>
  groups.make(await site.actor(person), home, { name, members });

async function made(name: string, members: readonly PersonId[]): Promise<StopGroupId> {
  const outcome = await make(name, members);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.id;
}

const listed = async () => groups.list(await site.actor(ann), home);

describe("groups that may stop each other's sessions", () => {
  test("A7: their members' cards are in one group in the list", async () => {
    const id = await made("House 7", [ann, bo]);
    const left = await site.charger(home, "left");
    await new Cards(site.parts).addTyped(await site.actor(bo), { number: "04A1B2C3", label: "" });
    await buildDue(site.parts);
    const card = await cardAt(site, home, "04A1B2C3");
    expect(await verdictFor(site.parts, left, card)).toEqual({ verdict: "Accepted", group: id, user: "Bo" });
    await groups.remove(await site.actor(ann), id);
    await buildDue(site.parts);
    expect(await verdictFor(site.parts, left, card)).toEqual({ verdict: "Accepted", user: "Bo" });
  });

  test("are listed with their members and with everybody who could be one", async () => {
    const id = await made(" House 7 ", [bo, bo]);
    await site.person("Cy");
    expect(await listed()).toEqual({
      ok: true,
      groups: [{ id, name: "House 7", members: [{ id: bo, name: "Bo" }] }],
      people: [
        { id: ann, name: "Ann" },
        { id: bo, name: "Bo" },
      ],
    });
  });

  test("a person is in one of them at most: who joins another leaves the first", async () => {
    const first = await made("A", [ann, bo]);
    const second = await made("B", [bo]);
    expect(await listed()).toMatchObject({
      groups: [
        { id: first, members: [{ id: ann }] },
        { id: second, members: [{ id: bo }] },
      ],
    });
    const actor = await site.actor(ann);
    expect(await groups.change(actor, first, { name: "A2", members: [bo] })).toEqual({ ok: true });
    expect(await listed()).toMatchObject({
      groups: [
        { name: "A2", members: [{ id: bo }] },
        { name: "B", members: [] },
      ],
    });
  });

  test("a name, and people who may charge there", async () => {
    await made("House 7", []);
    expect(await make("house 7", [])).toEqual({ ok: false, problem: "name-taken" });
    expect(await make(" ", [])).toEqual({ ok: false, problem: "name" });
    expect(await make("x".repeat(61), [])).toEqual({ ok: false, problem: "name" });
    const cy = await site.person("Cy");
    await site.grant(cy, "service", home);
    expect(await make("B", [cy])).toEqual({ ok: false, problem: "member" });
    const two = await Promise.all([make("C", []), make("c", [])]);
    expect(two.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("B2: are the owner's to make; each change is written down and wants a new list", async () => {
    const id = await made("A", []);
    const cy = await site.person("Cy");
    for (const [person, problem] of [
      [bo, "forbidden"],
      [cy, "not-found"],
    ] as const) {
      const actor = await site.actor(person);
      const no = { ok: false, problem };
      expect(await groups.list(actor, home)).toEqual(no);
      expect(await make("B", [], person)).toEqual(no);
      expect(await groups.change(actor, id, { name: "B", members: [] })).toEqual(no);
      expect(await groups.remove(actor, id)).toEqual(no);
    }
    expect(await groups.remove(await site.actor(ann), idOf<StopGroupId>(1))).toEqual({
      ok: false,
      problem: "not-found",
    });
    const wanted = await site.listWanted(home);
    expect(await groups.change(await site.actor(ann), id, { name: "B", members: [bo] })).toEqual({
      ok: true,
    });
    expect(await groups.remove(await site.actor(ann), id)).toEqual({ ok: true });
    expect(await site.listWanted(home)).toBe(wanted + 2);
    expect(
      (await site.audited()).map(({ action, details }) => [action, details["group"], details["members"]]),
    ).toEqual([
      ["stop-group-changed", "A", 0],
      ["stop-group-changed", "B", 1],
      ["stop-group-changed", "B", 0],
    ]);
  });
});
