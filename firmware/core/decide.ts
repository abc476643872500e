import type { CredentialKind } from "./credential.ts";
import type { Found, ListEntry } from "./list-entry.ts";
import type { Reason, Verdict } from "./verdict.ts";

/** A decision on one credential, before the connector is considered. */
export interface Decision {
  readonly verdict: Verdict;
  readonly reason: Reason;
  readonly user: string | null;
}

/**
 * Who is let in: the one decision, from what the two lists say. A block or expiry in either is final (a local user's
 * always is; of the cloud's list, because nothing stricter can be asked while offline). Expired means `wall` ≥ the
 * expiry instant, and an expired one is never "unknown" (OCPP 1.6 §3.5.3, OCPP 2.0.1 C13, C14).
 *
 * @param kind a PIN in neither list is a wrong one, a card an unknown one (OCPP 2.0.1 C04)
 * @param wall wall clock, milliseconds since 1970
 */
export function decide(found: Found, kind: CredentialKind, wall: number): Decision {
  const entries = [found.local, found.cloud].filter((entry) => entry !== null);
  const user = entries[0]?.user ?? entries[1]?.user ?? null;
  if (entries.some((entry) => entry.status === "blocked"))
    return { verdict: "Blocked", reason: "blocked", user };
  if (entries.some((entry) => isExpired(entry, wall))) return { verdict: "Expired", reason: "expired", user };
  if (found.local) return { verdict: "Accepted", reason: "local-user", user };
  if (found.cloud) return { verdict: "Accepted", reason: "cloud-list", user };
  if (kind === "pin") return { verdict: "Invalid", reason: "wrong-pin", user };
  return { verdict: "Unknown", reason: "unknown", user };
}

function isExpired(entry: ListEntry, wall: number): boolean {
  return entry.expires !== null && wall >= entry.expires;
}
