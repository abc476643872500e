import { describe, expect, test } from "vitest";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { card, cardOf, cardUser, credential, entry, listHead, person, pinCredential } from "./people.ts";

const refused = { status: "blocked", expires: null, user: null };
const nobody = { cloud: null, local: null };
const ann = person(0xa1, "Ann Berg");
const bob = person(0xb0, "Bob");

/**
 * What every store promises of the people whom the unit itself knows.
 * @param open a fresh, empty store
 */
export function describePeople(name: string, open: () => Promise<UnitStore>): void {
  async function filled(): Promise<UnitStore> {
    const store = await open();
    await store.changeLocalUsers({
      set: [cardOf(1, ann), cardOf(2, ann, { status: "blocked" }), cardOf(3, bob), cardUser(4, "cat")],
      people: { set: [bob, ann] },
    });
    return store;
  }
  const statuses = (store: UnitStore) =>
    [1, 2, 3, 4].map((number) => store.find(credential(number)).local?.status);

  describe(`${name}: people`, () => {
    test("D2: nobody at first; then whoever is set, in the order of their ids", async () => {
      const store = await open();
      expect([...store.people()]).toEqual([]);
      expect(store.person(ann.id)).toBeNull();
      await store.changeLocalUsers({ people: { set: [bob, ann] } });
      expect([...store.people()]).toEqual([ann, bob]);
      expect(store.person(bob.id)).toEqual(bob);
      expect([...store.localUsers()]).toEqual([]);
      await store.close();
    });

    test("D2: a person's cards carry the full name, and every one is listed with its own status", async () => {
      const store = await filled();
      expect(store.find(credential(1)).local).toEqual(entry("Ann Berg"));
      expect(store.find(credential(3)).local).toEqual(entry("Bob"));
      expect(statuses(store)).toEqual(["active", "blocked", "active", "active"]);
      expect(new Set(store.localUsers())).toEqual(
        new Set([cardOf(1, ann), cardOf(2, ann, { status: "blocked" }), cardOf(3, bob), cardUser(4, "cat")]),
      );
      expect(store.localUser(credential(2))).toEqual(cardOf(2, ann, { status: "blocked" }));
      expect(store.localUser(credential(9))).toBeNull();
      await store.close();
    });

    test("D2: a blocked user's cards are refused, no other's, and their own status is not touched", async () => {
      const store = await filled();
      await store.changeLocalUsers({ people: { set: [{ ...ann, blocked: true }] } });
      expect(statuses(store)).toEqual(["blocked", "blocked", "active", "active"]);
      expect(store.localUser(credential(1))).toEqual(cardOf(1, ann));
      await store.changeLocalUsers({ people: { set: [ann] } });
      expect(statuses(store)).toEqual(["active", "blocked", "active", "active"]);
      await store.close();
    });

    test("D4: a person's new name is on every card at once", async () => {
      const store = await filled();
      const married = { ...ann, lastName: "Dahl" };
      expect(await store.changeLocalUsers({ people: { set: [married] } })).toEqual({
        added: 0,
        updated: 0,
        removed: 0,
      });
      expect(store.find(credential(1)).local?.user).toBe("Ann Dahl");
      expect(store.localUser(credential(2))).toEqual(cardOf(2, married, { status: "blocked" }));
      await store.close();
    });

    test("D2: a person who is removed takes all cards and PINs along, and nobody else's", async () => {
      const store = await filled();
      const pin = { credential: await pinCredential("#4711"), entry: entry("Ann Berg"), card: null };
      await store.changeLocalUsers({ set: [{ ...pin, person: ann.id }] });
      await store.commit({ counted: credential(1) });
      expect(await store.changeLocalUsers({ people: { remove: [ann.id] } })).toEqual({
        added: 0,
        updated: 0,
        removed: 3,
      });
      expect([...store.people()]).toEqual([bob]);
      expect(store.find(credential(1))).toEqual(nobody);
      expect(store.find(pin.credential)).toEqual(nobody);
      expect(statuses(store)).toEqual([undefined, undefined, "active", "active"]);
      expect(await store.changeLocalUsers({ people: { remove: [ann.id] } })).toMatchObject({ removed: 0 });
      await store.close();
    });

    test("D4: what is set stays: a card that is given to another while its person is removed, a person who is set anew", async () => {
      const store = await filled();
      const moved = cardOf(1, bob);
      expect(await store.changeLocalUsers({ set: [moved], people: { remove: [ann.id] } })).toEqual({
        added: 0,
        updated: 1,
        removed: 1,
      });
      expect(store.localUser(credential(1))).toEqual(moved);
      await store.changeLocalUsers({ people: { set: [{ ...bob, lastName: "Dahl" }], remove: [bob.id] } });
      expect(store.find(credential(1)).local).toEqual(entry("Bob Dahl"));
      expect(store.find(credential(3)).local).toEqual(entry("Bob Dahl"));
      await store.close();
    });

    test("D3: replacing makes the new people the whole, too", async () => {
      const store = await filled();
      const cat = person(0xc0, "Cat");
      await store.changeLocalUsers({ replace: true, set: [cardOf(3, cat)], people: { set: [cat] } });
      expect([...store.people()]).toEqual([cat]);
      expect([...store.localUsers()]).toEqual([cardOf(3, cat)]);
      await store.close();
    });

    test("D2: one person's cards are listed by themselves, whatever was changed before and after", async () => {
      const store = await filled();
      const of = (who: typeof ann) => [...store.localUsers(who.id)];
      expect(of(ann)).toEqual([...store.localUsers()].filter((user) => user.person === ann.id));
      expect(of(bob)).toEqual([cardOf(3, bob)]);
      await store.changeLocalUsers({ set: [cardOf(1, bob), cardOf(5, ann)], remove: [credential(2)] });
      expect(of(ann)).toEqual([cardOf(5, ann)]);
      expect(new Set(of(bob))).toEqual(new Set([cardOf(1, bob), cardOf(3, bob)]));
      await store.changeLocalUsers({ set: [cardUser(5, "nobody's")] });
      expect(of(ann)).toEqual([]);
      await store.changeLocalUsers({ people: { remove: [bob.id] } });
      expect(of(bob)).toEqual([]);
      await store.changeLocalUsers({ replace: true, set: [cardOf(6, bob)], people: { set: [bob] } });
      expect(of(bob)).toEqual([cardOf(6, bob)]);
      expect(of(person(9, "Nobody"))).toEqual([]);
      await store.close();
    });

    test("D2: the card of a person who is not there is refused, and is nobody's by name", async () => {
      const store = await open();
      await store.changeLocalUsers({ set: [cardOf(1, ann)] });
      expect(store.find(credential(1)).local).toEqual(refused);
      expect(store.localUser(credential(1))).toEqual({
        ...cardOf(1, ann),
        entry: { status: "active", expires: null, user: null },
      });
      await store.close();
    });

    test("D2: the cloud's entry is not touched by a person's block", async () => {
      const store = await filled();
      await store.replaceCloudList(listHead(1), [{ credential: credential(1), entry: entry("tenant") }]);
      await store.changeLocalUsers({ people: { set: [{ ...ann, blocked: true }] } });
      expect(store.find(credential(1))).toEqual({
        cloud: entry("tenant"),
        local: entry("Ann Berg", "blocked"),
      });
      await store.close();
    });

    test("A8: a card of unknown number is kept as such, and gets its number later", async () => {
      const store = await open();
      await store.changeLocalUsers({ set: [{ ...cardOf(1, ann), card: null }], people: { set: [ann] } });
      expect(store.localUser(credential(1))).toEqual({ ...cardOf(1, ann), card: null });
      await store.changeLocalUsers({ set: [cardOf(1, ann)] });
      expect(store.localUser(credential(1))?.card).toBe(card(1));
      await store.close();
    });

    test("D4: changes that decide when their turn has come see each other's, and none comes between", async () => {
      const store = await filled();
      const takeIfFree = (number: number) =>
        store.changeLocalUsers(() =>
          store.localUser(credential(7)) === null ? { set: [cardUser(7, `taker ${number}`)] } : {},
        );
      const done = await Promise.all([1, 2, 3].map(takeIfFree));
      expect(done.map(({ added, updated }) => [added, updated])).toEqual([
        [1, 0],
        [0, 0],
        [0, 0],
      ]);
      expect(store.find(credential(7)).local?.user).toBe("taker 1");
      const failed = store.changeLocalUsers(() => {
        throw new Error("no decision");
      });
      await expect(failed).rejects.toThrow("no decision");
      await store.changeLocalUsers({ set: [cardUser(7, "after")] });
      expect(store.find(credential(7)).local?.user).toBe("after");
      await store.close();
    });

    test("a closed store tells nothing of people", async () => {
      const store = await filled();
      await store.close();
      const closed = expect.objectContaining({ code: "STORE_CLOSED" });
      expect(() => [...store.people()]).toThrow(closed);
      expect(() => store.person(ann.id)).toThrow(closed);
      expect(() => store.localUser(credential(1))).toThrow(closed);
      await expect(store.changeLocalUsers(() => ({}))).rejects.toEqual(closed);
    });
  });
}
