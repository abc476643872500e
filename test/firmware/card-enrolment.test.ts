import { describe, expect, test } from "vitest";
import type { RequestId } from "../../firmware/core/events.ts";
import { PageBench } from "./web/page-bench.ts";

const NEW = "04A7B8C9D0E1F2";
// The brand says that it is a request's id, which any text is.
const ASKED = "r1" as RequestId;
const AT = "/configuration/user/local-users";

/** Somebody logged in, with a new user whose card is to be registered. */
async function house() {
  const bench = await PageBench.start();
  const browser = await bench.visitor();
  const added = await browser.submit(`${AT}/new`, { firstName: "Kari", lastName: "Nordmann" });
  const user = added.headers.get("location") ?? "";
  const state = () => bench.unit.unit.state;
  const shown = () => browser.read(`${user}/scan`);
  const open = () => browser.submit(`${user}/scan`, { do: "open" });
  return { bench, browser, user, state, shown, open };
}

describe("A8: a card is registered by holding it to the reader", () => {
  test("the next unknown card is the user's, with its number, and charges; the window closes behind it", async () => {
    const { bench, browser, user, state, shown, open } = await house();
    await open();
    expect(state().enrolment).not.toBeNull();
    expect(await shown()).toContain("60 s left");
    await bench.unit.tap(NEW);
    expect(state().enrolment).toBeNull();
    expect(await shown()).toContain("Card 04…F2 is Kari Nordmann&#39;s now");
    expect(await browser.read(user)).toContain("04…F2");
    const [card] = [...bench.unit.store.localUsers()].filter(({ entry }) => entry.user === "Kari Nordmann");
    expect(card?.card).toBe(NEW);
    await bench.unit.do(bench.unit.board, "plug");
    await bench.unit.tap(NEW);
    expect(state().connectors[0]?.use.kind).toBe("session");
  });

  test("a card that somebody has already is told as such, and the window stays open", async () => {
    const { bench, state, shown, open } = await house();
    await open();
    await bench.unit.tap("04A1B2C3");
    expect(state().enrolment).not.toBeNull();
    expect(await shown()).toContain("Card 04…C3 is registered already");
  });

  test("a phone's random number is refused with its reason", async () => {
    const { bench, shown, open } = await house();
    await open();
    await bench.unit.tap("08112233");
    expect(await shown()).toContain("That was a phone or a bank card");
  });

  test("the window closes after a minute, and says so", async () => {
    const { bench, state, shown, open } = await house();
    await open();
    await bench.unit.run(60_000);
    expect(state().enrolment).toBeNull();
    expect(await shown()).toContain("Time is up");
    await bench.unit.tap(NEW);
    expect(await shown()).not.toContain("is Kari Nordmann&#39;s now");
  });

  test("who stops waiting closes the window: the next card is nobody's", async () => {
    const { bench, browser, user, state, open } = await house();
    await open();
    await browser.submit(`${user}/scan`, { do: "cancel" });
    expect(state().enrolment).toBeNull();
    await bench.unit.tap(NEW);
    expect(await browser.read(user)).not.toContain("04…F2");
  });

  test("while one user's card is waited for, another's is not", async () => {
    const { browser, open } = await house();
    await open();
    const other =
      (await browser.submit(`${AT}/new`, { firstName: "Ola", lastName: "" })).headers.get("location") ?? "";
    const answer = await browser.submit(`${other}/scan`, { do: "open" });
    expect(answer.headers.get("location")).toBe(other);
    expect(await browser.read(other)).toContain("Somebody else&#39;s card is being waited for");
  });

  test("a card that cannot be saved is told, and nobody waits for another", async () => {
    const { bench, state, shown, open } = await house();
    await open();
    bench.unit.store.changeLocalUsers = () => Promise.reject(new Error("the disk is full"));
    await bench.unit.tap(NEW);
    expect(state().enrolment).toBeNull();
    expect(await shown()).toContain("could not be saved");
  });
});

test("A8: while a card is being saved, another user's is waited for and saved; what comes of the first does not end that", async () => {
  const { bench, browser, open } = await house();
  const added = await browser.submit(`${AT}/new`, { firstName: "Ola", lastName: "" });
  const other = added.headers.get("location") ?? "";
  const { store } = bench.unit;
  const change = store.changeLocalUsers.bind(store);
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  store.changeLocalUsers = async (decide) => {
    store.changeLocalUsers = change;
    await held;
    return change(decide);
  };
  await open();
  await bench.unit.tap(NEW);
  await browser.submit(`${other}/scan`, { do: "open" });
  goOn();
  await bench.unit.run(0);
  expect(await browser.read(`${other}/scan`)).toContain("Hold the card to the reader now");
  await bench.unit.tap("04C0FFEE");
  expect(await browser.read(`${other}/scan`)).toContain("Card 04…EE is Ola&#39;s now");
  expect(
    [...store.localUsers()].flatMap(({ card, entry }) =>
      card === NEW || card === "04C0FFEE" ? entry.user : [],
    ),
  ).toEqual(expect.arrayContaining(["Kari Nordmann", "Ola"]));
});

describe("A8: the cloud waits for a card of its own", () => {
  test("its card is nobody's at the unit, however long somebody has waited there before", async () => {
    const { bench, user, browser, state, shown, open } = await house();
    await open();
    await bench.unit.run(60_000);
    bench.unit.unit.enrol(ASKED, 300_000);
    expect(await shown()).toContain("Time is up");
    await bench.unit.tap(NEW);
    expect(state().enrolment).toBeNull();
    expect(bench.unit.happenings.findLast(({ event }) => event === "enrolled")).toMatchObject({
      by: "cloud",
    });
    expect(await browser.read(user)).not.toContain("04…F2");
    expect([...bench.unit.store.localUsers()].filter(({ card }) => card === NEW)).toEqual([]);
  });

  test("it does not while the unit waits for a user's card, and is told why; the user's minute stays a minute", async () => {
    const { bench, user, browser, state, open } = await house();
    await open();
    await bench.unit.run(30_000);
    bench.unit.unit.enrol(ASKED, 300_000);
    const reason = "enrolment-under-way";
    expect(bench.unit.uplink).toContainEqual({ request: ASKED, outcome: { accepted: false, reason } });
    await bench.unit.run(30_000);
    expect(state().enrolment).toBeNull();
    await bench.unit.tap(NEW);
    expect(await browser.read(user)).not.toContain("04…F2");
  });

  test("while it does, the unit's page waits for none, says so, and closes nothing", async () => {
    const { bench, browser, user, state, open } = await house();
    bench.unit.unit.enrol(ASKED, 300_000);
    const answer = await open();
    expect(answer.headers.get("location")).toBe(user);
    expect(await browser.read(user)).toContain("The installation is waiting for a card at this charger");
    expect(await browser.read(`${user}/scan`)).not.toContain("s left");
    await browser.submit(`${user}/scan`, { do: "cancel" });
    await bench.unit.run(280_000);
    expect(state().enrolment).toMatchObject({ by: "cloud" });
  });
});
