import { z } from "zod";
import { cardIdOfUid } from "../../protocol/card-id.ts";
import { DIGEST_BYTES } from "../../protocol/credential.ts";
import type { CredentialKey } from "../core/credential.ts";
import { isCredentialKey } from "../credential/keyring.ts";
import { storedEntry } from "../store/stored-schema.ts";

/** A unit keeps no more people; a list without names may have more cards than they could have. */
const MOST = { people: 10_000, identifications: 1_000_000 } as const;

const name = z.string().max(1_000);
const id = z.string().min(1).max(200);

const person = z.strictObject({ id, firstName: name, lastName: name, blocked: z.boolean() });

const identification = z
  .strictObject({
    /** Whose it is; null: nobody in particular. */
    person: id.nullable(),
    type: z.enum(["card", "pin"]),
    /** The card's canonical number; null for a PIN, which is never kept, and for a card whose number is not known. */
    card: z
      .string()
      .refine((hex) => cardIdOfUid(Buffer.from(hex, "hex")) === hex, "expected a card's canonical number")
      .nullable(),
    digest: z.custom<CredentialKey>((value) => typeof value === "string" && isCredentialKey(value)),
    /** The fingerprint of the keyring that made the digest: with other keys only cards with their number can be restored. */
    keyring: z.string().regex(/^[0-9a-f]{16}$/),
    label: z.string().max(100),
    entry: storedEntry,
  })
  .refine(({ type, card }) => type === "card" || card === null, "expected no card number for a PIN")
  .refine(
    ({ type, digest }) => digest.length === 2 * DIGEST_BYTES[type],
    "expected a digest of its type: a card's and a PIN's are of different lengths",
  );

/** What a backup holds, version 1. */
export const backupContent = z.strictObject({
  /** Settings that were written, by name; each is held to its own schema when it is restored. */
  settings: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{0,99}$/), z.unknown()),
  /** Null: never switched; the configuration's word counts. */
  access: z.enum(["open", "restricted"]).nullable(),
  people: z.array(person).max(MOST.people),
  identifications: z.array(identification).max(MOST.identifications),
});
export type BackupContent = z.infer<typeof backupContent>;
