import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cloud } from "../../cloud/cloud.ts";
import { silentLog } from "../../hal/log.ts";
import { Charger, type RunningUnit } from "./charger.ts";
import { Mosquitto } from "./mosquitto.ts";
import { tools } from "./tools.ts";

const UNIT = "CG-0001";
const INSTALLATION = "00112233445566778899aabbccddeeff";
const active = { status: "active", expires: null } as const;

const clock = {
  now: () => Date.now(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

describe.skipIf(tools.missing("mosquitto"))("a unit and its cloud over a real broker", () => {
  let broker: Mosquitto;
  let charger: Charger;
  let cloud: Cloud;
  let unit: RunningUnit;

  beforeAll(async () => {
    broker = await Mosquitto.start();
    charger = await Charger.start("{}", [`cloud: { url: "${broker.url}", installation: ${INSTALLATION} }`]);
    // What provisioning will give to both: the secret of the installation.
    const secret = readFileSync(join(charger.folder, "data", "keys"));
    cloud = new Cloud({
      url: broker.url,
      installation: INSTALLATION,
      secret,
      clock,
      random: randomBytes,
      log: silentLog,
    });
    cloud.start();
    unit = await charger.unit();
    await charger.until(async () => cloud.unit(UNIT)?.reach === "online", "online");
  });

  afterAll(async () => {
    await cloud.stop();
    await charger.end();
    await broker.end();
  });

  const inStep = () =>
    charger.until(async () => {
      const held = cloud.unit(UNIT)?.state.list;
      const { content } = cloud.list;
      return !!held && !!content && Buffer.compare(held.digest, content.digest) === 0;
    }, "the list in step");

  /** What the cloud has of the journal, and that it is the unit's. */
  const journalsAgree = async () => {
    const theirs = (await charger.journal()).map(({ seq, event }) => `${String(seq)} ${event}`);
    await charger.until(async () => cloud.recordCount(UNIT) >= theirs.length, "all records at the cloud");
    expect(cloud.records(UNIT).map(({ record: { seq, event } }) => `${seq} ${event}`)).toEqual(theirs);
  };

  test("A6, D01: a list update in mid-session: the new card counts, the session goes on, the copies are the same", async () => {
    await cloud.list.change([
      { set: "0A0B0C0D", user: "dora", ...active },
      { set: "0E0F1011", user: "emil", ...active },
    ]);
    await inStep();
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("0A0B0C0D");
    await unit.event("authorized", { user: "dora", reason: "cloud-list" });
    await charger.contactor("closed");
    await cloud.list.change([{ set: "12131415", user: "fay", ...active }]);
    await inStep();
    expect(cloud.unit(UNIT)?.state.list).toMatchObject({ version: 2, count: 3 });
    expect(await charger.contactorIs()).toBe("closed");
    await charger.tap("0A0B0C0D");
    await unit.event("session-stopped", { reason: "Local" });
    await charger.tap("12131415");
    await unit.event("authorized", { user: "fay" });
    await charger.contactor("closed");
  });

  test("a card that the cloud blocks in mid-session stops: the light is yellow, the contactor open", async () => {
    await cloud.list.change([{ set: "12131415", user: "fay", status: "blocked", expires: null }]);
    await unit.event("session-stopped", { reason: "DeAuthorized", user: "fay" });
    await charger.contactor("open");
    await charger.light("yellow");
    await charger.board.do("unplug");
    await unit.event("unplugged");
    await journalsAgree();
  });

  test("B7: remote start of a named card, its stop, and what may not start", async () => {
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    const [blocked, listed] = ["12131415", "0E0F1011"].map((id) => cloud.list.credential(id));
    if (!blocked || !listed) throw new Error("both are listed");
    expect(await cloud.request(UNIT, "start", { credential: blocked })).toEqual({
      status: "Rejected",
      data: { verdict: "Blocked", reason: "blocked" },
    });
    const started = await cloud.request(UNIT, "start", { connector: 1, credential: listed });
    expect(started.status).toBe("Accepted");
    await unit.event("session-started", { user: "emil" });
    await charger.contactor("closed");
    const session = "data" in started ? started.data.session : undefined;
    expect(cloud.unit(UNIT)?.state.connectors[0]?.session?.id ?? session).toBe(session);
    expect(await cloud.request(UNIT, "stop", { connector: 1, session: "another" })).toMatchObject({
      status: "Rejected",
      data: { reason: "no-session" },
    });
    expect((await cloud.request(UNIT, "stop", { connector: 1 })).status).toBe("Accepted");
    await unit.event("session-stopped", { reason: "Remote" });
    await charger.contactor("open");
    await charger.board.do("unplug");
    await unit.event("unplugged");
  });

  test("A3: access switched from the cloud is seen at the light", async () => {
    await charger.light("green");
    await charger.board.do("plug");
    await charger.light("yellow");
    expect((await cloud.request(UNIT, "access", { access: "open" })).status).toBe("Accepted");
    await charger.light("blue");
    await charger.contactor("closed");
    expect((await cloud.request(UNIT, "access", { access: "restricted" })).status).toBe("Accepted");
    await charger.light("yellow");
    await charger.contactor("open");
    expect(cloud.unit(UNIT)?.state.access).toBe("restricted");
    await charger.board.do("unplug");
    await unit.event("unplugged");
  });

  test("every record once at the cloud, in order, over a killed broker, a killed unit, and both", async () => {
    const charge = async () => {
      await charger.board.do("plug");
      await unit.event("awaiting-authorization");
      await charger.tap("0E0F1011");
      await charger.contactor("closed");
      await charger.board.do("unplug");
      await unit.event("session-stopped", { reason: "EVDisconnected" });
    };
    await charge();
    await broker.kill();
    await charge();
    await broker.up();
    await journalsAgree();
    await charge();
    await unit.kill("SIGKILL");
    unit = await charger.unit();
    await journalsAgree();
    await broker.kill();
    await charge();
    await unit.kill("SIGKILL");
    await broker.up();
    unit = await charger.unit();
    await charge();
    // The cloud comes back within its own wait, which has grown to fifteen seconds meanwhile.
    await charger.until(async () => cloud.unit(UNIT)?.reach === "online", "online");
    await journalsAgree();
    expect(cloud.gaps(UNIT)).toEqual([]);
  });
});
