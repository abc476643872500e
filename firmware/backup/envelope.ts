import { z } from "zod";

/** A larger file is refused before it is looked at, bytes. */
export const LARGEST_BACKUP = 16 * 1024 * 1024;
/** Where the header ends at the latest, bytes. */
const LONGEST_HEADER = 4_096;
/** The header ends, and the data begins, here; the header's texts cannot hold a quotation mark that is not escaped. */
const DATA = ',"data":"';
const END = '"}\n';

/** Bytes. */
export const SIZES = { salt: 16, nonce: 12, tag: 16, key: 32 } as const;

const bytes = (size: number) =>
  z
    .base64()
    .refine((text) => Buffer.from(text, "base64").length === size, `expected ${size} bytes in base64`);

/** A key derivation may take 128 MiB, and about a second on a small computer. */
const MOST_N = 2 ** 17;
/** A file may ask for less than `sealBackup` does: the seal covers its cost, so whoever made it meant it so. */
const affordable = z.object({
  N: z.int().refine((N) => N >= 2 && N <= MOST_N && Number.isInteger(Math.log2(N))),
  r: z.literal(8),
  p: z.literal(1),
});

const header = z.strictObject({
  chargegate: z.literal("backup"),
  version: z.literal(1),
  /** The unit's own id. */
  unit: z.string().min(1).max(100),
  /** When it was made, ISO 8601 in UTC. */
  made: z.iso.datetime(),
  kdf: z.strictObject({
    name: z.literal("scrypt"),
    N: z.number(),
    r: z.number(),
    p: z.number(),
    salt: bytes(SIZES.salt),
  }),
  cipher: z.literal("aes-256-gcm"),
  nonce: bytes(SIZES.nonce),
});
export type BackupHeader = z.infer<typeof header>;

/** Of a version that is not known all that counts is that it is one. */
const anyVersion = z.looseObject({ chargegate: z.literal("backup"), version: z.number() });

/** A backup's file, taken apart; nothing of it is proven. */
export type Envelope =
  | {
      readonly ok: true;
      readonly header: BackupHeader;
      /** The header as it stands in the file, which the seal covers too. */
      readonly covered: Buffer;
      readonly sealed: Buffer;
    }
  | {
      readonly ok: false;
      readonly code: "not-a-backup" | "unknown-version" | "too-large" | "kdf-out-of-range" | "damaged";
    };

/** The file: one line of JSON, the header's fields and then `data`, which is the sealed content and its tag in base64. */
export function writeEnvelope(covered: string, sealed: Buffer): Buffer {
  return Buffer.from(`${covered.slice(0, -1)}${DATA}${sealed.toString("base64")}${END}`);
}

/** The text of a header as a file holds it. */
export function headerText(fields: BackupHeader): string {
  return JSON.stringify(header.parse(fields));
}

/**
 * Takes a file apart. Only its head is parsed as JSON, so that nothing in a hostile file costs more than its bytes.
 * @param file any bytes
 */
export function readEnvelope(file: Uint8Array): Envelope {
  if (file.length > LARGEST_BACKUP) return { ok: false, code: "too-large" };
  const all = Buffer.from(file.buffer, file.byteOffset, file.length);
  const split = all.subarray(0, LONGEST_HEADER).indexOf(DATA);
  if (split < 0) return { ok: false, code: "not-a-backup" };
  const covered = Buffer.concat([all.subarray(0, split), Buffer.from("}")]);
  const read = parsed(covered);
  const version = anyVersion.safeParse(read);
  if (!version.success) return { ok: false, code: "not-a-backup" };
  if (version.data.version !== 1) return { ok: false, code: "unknown-version" };
  const fields = header.safeParse(read);
  if (!fields.success) return { ok: false, code: "damaged" };
  if (!affordable.safeParse(fields.data.kdf).success) return { ok: false, code: "kdf-out-of-range" };
  const sealed = fromBase64(all.subarray(split + DATA.length));
  if (sealed === null || sealed.length <= SIZES.tag) return { ok: false, code: "damaged" };
  return { ok: true, header: fields.data, covered, sealed };
}

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch {
    return null;
  }
}

/** The bytes of base64 that ends as a file does; null: it is not written as `writeEnvelope` writes it. */
function fromBase64(tail: Buffer): Buffer | null {
  const text = tail.toString("latin1");
  if (!text.endsWith(END)) return null;
  const data = text.slice(0, -END.length);
  const read = Buffer.from(data, "base64");
  return read.toString("base64") === data ? read : null;
}
