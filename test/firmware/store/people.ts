import { createHash, randomBytes } from "node:crypto";
import type { Credential } from "../../../firmware/core/credential.ts";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { ListEntry } from "../../../firmware/core/list-entry.ts";
import { type ConnectorId, NO_TERMS, type Session } from "../../../firmware/core/session.ts";
import { createKeyring } from "../../../firmware/credential/keyring.ts";
import { fullName, isPersonId, type Person } from "../../../firmware/store/person.ts";
import type { CloudListHead, LocalUser } from "../../../firmware/store/unit-store.ts";
import { type CardId, cardIdOfUid } from "../../../protocol/card-id.ts";
import { parsePin } from "../../../protocol/pin.ts";

/** The keys of every store in these tests; hashing is cheap. */
export const keyring = createKeyring({
  secret: Buffer.alloc(32, 1),
  random: randomBytes,
  cost: { N: 2, r: 1, p: 1 },
});

/** The card with this number, counted from 0. */
export function card(number: number): CardId {
  const uid = Buffer.from("04000000000000", "hex");
  uid.writeUInt32BE(number, 3);
  const id = cardIdOfUid(uid);
  if (id === null) throw new Error("a UID has 7 bytes");
  return id;
}

export function credential(number: number): Credential {
  return keyring.credentialOfCard(card(number));
}

export async function pinCredential(text: string): Promise<Credential> {
  const pin = parsePin(text);
  if (!pin.ok) throw new Error(pin.text);
  return keyring.credentialOfPin(pin.pin);
}

/** Whose lists these are. */
export const INSTALLATION = "00".repeat(16);

/** The head of a list of this version; its digest is made up from it. */
export function listHead(version: number): CloudListHead {
  return {
    installation: INSTALLATION,
    version,
    digest: createHash("sha256").update(String(version)).digest("hex"),
  };
}

export function entry(user: string, status: ListEntry["status"] = "active"): ListEntry {
  return { user, status, expires: null };
}

export function cardUser(number: number, user: string, more: Partial<ListEntry> = {}): LocalUser {
  return { credential: credential(number), entry: { ...entry(user), ...more }, card: card(number) };
}

export function connector(number: number): ConnectorId {
  // The brand says 1 to 16, and so do the numbers in these tests.
  return number as ConnectorId;
}

export function session(id: string, at: number, more: Partial<Session> = {}): Session {
  return {
    id,
    connector: connector(at),
    credential: credential(1),
    user: "ann",
    startedAt: 1_800_000_000_000,
    energyWh: null,
    meterWs: null,
    terms: { ...NO_TERMS, by: "list" },
    ...more,
  };
}

/** An entry with everything that an entry can have. */
export const fullEntry: Required<ListEntry> = {
  ...entry("ann"),
  from: 1_700_000_000_000,
  windows: ["Mon-Fri 07:00-19:00", "Sat 10:00-12:00"],
  chargers: ["CG-0001"],
  connectors: [connector(1), connector(16)],
  group: "house-7",
  master: true,
  owner: true,
  uses: 3,
  maxEnergyWh: 10_000,
  maxTime: 7_200_000,
};

export const ready: Happening = { event: "ready" };

export function plugged(at: number): Happening {
  return { event: "plugged", connector: connector(at) };
}

/** The person with this number; every number has an id of its own. */
export function person(number: number, name: string, more: Partial<Person> = {}): Person {
  const id = number.toString(16).padStart(16, "0");
  if (!isPersonId(id)) throw new Error("an id has 16 hex digits");
  const [firstName = "", lastName = ""] = name.split(" ");
  return { id, firstName, lastName, blocked: false, ...more };
}

/** The card with this number, of a person; named as the store names it. */
export function cardOf(number: number, whose: Person, more: Partial<ListEntry> = {}): LocalUser {
  return { ...cardUser(number, fullName(whose), more), person: whose.id };
}
