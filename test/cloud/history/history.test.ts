import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import type { ChargerId, FindingId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import {
  chargers,
  chargeSessions,
  findings,
  journals,
  lists,
} from "../../../cloud/database/schema/schema.ts";
import { Findings } from "../../../cloud/history/findings.ts";
import { Health } from "../../../cloud/history/health.ts";
import { History, type HistoryFilter } from "../../../cloud/history/history.ts";
import { idOf } from "../id-of.ts";
import { statePayload } from "../parts.ts";
import { Site } from "../site.ts";
import { cardAt, ToldJournal } from "./told.ts";

const HOUR = 3_600_000;
let site: Site;
let history: History;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
let left: ChargerId;
let right: ChargerId;
beforeAll(async () => {
  site = await Site.open();
  history = new History(site.parts);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bo = await site.person("Bo");
  home = await site.installation("Home", { owner: ann });
  left = await site.charger(home, "left");
  right = await site.charger(home, "right");
  await site.grant(bo, "user", home);
});
afterAll(() => site.close());

/** A charge of an hour. */
async function charge(
  session: string,
  startedAt: number,
  change: Partial<typeof chargeSessions.$inferInsert> = {},
) {
  const row = {
    chargerId: left,
    session,
    installationId: home,
    connector: 1,
    startedAt,
    endedAt: startedAt + HOUR,
  };
  await site.db
    .insert(chargeSessions)
    .values({ ...row, energyWh: 1_000, reason: "Local", by: "card", credential: "04…C3", ...change });
}

async function page(person: PersonId, filter: HistoryFilter = {}, after: string | null = null) {
  const outcome = await history.ofInstallation(await site.actor(person), home, filter, after);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.page;
}

const named = async (filter: HistoryFilter) => (await page(ann, filter)).items.map(({ session }) => session);

async function csv(filter: HistoryFilter = {}): Promise<readonly string[]> {
  const outcome = await history.csv(await site.actor(ann), home, filter);
  if (!outcome.ok) throw new Error(outcome.problem);
  const pieces: string[] = [];
  for await (const piece of outcome.lines) pieces.push(piece);
  return pieces.join("").split("\r\n");
}

describe("charge history", () => {
  test("says who, by what, where and how much, the newest first, with the sums of all", async () => {
    const now = site.now();
    await charge("s1", now, { personId: bo, user: "Bo at that time" });
    await charge("s2", now + 1, {
      chargerId: right,
      by: "pin",
      credential: "#…",
      user: "Guest",
      energyWh: 500,
    });
    await charge("s3", now + 2, { by: null, credential: null, endedAt: null, energyWh: null, reason: null });
    expect(await page(ann)).toEqual({
      items: [
        {
          charger: { id: left, name: "left" },
          session: "s3",
          connector: 1,
          startedAt: now + 2,
          endedAt: null,
          energyWh: null,
          reason: null,
          lost: null,
          by: null,
          credential: null,
          person: null,
        },
        expect.objectContaining({
          charger: { id: right, name: "right" },
          person: { id: null, name: "Guest" },
        }),
        expect.objectContaining({ session: "s1", credential: "04…C3", person: { id: bo, name: "Bo" } }),
      ],
      next: null,
      totals: { sessions: 3, energyWh: 1_500 },
    });
  });

  test("is filtered by charger, person, how it was started, and days of the installation's zone", async () => {
    // 23:30 in Oslo on the 20th, and half past midnight on the 21st.
    const late = Date.UTC(2026, 10, 20, 22, 30);
    await charge("s1", late, { personId: bo });
    await charge("s2", late + HOUR, { chargerId: right, by: "remote" });
    await charge("s3", late + 2 * HOUR, { by: null });
    expect(await named({ charger: right })).toEqual(["s2"]);
    expect(await named({ person: bo })).toEqual(["s1"]);
    expect(await named({ by: "remote" })).toEqual(["s2"]);
    expect(await named({ by: "open" })).toEqual(["s3"]);
    expect(await named({ fromDay: "2026-11-21" })).toEqual(["s3", "s2"]);
    expect(await named({ toDay: "2026-11-20" })).toEqual(["s1"]);
    expect(await named({ fromDay: "2026-11-21", toDay: "2026-11-21", by: "open" })).toEqual(["s3"]);
    expect(await page(ann, { charger: right })).toMatchObject({ totals: { sessions: 1, energyWh: 1_000 } });
    const actor = await site.actor(ann);
    for (const fromDay of ["2026-02-30", "21.11.2026", "2026-11-21T00:00"])
      expect(await history.ofInstallation(actor, home, { fromDay })).toEqual({ ok: false, problem: "day" });
  });

  test("comes in pages that neither repeat nor leave out anything, also of the same instant", async () => {
    for (let n = 0; n < 105; n += 1)
      await charge(`s${String(n).padStart(3, "0")}`, site.now() + Math.floor(n / 60), {
        chargerId: n % 2 ? left : right,
      });
    const first = await page(ann);
    const second = await page(ann, {}, first.next);
    const third = await page(ann, {}, second.next);
    expect([first, second, third].map(({ items }) => items.length)).toEqual([50, 50, 5]);
    expect(third.next).toBeNull();
    const all = [first, second, third].flatMap(({ items }) => items);
    expect(new Set(all.map(({ session }) => session)).size).toBe(105);
    expect(all.map(({ startedAt }) => startedAt)).toEqual(
      all.map(({ startedAt }) => startedAt).toSorted((a, b) => b - a),
    );
    expect(third.totals.sessions).toBe(105);
    // What is no place begins at the newest.
    for (const bad of ["", "x", "W10", Buffer.from('[-1,"a","b"]').toString("base64url"), "A".repeat(9_000)])
      expect((await page(ann, {}, bad)).items[0]).toEqual(first.items[0]);
  });

  test("B2: owner and service see all, a user their own, whoever has rights at one charger that one's", async () => {
    const cy = await site.person("Cy");
    const di = await site.person("Di");
    const ed = await site.person("Ed");
    await site.grant(cy, "service", home);
    await site.grant(di, "owner", { charger: right });
    await charge("s1", site.now(), { personId: bo });
    await charge("s2", site.now() + 1, { chargerId: right, personId: ann });
    expect((await page(cy)).items).toHaveLength(2);
    expect((await page(di)).items.map(({ session }) => session)).toEqual(["s2"]);
    const boActor = await site.actor(bo);
    const no = (problem: string) => ({ ok: false, problem });
    expect(await history.ofInstallation(boActor, home, {})).toEqual(no("forbidden"));
    expect(await history.csv(boActor, home, {})).toEqual(no("forbidden"));
    expect(await history.energy(boActor, home, {}, "day")).toEqual(no("forbidden"));
    expect(await history.ofInstallation(await site.actor(ed), home, {})).toEqual(no("not-found"));
    expect(await history.ofInstallation(await site.actor(ann), idOf<InstallationId>(1), {})).toEqual(
      no("not-found"),
    );
    expect(await history.own(boActor, {})).toMatchObject({
      page: { items: [{ session: "s1" }], totals: { sessions: 1 } },
    });
    // Whatever a filter asks for: one's own are one's own.
    expect(await history.own(boActor, { person: ann })).toMatchObject({
      page: { items: [{ session: "s1" }] },
    });
    expect(await history.own(boActor, { installation: idOf<InstallationId>(1) })).toMatchObject({
      page: { items: [] },
    });
  });

  test("as a table for spreadsheets: local times, kilowatt-hours, and nothing that a spreadsheet would run", async () => {
    await site.db.update(chargers).set({ name: '=cmd|"calc"' }).where(eq(chargers.id, left));
    await charge("s1", site.now(), { user: "@Bo, Jr" });
    await charge("s2", site.now() + 1_000, {
      lost: "start",
      energyWh: null,
      user: null,
      by: null,
      credential: null,
    });
    expect(await csv()).toEqual([
      "started,ended,charger,connector,user,by,credential,energy_kwh,reason",
      `2026-11-21T13:00:00+01:00,2026-11-21T14:00:00+01:00,"'=cmd|""calc""",1,"'@Bo, Jr",card,04…C3,1.000,Local`,
      `,2026-11-21T14:00:01+01:00,"'=cmd|""calc""",1,,,,,Local`,
      "",
    ]);
    expect(await csv({ by: "open" })).toHaveLength(3);
  });

  test("a long one is told in pieces, each charge once, the oldest first", async () => {
    await site.db.insert(chargeSessions).values(
      Array.from({ length: 1_001 }, (_, n) => ({
        chargerId: left,
        session: `s${n}`,
        installationId: home,
        startedAt: site.now() + Math.floor(n / 600) * 1_000,
        user: `u${n}`,
      })),
    );
    const lines = (await csv()).slice(1, -1);
    expect(lines).toHaveLength(1_001);
    expect(new Set(lines).size).toBe(1_001);
    expect(lines).toEqual([...lines].sort((a, b) => (a.slice(0, 25) < b.slice(0, 25) ? -1 : 0)));
  });

  test("energy by day and month of the zone, with the days on which nobody charged", async () => {
    await charge("s1", Date.UTC(2026, 9, 31, 22, 30));
    await charge("s2", Date.UTC(2026, 9, 31, 23, 30), { energyWh: 250 });
    await charge("s3", Date.UTC(2026, 10, 2, 12), { energyWh: null });
    const actor = await site.actor(ann);
    const days = await history.energy(actor, home, { fromDay: "2026-10-31", toDay: "2026-11-03" }, "day");
    expect(days).toEqual({
      ok: true,
      sums: [
        { period: "2026-10-31", energyWh: 1_000, sessions: 1 },
        { period: "2026-11-01", energyWh: 250, sessions: 1 },
        { period: "2026-11-02", energyWh: 0, sessions: 1 },
        { period: "2026-11-03", energyWh: 0, sessions: 0 },
      ],
    });
    expect(await history.energy(actor, home, {}, "month")).toMatchObject({
      sums: [
        { period: "2026-10", energyWh: 1_000 },
        { period: "2026-11", energyWh: 250, sessions: 2 },
      ],
    });
    const all = await history.energy(actor, home, { fromDay: "2000-01-01" }, "day");
    expect(all.ok && all.sums.length).toBe(400);
    expect(await history.energy(actor, home, { charger: right }, "day")).toEqual({ ok: true, sums: [] });
  });
});

describe("findings", () => {
  test("are the owner's to see and put away; service sees them", async () => {
    const cy = await site.person("Cy");
    await site.grant(cy, "service", home);
    await new ToldJournal(site, left).tell({ event: "finding", code: "pin-guessing", count: 20 });
    const all = new Findings(site.parts);
    const [annActor, boActor, cyActor] = [await site.actor(ann), await site.actor(bo), await site.actor(cy)];
    const listed = await all.list(cyActor, home);
    expect(listed).toMatchObject({
      findings: [
        { code: "pin-guessing", at: site.now(), charger: { id: left, name: "left" }, details: { count: 20 } },
      ],
    });
    const id = listed.ok ? (listed.findings[0]?.id ?? idOf<FindingId>(1)) : idOf<FindingId>(1);
    const no = (problem: string) => ({ ok: false, problem });
    expect(await all.list(boActor, home)).toEqual(no("forbidden"));
    expect(await all.dismiss(cyActor, id)).toEqual(no("forbidden"));
    expect(await all.dismiss(annActor, idOf<FindingId>(1))).toEqual(no("not-found"));
    expect(await all.dismiss(annActor, id)).toEqual({ ok: true });
    expect(await all.list(annActor, home)).toEqual({ ok: true, findings: [] });
    // What goes on after that is told anew.
    await new ToldJournal(site, right).tell({ event: "finding", code: "pin-guessing", count: 20 });
    expect(await site.db.$count(findings)).toBe(2);
  });
});

describe("devices' health", () => {
  let health: Health;
  beforeEach(() => {
    health = new Health(site.parts);
  });

  async function of(charger: ChargerId) {
    const outcome = await health.ofCharger(await site.actor(ann), charger);
    if (!outcome.ok) throw new Error(outcome.problem);
    return outcome.health;
  }

  test("says whether a unit is there, what it said last, and what of it was lost", async () => {
    const never = await site.charger(home, "new", { joined: false });
    const state = statePayload({ clock: "unsynchronized", lost: ["front"] });
    await site.db
      .update(chargers)
      .set({ reach: "online", reachSince: 5, heardAt: 6, state })
      .where(eq(chargers.id, left));
    await site.db.insert(journals).values([
      { chargerId: left, journal: "a", lastSeq: 9, lost: 2 },
      { chargerId: left, journal: "b", lastSeq: 9, lost: 3 },
    ]);
    expect(await of(left)).toMatchObject({
      charger: { id: left, name: "left" },
      reach: "online",
      since: 5,
      heardAt: 6,
      software: "0.1.0",
      clock: "unsynchronized",
      lost: ["front"],
      faults: [],
      recordsLost: 5,
    });
    expect(await of(never)).toMatchObject({
      reach: "never",
      software: null,
      lost: null,
      list: { state: "unknown" },
    });
  });

  test("says which unit holds the list that holds now, by its digest, not by its version alone", async () => {
    await buildDue(site.parts);
    const [list] = await site.db.select().from(lists);
    if (!list) throw new Error("expected a list");
    const hears = (held: object) =>
      site.db
        .update(chargers)
        .set({
          state: statePayload({
            list: { version: list.version, count: list.count, digest: list.digest, ...held },
          }),
        })
        .where(eq(chargers.id, left));
    await hears({});
    expect((await of(left)).list).toEqual({ state: "in-step", version: 1 });
    await hears({ version: 0 });
    expect((await of(left)).list).toEqual({ state: "behind", version: 0, wanted: 1 });
    await hears({ digest: new Uint8Array(32) });
    expect((await of(left)).list).toEqual({ state: "behind", version: 1, wanted: 1 });
    const seen = await health.listsInStep(await site.actor(bo), home);
    expect(seen).toMatchObject({
      chargers: [
        { name: "left", list: { state: "behind" } },
        { name: "right", list: { state: "unknown" } },
      ],
    });
  });

  test("faults are told by connector", async () => {
    const connector = { id: 1, state: "faulted", light: "red", contactor: "open", session: null } as const;
    const state = statePayload({ connectors: [{ ...connector, fault: "ground-fault" }] });
    await site.db.update(chargers).set({ state }).where(eq(chargers.id, left));
    expect((await of(left)).faults).toEqual([{ connector: 1, code: "ground-fault" }]);
  });

  test("refused taps are told with their reasons, the newest first; of one charger if it is named", async () => {
    const credential = await cardAt(site, home, "04A1B2C3");
    const denied = { event: "denied", reader: "front", credential, verdict: "Unknown", reason: "unknown" };
    await new ToldJournal(site, left).tell(denied);
    site.time.advance(1);
    await new ToldJournal(site, right).tell({ ...denied, reason: "random-uid", verdict: "Invalid" });
    const actor = await site.actor(ann);
    expect(await health.refusals(actor, home)).toMatchObject({
      refusals: [
        {
          charger: { name: "right" },
          reason: "random-uid",
          verdict: "Invalid",
          shown: "04…C3",
          reader: "front",
        },
        { charger: { name: "left" }, reason: "unknown" },
      ],
    });
    expect(await health.refusals(actor, home, left)).toMatchObject({ refusals: [{ charger: { id: left } }] });
  });

  test("B2: is for owner and service, also of one charger alone", async () => {
    const cy = await site.person("Cy");
    const di = await site.person("Di");
    await site.grant(cy, "service", { charger: right });
    const cyActor = await site.actor(cy);
    expect(await health.ofInstallation(cyActor, home)).toMatchObject({
      chargers: [{ charger: { id: right } }],
    });
    expect(await health.ofCharger(cyActor, left)).toEqual({ ok: false, problem: "not-found" });
    for (const [person, problem] of [
      [bo, "forbidden"],
      [di, "not-found"],
    ] as const) {
      const actor = await site.actor(person);
      expect(await health.ofInstallation(actor, home)).toEqual({ ok: false, problem });
      expect(await health.ofCharger(actor, left)).toEqual({ ok: false, problem });
      expect(await health.refusals(actor, home)).toEqual({ ok: false, problem });
    }
    expect(await health.listsInStep(await site.actor(di), home)).toEqual({ ok: false, problem: "not-found" });
  });
});
