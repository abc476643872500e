import { expect, test } from "vitest";
import { type Browser, PageBench } from "./page-bench.ts";

const USERS = "/configuration/user/local-users";
const IMPORT = `${USERS}/import`;

/** Ann's session runs. */
async function charging(): Promise<{ bench: PageBench; browser: Browser; ann: string }> {
  const bench = await PageBench.start();
  const browser = await bench.visitor();
  await bench.unit.do(bench.unit.board, "plug");
  await bench.unit.tap("04A1B2C3");
  await bench.unit.run(1_000);
  expect(bench.unit.board.snapshot().relay.closed).toBe(true);
  const [ann] = [...bench.unit.store.people()].filter(({ firstName }) => firstName === "ann");
  return { bench, browser, ann: ann?.id ?? "" };
}

/** What is changed from now on is durable, and nobody can be read any more after it. */
function breakReadsAfterChange({ unit: { store } }: PageBench): void {
  const change = store.changeLocalUsers.bind(store);
  const fail = () => {
    throw new Error("the disk cannot be read");
  };
  store.changeLocalUsers = async (...what) => {
    const done = await change(...what);
    Object.assign(store, { people: fail, localUsers: fail });
    return done;
  };
}

test("D2: a block that is durable ends the session, and is told of, though the store cannot be read any more", async () => {
  const { bench, browser, ann } = await charging();
  breakReadsAfterChange(bench);
  const answer = await browser.submit(`${USERS}/${ann}/edit`, { firstName: "ann", blocked: "on" });
  expect(answer.status).toBe(303);
  await bench.unit.run(1_000);
  expect(bench.unit.board.snapshot().relay.closed).toBe(false);
  expect(bench.unit.happenings.filter(({ event }) => event === "list-updated")).toMatchObject([{ count: 3 }]);
});

test("D3: an import that is durable ends the sessions of those who go, though the store cannot be read any more", async () => {
  const { bench, browser } = await charging();
  const file = new Blob(["id,type,user,status,expires\nDEADBEEF,card,dora,active,\n"]);
  const held = /name="held" value="([^"]+)"/.exec(await browser.follow(IMPORT, { file, replace: "on" }));
  breakReadsAfterChange(bench);
  const answer = await browser.submit(`${IMPORT}/apply`, { held: held?.[1] ?? "" });
  expect(answer.status).toBe(303);
  await bench.unit.run(1_000);
  expect(bench.unit.board.snapshot().relay.closed).toBe(false);
  expect(bench.unit.happenings.filter(({ event }) => event === "list-updated")).toMatchObject([{ count: 1 }]);
});
