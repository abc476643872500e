import { describe, expect, test } from "vitest";
import type { ListEntry } from "../../../firmware/core/list-entry.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { fullName, isPersonId, type Person } from "../../../firmware/store/person.ts";
import type { LocalUser, UnitStore } from "../../../firmware/store/unit-store.ts";
import { LocalPeople } from "../../../firmware/whitelist/local-people.ts";
import type { Outcome } from "../../../firmware/whitelist/people-problem.ts";
import { MOST_IDENTIFICATIONS, MOST_PEOPLE } from "../../../firmware/whitelist/people-register.ts";
import { addOne, exportCsv } from "../../../firmware/whitelist/whitelist.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";
import {
  card,
  cardOf,
  cardUser,
  credential,
  fullEntry,
  keyring,
  person,
  pinCredential,
} from "../store/people.ts";

const NOW = 1_800_000_000_000;
const zone = "Europe/Oslo";
const ann = person(0xa1, "Ann Berg");
const bob = person(0xb0, "Bob Dahl");
const nobody = "0123456789abcdef";
const active = { status: "active", expires: "" };
const idOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind}-${key}`;

interface Place {
  readonly store: UnitStore;
  readonly people: LocalPeople;
  /** One for each change that was told. */
  readonly told: boolean[];
}

function peopleOf(store: UnitStore, locale?: string): Place {
  const told: boolean[] = [];
  let drawn = 0;
  const people = new LocalPeople({
    store,
    keyring,
    zone,
    ...(locale !== undefined && { locale }),
    random: (bytes) => {
      drawn += 1;
      return new Uint8Array(bytes).fill(drawn);
    },
    wall: () => NOW,
    changed: () => told.push(true),
  });
  return { store, people, told };
}

/** Ann with a card and a PIN, Bob with a card, and one card of nobody. */
async function fill(store: UnitStore): Promise<Place> {
  await store.changeLocalUsers({
    set: [
      cardOf(1, ann),
      { ...cardOf(0, ann), credential: await pinCredential("#4711"), card: null },
      cardOf(3, bob, { expires: NOW }),
      cardUser(4, ""),
    ],
    people: { set: [ann, bob] },
  });
  return peopleOf(store);
}

function errorsOf(outcome: Outcome<object>) {
  return outcome.ok ? [] : outcome.errors.map(({ field, code }) => `${field}: ${code}`);
}

const everything = (store: UnitStore) => [[...store.people()], [...store.localUsers()]];

/** Nothing is changed and nobody is told of a change. */
async function refusesWith({ store, told }: Place, ask: () => Promise<Outcome<object>>, errors: string[]) {
  const before = everything(store);
  const outcome = await ask();
  expect(errorsOf(outcome)).toEqual(errors);
  expect(everything(store)).toEqual(before);
  expect(told).toEqual([]);
  return outcome;
}

const stores: [string, () => Promise<UnitStore>][] = [
  ["in memory", async () => new MemoryStore()],
  ["on disk", async () => (await openStore(dataFolder())).store],
];

describe.each(stores)("local users, %s", (_, open) => {
  const place = async () => fill(await open());

  describe("as they are shown", () => {
    test("D2: everybody with the cards and PINs, and what is of nobody by itself", async () => {
      const { people } = await place();
      const pin = { id: idOf(await pinCredential("#4711")), type: "pin", label: "#…" };
      const plain = { status: "active", expires: null, state: "active", otherTerms: false };
      const annView = {
        ...ann,
        identifications: [
          { id: idOf(credential(1)), type: "card", label: "04…01", ...plain },
          { ...pin, ...plain },
        ],
      };
      expect((await people.list()).people).toEqual([
        annView,
        {
          ...bob,
          identifications: [
            {
              id: idOf(credential(3)),
              type: "card",
              label: "04…03",
              ...plain,
              expires: NOW,
              state: "expired",
            },
          ],
        },
      ]);
      expect(people.find(ann.id)).toEqual(annView);
      expect(await people.withoutPerson()).toEqual([
        { id: idOf(credential(4)), type: "card", label: "04…04", ...plain },
      ]);
      for (const id of [nobody, "", "../x", ann.id.toUpperCase(), "x".repeat(1000)])
        expect(people.find(id)).toBeNull();
    });

    test("D4: no card number and no PIN is in what is shown", async () => {
      const { people } = await place();
      const shown = JSON.stringify([(await people.list()).people, await people.withoutPerson()]);
      for (const number of [1, 3, 4]) expect(shown).not.toContain(card(number));
      expect(shown).not.toContain("4711");
    });

    test("D2: sorted by last name, or the only one, then first name, by the alphabet that is asked for", async () => {
      const { store } = await place();
      const named = ["Åse Ås", "Zoe Zander", "bo Berg", "Cat", "Guest 10", "Guest 9"];
      await store.changeLocalUsers({
        people: { set: named.map((name, index) => person(index, name)) },
      });
      const order = async (locale?: string) =>
        (await peopleOf(store, locale).people.list()).people.map(fullName);
      const others = ["Ann Berg", "bo Berg", "Cat", "Bob Dahl", "Zoe Zander"];
      expect((await order()).filter((name) => !name.startsWith("Guest"))).toEqual(["Åse Ås", ...others]);
      expect((await order("nb")).filter((name) => !name.startsWith("Guest"))).toEqual([...others, "Åse Ås"]);
      expect((await order()).filter((name) => name.startsWith("Guest"))).toEqual(["Guest 9", "Guest 10"]);
    });

    test("D2: some of them: the first ones in order, or those whose name holds what is searched for", async () => {
      const { store, people } = await place();
      const named = ["Åse Ås", "Zoe Zander", "bo Berg", "Cat", "Ann Zander"];
      await store.changeLocalUsers({ people: { set: named.map((name, index) => person(index, name)) } });
      const names = async (asked: Parameters<LocalPeople["list"]>[0]) => {
        const { people: some, total } = await people.list(asked);
        return [total, ...some.map(fullName)];
      };
      expect(await names({ most: 3 })).toEqual([7, "Åse Ås", "Ann Berg", "bo Berg"]);
      expect(await names({ search: "zAND" })).toEqual([7, "Ann Zander", "Zoe Zander"]);
      expect(await names({ search: "n z", most: 5 })).toEqual([7, "Ann Zander"]);
      expect(await names({ search: "å", most: 0 })).toEqual([7]);
    });

    test("D2: a card or PIN of nobody is found by its id, one of somebody is not", async () => {
      const { store, people } = await place();
      await store.changeLocalUsers({ set: [cardOf(9, person(9, "Gone"))] });
      for (const one of await people.withoutPerson()) expect(people.orphan(one.id)).toEqual(one);
      for (const id of [idOf(credential(1)), idOf(credential(5)), "", "x"])
        expect(people.orphan(id)).toBeNull();
    });

    test("D2: the state is what counts now: the person's block before the own status, that before the expiry", async () => {
      const { store, people } = await place();
      const states = async () =>
        (await people.list()).people.flatMap((one) => one.identifications.map(({ state }) => state));
      await people.edit(bob.id, { ...bob, blocked: true });
      expect(await states()).toEqual(["active", "active", "blocked"]);
      expect(people.find(bob.id)?.identifications[0]?.status).toBe("active");
      await store.changeLocalUsers({ set: [cardOf(1, ann, { status: "blocked", expires: 1 })] });
      expect(await states()).toEqual(["blocked", "active", "blocked"]);
      await store.changeLocalUsers({ set: [cardOf(9, person(9, "Gone"))] });
      expect((await people.withoutPerson()).map(({ state }) => state)).toEqual(["active", "blocked"]);
    });

    test("D4: what a form has shown and is no longer so is not written over", async () => {
      const { store, people } = await place();
      const id = idOf(credential(1));
      const seen = { status: "active", expires: null } as const;
      expect(await people.edit(ann.id, { firstName: "Anna" }, ann)).toMatchObject({ ok: true });
      expect(await people.editIdentification(id, { status: "blocked" }, seen)).toMatchObject({ ok: true });
      const before = everything(store);
      const outcomes = [
        await people.edit(ann.id, ann, ann),
        await people.edit(ann.id, ann, { ...ann, firstName: "Anna", blocked: true }),
        await people.editIdentification(id, active, seen),
        await people.editIdentification(id, active, { status: "blocked", expires: NOW }),
      ];
      for (const outcome of outcomes) expect(errorsOf(outcome)).toEqual(["id: changed-since"]);
      expect(everything(store)).toEqual(before);
    });

    test("D4: terms that no form shows are told of", async () => {
      const { store, people } = await place();
      for (const [name, value] of Object.entries(fullEntry)) {
        await store.changeLocalUsers({
          set: [{ ...cardOf(1, ann), entry: { ...cardOf(1, ann).entry, [name]: value } }],
        });
        const shown = people.find(ann.id)?.identifications[0]?.otherTerms;
        expect([name, shown]).toEqual([name, !["status", "expires", "user"].includes(name)]);
      }
    });
  });

  describe("edited", () => {
    test("D2: a new user has the names as typed, trimmed, and an id of 8 random bytes; then nothing", async () => {
      const { people, store, told } = await place();
      const added = await people.add({ firstName: "  Cat ", lastName: "A\u030As", blocked: true });
      if (!added.ok || !isPersonId(added.id)) throw new Error("not added");
      expect(added.id).toBe("01".repeat(8));
      expect(store.person(added.id)).toEqual({
        id: added.id,
        firstName: "Cat",
        lastName: "Ås",
        blocked: true,
      });
      expect(people.find(added.id)?.identifications).toEqual([]);
      expect(told).toEqual([true]);
    });

    test.each([
      [{ firstName: " ", lastName: "" }, ["firstName: name-missing"]],
      [
        { firstName: "x".repeat(101), lastName: "y".repeat(101) },
        ["firstName: name-too-long", "lastName: name-too-long"],
      ],
      [
        { firstName: "a\nb", lastName: "c\u2028d" },
        ["firstName: name-control-characters", "lastName: name-control-characters"],
      ],
    ])("D2: a name that is none is refused, every field by its own: %j", async (name, errors) => {
      const at = await place();
      await refusesWith(at, () => at.people.add({ ...name, blocked: false }), errors);
      await refusesWith(at, () => at.people.edit(ann.id, { ...name, blocked: false }), errors);
      await refusesWith(at, () => at.people.edit(nobody, { ...name, blocked: false }), [
        "id: no-such-user",
        ...errors,
      ]);
    });

    test("D4: a name and a block are edited, and count for every card and PIN at once", async () => {
      const { people, store, told } = await place();
      expect(await people.edit(ann.id, { firstName: "Anna", lastName: "", blocked: true })).toEqual({
        ok: true,
        person: { id: ann.id, firstName: "Anna", lastName: "", blocked: true },
      });
      expect(store.find(credential(1)).local).toMatchObject({ user: "Anna", status: "blocked" });
      expect(store.find(await pinCredential("#4711")).local).toMatchObject({
        user: "Anna",
        status: "blocked",
      });
      expect(told).toEqual([true]);
    });

    test("D2: a user is removed with all cards and PINs, and it is told how many", async () => {
      const at = await place();
      expect(await at.people.remove(ann.id)).toEqual({
        ok: true,
        removed: { name: "Ann Berg", identifications: 2 },
      });
      expect(at.store.find(credential(1)).local).toBeNull();
      expect(at.store.find(await pinCredential("#4711")).local).toBeNull();
      expect((await at.people.list()).people.map(({ id }) => id)).toEqual([bob.id]);
      expect(at.told.splice(0)).toEqual([true]);
      await refusesWith(at, () => at.people.remove(ann.id), ["id: no-such-user"]);
    });

    test("D3: a PIN and a card are added by their codes, with status and expiry", async () => {
      const { people, store, told } = await place();
      const pin = await people.addIdentification(bob.id, {
        type: "pin",
        code: " #08150 ",
        status: "blocked",
        expires: "2027-01-31",
      });
      const ofPin = await pinCredential("#08150");
      expect(pin).toEqual({ ok: true, id: idOf(ofPin), label: "#…", hint: null });
      expect(store.localUser(ofPin)).toMatchObject({
        entry: { status: "blocked", expires: Date.parse("2027-01-31T23:00:00Z"), user: "Bob Dahl" },
        person: bob.id,
        card: null,
      });
      const typed = card(7)
        .toLowerCase()
        .replace(/(..)(?!$)/g, "$1:");
      const added = await people.addIdentification(bob.id, { type: "card", code: typed, ...active });
      expect(added).toEqual({ ok: true, id: idOf(credential(7)), label: "04…07", hint: null });
      expect(store.localUser(credential(7))).toEqual(cardOf(7, bob));
      expect((await exportCsv(store)).text).toContain(`${card(7)},card,Bob Dahl,active,`);
      expect(told).toEqual([true, true]);
    });

    test("A8: a number that was perhaps printed backwards is taken, with a word about it", async () => {
      const { people } = await place();
      const outcome = await people.addIdentification(bob.id, {
        type: "card",
        code: "804DF80211C304",
        ...active,
      });
      expect(outcome).toMatchObject({
        ok: true,
        hint: {
          code: "card-reversed",
          params: { backwards: "04C31102F84D80" },
          text: expect.stringContaining("04C31102F84D80"),
        },
      });
    });

    const card4 = card(4);
    test.each<[string, { type: string; code: string }, string[], Record<string, unknown>?]>([
      ["a PIN without #", { type: "pin", code: "4711" }, ["code: pin-needs-hash"]],
      ["a card's number as a PIN", { type: "pin", code: card4 }, ["code: pin-needs-hash"]],
      ["nothing as a PIN", { type: "pin", code: "" }, ["code: pin-needs-hash"]],
      ["a PIN as at the keypad", { type: "pin", code: "#4711#" }, ["code: pin-digits"]],
      ["a short PIN", { type: "pin", code: "#471" }, ["code: pin-length"], { fewest: 4, most: 10 }],
      ["a PIN as a card", { type: "card", code: "#4711" }, ["code: card-starts-with-hash"]],
      ["nothing as a card", { type: "card", code: "  " }, ["code: card-number-missing"]],
      ["a word", { type: "card", code: "hello" }, ["code: card-number-malformed"]],
      ["a short number", { type: "card", code: "04A1B2" }, ["code: card-number-length"], { found: 6 }],
      ["a byte of one digit", { type: "card", code: "1B EC 7 EC 0" }, ["code: card-number-lost-zero"]],
      [
        "a decimal number",
        { type: "card", code: "3735928559" },
        ["code: card-number-decimal"],
        { forwards: "DEADBEEF", backwards: "EFBEADDE" },
      ],
      ["a part of a number", { type: "card", code: "173,48879" }, ["code: card-number-partial"]],
      ["zeros", { type: "card", code: "00000000" }, ["code: card-number-misread"]],
      ["a random UID", { type: "card", code: "08A1B2C3" }, ["code: random-uid"]],
      ["another type", { type: "face", code: "#4711" }, ["type: type-unknown"]],
      ["the own PIN again", { type: "pin", code: "#4711" }, ["code: taken"]],
      ["the own card again", { type: "card", code: card(1) }, ["code: taken"]],
      ["another's card", { type: "card", code: card(3) }, ["code: taken-by-other"], { by: "Bob Dahl" }],
      ["a card of nobody", { type: "card", code: card4 }, ["code: taken-without-user"]],
    ])("D3: %s is refused, and nothing moves", async (_name, written, errors, params = {}) => {
      const at = await place();
      const outcome = await refusesWith(
        at,
        () => at.people.addIdentification(ann.id, { ...written, ...active }),
        errors,
      );
      if (outcome.ok) return;
      expect(outcome.errors[0]?.params).toEqual(params);
      for (const value of Object.values(params)) expect(outcome.errors[0]?.text).toContain(String(value));
    });

    test("D3: another's PIN is refused with that person's name", async () => {
      const at = await place();
      const outcome = await refusesWith(
        at,
        () => at.people.addIdentification(bob.id, { type: "pin", code: "#4711", ...active }),
        ["code: taken-by-other"],
      );
      expect(outcome).toMatchObject({ errors: [{ params: { by: "Ann Berg" } }] });
    });

    test("D3: all wrong fields are named at once", async () => {
      const at = await place();
      const wrong = { code: "4711", status: "maybe", expires: "soon" };
      const fields = ["code: pin-needs-hash", "status: status-unknown", "expires: expires-malformed"];
      await refusesWith(at, () => at.people.addIdentification(nobody, { type: "pin", ...wrong }), [
        "id: no-such-user",
        ...fields,
      ]);
      const pin = idOf(await pinCredential("#4711"));
      await refusesWith(at, () => at.people.editIdentification(pin, wrong), fields);
      await refusesWith(at, () => at.people.addIdentification(ann.id, { ...wrong, type: "x" }), [
        "type: type-unknown",
        ...fields.slice(1),
      ]);
    });

    test("D4: status and expiry of a card are edited, its code and other terms stay", async () => {
      const { people, store, told } = await place();
      await store.changeLocalUsers({ set: [cardOf(1, ann, { uses: 3, group: "house-7" })] });
      const edited = await people.editIdentification(idOf(credential(1)), {
        code: " ",
        status: "blocked",
        expires: "2027-01-01T00:00:00Z",
      });
      expect(edited).toEqual({ ok: true, id: idOf(credential(1)), label: "04…01", hint: null });
      const expires = Date.parse("2027-01-01T00:00:00Z");
      expect(store.localUser(credential(1))).toEqual(
        cardOf(1, ann, { uses: 3, group: "house-7", status: "blocked", expires }),
      );
      expect(told).toEqual([true]);
    });

    test("D4: a PIN is replaced: the new one counts at once under the same terms, the old one is unknown", async () => {
      const { people, store, told } = await place();
      const [before, after] = [await pinCredential("#4711"), await pinCredential("#081508")];
      const terms: Partial<ListEntry> = { uses: 3, windows: ["Mon-Fri 07:00-19:00"] };
      await store.changeLocalUsers({ set: [{ ...cardOf(0, ann, terms), credential: before, card: null }] });
      const edited = await people.editIdentification(idOf(before), { code: "#081508", ...active });
      expect(edited).toEqual({ ok: true, id: idOf(after), label: "#…", hint: null });
      expect(store.find(before).local).toBeNull();
      expect(store.localUser(after)).toEqual({ ...cardOf(0, ann, terms), credential: after, card: null });
      expect(told).toEqual([true]);
    });

    test("D4: the code it has already is no other code, and a card's unknown number is known from then on", async () => {
      const { people, store } = await place();
      const pin = idOf(await pinCredential("#4711"));
      expect(
        await people.editIdentification(pin, { code: "#4711", ...active, status: "blocked" }),
      ).toMatchObject({ id: pin });
      expect(store.find(await pinCredential("#4711")).local?.status).toBe("blocked");
      await store.changeLocalUsers({ set: [{ ...cardOf(1, ann), card: null }] });
      await people.editIdentification(idOf(credential(1)), { code: card(1), ...active });
      expect(store.localUser(credential(1))?.card).toBe(card(1));
    });

    test("D4: a code that cannot be is refused, and one that is taken", async () => {
      const at = await place();
      const edit = (id: string, code: string) => () => at.people.editIdentification(id, { code, ...active });
      const [ofCard, ofPin] = [idOf(credential(1)), idOf(await pinCredential("#4711"))];
      await refusesWith(at, edit(ofPin, card(9)), ["code: pin-needs-hash"]);
      await refusesWith(at, edit(ofCard, "#081508"), ["code: card-starts-with-hash"]);
      await refusesWith(at, edit(ofCard, card(3)), ["code: taken-by-other"]);
      await refusesWith(at, edit(ofCard, card(4)), ["code: taken-without-user"]);
      await refusesWith(at, edit(ofCard, "08A1B2C3"), ["code: random-uid"]);
    });

    test("an identification's id that is none is refused", async () => {
      const at = await place();
      const { key } = credential(1);
      for (const id of [
        "",
        key,
        `pin-${key}`,
        `card-${key}-`,
        `remote-${key}`,
        `card-${key.toUpperCase()}`,
        `card-${"a".repeat(32)}`,
        `card-${"0".repeat(16)}`,
        "x".repeat(1000),
      ]) {
        await refusesWith(at, () => at.people.editIdentification(id, { code: "", ...active }), [
          "id: no-such-identification",
        ]);
        await refusesWith(at, () => at.people.removeIdentification(id), ["id: no-such-identification"]);
        await refusesWith(at, () => at.people.adopt(id, ann.id), ["id: no-such-identification"]);
      }
    });

    test("D3: an identification is removed, and the person stays", async () => {
      const { people, store, told } = await place();
      expect(await people.removeIdentification(idOf(credential(3)))).toEqual({
        ok: true,
        removed: { label: "04…03", name: "Bob Dahl" },
      });
      expect(store.localUser(credential(3))).toBeNull();
      expect(people.find(bob.id)?.identifications).toEqual([]);
      expect(told).toEqual([true]);
    });

    test("A8: a card that was shown is added, with its number or without", async () => {
      const { people, store } = await place();
      const shown = (number: number, known: boolean) => ({
        ...active,
        credential: credential(number),
        card: known ? card(number) : null,
      });
      expect(await people.addCredential(bob.id, shown(7, true))).toEqual({
        ok: true,
        id: idOf(credential(7)),
        label: "04…07",
        hint: null,
      });
      expect(await people.addCredential(bob.id, shown(8, false))).toMatchObject({ ok: true });
      expect(store.localUser(credential(7))).toEqual(cardOf(7, bob));
      expect(store.localUser(credential(8))).toEqual({ ...cardOf(8, bob), card: null });
      expect(await exportCsv(store)).toMatchObject({ numbersUnknown: 1, damaged: 0 });
      await expect(people.addCredential(bob.id, { ...shown(9, true), card: card(8) })).rejects.toThrow(
        RangeError,
      );
    });

    test("A8: what was shown and is no card of its own number is refused, and a card that is on the list", async () => {
      const at = await place();
      const add =
        (shown: Pick<LocalUser, "credential" | "card">, to = bob.id) =>
        () =>
          at.people.addCredential(to, { ...shown, ...active });
      const read = keyring.credentialOfCard("08A1B2C3" as typeof card4);
      await refusesWith(at, add({ credential: read, card: "08A1B2C3" as typeof card4 }), [
        "code: random-uid",
      ]);
      await refusesWith(at, add({ credential: read, card: null }), ["code: random-uid"]);
      await refusesWith(at, add({ credential: await pinCredential("#0815"), card: null }), [
        "type: cards-only",
      ]);
      await refusesWith(at, add({ credential: credential(1), card: null }), ["code: taken-by-other"]);
      const stranger = add({ credential: credential(7), card: null }, nobody as typeof bob.id);
      await refusesWith(at, stranger, ["id: no-such-user"]);
    });

    test("D3: a card of nobody is given to a user; one of a person stays where it is", async () => {
      const at = await place();
      await refusesWith(at, () => at.people.adopt(idOf(credential(1)), bob.id), ["id: taken-by-other"]);
      await refusesWith(at, () => at.people.adopt(idOf(credential(1)), ann.id), ["id: taken"]);
      await refusesWith(at, () => at.people.adopt(idOf(credential(4)), nobody), ["id: no-such-user"]);
      const adopted = await at.people.adopt(idOf(credential(4)), bob.id);
      expect(adopted).toMatchObject({ ok: true, id: idOf(credential(4)) });
      expect(at.store.localUser(credential(4))).toEqual(cardOf(4, bob));
      expect(await at.people.withoutPerson()).toEqual([]);
      expect(at.told).toEqual([true]);
    });

    test("D2: a card whose person is gone can be given to another, and removed", async () => {
      const { people, store } = await place();
      const gone = person(9, "Gone");
      await store.changeLocalUsers({ set: [cardOf(8, gone), cardOf(9, gone)] });
      expect(await people.adopt(idOf(credential(8)), bob.id)).toMatchObject({ ok: true });
      expect(store.find(credential(8)).local).toMatchObject({ user: "Bob Dahl", status: "active" });
      expect(await people.removeIdentification(idOf(credential(9)))).toEqual({
        ok: true,
        removed: { label: "04…09", name: null },
      });
    });

    test("D3: of two requests with one code at the same moment one is refused", async () => {
      const { people, store } = await place();
      const pin = { type: "pin", code: "#081508", ...active };
      const both = await Promise.all([
        people.addIdentification(ann.id, pin),
        people.addIdentification(bob.id, pin),
      ]);
      expect(both.flatMap(errorsOf)).toEqual(["code: taken-by-other"]);
      const [replaced, added] = await Promise.all([
        people.editIdentification(idOf(credential(1)), { code: card(9), ...active }),
        people.addCredential(bob.id, { credential: credential(9), card: card(9), ...active }),
      ]);
      expect([replaced, added].flatMap(errorsOf)).toEqual(["code: taken-by-other"]);
      expect([...store.localUsers()]).toHaveLength(5 + (replaced.ok ? 0 : 1));
    });

    test("D2: a user who is removed while the PIN is digested gets none", async () => {
      const { people, store } = await place();
      const adding = people.addIdentification(bob.id, { type: "pin", code: "#081508", ...active });
      await people.remove(bob.id);
      expect(errorsOf(await adding)).toEqual(["id: no-such-user"]);
      expect(store.localUser(await pinCredential("#081508"))).toBeNull();
    });

    test("D3: what a file adds meanwhile is seen: its card is not taken twice", async () => {
      const { people, store } = await place();
      const row = { id: card(9), type: "card", user: "Cat", status: "active", expires: "" };
      const added = addOne(store, keyring, row, {
        zone,
        random: (bytes) => new Uint8Array(bytes).fill(0xcc),
      });
      const outcome = await people.addIdentification(bob.id, { type: "card", code: card(9), ...active });
      await added;
      // Whichever came first: the page moves no card, and a file's row does.
      expect(errorsOf(outcome)).toEqual(outcome.ok ? [] : ["code: taken-by-other"]);
      expect(store.localUser(credential(9))?.person).toBe("cc".repeat(8));
    });

    test("a user has no more than 100 identifications, and the unit no more than 10,000 users", async () => {
      const at = await place();
      const cards = Array.from({ length: MOST_IDENTIFICATIONS - 2 }, (_card, index) =>
        cardOf(100 + index, ann),
      );
      await at.store.changeLocalUsers({ set: cards });
      const one = { type: "card", code: card(9), ...active };
      await refusesWith(at, () => at.people.addIdentification(ann.id, one), ["id: too-many-identifications"]);
      await refusesWith(at, () => at.people.adopt(idOf(credential(4)), ann.id), [
        "id: too-many-identifications",
      ]);
      expect(await at.people.addIdentification(bob.id, one)).toMatchObject({ ok: true });
      const crowd = Array.from(
        { length: MOST_PEOPLE - 2 },
        (_person, index): Person => person(0x1000 + index, "Cat"),
      );
      await at.store.changeLocalUsers({ people: { set: crowd } });
      at.told.splice(0);
      await refusesWith(at, () => at.people.add({ ...ann, blocked: false }), ["id: too-many-people"]);
    }, 20_000);

    test("A6: a store that fails is an error, and nobody is told of a change", async () => {
      const { people, store, told } = await place();
      await store.close();
      await expect(people.add({ ...ann, blocked: false })).rejects.toMatchObject({ code: "STORE_CLOSED" });
      expect(told).toEqual([]);
    });
  });
});

describe("local users whose stored form is damaged", () => {
  test("D4: an identification of which too little can be read is not edited, only removed", async () => {
    const store = new MemoryStore();
    const { people } = await fill(store);
    const read = store.localUser.bind(store);
    store.localUser = (key) => {
      const user = read(key);
      return user && { ...user, damaged: "entry" };
    };
    const id = idOf(credential(1));
    const damaged = ["id: identification-damaged"];
    expect(errorsOf(await people.editIdentification(id, { code: "", ...active }))).toEqual(damaged);
    expect(errorsOf(await people.adopt(id, bob.id))).toEqual(damaged);
    expect(await people.removeIdentification(id)).toMatchObject({ ok: true });
  });
});
