import { createCipheriv, createDecipheriv, scrypt } from "node:crypto";
import { z } from "zod";
import { rowTurns } from "../store/row-turns.ts";
import { type BackupContent, backupContent } from "./backup-content.ts";
import { headerText, LARGEST_BACKUP, readEnvelope, SIZES, writeEnvelope } from "./envelope.ts";

const CIPHER = "aes-256-gcm";
/** 32 MiB, and 80 ms on a server; a small computer takes some times longer. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
/** Characters of a passphrase. */
const PASSPHRASE = { least: 12, most: 1_000 } as const;

/** Why a backup cannot be made, or opened, and what to do. */
const TEXTS = {
  "passphrase-too-short": `expected a passphrase of at least ${PASSPHRASE.least} characters: whoever has the file can try as many as they like`,
  "passphrase-too-long": `expected a passphrase of at most ${PASSPHRASE.most} characters`,
  "too-large": `a backup has at most ${LARGEST_BACKUP / 1024 / 1024} MiB`,
  "not-a-backup": "this is not a backup of ChargeGate: choose the file that Backup has given you",
  "unknown-version":
    "this backup is of another version of ChargeGate: restore it with that version, or a newer one",
  "wrong-passphrase-or-damaged":
    "the passphrase is not this backup's, or the file is damaged: type it once more, and else take another copy of the file",
  "kdf-out-of-range": "this file asks for more work than a backup of ChargeGate does: it was not made by one",
} as const;

type SealCode = "passphrase-too-short" | "passphrase-too-long" | "too-large";
type OpenCode =
  | "not-a-backup"
  | "unknown-version"
  | "too-large"
  | "wrong-passphrase-or-damaged"
  | "kdf-out-of-range";

interface Refused<Code extends string> {
  readonly ok: false;
  readonly code: Code;
  /** What is wrong and what to do; holds nothing of what was given. */
  readonly text: string;
}

export type Sealed = { readonly ok: true; readonly file: Buffer } | Refused<SealCode>;

export type Opened =
  | {
      readonly ok: true;
      /** The unit that it was made at, by its own id. */
      readonly unit: string;
      /** When it was made, milliseconds since 1970. */
      readonly made: number;
      readonly content: BackupContent;
    }
  | Refused<OpenCode>;

/**
 * Seals a backup with a passphrase, or waits until no other is sealed or opened: scrypt (RFC 7914), off the event loop, and AES-256-GCM over content and header.
 *
 * @param content held to its schema; what does not fit it is a defect
 * @param passphrase 12 to 1,000 characters; equal ones may be typed as other bytes (they are brought to NFKC)
 * @param how.unit the unit's own id
 * @param how.random answers that many unpredictable bytes
 * @param how.now wall clock, milliseconds since 1970
 * @param how.N scrypt's cost, a power of two; tests alone change it
 * @throws ZodError when the content is not a backup's; crypto's error when the machine lacks the memory
 */
export async function sealBackup(
  content: BackupContent,
  passphrase: string,
  how: {
    readonly unit: string;
    readonly random: (bytes: number) => Uint8Array;
    readonly now: number;
    readonly N?: number;
  },
): Promise<Sealed> {
  if (passphrase.length > PASSPHRASE.most) return refused("passphrase-too-long");
  if (Array.from(passphrase.normalize("NFKC")).length < PASSPHRASE.least)
    return refused("passphrase-too-short");
  const plain = await plainOf(content);
  const cost = { ...COST, N: how.N ?? COST.N };
  const [salt, nonce] = [how.random(SIZES.salt), how.random(SIZES.nonce)];
  const covered = headerText({
    chargegate: "backup",
    version: 1,
    unit: how.unit,
    made: new Date(how.now).toISOString(),
    kdf: { name: "scrypt", ...cost, salt: Buffer.from(salt).toString("base64") },
    cipher: CIPHER,
    nonce: Buffer.from(nonce).toString("base64"),
  });
  const cipher = createCipheriv(CIPHER, await keyOf(passphrase, salt, cost), nonce);
  cipher.setAAD(Buffer.from(covered));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const file = writeEnvelope(covered, sealed);
  return file.length > LARGEST_BACKUP ? refused("too-large") : { ok: true, file };
}

/**
 * Opens a backup, or waits until no other is sealed or opened. Nothing in it is believed, and nothing is spent on it, before its limits are seen to be kept; nothing of its
 * content is read before its seal is.
 * @param file any bytes
 * @throws crypto's error when the machine lacks the memory (128 MiB at most)
 */
export async function openBackup(file: Uint8Array, passphrase: string): Promise<Opened> {
  const envelope = readEnvelope(file);
  if (!envelope.ok)
    return refused(envelope.code === "damaged" ? "wrong-passphrase-or-damaged" : envelope.code);
  // No backup was ever sealed with such a one.
  if (passphrase.length > PASSPHRASE.most) return refused("wrong-passphrase-or-damaged");
  const { header, covered, sealed } = envelope;
  const key = await keyOf(passphrase, Buffer.from(header.kdf.salt, "base64"), header.kdf);
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(header.nonce, "base64"), {
    authTagLength: SIZES.tag,
  });
  decipher.setAAD(covered).setAuthTag(sealed.subarray(-SIZES.tag));
  let plain: Buffer;
  try {
    plain = Buffer.concat([decipher.update(sealed.subarray(0, -SIZES.tag)), decipher.final()]);
  } catch {
    return refused("wrong-passphrase-or-damaged");
  }
  const content = await contentOf(plain);
  if (content === null) return refused("unknown-version");
  return { ok: true, unit: header.unit, made: Date.parse(header.made), content };
}

const { people: onePerson, identifications: oneIdentification } = backupContent.shape;
const othersContent = backupContent.omit({ people: true, identifications: true });
/** A content of which people and identifications are not looked at yet. */
const roughContent = backupContent.extend({
  people: z.array(z.unknown()),
  identifications: z.array(z.unknown()),
});

/** As JSON; a little in each turn of the event loop. */
async function plainOf({ people, identifications, ...others }: BackupContent): Promise<Buffer> {
  const head = JSON.stringify(othersContent.parse(others)).slice(0, -1);
  const first = await parsedInTurns(people, onePerson.element.transform(json));
  const second = await parsedInTurns(identifications, oneIdentification.element.transform(json));
  return Buffer.from(`${head},"people":[${first.join(",")}],"identifications":[${second.join(",")}]}`);
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** Null: sealed with the passphrase, and yet not what this version knows. */
async function contentOf(plain: Buffer): Promise<BackupContent | null> {
  try {
    const rough = roughContent.parse(JSON.parse(plain.toString("utf8")));
    return {
      ...rough,
      people: await parsedInTurns(rough.people, onePerson.element),
      identifications: await parsedInTurns(rough.identifications, oneIdentification.element),
    };
  } catch {
    return null;
  }
}

/** @throws ZodError */
async function parsedInTurns<T>(rows: readonly unknown[], schema: z.ZodType<T>): Promise<T[]> {
  const parsed: T[] = [];
  for await (const row of rowTurns(rows)) parsed.push(schema.parse(row));
  return parsed;
}

/** The derivations under way and waiting; each may take 128 MiB, so they go one after the other, whoever asks. */
let deriving: Promise<unknown> = Promise.resolve();

function keyOf(...how: Parameters<typeof derivedKey>): Promise<Buffer> {
  const key = deriving.then(() => derivedKey(...how));
  deriving = key.catch(() => undefined);
  return key;
}

function derivedKey(
  passphrase: string,
  salt: Uint8Array,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const maxmem = 2 * 128 * r * (N + p + 2);
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize("NFKC"), salt, SIZES.key, { N, r, p, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}

function refused<Code extends keyof typeof TEXTS>(code: Code): Refused<Code> {
  return { ok: false, code, text: TEXTS[code] };
}
