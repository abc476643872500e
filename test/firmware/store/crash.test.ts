import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkDatabase } from "../../../firmware/store/database-check.ts";
import type { LmdbStore } from "../../../firmware/store/lmdb-store.ts";
import { dataFolder, openStore } from "./on-disk.ts";
import { credential, entry } from "./people.ts";

const long = process.env["CHARGEGATE_LONG"] === "1";
const rounds = long ? 1000 : 20;
const writer = fileURLToPath(new URL("./writer.ts", import.meta.url));

interface Said {
  readonly sessions: { readonly connector: number; readonly id: string }[];
  list: number;
  people: number;
}

function startWriter(...args: string[]): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, ["--import", "tsx", writer, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Lets a writer work for some milliseconds after its first durable commit, and then kills it in the midst of it. */
async function writeAndKill(folder: string, ms: number): Promise<Said> {
  const said: Said = { sessions: [], list: 0, people: 0 };
  const child = startWriter(folder, "Infinity", "lists");
  const lines = createInterface({ input: child.stdout });
  const read = (async () => {
    for await (const line of lines) {
      const [what, first, second = ""] = line.split(" ");
      if (what === "session") said.sessions.push({ connector: Number(first), id: second });
      if (what === "list") said.list = Number(first);
      if (what === "people") said.people = Number(first);
    }
  })();
  const exited = once(child, "exit");
  while (said.sessions.length === 0 && child.exitCode === null) await sleep(2);
  await sleep(ms);
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
  await read;
  return said;
}

function startsOf(store: LmdbStore, from: number): { readonly connector: number; readonly id: string }[] {
  const starts = [];
  let next = from;
  for (const { seq, happening } of store.journal(from)) {
    expect(seq).toBe(next);
    next += 1;
    if (happening.event === "session-started") {
      starts.push({ connector: happening.connector, id: happening.session });
    }
  }
  // Each transaction wrote a record of a plug and one of a start: an odd number would be half of one.
  expect((next - from) % 2).toBe(0);
  expect(starts).toHaveLength((next - from) / 2);
  return starts;
}

/** People and cards are of one round; the round. */
function roundOfPeople(store: LmdbStore): number {
  const people = [...store.people()];
  const users = [...store.localUsers()];
  const round = Number(people[0]?.firstName ?? 0);
  expect(people).toHaveLength(round === 0 ? 0 : 1 + (round % 2));
  expect(new Set(users.map((user) => user.person))).toEqual(new Set(people.map(({ id }) => id)));
  for (const { firstName } of people) expect(firstName).toBe(`${round}`);
  for (const { entry } of users) expect(entry).toMatchObject({ user: `${round}`, expires: round });
  return round;
}

describe("a unit killed while it writes", () => {
  test(
    `I4: ${rounds} kills at random moments lose and double nothing, and mix no list and no people`,
    async () => {
      const place = dataFolder();
      let known = 0;
      for (let round = 0; round < rounds; round += 1) {
        const said = await writeAndKill(place.folder, (round * 37) % 61);
        const { store, quarantined } = await openStore(place);
        expect(quarantined).toBeNull();

        const starts = startsOf(store, known + 1);
        expect(starts.slice(0, said.sessions.length)).toEqual(said.sessions);
        // One more may have become durable while its word was not yet out.
        expect(starts.length - said.sessions.length).toBeLessThanOrEqual(1);
        for (const { connector, id } of store.saved().sessions) {
          const last = starts.filter((start) => start.connector === connector).at(-1);
          if (last !== undefined) expect(id).toBe(last.id);
        }
        // What is written with a start is there exactly when the start is.
        expect(store.find(credential(1)).used).toBe(known / 2 + starts.length);
        const newest = starts.at(-1);
        if (newest) expect(store.find(credential(2)).cached?.user).toBe(newest.id);

        const list = store.cloudList();
        expect(list.version).toBeGreaterThanOrEqual(said.list);
        if (list.version > 0) {
          expect(list.count).toBe(1500 + (list.version % 7));
          for (let index = 0; index < list.count; index += 1) {
            expect(store.find(credential(index)).cloud).toEqual(entry(`version ${list.version}`));
          }
          expect(store.find(credential(list.count)).cloud).toBeNull();
        }
        expect(roundOfPeople(store)).toBeGreaterThanOrEqual(said.people);
        expect(store.damaged).toBe(0);
        known += 2 * starts.length;
        await store.close();
      }
      expect(place.logged).toEqual([]);
    },
    long ? 3_600_000 : 180_000,
  );

  test("A6: two processes that write at the same time use no number twice and leave none out", async () => {
    const place = dataFolder();
    const both = [startWriter(place.folder, "200"), startWriter(place.folder, "200")];
    for (const child of both) child.stdout.resume();
    let writing = true;
    const exits = Promise.all(both.map((child) => once(child, "exit"))).finally(() => {
      writing = false;
    });
    const looks = new Set<string>();
    while (writing) {
      await sleep(1);
      const { state } = checkDatabase(join(place.folder, "store", "data.mdb"));
      // While the file is being made its head is missing for a moment; from then on nothing looks like damage.
      if (looks.size > 0 || state === "sound") looks.add(state);
    }
    const codes = await exits;
    expect(looks).toContain("sound");
    expect(looks).not.toContain("damaged");
    expect(codes).toEqual([
      [0, null],
      [0, null],
    ]);
    const { store, quarantined } = await openStore(place);
    expect(quarantined).toBeNull();
    expect(startsOf(store, 1)).toHaveLength(400);
    expect(store.find(credential(1)).used).toBe(400);
  }, 60_000);
});
