import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_TERMS } from "../../../firmware/core/session.ts";
import { createKeyring, type Keyring } from "../../../firmware/credential/keyring.ts";
import { openKeyring } from "../../../firmware/credential/keys-file.ts";
import { finishJoining } from "../../../firmware/provision/finish-joining.ts";
import {
  beginJoining,
  type Joining,
  readJoined,
  readJoining,
} from "../../../firmware/provision/joined-file.ts";
import { unitPublicKey } from "../../../firmware/provision/unit-key.ts";
import { openLmdbStore } from "../../../firmware/store/open-lmdb-store.ts";
import { rekeyStore } from "../../../firmware/store/rekey-store.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { silentLog } from "../../../hal/log.ts";
import { parsePin } from "../../../protocol/pin.ts";
import { card as cardOf, connector } from "./people.ts";
import { stillClock } from "./still-clock.ts";

const COST = { N: 2, r: 1, p: 1 };
const random = (bytes: number) => randomBytes(bytes);
const card = cardOf(1);
const entry = { status: "active", expires: null, user: "ann" } as const;
const secret = randomBytes(32);

let folder: string;
let from: Keyring;
let to: Keyring;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chargegate-rekey-"));
  from = createKeyring({ secret: randomBytes(32), random, cost: COST });
  to = createKeyring({ secret, random, cost: COST });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function withStore<T>(keyring: Keyring, use: (store: UnitStore) => T | Promise<T>): Promise<T> {
  const { store } = await openLmdbStore({
    folder,
    log: silentLog,
    clock: stillClock,
    keyring,
    installation: "old",
  });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const rekey = (forgetJournal: { newId: string } | null = null) =>
  rekeyStore({ folder, from, to, forgetJournal, clock: stillClock, log: silentLog });

/** A card, a PIN, a session and a reservation by the card, a use of it, a cloud's list and a record. */
async function filled(): Promise<void> {
  const credential = from.credentialOfCard(card);
  const parsed = parsePin("#4711");
  if (!parsed.ok) throw new Error("a PIN");
  const pin = await from.credentialOfPin(parsed.pin);
  await withStore(from, async (store) => {
    await store.changeLocalUsers({
      set: [
        { credential, entry, card },
        { credential: pin, entry, card: null },
      ],
    });
    await store.commit({
      session: {
        connector: connector(1),
        session: {
          id: "s1",
          connector: connector(1),
          credential,
          user: "ann",
          startedAt: 1,
          energyWh: null,
          meterWs: null,
          terms: NO_TERMS,
        },
      },
      reservations: [{ id: 1, connector: null, holder: { kind: "credential", credential }, until: 9 }],
      counted: credential,
      records: [{ at: 1, happening: { event: "ready" } }],
    });
    await store.replaceCloudList({ installation: "old", version: 3, digest: "00" }, [{ credential, entry }]);
  });
}

test("local cards get the digests of the new keys, and what runs by them goes with them; PINs and the old list are gone", async () => {
  await filled();
  expect(await rekey()).toEqual({ cards: 1, dropped: 1 });
  const now = to.credentialOfCard(card);
  await withStore(to, (store) => {
    expect(store.find(now)).toMatchObject({ local: entry, cloud: null, used: 1 });
    expect(store.localUser(now)?.card).toBe(card);
    expect(store.localUsersState().identifications).toBe(1);
    expect(store.find(from.credentialOfCard(card)).local).toBeNull();
    expect(store.cloudList()).toMatchObject({ version: 0, count: 0 });
    const { sessions, reservations } = store.saved();
    expect(sessions[0]?.credential).toEqual(now);
    expect(reservations[0]?.holder).toEqual({ kind: "credential", credential: now });
    expect([...store.journal()]).toHaveLength(1);
  });
  await expect(withStore(from, () => 0)).rejects.toMatchObject({ code: "STORE_WRONG_KEYS" });
});

test("what is done already is not done again", async () => {
  await filled();
  await rekey();
  expect(await rekey({ newId: "0011223344556677" })).toEqual({ cards: 0, dropped: 0 });
  await withStore(to, (store) => expect([...store.journal()]).toHaveLength(1));
});

test("a unit that moves begins its journal anew: what happened elsewhere is not told to the next cloud", async () => {
  await filled();
  await rekey({ newId: "0011223344556677" });
  await withStore(to, (store) => {
    expect([...store.journal()]).toEqual([]);
    expect(store.journalState()).toMatchObject({ id: "0011223344556677", last: 0, acknowledged: 0 });
  });
});

const joining: Joining = {
  version: 1,
  unit: "CG-0001",
  cloud: "https://portal.example.org",
  installation: "00112233445566778899aabbccddeeff",
  broker: { url: "mqtt://127.0.0.1:8403", username: "CG-0001", password: "a secret" },
  joinedAt: 1,
  secret: secret.toString("base64"),
  moved: false,
};

test.each(["before the store", "after the store"])(
  "a joining that was broken off %s is finished the next time, and its files are the owner's alone",
  async (where) => {
    const old = await openKeyring({ folder, random });
    await withStore(old, () => 0);
    await beginJoining(folder, joining);
    const parts = { random, clock: stillClock, log: silentLog };
    if (where === "after the store") {
      const full = createKeyring({ secret, random });
      await rekeyStore({
        folder,
        from: old,
        to: full,
        forgetJournal: null,
        clock: stillClock,
        log: silentLog,
      });
    }
    await finishJoining(folder, joining, parts);
    expect(await readJoining(folder)).toBeNull();
    const { secret: _secret, moved: _moved, ...joined } = joining;
    expect(await readJoined(folder)).toEqual(joined);
    const keyring = await openKeyring({ folder, random });
    expect(keyring.fingerprint).toBe(createKeyring({ secret, random }).fingerprint);
    await withStore(keyring, () => 0);
    for (const name of ["keys", "cloud.json"]) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  },
);

test("the unit's own key is made once, and kept for its owner alone", async () => {
  const key = await unitPublicKey(folder);
  expect(await unitPublicKey(folder)).toEqual(key);
  expect(statSync(join(folder, "unit.key")).mode & 0o777).toBe(0o600);
});
