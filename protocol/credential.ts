import { z } from "zod";

/** Bytes of a card's digest, of a PIN's, and of an account's (the name that a remote start is made in). */
export const DIGEST_BYTES = { card: 8, pin: 16, remote: 16 } as const;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected a byte string");

/** A byte string of exactly that length. */
export function bytesOf(length: number): z.ZodType<Uint8Array> {
  return bytes.refine((value) => value.length === length, `expected ${length} bytes`);
}

const fields = {
  kind: z.enum(["card", "pin", "remote"]),
  key: bytes,
  /** What may be shown of it. */
  id: z.string().max(64),
};

const hasItsLength = ({ kind, key }: { kind: keyof typeof DIGEST_BYTES; key: Uint8Array }): boolean =>
  key.length === DIGEST_BYTES[kind];
const LENGTHS = "expected a key of 8 (card) or 16 (pin, remote) bytes";

/**
 * A credential in a request: its kind, its digest under the installation's key, and what may be shown of it (`04…C3`,
 * `#…`). Never the card's number, never a PIN.
 */
export const wireCredential = z.strictObject(fields).refine(hasItsLength, LENGTHS);
export type WireCredential = z.infer<typeof wireCredential>;

/** The same as a unit tells it; keys that are not known here are left out. */
export const toldCredential = z.object(fields).refine(hasItsLength, LENGTHS);

/** A connector's number. */
export const connectorNumber = z.int().min(1).max(16);

/** The last instant that a date can have (ECMA-262, 21.4.1.1), milliseconds since 1970. */
export const LAST_INSTANT = 8.64e15;

/** Milliseconds since 1970, UTC. */
export const instant = z.int().min(0).max(LAST_INSTANT);

/** Whose a credential is. */
export const userName = z.string().max(200);

/** What a group is called; its members may stop each other's sessions. Half a surrogate pair has no bytes of its own. */
export const groupName = z
  .string()
  .min(1)
  .max(64)
  .refine((name) => !/\p{Surrogate}/u.test(name), "expected text that is well-formed");

/** What the cloud calls a time of waiting for a card. */
export const enrolmentWindow = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, "expected a name of 1 to 64 letters, digits, dots, dashes");
