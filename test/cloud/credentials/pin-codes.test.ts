import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { type NewPinCode, PinCodes } from "../../../cloud/credentials/pin-codes.ts";
import { NO_TERMS } from "../../../cloud/credentials/pin-terms.ts";
import { verdictFor } from "../../../cloud/credentials/verdict-for.ts";
import type { ChargerId, InstallationId, PersonId, PinCodeId } from "../../../cloud/database/ids.ts";
import { audit, listEntries, pinCodes as rows } from "../../../cloud/database/schema/schema.ts";
import { pinAt, ToldJournal } from "../history/told.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";

let site: Site;
let codes: PinCodes;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
let left: ChargerId;
let right: ChargerId;
beforeAll(async () => {
  site = await Site.open();
  codes = new PinCodes(site.parts);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bo = await site.person("Bo");
  home = await site.installation("Home", { owner: ann });
  left = await site.charger(home, "left", { unit: "CG-left" });
  right = await site.charger(home, "right", { unit: "CG-right" });
});
afterAll(() => site.close());

const make = async (change: Partial<NewPinCode> = {}, person = ann) =>
  codes.make(await site.actor(person), home, {
    pin: null,
    holder: null,
    label: "Guest",
    terms: {},
    ...change,
  });

async function made(change: Partial<NewPinCode> = {}) {
  const outcome = await make(change);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome;
}

async function listed() {
  const outcome = await codes.list(await site.actor(ann), home);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.codes;
}

/** What the list says of PINs. */
async function terms() {
  await buildDue(site.parts);
  const entries = await site.db.select().from(listEntries);
  return entries.filter(({ kind, listed: is }) => kind === "pin" && is).map((entry) => entry.terms);
}

describe("PIN codes of an installation", () => {
  test("A2: are made with six digits, told once, and kept nowhere", async () => {
    const { pin } = await made();
    expect(pin).toMatch(/^#\d{6}$/);
    expect(await listed()).toMatchObject([
      { label: "Guest", holder: null, status: "active", ...NO_TERMS, used: 0 },
    ]);
    const everything = JSON.stringify([
      await site.db.select().from(rows),
      await site.db.select().from(audit),
    ]);
    expect(everything).not.toContain(pin.slice(1));
    await buildDue(site.parts);
    const typed = await pinAt(site, home, pin);
    expect(await verdictFor(site.parts, left, typed)).toEqual({ verdict: "Accepted", user: "Guest" });
    expect(await site.listWanted(home)).toBe(1);
  });

  test.each([
    ["471100", "no-hash"],
    ["#4711", "wrong-length"],
    ["#47110", "wrong-length"],
    ["#12345678901", "wrong-length"],
    ["#47a100", "not-digits"],
  ])("a typed %s is refused: %s", async (pin, problem) => {
    expect(await make({ pin })).toEqual({ ok: false, problem });
  });

  test("a typed one is taken as it is; another of the same digits is refused, also somebody else's", async () => {
    await site.grant(bo, "user", home);
    expect(await make({ pin: " #471100 ", holder: bo, label: "" })).toMatchObject({
      ok: true,
      pin: "#471100",
    });
    expect(await make({ pin: "#471100" })).toEqual({ ok: false, problem: "taken" });
    const office = await site.installation("Office", { owner: ann });
    const other = await codes.make(await site.actor(ann), office, {
      pin: "#471100",
      holder: null,
      label: "Guest",
      terms: {},
    });
    expect(other).toMatchObject({ ok: true });
  });

  test("a person's is for who may charge there; a guest's has a name", async () => {
    expect(await make({ holder: bo })).toEqual({ ok: false, problem: "holder" });
    expect(await make({ label: " " })).toEqual({ ok: false, problem: "label" });
    await site.grant(bo, "user", { charger: left });
    expect(await make({ holder: bo, label: "" })).toMatchObject({ ok: true });
    expect(await listed()).toMatchObject([{ holder: { id: bo, name: "Bo" } }]);
    expect(await terms()).toMatchObject([{ user: "Bo", chargers: ["CG-left"] }]);
  });

  test("expiry, hours, number of uses and one charger are in the list that units get", async () => {
    const expiresAt = site.now() + 86_400_000;
    const from = site.now() + 1_000;
    const windows = ["Mon-Fri 07:00-19:00"];
    await made({ terms: { from, expiresAt, windows, uses: 3, chargerId: right } });
    expect(await terms()).toEqual([
      { status: "active", user: "Guest", expires: expiresAt, from, windows, uses: 3, chargers: ["CG-right"] },
    ]);
    expect(await make({ terms: { chargerId: idOf<ChargerId>(1) } })).toEqual({
      ok: false,
      problem: "charger",
    });
    expect(await make({ terms: { uses: 0 } })).toEqual({ ok: false, problem: "uses" });
    expect(await make({ terms: { expiresAt: site.now() } })).toEqual({ ok: false, problem: "period" });
  });

  test("a guest code starts one session until the end of the day where the charger is", async () => {
    const actor = await site.actor(ann);
    const guest = await codes.makeGuestCode(actor, home, { label: "Room 12", charger: left });
    // Noon UTC; the day in Oslo ends at 23:00 UTC.
    expect(guest).toMatchObject({ ok: true, expiresAt: Date.UTC(2026, 10, 21, 23) });
    expect(await listed()).toMatchObject([{ label: "Room 12", uses: 1, chargerId: left }]);
    expect(await terms()).toMatchObject([
      { uses: 1, expires: Date.UTC(2026, 10, 21, 23), chargers: ["CG-left"] },
    ]);
  });

  test("a guest code works once: used at one charger, it is used up at the other", async () => {
    const outcome = await codes.makeGuestCode(await site.actor(ann), home, {
      label: "Room 12",
      charger: null,
    });
    if (!outcome.ok) throw new Error(outcome.problem);
    const credential = await pinAt(site, home, outcome.pin);
    expect(await terms()).toMatchObject([{ uses: 1 }]);
    const unit = new ToldJournal(site, left);
    await unit.tell({ event: "session-started", session: "s1", connector: 1, credential, user: "Room 12" });
    expect(await terms()).toMatchObject([{ uses: 0 }]);
    expect(await listed()).toMatchObject([{ used: 1 }]);
    // The session that has just used it may go on; the other charger is told no.
    expect(await verdictFor(site.parts, left, credential)).toMatchObject({ verdict: "Accepted" });
    expect(await verdictFor(site.parts, right, credential)).toEqual({ verdict: "Invalid" });
    await unit.tell({ event: "session-stopped", session: "s1", connector: 1, credential, energyWh: 5 });
    expect(await verdictFor(site.parts, left, credential)).toEqual({ verdict: "Invalid" });
  });

  test("are blocked, changed and removed, each time with a new list and a line in the audit log", async () => {
    const { id, pin } = await made();
    const actor = await site.actor(ann);
    const credential = await pinAt(site, home, pin);
    const verdict = async () => {
      await buildDue(site.parts);
      return (await verdictFor(site.parts, left, credential)).verdict;
    };
    await codes.setStatus(actor, id, "blocked");
    expect(await verdict()).toBe("Blocked");
    await codes.setStatus(actor, id, "active");
    const change = { label: "Cleaner", terms: { ...NO_TERMS, expiresAt: site.now() + 1 } };
    expect(await codes.change(actor, id, change)).toEqual({ ok: true });
    expect(await verdict()).toBe("Accepted");
    site.time.advance(1);
    expect(await verdict()).toBe("Expired");
    expect(await codes.change(actor, id, change)).toEqual({ ok: false, problem: "period" });
    expect(await codes.change(actor, id, { label: "", terms: NO_TERMS })).toEqual({
      ok: false,
      problem: "label",
    });
    expect(await codes.remove(actor, id)).toEqual({ ok: true });
    expect(await verdict()).toBe("Unknown");
    expect((await site.audited()).map(({ action, details }) => [action, details["label"]])).toEqual([
      ["pin-code-made", "Guest"],
      ["pin-code-changed", "Guest"],
      ["pin-code-changed", "Guest"],
      ["pin-code-changed", "Cleaner"],
      ["pin-code-removed", "Cleaner"],
    ]);
  });

  test("B2: are the owner's alone; who sees nothing there is told nothing", async () => {
    const { id } = await made();
    await site.grant(bo, "service", home);
    const cy = await site.person("Cy");
    for (const [person, problem] of [
      [bo, "forbidden"],
      [cy, "not-found"],
    ] as const) {
      const actor = await site.actor(person);
      const no = { ok: false, problem };
      expect(await codes.list(actor, home)).toEqual(no);
      expect(await make({}, person)).toEqual(no);
      expect(await codes.makeGuestCode(actor, home, { label: "x", charger: null })).toEqual(no);
      expect(await codes.change(actor, id, { label: "x", terms: NO_TERMS })).toEqual(no);
      expect(await codes.setStatus(actor, id, "blocked")).toEqual(no);
      expect(await codes.remove(actor, id)).toEqual(no);
      expect(await codes.odds(actor, home)).toEqual(no);
    }
    expect(await codes.remove(await site.actor(ann), idOf<PinCodeId>(1))).toEqual({
      ok: false,
      problem: "not-found",
    });
    expect(await listed()).toMatchObject([{ status: "active" }]);
  });

  test("the odds of a guess count the codes that are good, at all keypads", async () => {
    const actor = await site.actor(ann);
    expect(await codes.odds(actor, home)).toEqual({ ok: true, codes: 0, perDay: 0 });
    await made();
    const { id } = await made();
    await made({ terms: { expiresAt: site.now() + 1 } });
    await codes.setStatus(actor, id, "blocked");
    site.time.advance(1);
    const odds = await codes.odds(actor, home);
    if (!odds.ok) throw new Error(odds.problem);
    expect(odds.codes).toBe(1);
    expect(odds.perDay).toBeCloseTo(66 / 1e6, 9);
  });
});
