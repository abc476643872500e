import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMayHaveChanged } from "../../../cloud/changed.ts";
import { Cards } from "../../../cloud/credentials/cards.ts";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { accountCredential, verdictFor } from "../../../cloud/credentials/verdict-for.ts";
import {
  type CardId,
  type ChargerId,
  type InstallationId,
  newId,
  type PersonId,
} from "../../../cloud/database/ids.ts";
import {
  cards as cardRows,
  grants,
  listEntries,
  listParts,
  lists,
} from "../../../cloud/database/schema/schema.ts";
import { decodeMessage } from "../../../protocol/codec.ts";
import { ListDigest, listManifest, listPart } from "../../../protocol/list.ts";
import type { WireEntry } from "../../../protocol/list-entry.ts";
import { cardAt, keysOf } from "../history/told.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";

let site: Site;
let cards: Cards;
let ann: PersonId;
let bo: PersonId;
let home: InstallationId;
let left: ChargerId;
beforeAll(async () => {
  site = await Site.open();
  cards = new Cards(site.parts);
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bo = await site.person("Bo");
  home = await site.installation("Home", { owner: ann });
  left = await site.charger(home, "left", { unit: "CG-left" });
});
afterAll(() => site.close());

async function add(person: PersonId, number: string): Promise<void> {
  const outcome = await cards.addTyped(await site.actor(person), { number, label: "" });
  if (!outcome.ok) throw new Error(outcome.problem);
}

/** The list as a unit reads it: the manifest, and its parts put together and checked. */
async function published(installation = home) {
  const [list] = await site.db.select().from(lists).where(eq(lists.installationId, installation));
  if (!list) throw new Error("expected a list");
  const manifest = decodeMessage(listManifest, list.manifest);
  if (!manifest.ok) throw new Error(manifest.text);
  const rows = await site.db.select().from(listParts).where(eq(listParts.installationId, installation));
  const entries: WireEntry[] = [];
  const digest = new ListDigest();
  for (const hash of manifest.message.parts) {
    const row = rows.find((part) => Buffer.from(part.hash).equals(hash));
    const part = decodeMessage(listPart, row?.payload ?? new Uint8Array());
    if (!part.ok) throw new Error(part.text);
    for (const entry of part.message.entries) digest.add(entry);
    entries.push(...part.message.entries);
  }
  expect(digest.value().equals(manifest.message.digest)).toBe(true);
  expect(list).toMatchObject({ version: manifest.message.version, count: entries.length });
  return { version: list.version, entries, rows };
}

const changed = () => site.db.transaction((tx) => listMayHaveChanged(tx, site.parts, home));

describe("the list of an installation", () => {
  test("A6: is built of everybody who may charge there, first of nobody's cards", async () => {
    expect(await buildDue(site.parts)).toEqual([{ installation: home, version: 1, isNew: true }]);
    expect(await published()).toMatchObject({ version: 1, entries: [] });
    await add(ann, "04A1B2C3");
    await add(bo, "04A1B2C4");
    expect(await buildDue(site.parts)).toEqual([{ installation: home, version: 2, isNew: true }]);
    const { key } = await cardAt(site, home, "04A1B2C3");
    const { entries } = await published();
    expect(entries).toEqual([
      { kind: "card", key: Uint8Array.from(key), status: "active", expires: null, user: "Ann", owner: true },
    ]);
    expect(await buildDue(site.parts)).toEqual([]);
  });

  test("B3: a grant on one charger opens no other; a card is good at each installation by its own digest", async () => {
    const office = await site.installation("Office", { owner: ann });
    const right = await site.charger(home, "right", { unit: "CG-right" });
    await site.grant(bo, "user", { charger: right });
    await site.grant(bo, "user", office);
    await add(bo, "04A1B2C4");
    await buildDue(site.parts);
    const [atHome] = (await published(home)).entries;
    const [atOffice] = (await published(office)).entries;
    expect(atHome).toMatchObject({ user: "Bo", chargers: ["CG-right"] });
    expect(atOffice).toMatchObject({ user: "Bo" });
    expect(atOffice).not.toHaveProperty("chargers");
    expect(Buffer.from(atHome?.key ?? [])).not.toEqual(Buffer.from(atOffice?.key ?? []));
  });

  test("B6: members of a group with role User may charge, those with role Service may not", async () => {
    const drivers = await site.group("Drivers", "ABCD", [bo]);
    const grant = await site.grant({ group: drivers }, "service", home);
    await add(bo, "04A1B2C4");
    await buildDue(site.parts);
    expect((await published()).entries).toEqual([]);
    await site.db.update(grants).set({ role: "user" }).where(eq(grants.id, grant));
    await changed();
    await buildDue(site.parts);
    expect((await published()).entries).toMatchObject([{ user: "Bo" }]);
  });

  test("what changes nothing makes no new version, and the version only rises", async () => {
    await add(ann, "04A1B2C3");
    await buildDue(site.parts);
    await changed();
    expect(await buildDue(site.parts)).toEqual([{ installation: home, version: 1, isNew: false }]);
    expect(await buildDue(site.parts)).toEqual([]);
    const [card] = await cards.list(await site.actor(ann));
    if (!card) throw new Error("expected a card");
    await cards.setStatus(await site.actor(ann), card.id, "blocked");
    await buildDue(site.parts);
    expect(await published()).toMatchObject({ version: 2, entries: [{ status: "blocked" }] });
    await cards.setStatus(await site.actor(ann), card.id, "active");
    await buildDue(site.parts);
    const { version, rows } = await published();
    expect(version).toBe(3);
    // The same content is the same part: named again, while the other one is not.
    expect(new Set(rows.map(({ unnamedSince }) => unnamedSince))).toEqual(new Set([null, site.now()]));
    expect(rows).toHaveLength(2);
  });

  test("a removed person's cards are off the list at once", async () => {
    const grant = await site.grant(bo, "user", home);
    await add(bo, "04A1B2C4");
    await buildDue(site.parts);
    expect((await published()).entries).toHaveLength(1);
    await site.db.delete(grants).where(eq(grants.id, grant));
    await changed();
    await buildDue(site.parts);
    expect((await published()).entries).toEqual([]);
    expect(await verdictFor(site.parts, left, await cardAt(site, home, "04A1B2C4"))).toEqual({
      verdict: "Unknown",
    });
  });

  test("a grant that ends makes a new list without anybody having changed anything", async () => {
    await site.grant(bo, "user", home, { expiresAt: site.now() + 60_000 });
    await site.grant(bo, "user", { charger: left });
    await add(bo, "04A1B2C4");
    await buildDue(site.parts);
    expect((await published()).entries).toMatchObject([{ expires: site.now() + 60_000 }]);
    site.time.advance(59_999);
    expect(await buildDue(site.parts)).toEqual([]);
    site.time.advance(1);
    expect(await buildDue(site.parts)).toMatchObject([{ isNew: true }]);
    expect((await published()).entries).toMatchObject([{ expires: null, chargers: ["CG-left"] }]);
    expect(await buildDue(site.parts)).toEqual([]);
  });

  test("more cards than one part holds are several parts", async () => {
    const { vault, random } = site.parts;
    await site.db.insert(cardRows).values(
      Array.from({ length: 540 }, (_, n) => {
        const id = newId<CardId>(random);
        const number = `04${String(n).padStart(6, "0")}`;
        const numberSealed = vault.seal("card-number", id, Buffer.from(number));
        const numberHash = vault.fingerprint("card-number", number);
        const shown = { shown: "04…00", label: "", status: "active", source: "typed" } as const;
        return { id, personId: ann, numberSealed, numberHash, ...shown, createdAt: site.now() };
      }),
    );
    await buildDue(site.parts);
    const { entries, rows } = await published();
    expect(entries).toHaveLength(540);
    expect(rows).toHaveLength(2);
  });

  test("two who build at once make one version", async () => {
    await add(ann, "04A1B2C3");
    const built = (await Promise.all([buildDue(site.parts), buildDue(site.parts)])).flat();
    expect(built).toEqual([{ installation: home, version: 1, isNew: true }]);
  });

  test("tells pages and publishers of what is new, and of nothing else", async () => {
    const heard: string[] = [];
    const deaf = await site.parts.listen("chargegate_changed", (payload) => heard.push(payload));
    await buildDue(site.parts);
    expect(heard).toEqual([home]);
    await changed();
    heard.length = 0;
    await buildDue(site.parts);
    expect(heard).toEqual([]);
    await deaf();
  });
});

describe("a question of a unit", () => {
  test("is answered by the list as it was built: whose it is, blocked, expired, unknown", async () => {
    await site.grant(bo, "user", home, { expiresAt: site.now() + 60_000 });
    await add(ann, "04A1B2C3");
    await add(bo, "04A1B2C4");
    await buildDue(site.parts);
    const annCard = await cardAt(site, home, "04A1B2C3");
    const boCard = await cardAt(site, home, "04A1B2C4");
    expect(await verdictFor(site.parts, left, annCard)).toEqual({ verdict: "Accepted", user: "Ann" });
    expect(await verdictFor(site.parts, left, { ...annCard, kind: "remote" })).toEqual({
      verdict: "Unknown",
    });
    expect(await verdictFor(site.parts, left, await cardAt(site, home, "04FFFFFF"))).toEqual({
      verdict: "Unknown",
    });
    expect(await verdictFor(site.parts, idOf<ChargerId>(1), annCard)).toEqual({ verdict: "Unknown" });
    site.time.advance(60_000);
    expect(await verdictFor(site.parts, left, boCard)).toEqual({ verdict: "Expired" });
    const [card] = await cards.list(await site.actor(ann));
    if (!card) throw new Error("expected a card");
    await cards.setStatus(await site.actor(ann), card.id, "blocked");
    await buildDue(site.parts);
    expect(await verdictFor(site.parts, left, annCard)).toEqual({ verdict: "Blocked" });
  });

  test("B7 B3: a remote start is made in somebody's own name, where they may charge and nowhere else", async () => {
    const right = await site.charger(home, "right", { unit: "CG-right" });
    const cy = await site.person("Cy");
    await site.grant(bo, "user", { charger: right });
    await site.grant(cy, "service", home);
    await buildDue(site.parts);
    const answers = async (person: PersonId) => {
      const account = await accountCredential(site.parts, left, person);
      if (!account) throw new Error("expected an account");
      expect(account).toMatchObject({ kind: "remote", id: "…" });
      return [await verdictFor(site.parts, left, account), await verdictFor(site.parts, right, account)];
    };
    const ok = (user: string) => ({ verdict: "Accepted", user });
    expect(await answers(ann)).toEqual([ok("Ann"), ok("Ann")]);
    expect(await answers(bo)).toEqual([{ verdict: "NotAtThisLocation" }, ok("Bo")]);
    // Service cannot charge.
    expect(await answers(cy)).toEqual([{ verdict: "Unknown" }, { verdict: "Unknown" }]);
  });

  test("an account's digest tells nothing of its person: another one at every installation", async () => {
    const office = await site.installation("Office", { owner: ann });
    const keys = await Promise.all([home, office].map((one) => keysOf(site, one)));
    const [a, b] = keys.map((one) => one.ofAccount(ann).toString("hex"));
    expect(a).not.toBe(b);
    expect(a).toHaveLength(32);
  });

  test("a card that becomes somebody else's is theirs from then on", async () => {
    await site.grant(bo, "user", home);
    await add(ann, "04A1B2C3");
    await buildDue(site.parts);
    const [card] = await cards.list(await site.actor(ann));
    if (!card) throw new Error("expected a card");
    await cards.remove(await site.actor(ann), card.id);
    site.time.advance(1_000);
    await add(bo, "04A1B2C3");
    await buildDue(site.parts);
    const rows = await site.db.select().from(listEntries).where(eq(listEntries.kind, "card"));
    expect(rows).toMatchObject([{ personId: bo, since: site.now(), listed: true }]);
  });
});
