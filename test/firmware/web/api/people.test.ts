import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Answer, ApiBench } from "./api-bench.ts";

const idIn = ({ body }: Answer) => z.looseObject({ id: z.string() }).parse(body).id;
const keptIn = ({ body }: Answer) =>
  z.looseObject({ identification: z.looseObject({ id: z.string(), label: z.string() }) }).parse(body)
    .identification;
const post = (bench: ApiBench, path: string, json: object) => bench.ask(path, { method: "POST", json });
const patch = (bench: ApiBench, path: string, json: object) => bench.ask(path, { method: "PATCH", json });

async function withAnn() {
  const bench = await new ApiBench().startLoggedIn();
  const ann = idIn(await post(bench, "/users", { firstName: "Ann", lastName: "Berg" }));
  return { bench, ann, at: `/users/${ann}` };
}

describe("D2: users", () => {
  test("are added, read, changed and removed", async () => {
    const { bench, ann, at } = await withAnn();
    expect((await bench.ask(at)).body).toEqual({
      id: ann,
      firstName: "Ann",
      lastName: "Berg",
      blocked: false,
      identifications: [],
    });
    const blocked = await patch(bench, at, { blocked: true });
    expect(blocked.body).toMatchObject({ firstName: "Ann", lastName: "Berg", blocked: true });
    expect((await patch(bench, at, { lastName: "" })).body).toMatchObject({
      firstName: "Ann",
      blocked: true,
    });
    expect((await bench.ask(at, { method: "DELETE" })).status).toBe(204);
    for (const method of ["GET", "DELETE"])
      expect((await bench.ask(at, { method })).body).toMatchObject({ code: "no-such-user" });
    expect((await patch(bench, at, { blocked: true })).status).toBe(404);
  });

  test("D4: a block and another change that cross are both made, whichever comes first", async () => {
    const { bench, ann, at } = await withAnn();
    const changes = [{ blocked: true }, { firstName: "Anna" }, { lastName: "Bergh" }];
    for (const crossing of [changes, changes.toReversed()]) {
      await patch(bench, at, { firstName: "Ann", lastName: "Berg", blocked: false });
      const answers = await Promise.all(crossing.map((change) => patch(bench, at, change)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const all = { id: ann, firstName: "Anna", lastName: "Bergh", blocked: true };
      expect((await bench.ask(at)).body).toMatchObject(all);
    }
  });

  test("a new one is where the answer says", async () => {
    const { bench } = await withAnn();
    const added = await post(bench, "/users", { lastName: "Dahl" });
    expect(added.status).toBe(201);
    expect(added.headers.get("location")).toBe(`/api/v1/users/${idIn(added)}`);
  });

  test("blocking one blocks the cards at once", async () => {
    const { bench, at } = await withAnn();
    await post(bench, `${at}/identifications`, { type: "card", code: "04D1D2D3" });
    const { body } = await patch(bench, at, { blocked: true });
    expect(body).toMatchObject({ identifications: [{ status: "active", state: "blocked" }] });
    await bench.bench.do(bench.bench.board, "plug");
    await bench.tap("04D1D2D3");
    expect((await bench.ask("/history?show=refusals")).body).toMatchObject({
      items: [{ kind: "refusal", reason: "blocked" }],
    });
  });

  test("all wrong fields are named, and nothing is changed", async () => {
    const { bench, at } = await withAnn();
    const before = (await bench.ask("/users")).text;
    expect((await post(bench, "/users", {})).body).toMatchObject({
      code: "wrong-fields",
      errors: [{ field: "firstName", code: "name-missing" }],
    });
    expect((await patch(bench, at, { firstName: "a\tb", lastName: "x".repeat(101) })).body).toMatchObject({
      errors: [
        { field: "firstName", code: "name-control-characters" },
        { field: "lastName", code: "name-too-long" },
      ],
    });
    expect((await patch(bench, at, { blocked: "yes", name: "x" })).body).toMatchObject({
      errors: [
        { field: "blocked", code: "malformed" },
        { field: "", code: "unknown-field" },
      ],
    });
    expect((await bench.ask("/users")).text).toBe(before);
  });

  test("are listed by pages that, joined, are all of them, also when one is removed in between", async () => {
    const { bench } = await withAnn();
    for (let number = 0; number < 6; number += 1) await post(bench, "/users", { firstName: `Bo ${number}` });
    const page = z.object({
      users: z.array(z.looseObject({ id: z.string() })),
      next: z.string().nullable(),
      total: z.int(),
    });
    const read = async (query: string) => page.parse((await bench.ask(`/users${query}`)).body);
    const all = (await read("")).users.map(({ id }) => id);
    expect(await read("")).toMatchObject({ next: null, total: 10 });
    expect((await read("?limit=10")).next).toBeNull();
    const seen: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const { users, next } = await read(`?limit=2&after=${after}`);
      expect(users.length).toBeLessThanOrEqual(2);
      seen.push(...users.map(({ id }) => id));
      if (after === "") await bench.ask(`/users/${users.at(-1)?.id}`, { method: "DELETE" });
      after = next;
    }
    expect(seen).toEqual(all);
  });

  test.each(["limit=0", "limit=501", "limit=x", "limit=1&limit=2", "size=3"])(
    "a list by ?%s is refused",
    async (query) => {
      const { bench } = await withAnn();
      expect((await bench.ask(`/users?${query}`)).body).toMatchObject({ code: "wrong-fields" });
    },
  );

  test("a name with markup comes back as data", async () => {
    const { bench } = await withAnn();
    const lastName = '</script><img src=x onerror="alert(1)">';
    const added = await post(bench, "/users", { lastName });
    expect(added.headers.get("content-type")).toBe("application/json");
    expect(added.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(added.body).toMatchObject({ lastName });
  });
});

describe("D3, D4: cards and PINs", () => {
  test("are added, and let in at once", async () => {
    const { bench, at } = await withAnn();
    const card = await post(bench, `${at}/identifications`, { type: "card", code: "04:d1:d2:d3" });
    expect(card.status).toBe(201);
    expect(card.body).toMatchObject({
      identification: { type: "card", label: "04…D3", status: "active", expires: null, state: "active" },
      hint: null,
    });
    expect(card.headers.get("location")).toBe(`/api/v1${at}/identifications/${keptIn(card).id}`);
    const pin = await post(bench, `${at}/identifications`, {
      type: "pin",
      code: "#909090",
      expires: "2026-12-31",
    });
    expect(keptIn(pin)).toMatchObject({ type: "pin", label: "#…", expires: "2026-12-31T23:00:00.000Z" });
    await bench.bench.do(bench.bench.board, "plug");
    await bench.bench.type("#909090#");
    await bench.run(2_000);
    expect((await bench.ask("/status")).body).toMatchObject({
      connectors: [{ contactor: "closed", session: { who: "Ann Berg" } }],
    });
  });

  test("are changed: what is not sent stays, and with another code it is another one", async () => {
    const { bench, at } = await withAnn();
    const added = await post(bench, `${at}/identifications`, {
      type: "pin",
      code: "#909090",
      expires: "2027-01-31T12:00:00Z",
    });
    const one = `${at}/identifications/${keptIn(added).id}`;
    expect(keptIn(await patch(bench, one, { status: "blocked" }))).toMatchObject({
      id: keptIn(added).id,
      status: "blocked",
      expires: "2027-01-31T12:00:00.000Z",
    });
    const other = keptIn(await patch(bench, one, { code: "#808080" }));
    expect(other).toMatchObject({ status: "blocked", expires: "2027-01-31T12:00:00.000Z" });
    expect(other.id).not.toBe(keptIn(added).id);
    expect((await patch(bench, one, {})).body).toMatchObject({ code: "no-such-identification" });
    const later = `${at}/identifications/${other.id}`;
    expect(keptIn(await patch(bench, later, { expires: null }))).toMatchObject({ expires: null });
    expect((await bench.ask(later, { method: "DELETE" })).status).toBe(204);
    expect((await bench.ask(at)).body).toMatchObject({ identifications: [] });
    expect((await bench.ask(later, { method: "DELETE" })).status).toBe(404);
  });

  test("one is reached by its own user only", async () => {
    const { bench, at } = await withAnn();
    const bo = idIn(await post(bench, "/users", { firstName: "Bo" }));
    const { id } = keptIn(await post(bench, `${at}/identifications`, { type: "pin", code: "#909090" }));
    for (const method of ["PATCH", "DELETE"])
      expect(
        (
          await bench.ask(`/users/${bo}/identifications/${id}`, {
            method,
            ...(method === "PATCH" && { json: {} }),
          })
        ).body,
      ).toMatchObject({ code: "no-such-identification" });
    expect((await bench.ask(`/identifications/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await bench.ask(at)).body).toMatchObject({ identifications: [{ id }] });
  });

  test.each([
    [{ type: "pin", code: "909090" }, "code", "pin-needs-hash"],
    [{ type: "pin", code: "#1" }, "code", "pin-length"],
    [{ type: "card", code: "04D1" }, "code", "card-number-length"],
    [{ type: "card", code: "08D1D2D3" }, "code", "random-uid"],
    [{ type: "pin", code: "#909090", expires: "soon" }, "expires", "expires-malformed"],
    [{ type: "pin", code: "#909090", status: "off" }, "status", "malformed"],
  ])("%j is refused", async (json, field, code) => {
    const { bench, at } = await withAnn();
    const { status, body } = await post(bench, `${at}/identifications`, json);
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ field, code }] });
    expect((await bench.ask(at)).body).toMatchObject({ identifications: [] });
  });

  test("D4: a block and an expiry that cross are both made, whichever comes first", async () => {
    const { bench, at } = await withAnn();
    const added = await post(bench, `${at}/identifications`, { type: "card", code: "04D1B2C3" });
    const one = `${at}/identifications/${keptIn(added).id}`;
    const changes = [{ status: "blocked" }, { expires: "2031-01-01T00:00:00.000Z" }];
    for (const crossing of [changes, changes.toReversed()]) {
      await patch(bench, one, { status: "active", expires: null });
      const answers = await Promise.all(crossing.map((change) => patch(bench, one, change)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const all = { status: "blocked", expires: "2031-01-01T00:00:00.000Z" };
      expect((await bench.ask(at)).body).toMatchObject({ identifications: [all] });
    }
  });

  test("one that somebody else has is refused, and it is said who", async () => {
    const { bench, at } = await withAnn();
    await post(bench, `${at}/identifications`, { type: "pin", code: "#909090" });
    const bo = idIn(await post(bench, "/users", { firstName: "Bo" }));
    const { body } = await post(bench, `/users/${bo}/identifications`, { type: "pin", code: "#909090" });
    expect(body).toMatchObject({
      errors: [{ code: "taken-by-other", text: expect.stringContaining("Ann Berg") }],
    });
  });
});

describe("cards and PINs of nobody", () => {
  /** The bench's unit comes with some from a file. */
  const nobodys = z.object({
    identifications: z.array(z.looseObject({ id: z.string(), type: z.string() })),
    next: z.string().nullable(),
  });

  async function withOrphans() {
    const parts = await withAnn();
    await parts.bench.bench.store.changeLocalUsers(() => ({
      set: [...parts.bench.bench.store.localUsers()].map(({ credential, entry, card }) => ({
        credential,
        entry,
        card,
      })),
    }));
    return {
      ...parts,
      read: async (query = "") => nobodys.parse((await parts.bench.ask(`/identifications${query}`)).body),
    };
  }

  test("are listed by pages, given to a user, and removed", async () => {
    const { bench, ann, at, read } = await withOrphans();
    const { identifications: all } = await read();
    expect(all).toHaveLength(3);
    const first = await read("?limit=2");
    const second = await read(`?limit=2&after=${first.next}`);
    expect([...first.identifications, ...second.identifications]).toEqual(all);
    expect(second.next).toBeNull();
    const [one, two] = all;
    const given = await post(bench, `/identifications/${one?.id}/adopt`, { user: ann });
    expect(keptIn(given)).toEqual(one);
    expect((await bench.ask(at)).body).toMatchObject({ identifications: [one] });
    expect((await bench.ask(`/identifications/${two?.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await read()).identifications).toHaveLength(1);
  });

  test("are given to nobody who is not there, and one who has it keeps it", async () => {
    const { bench, ann, read } = await withOrphans();
    const id = (await read()).identifications[0]?.id;
    expect((await post(bench, `/identifications/${id}/adopt`, { user: "0".repeat(16) })).body).toMatchObject({
      code: "no-such-user",
    });
    expect((await post(bench, "/identifications/card-00/adopt", { user: ann })).body).toMatchObject({
      code: "no-such-identification",
    });
    await post(bench, `/identifications/${id}/adopt`, { user: ann });
    const bo = idIn(await post(bench, "/users", { firstName: "Bo" }));
    expect((await post(bench, `/identifications/${id}/adopt`, { user: bo })).body).toMatchObject({
      errors: [{ field: "", code: "taken-by-other" }],
    });
  });
});
