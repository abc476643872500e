import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiBench } from "./api-bench.ts";

const post = (bench: ApiBench, path: string, json: object) => bench.ask(path, { method: "POST", json });
const patch = (bench: ApiBench, path: string, json: object) => bench.ask(path, { method: "PATCH", json });

async function withAnn() {
  const bench = await new ApiBench().startLoggedIn();
  const added = await post(bench, "/users", { firstName: "Ann", lastName: "Berg" });
  const { id: ann } = z.looseObject({ id: z.string() }).parse(added.body);
  return { bench, ann, at: `/users/${ann}` };
}

describe("secrets", () => {
  test("a PIN or card number that was sent appears in no answer and no log, wherever it was sent", async () => {
    const { bench, ann, at } = await withAnn();
    const secrets = [
      "909090",
      "1234567",
      "04D1D2D3",
      "D3D2D104",
      "2714897668",
      "A1D20D04",
      "040DD2A1",
      "80A1B2C3D4E504",
      "04E5D4C3B2A180",
    ];
    const path = `${at}/identifications`;
    for (const secret of [...secrets, ...secrets.map((each) => `#${each}`)]) {
      for (const type of ["card", "pin"]) {
        await post(bench, path, { type, code: secret });
        await post(bench, path, { type, code: secret, expires: "soon" });
        await post(bench, path, { type, code: secret });
      }
      await post(bench, path, { type: secret, code: "x" });
      await post(bench, path, { type: "pin", code: { [secret]: 1 } });
      await post(bench, path, { type: "pin", code: "#1", status: secret, expires: secret });
      await post(bench, path, { [secret]: "pin" });
      await post(bench, `${at}/refused-cards`, { card: secret });
      await post(bench, "/identifications/card-00/adopt", { user: secret });
      await patch(bench, "/settings", { [secret]: secret, "rules.pinTries": secret, zone: secret });
      await patch(bench, "/settings", { "rules.cache": { [secret]: 1 }, "rules.identification": [secret] });
      await bench.ask(`/users?after=${encodeURIComponent(secret)}&${encodeURIComponent(secret)}=1`);
      await bench.ask(path, { method: "POST", raw: `{"type":"pin","code":"${secret}"` });
    }
    await post(bench, "/login", { password: secrets[0] });
    await bench.ask("/password", { method: "PUT", json: { next: secrets[0], current: secrets[0] } });
    for (const { id } of bench.people.find(ann)?.identifications ?? [])
      for (const code of secrets) await patch(bench, `${path}/${id}`, { code });
    for (const query of [
      "/users",
      "/identifications",
      "/status",
      "/history",
      "/history/refused-cards",
      "/settings",
    ])
      await bench.ask(query);
    const said = [...bench.answers, ...bench.logged].join("\n");
    expect(bench.answers.length).toBeGreaterThan(200);
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  test("a card's decimal form is told by what it may be, without the number", async () => {
    const { bench, at } = await withAnn();
    const { body } = await post(bench, `${at}/identifications`, { type: "card", code: "2714897668" });
    expect(body).toMatchObject({
      errors: [{ code: "card-number-decimal", text: expect.stringMatching(/[0-9A-F]{2}…[0-9A-F]{2}/) }],
    });
  });

  test("the password and codes appear in no answer and no log", async () => {
    const bench = await new ApiBench().startLoggedIn();
    const { code } = bench.gate.issueCode();
    for (const json of [{ password: "wrong but secret" }, { code: "0000-0000" }, { code }])
      await post(bench, "/login", json);
    await bench.ask("/password", {
      method: "PUT",
      json: { current: "wrong but secret", next: "also quite secret" },
    });
    const said = [...bench.answers, ...bench.logged].join("\n");
    for (const secret of ["but secret", "quite secret", code, "0000-0000", "quiet words"])
      expect(said).not.toContain(secret);
  });
});
