import type { CardId } from "../../protocol/card-id.ts";
import type { Credential } from "../core/credential.ts";
import type { Access, Happening } from "../core/happening.ts";
import type { CloudAnswer, Found, ListEntry } from "../core/list-entry.ts";
import type { Lockout } from "../core/lockout.ts";
import type { Reservation } from "../core/reservation.ts";
import type { ConnectorId, Session } from "../core/session.ts";
import type { LoginLock } from "../web/access/login-locks.ts";
import type { PasswordRecord } from "../web/access/password.ts";
import type { Person, PersonId } from "./person.ts";

/** A happening that is to be kept, and when it happened. */
export interface NewRecord {
  /** Wall clock at the happening, milliseconds since 1970. */
  readonly at: number;
  readonly happening: Happening;
  /** Of a card that was registered for the cloud; no export shows it. */
  readonly forCloud?: EnrolledForCloud;
}

/** What the cloud alone is told of a card that was registered for it. */
interface EnrolledForCloud {
  /** What the cloud calls the time of waiting. */
  readonly window?: string;
  /** The card's number, sealed (`Keyring.sealForCloud`), base64url. */
  readonly number?: string;
}

/** A journal record: a happening, when it happened, and its place in the sequence. */
export interface JournalRecord extends NewRecord {
  /** 1, 2, 3 … without gaps for as long as the data folder lives. */
  readonly seq: number;
}

/** An answer of the cloud's to be kept; `size` of them are at most, refused ones are dropped first, then the oldest. */
export interface KeptAnswer {
  readonly credential: Pick<Credential, "kind" | "key">;
  readonly said: CloudAnswer;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  readonly size: number;
}

/** Settings as they were made at the unit itself: what is written for each (`firmware/settings`), by its key. Not judged here. */
export type SavedSettings = Readonly<Record<string, unknown>>;

/** One durable change: all of it, or none. */
export interface Commit {
  /** Saves (or with null removes) the running session of a connector. */
  readonly session?: { readonly connector: ConnectorId; readonly session: Session | null };
  /** Appended to the journal in this order. */
  readonly records?: readonly NewRecord[];
  /** The access mode to come up with after a restart. */
  readonly access?: Access;
  /** All settings that were made at the unit itself, now. */
  readonly settings?: SavedSettings;
  /** All reservations that there are now. */
  readonly reservations?: readonly Reservation[];
  /** Wrong PINs at this keypad. */
  readonly lockout?: Lockout;
  /** This credential has started one session more. */
  readonly counted?: Pick<Credential, "kind" | "key">;
  /** It has not, after all: one less. */
  readonly uncounted?: Pick<Credential, "kind" | "key">;
  /** What becomes of the cloud's kept answers; null: none is kept any more. */
  readonly cache?: KeptAnswer | { readonly forget: readonly Pick<Credential, "kind" | "key">[] } | null;
  /** The cloud has everything up to this record. */
  readonly acknowledged?: number;
  /** The latest time that the unit has known, milliseconds since 1970. */
  readonly alive?: number;
  /** Who looks at the unit's page: its password, and wrong tries to get in. */
  readonly webPassword?: PasswordRecord;
  readonly webLocks?: readonly LoginLock[];
  /** When the unit last looked after its sessions; earlier than `alive` while saved ones await its decision. */
  readonly attended?: number;
}

/** A local user's credential as it is kept: what the page, the CSV and `chargegate whitelist` edit. */
export interface LocalUser {
  readonly credential: Credential;
  /** With its own status, whatever its person's is; of a person's credential `user` is the person's full name. */
  readonly entry: ListEntry;
  /** The card's canonical number; null for a PIN, which is never kept, and for a card that nobody told the number of. */
  readonly card: CardId | null;
  /** Whose it is. Absent: nobody's. One who is not there, or whose record is damaged, makes it refused. */
  readonly person?: PersonId;
  /** What of it cannot be read: all of it, or only the card's number. Given by the store; not kept when it is set. */
  readonly damaged?: "entry" | "number";
}

/** A change of the people whom the unit itself knows, and of their credentials. */
export interface LocalUsersChange {
  /** Makes `set` and `people.set` the whole. */
  readonly replace?: boolean;
  /** Added, or updated by credential. */
  readonly set?: readonly LocalUser[];
  /** Removed by credential; what is also set stays. */
  readonly remove?: readonly Pick<Credential, "kind" | "key">[];
  readonly people?: {
    /** Added, or updated by id. */
    readonly set?: readonly Person[];
    /** Removed by id, with all their credentials but those that are also set. */
    readonly remove?: readonly PersonId[];
  };
}

/** Whether it changes nothing, as when what decides it finds nothing to do. */
export function isEmpty(change: LocalUsersChange): boolean {
  return Object.keys(change).length === 0;
}

export type DecideChange = () => LocalUsersChange | Promise<LocalUsersChange>;

/** What a change did, in credentials. */
export interface LocalUsersChanged {
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
}

/** How many local users there are; held in memory. */
export interface LocalUsersState {
  /** Damaged ones count, too. */
  readonly people: number;
  readonly identifications: number;
  /** Raised by one with each durable change since the store was opened; a change that is empty is none. */
  readonly change: number;
}

/** Which of its versions the cloud's list is. */
export interface CloudListHead {
  /** Whose list it is; null when none is held. */
  readonly installation: string | null;
  readonly version: number;
  /** SHA-256 of the content in lower-case hex, as the list's manifest gives it; of an empty list when none is held. */
  readonly digest: string;
  /** Until when it may be relied on with nobody to ask, milliseconds since 1970. Absent: for ever. */
  readonly goodUntil?: number;
}

/** An entry of the cloud's list. */
export interface ListedEntry {
  readonly credential: Pick<Credential, "kind" | "key">;
  readonly entry: ListEntry;
}

/** Where the journal stands. */
export interface JournalState {
  /** 16 hex digits; a store that is begun anew gets another. */
  readonly id: string;
  /** The oldest record kept; 1 when there is none. */
  readonly oldest: number;
  /** The newest record; 0 when there is none. */
  readonly last: number;
  /** The cloud has everything up to this one. */
  readonly acknowledged: number;
}

/** What the unit was doing when it last ran. */
export interface Saved {
  readonly sessions: readonly Session[];
  /** Null: never set; the configuration's word counts. */
  readonly access: Access | null;
  /** Empty: none were made, or what was stored is damaged. */
  readonly settings: SavedSettings;
  /** Null on the first start. */
  readonly alive: number | null;
  /** Null on the first start, and in stores of version 0.1.0. */
  readonly attended: number | null;
  readonly reservations: readonly Reservation[];
  readonly lockouts: readonly Lockout[];
  readonly web: {
    /** Null: none was ever set, or it cannot be read. */
    readonly password: PasswordRecord | null;
    readonly locks: readonly LoginLock[];
  };
}

/**
 * Everything the unit must not forget. Contract: when a promise resolves, the change survives loss of power; a change is
 * seen whole or not at all; what cannot be read is set aside with a loud warning, never silently taken as empty.
 * Failures reject (or, for reads, throw) with a StoreError.
 */
export interface UnitStore {
  /**
   * What the two lists and the cache say of a credential, and how many sessions it has started. A local user's entry is
   * the one that counts: blocked when the person is. Synchronous: a lookup takes microseconds and no tap waits for it.
   */
  find(credential: Pick<Credential, "kind" | "key">): Found;
  /** Whose answers of the cloud's are kept. */
  answered(): Iterable<Pick<Credential, "kind" | "key">>;
  saved(): Saved;
  commit(change: Commit): Promise<void>;
  /** Records with seq ≥ `from` (default: the oldest kept), in order. */
  journal(from?: number): Iterable<JournalRecord>;
  journalState(): JournalState;
  /** The journal gets another id and counts as not acknowledged: what the cloud has under the old one is not of this folder. */
  renewJournal(id: string): Promise<void>;
  /** The people whom the unit itself knows, in the order of their ids; damaged ones are left out. @param after only those behind this one */
  people(after?: PersonId): Iterable<Person>;
  /** Never throws, and costs nothing. */
  localUsersState(): LocalUsersState;
  /** Null: there is none, or it is damaged. */
  person(id: PersonId): Person | null;
  /** All credentials of local users, or those of one person; null: those of nobody, or of somebody who is not there. */
  localUsers(person?: PersonId | null): Iterable<LocalUser>;
  localUser(credential: Pick<Credential, "kind" | "key">): LocalUser | null;
  /**
   * Changes people and their credentials in one transaction; one change after the other.
   * @param change what is to be changed, or what decides it when its turn has come: between what it reads here and its
   * change being durable no other change comes (so it must not wait for one)
   */
  changeLocalUsers(change: LocalUsersChange | DecideChange): Promise<LocalUsersChanged>;
  /** Makes `entries` the whole of the cloud's list. A reader sees the old list or the new. */
  replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[]): Promise<void>;
  /** Version and count 0 when none is held. */
  cloudList(): CloudListHead & { readonly count: number };
  close(): Promise<void>;
}
