import { z } from "zod";

/** Bytes of a card's digest, of a PIN's, and of an account's (the name that a remote start is made in). */
export const DIGEST_BYTES = { card: 8, pin: 16, remote: 16 } as const;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected a byte string");

/** A byte string of exactly that length. */
export function bytesOf(length: number): z.ZodType<Uint8Array> {
  return bytes.refine((value) => value.length === length, `expected ${length} bytes`);
}

/**
 * A credential on the wire: its kind, its digest under the installation's key, and what may be shown of it
 * (`04…C3`, `#…`). Never the card's number, never a PIN.
 */
export const wireCredential = z
  .strictObject({
    kind: z.enum(["card", "pin", "remote"]),
    key: bytes,
    id: z.string().max(64),
  })
  .refine(
    ({ kind, key }) => key.length === DIGEST_BYTES[kind],
    "expected a key of 8 (card) or 16 (pin, remote) bytes",
  );
export type WireCredential = z.infer<typeof wireCredential>;

/** A connector's number. */
export const connectorNumber = z.int().min(1).max(16);

/** Milliseconds since 1970, UTC. */
export const instant = z.int().min(0);
