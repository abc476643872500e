import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { loadCloudConfig } from "../../cli/cloud-config.ts";
import { openCloud, type RunningCloud, runCloud } from "../../cli/cloud-process.ts";
import { actorOf } from "../../cloud/access/actor-of.ts";
import type { Actor } from "../../cloud/access/role.ts";
import { type ChargerId, type InstallationId, newId, type PersonId } from "../../cloud/database/ids.ts";
import { people, records } from "../../cloud/database/schema/schema.ts";
import type { CloudParts } from "../../cloud/parts.ts";
import { AccessSwitch } from "../../cloud/sites/access.ts";
import { Chargers } from "../../cloud/sites/chargers.ts";
import { Installations } from "../../cloud/sites/installations.ts";
import { SeenChargers } from "../../cloud/sites/seen-chargers.ts";
import { silentLog } from "../../hal/log.ts";
import { Charger, Child, type RunningUnit } from "./charger.ts";

const UNIT = "CG-0001";
const joinedFile = z.object({ broker: z.object({ password: z.string() }) });

let charger: Charger;
let folder: string;
let configFile: string;
let origin: string;
let broker: string;
let ann: PersonId;
let home: InstallationId;
let left: ChargerId;
let token: string;
let process: CloudProcess;
let unit: RunningUnit;

/** `chargegate cloud`, ready. */
class CloudProcess extends Child {
  static async start(): Promise<CloudProcess> {
    const cloud = new CloudProcess(["cloud", "--config", configFile]);
    await cloud.next((line) => (line === "ready" ? line : null), "ready cloud");
    return cloud;
  }
}

beforeAll(async () => {
  charger = await Charger.start();
  folder = charger.folder;
  configFile = join(folder, "cloud.yaml");
  const [web, mqtt] = [await freePort(), await freePort()];
  [origin, broker] = [`http://127.0.0.1:${web}`, `mqtt://127.0.0.1:${mqtt}`];
  writeFileSync(
    configFile,
    `data: ./cloud-data\nweb: { listen: "127.0.0.1:${web}" }\nbroker: { listen: "127.0.0.1:${mqtt}" }\n`,
  );
  await inDatabase(async (parts) => {
    ann = newId<PersonId>(parts.random);
    await parts.db.insert(people).values({
      id: ann,
      name: "Ann",
      email: "ann@example.org",
      language: "en",
      passwordHash: "no password",
      createdAt: parts.clock.now(),
    });
    const form = { name: "Home", type: "home", address: "", zone: "Europe/Oslo" };
    const made = await new Installations(parts).add(ann, form);
    if (!made.ok) throw new Error(made.problem);
    home = made.installation;
    const owner = await actor(parts);
    const chargers = new Chargers(parts);
    const added = await chargers.add(owner, home, { unit: UNIT, name: "left", circuit: null });
    if (!added.ok) throw new Error(added.problem);
    left = added.charger;
    const made2 = await chargers.newToken(owner, left);
    if (!made2.ok) throw new Error(made2.problem);
    token = made2.token;
  });
  process = await CloudProcess.start();
});

afterAll(async () => {
  await process?.kill("SIGKILL");
  await charger?.end();
});

async function inDatabase<T>(use: (parts: CloudParts) => Promise<T>): Promise<T> {
  const { parts, close } = await openCloud(loadCloudConfig(configFile), silentLog);
  try {
    return await use(parts);
  } finally {
    await close();
  }
}

async function actor(parts: CloudParts): Promise<Actor> {
  const found = await actorOf(parts.db, ann, parts.clock.now());
  if (!found) throw new Error("expected an account");
  return found;
}

const provision = (...more: string[]) => charger.cli("provision", "--cloud", origin, ...more);
const password = () =>
  joinedFile.parse(JSON.parse(readFileSync(join(folder, "data", "cloud.json"), "utf8"))).broker.password;

describe("a unit joins its cloud", () => {
  test("what is wrong is said, with what to do, and nothing is changed", async () => {
    const before = readFileSync(join(folder, "data", "keys"));
    const refused = async (text: RegExp, ...args: string[]) => {
      const ran = await charger.cli("provision", ...args);
      expect(ran.code).not.toBe(0);
      expect(ran.stderr).toMatch(text);
    };
    await refused(/expected --token/);
    await refused(/give the https:\/\/ address/, "--token", token, "--cloud", "http://portal.example.org");
    await refused(/1 local PIN cannot be carried over.*--drop-pins/, "--token", token, "--cloud", origin);
    await refused(/cannot be reached/, "--token", token, "--cloud", "http://127.0.0.1:9", "--drop-pins");
    await refused(
      /does not know this token/,
      "--token",
      "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA",
      "--cloud",
      origin,
      "--drop-pins",
    );
    expect(readFileSync(join(folder, "data", "keys"))).toEqual(before);
  });

  test("by its token, once; local cards are carried over, and its files are its owner's alone", async () => {
    const done = await provision("--token", token, "--drop-pins");
    expect(done).toMatchObject({ code: 0 });
    expect(done.stdout).toContain('this is now "left" of "Home"');
    expect(done.stdout).toContain("local cards carried over: 4; given up: 1");
    for (const name of ["keys", "cloud.json", "unit.key"])
      expect(statSync(join(folder, "data", name)).mode & 0o777).toBe(0o600);
    const again = await provision("--token", token);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("has been used");
    const { stdout } = await charger.cli("whitelist", "export");
    expect(stdout).toContain("04A1B2C3,card,ann,active");
    unit = await charger.unit();
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await unit.event("authorized", { user: "ann" });
    await charger.contactor("closed");
    await charger.board.do("unplug");
    await unit.event("unplugged");
  });

  test("not while it runs", async () => {
    const ran = await provision("--token", token);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain("the unit is running: stop it");
  });

  test("I10: a killed cloud changes nothing at the charger, and comes back with what it had", async () => {
    const plugged = async () => {
      await charger.board.do("plug");
      await unit.event("awaiting-authorization");
      await charger.board.do("unplug");
      await unit.event("unplugged");
    };
    await process.kill("SIGKILL");
    await plugged();
    process = await CloudProcess.start();
    await plugged();
    await process.kill("SIGKILL");
    await plugged();
  });
});

describe("a cloud and its unit", () => {
  let cloud: RunningCloud;
  beforeAll(async () => {
    cloud = await runCloud(loadCloudConfig(configFile), silentLog);
  });
  afterAll(() => cloud?.stop());

  const seen = async () => {
    const one = await new SeenChargers(cloud.parts).one(await actor(cloud.parts), left);
    if (!one) throw new Error("expected the charger");
    return one;
  };

  test("B3: the unit is online in the database, with the newest list", async () => {
    await charger.until(async () => (await seen()).reach === "online", "online");
    await charger.until(async () => (await seen()).listInStep === true, "list in step");
    expect((await seen()).state?.access).toBe("restricted");
  });

  test("every record is at the cloud once, over a cloud that was killed twice", async () => {
    const theirs = (await charger.journal()).map(({ seq, event }) => `${String(seq)} ${event}`);
    const mine = () =>
      cloud.parts.db.select().from(records).where(eq(records.chargerId, left)).orderBy(records.seq);
    await charger.until(async () => (await mine()).length >= theirs.length, "all records at the cloud");
    expect((await mine()).map(({ seq, event }) => `${seq} ${event}`)).toEqual(theirs);
  });

  test("B5: the access switch shows at the charger's light within a second, and says which units have it", async () => {
    await charger.board.do("plug");
    await charger.light("yellow");
    const access = new AccessSwitch(cloud.parts, cloud.conversation.access);
    const begun = Date.now();
    const outcome = await access.switch(await actor(cloud.parts), home, "open");
    // Blue follows once the board has closed its contactor, which takes its own time.
    await charger.until(async () => (await charger.board.state())["light"] !== "yellow", "another light");
    expect(Date.now() - begun).toBeLessThan(1_000);
    await charger.light("blue");
    expect(outcome).toEqual({ ok: true, units: [{ charger: left, name: "left", has: "now" }] });
    await access.switch(await actor(cloud.parts), home, "restricted");
    await charger.light("yellow");
  });

  test("B5: a unit that was away has the access when it comes back", async () => {
    await unit.kill("SIGKILL");
    await charger.until(async () => (await seen()).reach === "offline", "offline");
    const access = new AccessSwitch(cloud.parts, cloud.conversation.access);
    expect(await access.switch(await actor(cloud.parts), home, "open")).toMatchObject({
      units: [{ has: "later" }],
    });
    unit = await charger.unit();
    await charger.until(async () => (await seen()).state?.access === "open", "open access");
    await charger.light("blue");
  });

  test("the broker lets a unit in by its password alone, and to its own topics alone", async () => {
    const come = (change: object) =>
      connectAsync(broker, { username: UNIT, password: password(), reconnectPeriod: 0, ...change }, false);
    for (const wrong of [{ password: "x" }, { username: "CG-0002" }, { username: "$cloud" }])
      await expect(come(wrong)).rejects.toThrow();
    const own = await come({});
    const granted = (topic: string) =>
      own.subscribeAsync(topic, { qos: 1 }).then(
        ([first]) => first?.qos === 1,
        () => false,
      );
    expect(await granted(`chargegate/1/${UNIT}/down/+`)).toBe(true);
    expect(await granted("chargegate/1/CG-0002/down/+")).toBe(false);
    expect(await granted("#")).toBe(false);
    await own.endAsync(true);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject()));
    });
  });
}
