import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Cards } from "../../../cloud/credentials/cards.ts";
import { type AskUnit, Enrolments } from "../../../cloud/credentials/enrolment.ts";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { RefusedTaps } from "../../../cloud/credentials/refused-taps.ts";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { refusals, cards as rows } from "../../../cloud/database/schema/schema.ts";
import type { RequestOutcome } from "../../../cloud/units/requests.ts";
import { downRequest } from "../../../protocol/request.ts";
import { sealCardNumber } from "../../../protocol/sealed-number.ts";
import { cardAt, keysOf, number, ToldJournal } from "../history/told.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";

const ACCEPTED: RequestOutcome = { status: "Accepted", data: {} };
let site: Site;
let cards: Cards;
let taps: RefusedTaps;
let enrolments: Enrolments;
/** The windows that the unit was asked to open, the newest last. */
let asked: string[];
let answer: RequestOutcome;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
let left: ChargerId;
let unit: ToldJournal;
const ask: AskUnit = (_charger, op, args) => {
  const request = downRequest.schema.parse({ id: "r", iat: 0, exp: 1, op, args });
  if (request.op === "enrol") asked.push(request.args.window ?? "");
  return Promise.resolve(answer);
};
beforeAll(async () => {
  site = await Site.open();
  cards = new Cards(site.parts);
  taps = new RefusedTaps(site.parts);
  enrolments = new Enrolments(site.parts, ask);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  asked = [];
  answer = ACCEPTED;
  ann = await site.person("Ann");
  bo = await site.person("Bo");
  home = await site.installation("Home", { owner: ann });
  await site.grant(bo, "user", home);
  left = await site.charger(home, "left");
  unit = new ToldJournal(site, left);
});
afterAll(() => site.close());

const open = async (person: PersonId, label = "") =>
  enrolments.open(await site.actor(person), left, { label });

/** The card is held to the reader, and the unit tells it as it does to the cloud. */
async function held(card: string, window = asked.at(-1) ?? "", change: object = {}): Promise<void> {
  const credential = await cardAt(site, home, card);
  const sealed = sealCardNumber((await keysOf(site, home)).secret, number(card));
  await unit.tell({
    event: "enrolled",
    by: "cloud",
    reader: "front",
    credential,
    window,
    number: sealed,
    ...change,
  });
}

async function refusedTap(card: string, reason = "unknown"): Promise<void> {
  const credential = await cardAt(site, home, card);
  await unit.tell({ event: "denied", reader: "front", connector: 1, credential, verdict: "Unknown", reason });
}

async function seen(person: PersonId) {
  const outcome = await enrolments.at(await site.actor(person), left);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.enrolment;
}

const ownCards = async (person: PersonId) => cards.list(await site.actor(person));

describe("adding a card by holding it to a charger's reader", () => {
  test("A8: opens the unit's window for a minute, and the card that comes is one's own, wherever one may charge", async () => {
    const office = await site.installation("Office", { owner: bo });
    expect(await seen(bo)).toEqual({ state: "none" });
    expect(await open(bo, "Tag")).toEqual({ ok: true, until: site.now() + 60_000 });
    expect(await seen(bo)).toEqual({ state: "open", until: site.now() + 60_000, told: null, wanted: null });
    await held("04A1B2C3D4E5F6");
    const [card] = await ownCards(bo);
    expect(card).toMatchObject({ shown: "04…F6", label: "Tag", source: "scanned" });
    expect(await seen(bo)).toEqual({ state: "added", card });
    expect(await site.listWanted(home)).toBe(1);
    expect(await site.listWanted(office)).toBe(1);
    // The number came with it: the same card typed in is known.
    const typed = await cards.addTyped(await site.actor(bo), { number: "04A1B2C3D4E5F6", label: "" });
    expect(typed).toMatchObject({ problem: "already-yours" });
  });

  test("A8: one at a time: while one waits the other is told so, and sees nothing of the card", async () => {
    await open(ann);
    expect(await open(bo)).toEqual({ ok: false, problem: "busy" });
    expect(await seen(bo)).toEqual({ state: "busy", until: site.now() + 60_000 });
    expect(asked).toHaveLength(1);
    await held("04A1B2C3");
    expect(await seen(bo)).toEqual({ state: "none" });
    expect(await open(bo)).toMatchObject({ ok: true });
    expect(await ownCards(ann)).toHaveLength(1);
  });

  test("two who open at once: one does", async () => {
    const outcomes = await Promise.all([open(ann), open(bo)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  test("A8: after a minute nobody waits, and a card that was shown in time is added though its record comes late", async () => {
    await open(bo);
    site.time.advance(60_000);
    expect(await seen(bo)).toEqual({ state: "expired" });
    await held("04A1B2C3");
    expect(await seen(bo)).toMatchObject({ state: "added" });
  });

  test("a late record gives no card to whoever asked later", async () => {
    await open(bo);
    const [window] = asked;
    site.time.advance(60_000);
    await open(ann);
    await held("04A1B2C3", window);
    expect(await ownCards(ann)).toEqual([]);
    expect(await ownCards(bo)).toEqual([]);
    expect(await seen(ann)).toMatchObject({ state: "open" });
  });

  test("a card that was registered at the unit itself, or for no window, is nobody's here", async () => {
    await open(bo);
    await held("04A1B2C3", asked[0], { by: "unit" });
    await held("04A1B2C4", "another");
    await held("04A1B2C5", asked[0], { window: undefined });
    expect(await site.db.$count(rows)).toBe(0);
    expect(await seen(bo)).toMatchObject({ state: "open" });
  });

  test("A1: a phone with a random number is refused with its reason, and the unit waits on", async () => {
    await open(bo);
    await refusedTap("04A1B2C3", "random-uid");
    expect(await seen(bo)).toMatchObject({ state: "open", told: "random-uid" });
    await held("04A1B2C4");
    expect(await seen(bo)).toMatchObject({ state: "added" });
  });

  test("a card that is known already is told as one's own or as taken, not whose", async () => {
    await cards.addTyped(await site.actor(ann), { number: "04A1B2C3", label: "" });
    await cards.addTyped(await site.actor(bo), { number: "04A1B2C4", label: "" });
    await buildDue(site.parts);
    await open(bo);
    await refusedTap("04A1B2C3", "already-known");
    expect(await seen(bo)).toMatchObject({ told: "taken" });
    await refusedTap("04A1B2C4", "already-known");
    expect(await seen(bo)).toMatchObject({ told: "already-yours" });
  });

  test("a card of somebody who may not charge here is taken all the same", async () => {
    const cy = await site.person("Cy");
    await cards.addTyped(await site.actor(cy), { number: "04A1B2C3", label: "" });
    await open(bo);
    await held("04A1B2C3");
    expect(await seen(bo)).toEqual({ state: "refused", reason: "taken" });
    expect(await ownCards(bo)).toEqual([]);
  });

  test("a number that the unit did not tell, or that is another card's, adds nothing", async () => {
    await open(bo);
    await held("04A1B2C3", asked.at(-1), { number: undefined });
    expect(await seen(bo)).toEqual({ state: "refused", reason: "no-number" });
    await open(bo);
    await held("04A1B2C3", asked.at(-1), { credential: await cardAt(site, home, "04A1B2C4") });
    expect(await seen(bo)).toEqual({ state: "refused", reason: "no-number" });
    expect(await site.db.$count(rows)).toBe(0);
  });

  test.each([
    [{ status: "Error", code: "UNIT_OFFLINE", message: "" }, "unit-offline"],
    [{ status: "Error", code: "NO_ANSWER", message: "" }, "unit-refused"],
    [{ status: "Rejected", data: { reason: "enrolment-under-way" } }, "busy"],
    [{ status: "Rejected", data: { reason: "shutting-down" } }, "unit-refused"],
  ] as const)("a unit that answers %j: %s, and nobody waits", async (says, problem) => {
    answer = says;
    expect(await open(bo)).toEqual({ ok: false, problem });
    expect(await seen(bo)).toEqual({ state: "none" });
    answer = ACCEPTED;
    expect(await open(ann)).toMatchObject({ ok: true });
  });

  test("B2: is for who may charge there; Service is not among them", async () => {
    const cy = await site.person("Cy");
    const di = await site.person("Di");
    await site.grant(cy, "service", home);
    expect(await open(cy)).toEqual({ ok: false, problem: "forbidden" });
    expect(await open(di)).toEqual({ ok: false, problem: "not-found" });
    expect(await enrolments.at(await site.actor(cy), left)).toEqual({ ok: false, problem: "forbidden" });
    expect(await enrolments.at(await site.actor(di), left)).toEqual({ ok: false, problem: "not-found" });
    expect(await open(bo, "x".repeat(61))).toEqual({ ok: false, problem: "label" });
    expect(asked).toEqual([]);
  });

  test("is cancelled by whoever waits: a card that comes then is nobody's", async () => {
    await open(bo);
    expect(await enrolments.cancel(await site.actor(ann), left)).toEqual({ ok: false, problem: "not-found" });
    expect(await enrolments.cancel(await site.actor(bo), left)).toEqual({ ok: true });
    await held("04A1B2C3");
    expect(await seen(bo)).toEqual({ state: "none" });
    expect(await site.db.$count(rows)).toBe(0);
  });
});

describe("adding a card from a refused tap", () => {
  test("A8: a stranger's card is listed masked, and added once the very same is held there again", async () => {
    await refusedTap("04A1B2C3");
    const [tap] = await taps.list(await site.actor(bo));
    expect(tap).toMatchObject({
      charger: { id: left, name: "left" },
      installation: { id: home, name: "Home" },
      at: site.now(),
      reader: "front",
      shown: "04…C3",
      mayAdd: true,
    });
    const opened = await enrolments.openForTap(await site.actor(bo), tap?.id ?? 0, { label: "Tag" });
    expect(opened).toEqual({ ok: true, until: site.now() + 60_000, charger: left });
    expect(await seen(bo)).toMatchObject({ state: "open", wanted: "04…C3" });
    await held("04A1B2C3");
    expect(await ownCards(bo)).toMatchObject([{ shown: "04…C3", source: "refused-tap", label: "Tag" }]);
    await buildDue(site.parts);
    expect(await taps.list(await site.actor(bo))).toEqual([]);
  });

  test("another card does not count", async () => {
    await refusedTap("04A1B2C3");
    const [tap] = await taps.list(await site.actor(bo));
    await enrolments.openForTap(await site.actor(bo), tap?.id ?? 0, { label: "" });
    await held("04A1B2C4");
    expect(await seen(bo)).toEqual({ state: "refused", reason: "other-card" });
    expect(await ownCards(bo)).toEqual([]);
  });

  test("each card is listed once, the newest tap; not PINs, nor cards that are refused for what somebody says of them", async () => {
    await refusedTap("04A1B2C3");
    site.time.advance(1_000);
    await refusedTap("04A1B2C4", "no-answer");
    await refusedTap("04A1B2C3");
    await refusedTap("04A1B2C5", "blocked");
    await refusedTap("08A1B2C5".replace("08", "04"), "random-uid");
    const listed = await taps.list(await site.actor(ann), left);
    expect(listed.map(({ shown, at }) => [shown, at])).toEqual([
      ["04…C3", site.now()],
      ["04…C4", site.now()],
    ]);
    expect(await taps.list(await site.actor(ann), idOf<ChargerId>(1))).toEqual([]);
  });

  test("who may only charge there sees ten minutes; owner and service see all, and service may add none", async () => {
    const cy = await site.person("Cy");
    const di = await site.person("Di");
    await site.grant(cy, "service", home);
    const right = await site.charger(home, "right");
    await site.grant(di, "user", { charger: right });
    await refusedTap("04A1B2C3");
    const [row] = await site.db.select().from(refusals);
    const id = row?.id ?? 0;
    expect(await taps.list(await site.actor(di))).toEqual([]);
    expect(await taps.list(await site.actor(bo))).toHaveLength(1);
    site.time.advance(10 * 60_000);
    expect(await taps.list(await site.actor(bo))).toEqual([]);
    expect(await taps.list(await site.actor(ann))).toMatchObject([{ mayAdd: true }]);
    expect(await taps.list(await site.actor(cy))).toMatchObject([{ mayAdd: false }]);
    const label = { label: "" };
    for (const [person, problem] of [
      [bo, "not-found"],
      [di, "not-found"],
      [cy, "forbidden"],
    ] as const)
      expect(await enrolments.openForTap(await site.actor(person), id, label)).toEqual({
        ok: false,
        problem,
      });
    expect(await enrolments.openForTap(await site.actor(ann), id + 1, label)).toEqual({
      ok: false,
      problem: "not-found",
    });
    expect(await enrolments.openForTap(await site.actor(ann), id, label)).toMatchObject({ ok: true });
    expect(await site.db.$count(refusals, eq(refusals.chargerId, left))).toBe(1);
  });
});
