import { describe, expect, test } from "vitest";
import { lightOf } from "../../../firmware/core/light.ts";
import type { Found, ListEntry } from "../../../firmware/core/list-entry.ts";
import { initialState } from "../../../firmware/core/state.ts";
import { cardPictures, chargerPicture } from "../../../sim/world/parts-pictures.ts";
import { connector } from "../../firmware/store/people.ts";

const NOON = Date.UTC(2026, 5, 1, 12);
const MONDAY_NOON = 12 * 60;
const state = initialState({
  unit: "CG-SIM",
  connectors: [connector(1)],
  access: "restricted",
  run: "r",
});
const ANN: ListEntry = { status: "active", expires: null, user: "Ann" };

/** What the picture of one card says that the unit knows so of. */
function picture(found: Found) {
  const view = { found: () => found, state, wall: NOON, weekMinute: MONDAY_NOON };
  const [card] = cardPictures([{ name: "Ann", uid: "04A1B2C3" }], [], view);
  return card && { listed: card.listed, user: card.user };
}

describe("the cards on the table", () => {
  test.each<[string, Found, string]>([
    ["listed", { cloud: ANN, local: null }, "active"],
    ["a local user", { cloud: null, local: ANN }, "active"],
    ["blocked", { cloud: { ...ANN, status: "blocked" }, local: null }, "blocked"],
    ["expired", { cloud: { ...ANN, expires: NOON }, local: null }, "expired"],
    ["within its hours", { cloud: { ...ANN, windows: ["Mon 11:00-13:00"] }, local: null }, "active"],
    ["outside its hours", { cloud: { ...ANN, windows: ["Mon 13:00-14:00"] }, local: null }, "limited"],
    ["of another charger", { cloud: { ...ANN, chargers: ["CG-0002"] }, local: null }, "limited"],
    ["used up", { cloud: { ...ANN, uses: 1 }, local: null, used: 1 }, "limited"],
  ])("%s: what the unit would say of it alone", (_, found, listed) => {
    expect(picture(found)).toEqual({ listed, user: "Ann" });
  });

  test("in no list", () => {
    expect(picture({ cloud: null, local: null })).toEqual({ listed: "unknown", user: null });
  });
});

test("the charger shows the state's light", () => {
  const [first] = state.connectors;
  expect(chargerPicture("CG-SIM", state).light).toBe(first && lightOf(state, first));
});
