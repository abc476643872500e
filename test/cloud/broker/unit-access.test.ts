import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CLOUD_USER, UnitAccess } from "../../../cloud/broker/unit-access.ts";
import type { ChargerId, InstallationId } from "../../../cloud/database/ids.ts";
import { chargers, installations } from "../../../cloud/database/schema/schema.ts";
import { brokerPasswordHash } from "../../../cloud/sites/join.ts";
import { UnitDirectory } from "../../../cloud/units/unit-directory.ts";
import { afterwards, client, endAll, openBroker, realClock, until } from "../parts.ts";
import { Site } from "../site.ts";

const PASSWORD = "of this unit alone";
const OWN = "the cloud's own";

let site: Site;
let home: InstallationId;
let left: ChargerId;
let access: UnitAccess;
let topic: string;

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.empty();
  home = await site.installation("Home");
  left = await site.charger(home, "left", { unit: "CG-0001" });
  await site.charger(home, "right", { unit: "CG-0002" });
  await site.db
    .update(chargers)
    .set({ brokerHash: brokerPasswordHash(PASSWORD) })
    .where(eq(chargers.id, left));
  const [row] = await site.db.select().from(installations);
  topic = row?.topic ?? "";
  access = new UnitAccess({ ...site.parts, directory: new UnitDirectory(site.parts), password: OWN });
});
afterEach(endAll);

const unit = (user: string | null, id = "any") => ({ id, address: "127.0.0.1", user });
const comes = (user: string | null, password: string | null, id?: string) =>
  access.authorize(unit(user, id), {
    kind: "connect",
    password: password === null ? null : Buffer.from(password),
  });

describe("who comes to the broker", () => {
  test("a unit by its id and the password that it was given when it joined, and nobody else", async () => {
    expect(await comes("CG-0001", PASSWORD)).toBe(true);
    expect(await comes("CG-0001", "another")).toBe(false);
    expect(await comes("CG-0001", null)).toBe(false);
    expect(await comes("CG-0002", PASSWORD), "it has not joined").toBe(false);
    expect(await comes("CG-0003", PASSWORD)).toBe(false);
    expect(await comes(null, PASSWORD)).toBe(false);
    expect(await comes("list", PASSWORD)).toBe(false);
  });

  test("the cloud itself by a password that this process alone knows", async () => {
    expect(await comes(CLOUD_USER, OWN)).toBe(true);
    expect(await comes(CLOUD_USER, PASSWORD)).toBe(false);
    expect(await comes("CG-0001", OWN)).toBe(false);
  });

  test("nobody comes with another unit's client id, which would end that one's connection", async () => {
    expect(await comes("CG-0001", PASSWORD, "chargegate-CG-0001")).toBe(true);
    expect(await comes("CG-0001", PASSWORD, "chargegate-CG-0002")).toBe(false);
  });

  test("when the database does not answer nobody is refused for good: it rejects", async () => {
    const away = new UnitAccess({
      ...site.parts,
      directory: { of: () => Promise.reject(new Error("away")) },
      password: OWN,
    });
    const asked = away.authorize(unit("CG-0001"), { kind: "connect", password: Buffer.from(PASSWORD) });
    await expect(asked).rejects.toThrow("away");
  });
});

describe("what a unit may say and hear", () => {
  test.each([
    ["chargegate/1/CG-0001/up/state", true],
    ["chargegate/1/CG-0001/up/journal", true],
    ["chargegate/1/CG-0001/up/else", false],
    ["chargegate/1/CG-0002/up/state", false],
    ["chargegate/1/CG-0001/down/request", false],
    ["chargegate/1/CG-0002/down/request", false],
    ["chargegate/1/list/%/manifest", false],
    ["else", false],
  ])("says on %s: %s", (where, may) => {
    expect(access.authorize(unit("CG-0001"), { kind: "publish", topic: where.replace("%", topic) })).toBe(
      may,
    );
  });

  test.each([
    ["chargegate/1/CG-0001/down/request", true],
    ["chargegate/1/CG-0001/down/+", true],
    ["chargegate/1/CG-0001/down/#", true],
    ["chargegate/1/CG-0001/up/state", true],
    ["chargegate/1/list/%/manifest", true],
    ["chargegate/1/list/%/part/+", true],
    ["chargegate/1/CG-0002/down/+", false],
    ["chargegate/1/+/down/+", false],
    ["chargegate/1/+/up/+", false],
    ["chargegate/1/CG-0001/#", false],
    ["chargegate/1/list/+/manifest", false],
    ["chargegate/1/list/00112233445566778899aabbccddeeff/manifest", false],
    ["#", false],
    ["+/1/CG-0001/down/+", false],
    ["$SYS/#", false],
  ])("hears %s: %s", async (where, may) => {
    const filter = where.replace("%", topic);
    expect(await access.authorize(unit("CG-0001"), { kind: "subscribe", topic: filter })).toBe(may);
  });
});

describe("at a broker", () => {
  const come = async () => {
    const live = new UnitAccess({
      ...site.parts,
      clock: { ...realClock, after: (ms, run) => realClock.after(ms / 100, run) },
      directory: new UnitDirectory(site.parts),
      password: OWN,
    });
    const broker = await openBroker({ authorize: live.authorize });
    live.watch(broker);
    afterwards(() => live.stop());
    return {
      broker,
      unit: await client(broker.url, {
        username: "CG-0001",
        password: PASSWORD,
        clientId: "chargegate-CG-0001",
      }),
    };
  };

  test("a wrong password is refused", async () => {
    const { broker } = await come();
    await expect(client(broker.url, { username: "CG-0001", password: "x" })).rejects.toThrow();
    await expect(client(broker.url)).rejects.toThrow();
  });

  test("subscriptions of others are not granted, and whoever publishes as another is sent away", async () => {
    const { broker, unit } = await come();
    const own = await unit.subscribeAsync(["chargegate/1/CG-0001/down/+"], { qos: 1 });
    expect(own.map(({ qos }) => qos)).toEqual([1]);
    const cloud = await client(broker.url, {
      username: CLOUD_USER,
      password: OWN,
      topics: ["chargegate/1/+/up/+"],
    });
    let closed = false;
    unit.once("close", () => {
      closed = true;
    });
    unit.publish("chargegate/1/CG-0001/up/state", "mine", { qos: 1 });
    await until(() => cloud.heard.length === 1);
    unit.publish("chargegate/1/CG-0002/up/state", "another's", { qos: 1 });
    await until(() => closed);
    expect(cloud.heard.map(({ payload }) => payload.toString())).toEqual(["mine"]);
  });

  test("a unit that is removed, or joins anew, loses its connection", async () => {
    const { unit } = await come();
    const gone = new Promise<void>((resolve) => unit.once("close", () => resolve()));
    await site.db
      .update(chargers)
      .set({ brokerHash: brokerPasswordHash("new") })
      .where(eq(chargers.id, left));
    await gone;
  });
});
