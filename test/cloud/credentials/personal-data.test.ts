import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Cards } from "../../../cloud/credentials/cards.ts";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { PersonalData } from "../../../cloud/credentials/personal-data.ts";
import { PinCodes } from "../../../cloud/credentials/pin-codes.ts";
import { verdictFor } from "../../../cloud/credentials/verdict-for.ts";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import * as schema from "../../../cloud/database/schema/schema.ts";
import { sweepHistory } from "../../../cloud/history/sweep-history.ts";
import { cardAt, pinAt, ToldJournal } from "../history/told.ts";
import { Site } from "../site.ts";

const DAY = 86_400_000;
let site: Site;
let data: PersonalData;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
let left: ChargerId;
beforeAll(async () => {
  site = await Site.open();
  data = new PersonalData(site.parts);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bo = await site.person("Boleslaw");
  home = await site.installation("Home", { owner: ann });
  left = await site.charger(home, "left");
  await site.grant(bo, "user", home);
});
afterAll(() => site.close());

/** Boleslaw adds a card and charges with it. */
async function charged(): Promise<void> {
  await new Cards(site.parts).addTyped(await site.actor(bo), { number: "04A1B2C3", label: "Tag" });
  await buildDue(site.parts);
  const credential = await cardAt(site, home, "04A1B2C3");
  const row = { session: "s1", connector: 1, credential, user: "Boleslaw" };
  await new ToldJournal(site, left).tell(
    { event: "denied", reader: "front", credential, verdict: "Invalid", reason: "connector-busy" },
    { ...row, event: "session-started" },
    { ...row, event: "session-stopped", energyWh: 4_000, reason: "Local" },
  );
}

/** Everything that the database holds, but for the audit log, which keeps what was done. */
async function everything(): Promise<string> {
  const { audit: _, ...tables } = schema;
  const rows = await Promise.all(Object.values(tables).map((table) => site.db.select().from(table)));
  return JSON.stringify(rows, (_name, value) => (value instanceof Uint8Array ? "" : value));
}

describe("one's own data", () => {
  test("are given out as JSON: who one is, cards masked, access, charges; nothing secret, nothing of others", async () => {
    await charged();
    const codes = new PinCodes(site.parts);
    const code = await codes.make(await site.actor(ann), home, {
      pin: null,
      holder: bo,
      label: "Bo's",
      terms: {},
    });
    const text = await data.export(await site.actor(bo));
    const kept: unknown = JSON.parse(text);
    expect(kept).toMatchObject({
      exportedAt: "2026-11-21T12:00:00.000Z",
      account: { name: "Boleslaw", email: "boleslaw@example.org" },
      cards: [{ shown: "04…C3", label: "Tag" }],
      pinCodes: [{ installation: "Home", label: "Bo's" }],
      access: [{ role: "user", installation: "Home", charger: null }],
      charges: [{ charger: "left", energyWh: 4_000, by: "card", startedAt: "2026-11-21T12:00:00.000Z" }],
      audit: [{ action: "card-added" }],
    });
    for (const secret of ["Ann", "04A1B2C3", "no password", code.ok ? code.pin.slice(1) : "?"])
      expect(text).not.toContain(secret);
    expect((await site.audited()).at(-1)).toMatchObject({ action: "personal-data-exported", actorId: bo });
  });
});

describe("erasing one's account", () => {
  test("takes the name from history and everything else, ends what its cards may do, and leaves the charges", async () => {
    await charged();
    expect(await everything()).toContain("Boleslaw");
    expect(await data.erase(await site.actor(bo))).toEqual({ ok: true });
    await buildDue(site.parts);
    const left_ = await everything();
    for (const trace of ["Boleslaw", "boleslaw", "04…C3", "Tag", bo]) expect(left_).not.toContain(trace);
    expect(await site.db.select().from(schema.chargeSessions)).toMatchObject([
      { session: "s1", energyWh: 4_000, by: "card", personId: null, user: null },
    ]);
    const card = await cardAt(site, home, "04A1B2C3");
    expect(await verdictFor(site.parts, left, card)).toEqual({ verdict: "Unknown" });
    expect((await site.audited()).at(-1)).toMatchObject({ action: "account-erased", actorId: null });
  });

  test("is refused to the last owner of an installation, and says of which", async () => {
    expect(await data.erase(await site.actor(ann))).toEqual({
      ok: false,
      problem: "last-owner",
      installations: [{ id: home, name: "Home" }],
    });
    expect(await site.db.$count(schema.people)).toBe(2);
    await site.grant(bo, "owner", home);
    expect(await data.erase(await site.actor(ann))).toEqual({ ok: true });
    expect(await data.erase(await site.actor(bo))).toMatchObject({ problem: "last-owner" });
  });
});

describe("how long history keeps names", () => {
  test("for good, unless the owner says how many days", async () => {
    const actor = await site.actor(ann);
    expect(await data.retention(actor, home)).toEqual({ ok: true, days: null });
    expect(await data.setRetention(actor, home, 30)).toEqual({ ok: true });
    expect(await data.retention(actor, home)).toEqual({ ok: true, days: 30 });
    for (const days of [29, 3_651, 30.5, Number.NaN])
      expect(await data.setRetention(actor, home, days)).toEqual({ ok: false, problem: "days" });
    expect(await data.setRetention(await site.actor(bo), home, 30)).toEqual({
      ok: false,
      problem: "forbidden",
    });
    expect(await data.retention(await site.actor(await site.person("Cy")), home)).toEqual({
      ok: false,
      problem: "not-found",
    });
    expect((await site.audited()).map(({ action, details }) => [action, details])).toEqual([
      ["retention-changed", { days: 30 }],
    ]);
  });

  test("what is older goes: names, taps, records; what was charged stays", async () => {
    await charged();
    await data.setRetention(await site.actor(ann), home, 30);
    await sweepHistory(site.parts);
    expect(await site.db.$count(schema.records)).toBe(3);
    site.time.advance(30 * DAY);
    await charged();
    await sweepHistory(site.parts);
    expect(await site.db.select().from(schema.chargeSessions)).toMatchObject([
      { personId: bo, user: "Boleslaw" },
    ]);
    site.time.advance(1);
    await sweepHistory(site.parts);
    expect(await site.db.select().from(schema.chargeSessions)).toMatchObject([
      { energyWh: 4_000, personId: null, user: null, credential: null, credentialKey: null },
    ]);
    expect(await site.db.$count(schema.records)).toBe(0);
    expect(await site.db.$count(schema.refusals)).toBe(0);
  });

  test("a code that may be used so often only is counted all the same", async () => {
    const codes = new PinCodes(site.parts);
    const actor = await site.actor(ann);
    const code = await codes.make(actor, home, {
      pin: null,
      holder: null,
      label: "Guest",
      terms: { uses: 1 },
    });
    if (!code.ok) throw new Error(code.problem);
    await buildDue(site.parts);
    const credential = await pinAt(site, home, code.pin);
    const row = { session: "s1", connector: 1, credential, user: "Guest" };
    await new ToldJournal(site, left).tell(
      { ...row, event: "session-started" },
      { ...row, event: "session-stopped" },
    );
    await data.setRetention(actor, home, 30);
    site.time.advance(31 * DAY);
    await sweepHistory(site.parts);
    expect(await site.db.select().from(schema.chargeSessions)).toMatchObject([{ user: null }]);
    expect(await verdictFor(site.parts, left, credential)).toEqual({ verdict: "Invalid" });
  });

  test("records as they came are kept for 400 days at the longest", async () => {
    await charged();
    site.time.advance(400 * DAY);
    await sweepHistory(site.parts);
    expect(await site.db.$count(schema.records)).toBe(3);
    site.time.advance(1);
    await sweepHistory(site.parts);
    expect(await site.db.$count(schema.records)).toBe(0);
    expect(await site.db.select().from(schema.chargeSessions)).toMatchObject([{ personId: bo }]);
  });
});
