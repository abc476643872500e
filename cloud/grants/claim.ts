import { z } from "zod";

/** What a claim to a charger rests on (B9). */
export const PROOFS = ["serial", "address", "installer", "agreement"] as const;
export type Proof = (typeof PROOFS)[number];

/** Characters of each proof, at most. */
export const PROOF_LENGTHS: Readonly<Record<Proof, number>> = {
  serial: 64,
  address: 300,
  installer: 200,
  agreement: 5_000,
};
/** Characters of a decision's reason, and of how one proof was checked, at most. */
export const REASON_LENGTH = 2_000;
export const CHECK_LENGTH = 500;

/** What somebody claims, by proof. */
export type Claim = Readonly<Record<Proof, string>>;
/** How each proof was checked; one that is not named was not. */
export type Checks = Partial<Readonly<Record<Proof, string>>>;

/** Text of a form: no control characters but the ends of lines, nor what turns the direction of what follows. */
function text(longest: number) {
  return z
    .string()
    .max(2 * longest)
    .transform((typed) =>
      typed
        .replaceAll(/\r\n?/g, "\n")
        .replaceAll(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, " ")
        .trim(),
    )
    .pipe(z.string().min(1).max(longest));
}

/** A proof as it is kept; null: there is none, or it is too long. */
export function readProof(proof: Proof, typed: string): string | null {
  return text(PROOF_LENGTHS[proof]).safeParse(typed).data ?? null;
}

/** A decision's reason as it is kept; null: there is none, or it is too long. */
export function readReason(typed: string): string | null {
  return text(REASON_LENGTH).safeParse(typed).data ?? null;
}

/** What was checked, without what is empty; null: something is too long. */
export function readChecks(typed: Checks): Checks | null {
  const read: Partial<Record<Proof, string>> = {};
  for (const proof of PROOFS) {
    const how = typed[proof]?.trim() ?? "";
    if (how === "") continue;
    const parsed = text(CHECK_LENGTH).safeParse(how);
    if (!parsed.success) return null;
    read[proof] = parsed.data;
  }
  return read;
}
