// A process that writes to a store until it is killed (or as often as told), and says on standard output what is durable.
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { openLmdbStore } from "../../../firmware/store/open-lmdb-store.ts";
import { silentLog } from "../../../hal/log.ts";
import {
  cardOf,
  connector,
  credential,
  entry,
  INSTALLATION,
  keyring,
  listHead,
  person,
  session,
} from "./people.ts";
import { stillClock } from "./still-clock.ts";

const [folder = "", times = "Infinity", what = "sessions"] = process.argv.slice(2);
const { store } = await openLmdbStore({
  installation: INSTALLATION,
  folder,
  log: silentLog,
  clock: stillClock,
  keyring,
  keepRecords: 1_000_000,
});

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function writeSessions(): Promise<void> {
  for (let round = 0; round < Number(times); round += 1) {
    const id = randomBytes(8).toString("hex");
    const at = connector(1 + (round % 3));
    await store.commit({
      session: { connector: at, session: session(id, at) },
      records: [
        { at: 1, happening: { event: "plugged", connector: at } },
        {
          at: 2,
          happening: {
            event: "session-started",
            connector: at,
            session: id,
            credential: credential(1),
            user: "ann",
          },
        },
      ],
      counted: credential(1),
      cache: { credential: credential(2), said: { verdict: "Accepted", user: id }, at: round, size: 5 },
    });
    say(`session ${at} ${id}`);
  }
}

async function writeLists(): Promise<void> {
  for (let version = store.cloudList().version + 1; ; version += 1) {
    const entries = Array.from({ length: 1500 + (version % 7) }, (_, index) => ({
      credential: credential(index),
      entry: entry(`version ${version}`),
    }));
    await store.replaceCloudList(listHead(version), entries);
    say(`list ${version}`);
  }
}

/** Each round's people and cards say which round it is; every other round one of the two people is removed. */
async function writePeople(): Promise<void> {
  const rounds = [...store.people()].map(({ firstName }) => Number(firstName));
  for (let round = Math.max(0, ...rounds) + 1; ; round += 1) {
    const [one, other] = [person(1, `${round}`), person(2, `${round}`)];
    const whole = { set: [cardOf(1, one, { expires: round }), cardOf(2, other, { expires: round })] };
    await store.changeLocalUsers(
      round % 2 === 0
        ? { set: whole.set.slice(0, 1), people: { set: [one], remove: [other.id] } }
        : { ...whole, people: { set: [one, other] } },
    );
    say(`people ${round}`);
  }
}

say("open");
await (what === "sessions" ? writeSessions() : Promise.all([writeSessions(), writeLists(), writePeople()]));
await store.close();
say("closed");
