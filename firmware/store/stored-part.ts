import { z } from "zod";
import type { Credential, CredentialKey, CredentialKind } from "../core/credential.ts";
import type { ConnectorId } from "../core/session.ts";
import type { Verdict } from "../core/verdict.ts";
import { isCredentialKey } from "../credential/keyring.ts";

// What several kinds of stored values are made of.

/** A schema of exactly the names of a type: the compiler asks for one that is missing or too many in the table of them. */
export function namesOf<Name extends string>(names: { readonly [K in Name]: unknown }): z.ZodType<Name> {
  const known: ReadonlySet<string> = new Set(Object.keys(names));
  return z.custom<Name>((value) => typeof value === "string" && known.has(value));
}

const kind = namesOf<CredentialKind>({ card: true, pin: true, remote: true });
const key = z.custom<CredentialKey>((value) => typeof value === "string" && isCredentialKey(value));

export const connector = z.custom<ConnectorId>(
  (value) => typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 16,
);
export const text = z.string();
/** Milliseconds since 1970. */
export const instant = z.number();
export const credential: z.ZodType<Credential> = z.strictObject({ kind, key, label: text });

const answers = {
  Accepted: true,
  Blocked: true,
  ConcurrentTx: true,
  Expired: true,
  Invalid: true,
  NoCredit: true,
  NotAllowedTypeEVSE: true,
  NotAtThisLocation: true,
  NotAtThisTime: true,
  Unknown: true,
} as const;
/** What the cloud may answer. */
export const answerVerdict = namesOf<Exclude<Verdict, "Timeout">>(answers);
export const verdict = namesOf<Verdict>({ ...answers, Timeout: true });
