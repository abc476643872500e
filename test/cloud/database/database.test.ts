import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenDatabase } from "../../../cloud/database/database.ts";
import { type InstallationId, isId, newId } from "../../../cloud/database/ids.ts";
import { installations } from "../../../cloud/database/schema/schema.ts";
import { seededRandom } from "../../../sim/seeded-random.ts";
import { openTestDatabase } from "./test-database.ts";

const uniform = seededRandom(1);
const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => Math.floor(uniform() * 256));

const row = () => ({
  id: newId<InstallationId>(random),
  topic: Buffer.from(random(16)).toString("hex"),
  name: "Fjordgata 1",
  type: "go" as const,
  address: "",
  zone: "Europe/Oslo",
  access: "restricted" as const,
  secretSealed: Uint8Array.of(1, 2, 255),
  createdAt: Date.UTC(2026, 10, 21, 20, 15, 30, 123),
});

describe("the embedded database", () => {
  let opened: OpenDatabase & { empty(): Promise<void> };
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(() => opened.empty());
  afterAll(() => opened.close());

  test("gives back instants to the millisecond, bytes and ids as they were", async () => {
    const one = row();
    await opened.db.insert(installations).values(one);
    const [found] = await opened.db.select().from(installations);
    expect(found).toMatchObject({ id: one.id, createdAt: one.createdAt, listWanted: 0 });
    expect(Buffer.from(found?.secretSealed ?? [])).toEqual(Buffer.from(one.secretSealed));
    expect(isId(one.id)).toBe(true);
  });

  test("undoes a transaction that fails, and tells nobody of it", async () => {
    const heard: string[] = [];
    const deaf = await opened.listen("chargegate_changed", (payload) => heard.push(payload));
    await expect(
      opened.db.transaction(async (tx) => {
        await tx.insert(installations).values(row());
        await opened.notify(tx, "chargegate_changed", "lost");
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await opened.db.transaction(async (tx) => {
      await tx.insert(installations).values(row());
      await opened.notify(tx, "chargegate_changed", "kept");
    });
    expect(await opened.db.$count(installations)).toBe(1);
    expect(heard).toEqual(["kept"]);
    await deaf();
  });
});
