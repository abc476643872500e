import { describe, expect, test } from "vitest";
import type { ChargeRight } from "../../../cloud/credentials/charge-rights.ts";
import {
  type ListedCode,
  type ListRows,
  listEntries,
  wireEntries,
} from "../../../cloud/credentials/list-entries.ts";
import type { CardId, ChargerId, PersonId, PinCodeId, StopGroupId } from "../../../cloud/database/ids.ts";
import { wireEntry } from "../../../protocol/list-entry.ts";
import { idOf } from "../id-of.ts";

const ANN = idOf<PersonId>(1);
const BO = idOf<PersonId>(2);
const GROUP = idOf<StopGroupId>(9);
const charger = (n: number) => ({ id: idOf<ChargerId>(n), unit: `CG-${n}` });

function right(change: Partial<ChargeRight> = {}): ChargeRight {
  return { person: ANN, name: "Ann", role: "user", charger: null, expiresAt: null, ...change };
}

const card = (n: number, person = ANN, status: "active" | "blocked" = "active") => ({
  id: idOf<CardId>(n),
  person,
  key: new Uint8Array(8).fill(n),
  status,
});

function code(change: Partial<ListedCode> = {}): ListedCode {
  return {
    id: idOf<PinCodeId>(5),
    person: null,
    label: "Guest",
    key: new Uint8Array(16).fill(5),
    status: "active",
    from: null,
    expiresAt: null,
    windows: null,
    uses: null,
    charger: null,
    used: [],
    ...change,
  };
}

function rows(change: Partial<ListRows> = {}): ListRows {
  return {
    rights: [right()],
    cards: [card(1)],
    codes: [],
    groups: new Map(),
    account: (person) => new Uint8Array(16).fill(person === ANN ? 1 : 2),
    ...change,
  };
}

/** What holds for the first card, and for the first code. */
const cardTerms = (change: Partial<ListRows>) =>
  listEntries(rows(change)).find(({ kind }) => kind === "card")?.terms;
const codeTerms = (change: Partial<ListRows>) =>
  listEntries(rows(change)).find(({ kind }) => kind === "pin")?.terms;

describe("the entries of a list", () => {
  test("A6: somebody who may charge is listed with every card, blocked ones as blocked", () => {
    const entries = listEntries(rows({ cards: [card(1), card(2, ANN, "blocked")] }));
    expect(entries.map(({ kind, terms, cardId, personId }) => [kind, terms, cardId, personId])).toEqual([
      ["card", { status: "active", user: "Ann", expires: null }, idOf(1), ANN],
      ["card", { status: "blocked", user: "Ann", expires: null }, idOf(2), ANN],
      ["remote", { status: "active", user: "Ann", expires: null }, null, ANN],
    ]);
    for (const entry of wireEntries(entries)) expect(wireEntry.safeParse(entry).success).toBe(true);
    expect(wireEntries(entries).map(({ kind }) => kind)).toEqual(["card", "card"]);
  });

  test("B3: a grant on one charger opens no other", () => {
    const some = [right({ charger: charger(7) }), right({ charger: charger(3) })];
    expect(cardTerms({ rights: some })).toMatchObject({ chargers: ["CG-3", "CG-7"] });
    expect(cardTerms({ rights: [...some, right()] })).not.toHaveProperty("chargers");
  });

  test("who has no right there has no entry", () => {
    expect(listEntries(rows({ rights: [] }))).toEqual([]);
    expect(cardTerms({ cards: [card(1, BO)] })).toBeUndefined();
  });

  test("the end of a grant is the end of its cards; of several the widest counts, and of these the one that ends last", () => {
    expect(cardTerms({ rights: [right({ expiresAt: 500 })] })).toMatchObject({ expires: 500 });
    expect(cardTerms({ rights: [right({ expiresAt: 500 }), right({ expiresAt: 900 })] })).toMatchObject({
      expires: 900,
    });
    expect(cardTerms({ rights: [right({ expiresAt: 500 }), right()] })).toMatchObject({ expires: null });
    // Of single chargers the first that ends: nothing is good for longer than it was granted.
    const both = [right({ charger: charger(3) }), right({ charger: charger(7), expiresAt: 500 })];
    expect(cardTerms({ rights: both })).toMatchObject({ expires: 500, chargers: ["CG-3", "CG-7"] });
  });

  test("B2: an owner's card is relied on longer than others; of single chargers if they own them all", () => {
    expect(cardTerms({ rights: [right(), right({ role: "owner" })] })).toMatchObject({ owner: true });
    const mixed = [right({ charger: charger(3), role: "owner" }), right({ charger: charger(7) })];
    expect(cardTerms({ rights: mixed })).not.toHaveProperty("owner");
    expect(cardTerms({ rights: mixed.slice(0, 1) })).toMatchObject({ owner: true });
  });

  test("A7: members of a stop group share its id", () => {
    expect(cardTerms({ groups: new Map([[ANN, GROUP]]) })).toMatchObject({ group: GROUP });
    expect(codeTerms({ groups: new Map([[ANN, GROUP]]), codes: [code({ person: ANN })] })).toMatchObject({
      group: GROUP,
    });
  });

  test("a name that no list could hold is cut and made well-formed", () => {
    const name = `\u{d800}${"x".repeat(300)}`;
    const [entry] = wireEntries(listEntries(rows({ rights: [right({ name })] })));
    expect(entry?.user).toBe(`\u{fffd}${"x".repeat(199)}`);
    expect(wireEntry.safeParse(entry).success).toBe(true);
  });
});

describe("PIN codes in a list", () => {
  test("A2: a guest's is good everywhere, within its own terms", () => {
    const terms = { from: 10, expiresAt: 900, windows: ["Mon-Fri 07:00-19:00"], uses: 3 };
    expect(codeTerms({ codes: [code(terms)] })).toEqual({
      status: "active",
      user: "Guest",
      expires: 900,
      from: 10,
      windows: ["Mon-Fri 07:00-19:00"],
      uses: 3,
    });
    expect(codeTerms({ codes: [code({ charger: charger(7), status: "blocked" })] })).toMatchObject({
      chargers: ["CG-7"],
      status: "blocked",
    });
  });

  test("a person's is good where and as long as they may charge, and gone with their right", () => {
    const mine = code({ person: ANN, expiresAt: 900 });
    expect(codeTerms({ codes: [mine], rights: [right({ expiresAt: 500 })] })).toMatchObject({
      user: "Ann",
      expires: 500,
    });
    expect(codeTerms({ codes: [mine] })).toMatchObject({ expires: 900 });
    expect(codeTerms({ codes: [mine], rights: [] })).toBeUndefined();
    const at7 = [right({ charger: charger(7) })];
    expect(codeTerms({ codes: [mine], rights: at7 })).toMatchObject({ chargers: ["CG-7"] });
    expect(codeTerms({ codes: [{ ...mine, charger: charger(7) }], rights: at7 })).toMatchObject({
      chargers: ["CG-7"],
    });
    expect(codeTerms({ codes: [{ ...mine, charger: charger(3) }], rights: at7 })).toBeUndefined();
  });

  test.each([
    [1, [], 1],
    [1, [1], 0],
    [5, [2], 5],
    [5, [2, 1], 4],
    [5, [3, 2], 0],
    [5, [9], 0],
  ])("of %i uses, %j taken at each charger, the list says %i", (uses, used, says) => {
    expect(codeTerms({ codes: [code({ uses, used })] })).toMatchObject({ uses: says });
  });
});
