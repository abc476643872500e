import { crc32 } from "node:zlib";
import type { z } from "zod";

/** The form of stored values; raised when it changes, with a reader kept for every older one. */
const FORMAT = 1;
const HEAD_BYTES = 5;

/** A stored value as read: the value, or in one word what is wrong with its bytes. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly why: "too-short" | "unknown-format" | "checksum" | "not-json" | "wrong-shape";
    };

/**
 * A value as bytes: format (1 byte), CRC-32 of format, place and body (4 bytes, big-endian), body (JSON, UTF-8).
 * @param place where it is stored; a value that turns up elsewhere does not match its checksum
 */
export function encodeStored(place: string, value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), "utf8");
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + body.length);
  bytes[0] = FORMAT;
  bytes.writeUInt32BE(checksum(FORMAT, place, body), 1);
  body.copy(bytes, HEAD_BYTES);
  return bytes;
}

/** The value that `encodeStored` was given for the same place, judged by its schema; never throws. */
export function decodeStored<T>(place: string, bytes: Uint8Array, schema: z.ZodType<T>): Read<T> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.length <= HEAD_BYTES) return { ok: false, why: "too-short" };
  if (whole[0] !== FORMAT) return { ok: false, why: "unknown-format" };
  const body = whole.subarray(HEAD_BYTES);
  if (whole.readUInt32BE(1) !== checksum(FORMAT, place, body)) return { ok: false, why: "checksum" };
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return { ok: false, why: "not-json" };
  }
  const judged = schema.safeParse(value);
  return judged.success ? { ok: true, value: judged.data } : { ok: false, why: "wrong-shape" };
}

function checksum(format: number, place: string, body: Uint8Array): number {
  return crc32(body, crc32(`${format} ${place} `));
}
