// A unit's store on a disk that is full or cannot be written; says on standard output, in one JSON line, how it went.
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { LmdbStore } from "../../../firmware/store/lmdb-store.ts";
import { openLmdbStore } from "../../../firmware/store/open-lmdb-store.ts";
import { StoreError } from "../../../firmware/store/store-error.ts";
import { silentLog } from "../../../hal/log.ts";
import {
  cardUser,
  connector,
  credential,
  entry,
  INSTALLATION,
  keyring,
  listHead,
  ready,
  session,
} from "./people.ts";
import { stillClock } from "./still-clock.ts";

const [trouble = "", folder = ""] = process.argv.slice(2);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
}

const raiseLimits = "prlimit";

const open = () =>
  openLmdbStore({ installation: INSTALLATION, folder, log: silentLog, clock: stillClock, keyring });

async function full(store: LmdbStore): Promise<Record<string, unknown>> {
  const id = "x".repeat(2000);
  const big = { connector: connector(1), session: session(id, 1) };
  const records = [{ at: 1, happening: ready }];
  // Large ones first, then what still fits.
  const starts = await untilRefused(() =>
    store.commit({ session: big, records: [{ at: 1, happening: startOf(id) }] }),
  );
  const small = await untilRefused(() => store.commit({ records }));
  const users = await codeOf(store.changeLocalUsers({ set: [cardUser(1, "ann")] }));
  const listed = [{ credential: credential(1), entry: entry("ann") }];
  const list = await codeOf(store.replaceCloudList(listHead(1), listed));
  const ends = [];
  for (let index = 0; index < 100; index += 1) {
    const end = { session: { connector: connector(1 + (index % 16)), session: null }, records };
    // A tap at the same moment must not take the end down with it.
    const [ended, tapped] = await Promise.all([codeOf(store.commit(end)), codeOf(store.commit({ records }))]);
    ends.push(ended, tapped);
  }
  const found = store.find(credential(1));
  const kept = [...store.journal()].length;
  execFileSync(raiseLimits, ["--pid", String(process.pid), "--fsize=unlimited"]);
  const after = await codeOf(store.commit({ session: big, records }));
  const listAfter = await codeOf(store.replaceCloudList(listHead(1), listed));
  return { starts, small, users, list, ends: [...new Set(ends)], found, kept, after, listAfter };
}

async function untilRefused(work: () => Promise<void>): Promise<{ times: number; code: string }> {
  for (let times = 0; ; times += 1) {
    const code = await codeOf(work());
    if (code !== "done" || times > 50_000) return { times, code };
  }
}

function startOf(id: string) {
  return {
    event: "session-started",
    connector: connector(1),
    session: id,
    credential: null,
    user: null,
  } as const;
}

async function readonlyFile(store: LmdbStore): Promise<Record<string, unknown>> {
  const file = join(folder, "store", "data.mdb");
  chmodSync(file, 0o444);
  const refused = await codeOf(store.commit({ alive: 1 }));
  const found = store.find(credential(1));
  chmodSync(file, 0o644);
  const after = await codeOf(store.commit({ alive: 2 }));
  return { refused, found, after, alive: store.saved().alive };
}

let result: Record<string, unknown>;
try {
  const { store } = await open();
  result = trouble === "full" ? await full(store) : await readonlyFile(store);
  await store.close();
} catch (error) {
  result = { open: error instanceof StoreError ? error.code : String(error) };
}
process.stdout.write(`${JSON.stringify(result)}\n`);
