import type { Credential, CredentialKey, CredentialKind } from "../core/credential.ts";
import type { ConnectorId } from "../core/session.ts";
import { isCredentialKey } from "../credential/keyring.ts";
import type { DatabaseName } from "./lmdb-environment.ts";
import { isPersonId, type PersonId } from "./person.ts";

const KIND_BYTES = { card: 1, pin: 2, remote: 3 } as const satisfies Record<CredentialKind, number>;
const KINDS = ["card", "pin", "remote"] as const satisfies readonly CredentialKind[];
const SEQUENCE_BYTES = 6;

/** A setting's key. */
export function settingKey(
  name:
    | "access"
    | "acknowledged"
    | "alive"
    | "attended"
    | "cloud-list"
    | "journal"
    | "keys"
    | "people"
    | "reservations"
    | "settings"
    | "web-locks"
    | "web-password",
): Buffer {
  return Buffer.from(name, "latin1");
}

/** A connector's key. */
export function connectorKey(connector: ConnectorId): Buffer {
  return Buffer.from([connector]);
}

/** The key of what is remembered of a keypad. @throws RangeError when its name has more than 255 bytes */
export function keypadKey(keypad: string): Buffer {
  const key = Buffer.from(keypad, "utf8");
  // LMDB would find out in the midst of a transaction.
  if (key.length > 255) throw new RangeError("a keypad's name has at most 255 bytes");
  return key;
}

/** A journal record's key; keys sort as their numbers do. */
export function sequenceKey(seq: number): Buffer {
  const key = Buffer.alloc(SEQUENCE_BYTES);
  key.writeUIntBE(seq, 0, SEQUENCE_BYTES);
  return key;
}

/** The number of a journal record's key; null when it is none. */
export function sequenceOf(key: Buffer): number | null {
  return key.length === SEQUENCE_BYTES ? key.readUIntBE(0, SEQUENCE_BYTES) : null;
}

/** A credential's name in memory: its kind and digest. */
export function credentialName({ kind, key }: Pick<Credential, "kind" | "key">): string {
  return `${kind} ${key}`;
}

/** A credential's key in a list: its kind (one byte; no card ever meets a PIN, invariant I8), then its digest. */
export function credentialKey(credential: Pick<Credential, "kind" | "key">): Buffer {
  return Buffer.concat([Buffer.from([KIND_BYTES[credential.kind]]), Buffer.from(credential.key, "hex")]);
}

/** The kind and digest of a credential's key; null when it is none. */
export function credentialOfKey(
  key: Buffer,
): { readonly kind: CredentialKind; readonly key: CredentialKey } | null {
  const kind = KINDS.find((name) => KIND_BYTES[name] === key[0]);
  const digest = key.subarray(1).toString("hex");
  return kind !== undefined && isCredentialKey(digest) ? { kind, key: digest } : null;
}

/** A person's key: the id's 8 bytes. */
export function personKey(id: PersonId): Buffer {
  return Buffer.from(id, "hex");
}

/** The id of a person's key; null when it is none. */
export function personOfKey(key: Buffer): PersonId | null {
  const id = key.toString("hex");
  return isPersonId(id) ? id : null;
}

/** The name of a place in the store, by which values are checked and set aside. */
export function placeOf(database: DatabaseName, key: Buffer): string {
  return `${database}/${key.toString("hex")}`;
}
