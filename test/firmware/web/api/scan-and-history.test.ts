import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiBench } from "./api-bench.ts";

async function withAnn() {
  const bench = await new ApiBench().startLoggedIn();
  const added = await bench.ask("/users", { method: "POST", json: { firstName: "Ann" } });
  return { bench, at: `/users/${z.looseObject({ id: z.string() }).parse(added.body).id}` };
}

describe("A8: a card is registered by holding it to the reader", () => {
  test("the next unknown card becomes the user's", async () => {
    const { bench, at } = await withAnn();
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({ state: "none", reader: "works" });
    const open = await bench.ask(`${at}/scan`, { method: "POST" });
    expect([open.status, open.body]).toMatchObject([202, { state: "open", secondsLeft: 60, told: null }]);
    expect((await bench.ask("/status")).body).toMatchObject({ connectors: [{ light: "enrolment" }] });
    await bench.tap("04A1B2C3");
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({
      state: "open",
      told: { reason: "known", label: "04…C3" },
    });
    await bench.tap("04D1D2D3");
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({
      state: "added",
      label: "04…D3",
      secondsLeft: 0,
    });
    expect((await bench.ask(at)).body).toMatchObject({ identifications: [{ type: "card", label: "04…D3" }] });
    expect((await bench.ask(`${at}/scan`, { method: "DELETE" })).status).toBe(204);
  });

  test("is over after a minute, or when it is cancelled", async () => {
    const { bench, at } = await withAnn();
    await bench.ask(`${at}/scan`, { method: "POST" });
    await bench.run(59_000);
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({ state: "open", secondsLeft: 1 });
    await bench.run(2_000);
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({ state: "closed" });
    await bench.ask(`${at}/scan`, { method: "POST" });
    await bench.ask(`${at}/scan`, { method: "DELETE" });
    await bench.tap("04D1D2D3");
    expect((await bench.ask(at)).body).toMatchObject({ identifications: [] });
  });

  test("for one user at a time, and another one ends nothing", async () => {
    const { bench, at } = await withAnn();
    const added = await bench.ask("/users", { method: "POST", json: { firstName: "Bo" } });
    const bo = `/users/${z.looseObject({ id: z.string() }).parse(added.body).id}`;
    await bench.ask(`${at}/scan`, { method: "POST" });
    expect((await bench.ask(`${bo}/scan`, { method: "POST" })).body).toMatchObject({
      status: 409,
      code: "scan-busy",
    });
    expect((await bench.ask(`${bo}/scan`)).body).toMatchObject({ state: "other" });
    expect((await bench.ask(`${bo}/scan`, { method: "DELETE" })).status).toBe(204);
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({ state: "open" });
  });

  test("only for somebody who is there", async () => {
    const { bench, at } = await withAnn();
    for (const method of ["GET", "POST", "DELETE"])
      expect((await bench.ask("/users/none/scan", { method })).body).toMatchObject({ code: "no-such-user" });
    expect((await bench.ask(`${at}/scan`)).body).toMatchObject({ state: "none" });
    expect(bench.bench.unit.state.enrolment).toBeNull();
  });
});

describe("the history", () => {
  const page = z.object({
    items: z.array(z.looseObject({ seq: z.int(), kind: z.string() })),
    next: z.int().nullable(),
  });

  test("tells charges and refusals, by pages that joined are all of it", async () => {
    const { bench } = await withAnn();
    await bench.bench.do(bench.bench.board, "plug");
    for (const card of ["04A1B2C3", "04D1D2D3", "04A1B2C3", "11223344"]) {
      await bench.tap(card);
      await bench.run(5_000);
    }
    const read = async (query: string) => page.parse((await bench.ask(`/history?${query}`)).body);
    const all = (await read("")).items;
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(["refusal", "refusal", "session"]);
    expect(all.find(({ kind }) => kind === "session")).toMatchObject({
      user: "ann",
      credential: { kind: "card", label: "04…C3" },
      reason: "Local",
      running: false,
    });
    const seen = [];
    for (let next: number | null = Number.MAX_SAFE_INTEGER; next !== null; ) {
      const some: z.infer<typeof page> = await read(`limit=1&before=${next}`);
      seen.push(...some.items);
      next = some.next;
    }
    expect(seen).toEqual(all);
    expect((await read("show=sessions")).items).toHaveLength(1);
    expect((await read("show=refusals")).items).toHaveLength(2);
    for (const query of ["show=none", "before=0", "limit=201", "limit=1.5", "before=x"])
      expect((await bench.ask(`/history?${query}`)).status).toBe(422);
  });

  test("a card that was refused is given to a user, and then let in; its number is told nowhere", async () => {
    const { bench, at } = await withAnn();
    await bench.bench.do(bench.bench.board, "plug");
    await bench.tap("04D1D2D3");
    const { cards } = z
      .object({ cards: z.array(z.looseObject({ card: z.string() })) })
      .parse((await bench.ask("/history/refused-cards")).body);
    expect(cards).toMatchObject([{ label: "04…D3", reader: "front", reason: "unknown", count: 1 }]);
    const card = cards[0]?.card;
    const add = (user: string) => bench.ask(`${user}/refused-cards`, { method: "POST", json: { card } });
    expect((await add("/users/none")).body).toMatchObject({ code: "no-such-user" });
    const added = await add(at);
    expect([added.status, added.body]).toMatchObject([
      201,
      { identification: { label: "04…D3", state: "active" } },
    ]);
    expect((await bench.ask("/history/refused-cards")).body).toEqual({ cards: [] });
    expect((await add(at)).body).toMatchObject({ code: "no-such-card" });
    await bench.tap("04D1D2D3");
    expect((await bench.ask("/status")).body).toMatchObject({ connectors: [{ session: { who: "Ann" } }] });
    expect(bench.answers.join()).not.toContain("D1D2");
  });
});
