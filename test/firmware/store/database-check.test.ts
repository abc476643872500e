import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDatabase } from "../../../firmware/store/database-check.ts";
import { dataFolder, openStore } from "./on-disk.ts";
import { cardUser, connector, credential, entry, listHead, ready, session } from "./people.ts";

describe("a look at a database file before it is opened", () => {
  test("A6: finds no damage in what the store writes, whatever it writes", async () => {
    const place = dataFolder();
    const { store } = await openStore(place);
    const file = join(place.folder, "store", "data.mdb");
    for (let round = 0; round < 60; round += 1) {
      const id = "x".repeat(round % 5 === 0 ? 9000 : 10);
      await store.commit({
        session: { connector: connector(1), session: round % 7 === 0 ? null : session(id, 1) },
        records: Array.from({ length: 1 + (round % 20) }, () => ({ at: round, happening: ready })),
      });
      if (round % 10 === 3) {
        const set = Array.from({ length: 50 * round }, (_, index) => cardUser(index, "ann"));
        await store.changeLocalUsers({ replace: round % 20 === 3, set });
      }
      if (round % 10 === 6) {
        const listed = Array.from({ length: 30 * round }, (_, index) => credential(index));
        await store.replaceCloudList(
          listHead(round),
          listed.map((one) => ({ credential: one, entry: entry("bob") })),
        );
      }
      expect(checkDatabase(file)).toEqual({ state: "sound" });
    }
  });

  test("A6: whatever became of a file, it is judged and nothing is thrown", async () => {
    const place = dataFolder();
    const { store } = await openStore(place);
    await store.changeLocalUsers({ set: Array.from({ length: 200 }, (_, index) => cardUser(index, "ann")) });
    await store.commit({ session: { connector: connector(1), session: session("x".repeat(9000), 1) } });
    await store.close();
    const file = join(place.folder, "store", "data.mdb");
    const good = (await readFile(file)).subarray(0, 60 * 4096);
    const change = fc.record({
      at: fc.nat(good.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 600 }),
    });
    const cut = fc.option(fc.nat(good.length), { freq: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 5 }), cut, async (changes, length) => {
        const bytes = Buffer.from(good);
        for (const { at, bytes: wrong } of changes) bytes.set(wrong.subarray(0, bytes.length - at), at);
        await writeFile(file, bytes.subarray(0, length ?? bytes.length));
        expect(["sound", "damaged"]).toContain(checkDatabase(file).state);
      }),
      { numRuns: 300 },
    );
  });

  test("A6: no file is no damage", () => {
    expect(checkDatabase(join(dataFolder().folder, "data.mdb"))).toEqual({ state: "absent" });
  });
});
