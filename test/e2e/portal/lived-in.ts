import { eq } from "drizzle-orm";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { type FindingId, newId } from "../../../cloud/database/ids.ts";
import {
  chargers,
  chargeSessions,
  findings,
  lists,
  refusals,
} from "../../../cloud/database/schema/schema.ts";
import { makeSiteServices } from "../../../cloud/portal/site-services.ts";
import { encodeMessage } from "../../../protocol/codec.ts";
import { type UpState, upState, type WireConnector } from "../../../protocol/state.ts";
import { seededRandom } from "../../../sim/seeded-random.ts";
import type { PortalBench } from "../../cloud/portal/portal-bench.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days of history. */
const DAYS = 60;
const DIGEST = new Uint8Array(32).fill(7);

/** Where things happen, and to whom. */
export interface LivedIn {
  readonly ann: PersonId;
  readonly bo: PersonId;
  readonly home: InstallationId;
  readonly left: ChargerId;
  readonly right: ChargerId;
}

/** Fills a home with what months of use leave: chargers in every state, cards, PIN codes, two months of charges, refused taps. @returns where its chargers are */
export async function liveIn(
  bench: PortalBench,
  { ann, bo, home, left, right }: LivedIn,
): Promise<Record<string, string>> {
  const { site } = bench;
  const { db } = site;
  const now = site.now();
  const sites = makeSiteServices({ ...site.parts, origin: bench.origin }, bench.units);
  const owner = await site.actor(ann);
  const garage = await site.circuit(home, "Garage", 63);
  await site.circuit(home, "Yard", 32);
  const lift = await site.charger(home, "Guest space by the lift, level −2", { owner: ann, circuit: garage });
  const gate = await site.charger(home, "Gate", { owner: ann, circuit: garage });
  const workshop = await site.charger(home, "Workshop", { owner: ann, joined: false });

  await db.insert(lists).values({
    installationId: home,
    version: 12,
    builtOf: 12,
    count: 9,
    digest: DIGEST,
    manifest: new Uint8Array(1),
    builtAt: now - HOUR,
  });
  const says = (charger: ChargerId, change: Partial<UpState>, heardAt = now - 4_000) => {
    const state: UpState = {
      online: true,
      software: "0.1.0",
      access: "restricted",
      connectors: [connector()],
      list: { version: 12, count: 9, digest: DIGEST },
      clock: "synchronized",
      lost: [],
      ...change,
    };
    return db
      .update(chargers)
      .set({
        circuitId: garage,
        reach: state.online ? "online" : "offline",
        reachSince: heardAt,
        heardAt,
        state: encodeMessage(upState, state),
        access: state.access,
      })
      .where(eq(chargers.id, charger));
  };
  const running = { id: "s-now", startedAt: now - 1.4 * HOUR, energyWh: 9_870 };
  const blue = { kind: "card", key: new Uint8Array(8), id: "04…C3" } as const;
  await says(left, {
    connectors: [
      connector({
        state: "charging",
        light: "charging",
        contactor: "closed",
        session: { ...running, credential: blue, user: "Bo" },
      }),
    ],
  });
  await says(right, { connectors: [connector({ state: "awaiting-authorization", light: "yellow" })] });
  await says(lift, { online: false }, now - 26 * HOUR);
  await says(gate, {
    connectors: [connector({ state: "faulted", light: "fault", fault: "over-temperature" })],
    list: { version: 11, count: 8, digest: new Uint8Array(32) },
    clock: "unsynchronized",
    lost: ["front"],
  });

  await sites.cards.addTyped(owner, { number: "04A1B2C3", label: "Blue tag" });
  await sites.cards.addTyped(owner, { number: "04A1B2C3D4E5F6", label: "Company card" });
  await sites.cards.addTyped(await site.actor(bo), { number: "8F001210", label: "Bo’s key ring" });
  await sites.pins.make(owner, home, { pin: "#471100", holder: bo, label: "", terms: {} });
  await sites.pins.make(owner, home, {
    pin: null,
    holder: null,
    label: "Cleaner",
    terms: { windows: ["Mon-Fri 07:00-19:00"] },
  });
  await sites.stopGroups.make(owner, home, { name: "Family", members: [ann, bo] });

  const random = seededRandom(4);
  const ways = [
    { by: "card", credential: "04…C3", personId: ann, user: "Ann" },
    { by: "card", credential: "8F…10", personId: bo, user: "Bo" },
    { by: "remote", credential: null, personId: ann, user: "Ann" },
    { by: "pin", credential: "#…", personId: null, user: "Cleaner" },
  ] as const;
  const past = Array.from({ length: DAYS * 2 }, (_, index) => {
    const startedAt = now - Math.floor(index / 2) * DAY - Math.floor(random() * 14 * HOUR) - 2 * HOUR;
    const way = ways[Math.floor(random() * ways.length)] ?? ways[0];
    return {
      chargerId: index % 3 === 0 ? right : left,
      session: `s-${index}`,
      installationId: home,
      connector: 1,
      startedAt,
      endedAt: startedAt + Math.floor((1 + random() * 5) * HOUR),
      energyWh: Math.round((2 + random() * 26) * 1_000),
      reason: random() < 0.6 ? "EVDisconnected" : "Local",
      ...way,
    };
  });
  await db.insert(chargeSessions).values([
    ...past.filter((_, index) => index % 7 !== 3),
    {
      chargerId: left,
      session: running.id,
      installationId: home,
      connector: 1,
      startedAt: running.startedAt,
      by: "card",
      credential: blue.id,
      personId: bo,
      user: "Bo",
    },
  ]);
  await db.insert(refusals).values(
    ["A1…7F", "A1…7F", "3B…09"].map((credential, index) => ({
      chargerId: right,
      at: now - index * 4 * 60_000 - 60_000,
      connector: 1,
      reader: "front",
      kind: "card",
      credential,
      credentialKey: new Uint8Array(8).fill(index === 2 ? 9 : 1),
      verdict: "Unknown",
      reason: "unknown",
    })),
  );
  await db.insert(findings).values(
    [
      { code: "card-at-two-units", details: { shown: "04…C3", user: "Ann", otherCharger: "Right" } },
      { code: "burst-of-refusals", details: { count: 14 } },
    ].map(({ code, details }, index) => ({
      id: newId<FindingId>(site.parts.random),
      installationId: home,
      chargerId: index === 0 ? left : right,
      at: now - (index + 1) * 5 * HOUR,
      // Of a finding; the compiler sees a text in an array of them.
      code: code as "card-at-two-units" | "burst-of-refusals",
      details: details as Readonly<Record<string, string | number>>,
      once: code,
    })),
  );
  return Object.fromEntries(
    Object.entries({ right, gate, lift, workshop }).map(([name, id]) => [name, `chargers/${id}`]),
  );
}

function connector(change: Partial<WireConnector> = {}): WireConnector {
  return {
    id: 1,
    state: "available",
    light: "ready",
    contactor: "open",
    fault: null,
    session: null,
    ...change,
  };
}
