import type { Credential, CredentialKey, CredentialKind } from "../../../firmware/core/credential.ts";
import type { BoardReport, Pilot, RequestId } from "../../../firmware/core/events.ts";
import type { Found, ListEntry } from "../../../firmware/core/list-entry.ts";
import { type ConnectorId, NO_TERMS, type Terms } from "../../../firmware/core/session.ts";

/** Wall clock at the start of every run: 2026-06-01T08:00:00Z. */
export const WALL = Date.UTC(2026, 5, 1, 8);

export function connectorId(number: number): ConnectorId {
  return number as ConnectorId; // the brand has no constructor in the core: numbers get it where they are configured
}

export function requestId(name: string): RequestId {
  return name as RequestId; // the brand has no constructor in the core: requests get it where they come in
}

export function credential(kind: CredentialKind, name: string): Credential {
  const key = Buffer.from(name).toString("hex") as CredentialKey; // stands for the digest; equal for equal names only
  return { kind, key, label: kind === "pin" ? "#…" : name };
}

export const ANN = credential("card", "Ann");
export const BO = credential("card", "Bo");
export const STRANGER = credential("card", "Stranger");

export const ACTIVE: ListEntry = { status: "active", expires: null, user: null };
/** What a session is granted that the list lets in, and that is not to be confirmed. */
export const LIST_TERMS: Terms = { ...NO_TERMS, by: "list" };

/** What the lists say of a card that may charge. */
export const LISTED: Found = { cloud: null, local: ACTIVE };
/** What the lists say of a card that the cloud has blocked. */
export const BLOCKED: Found = { cloud: { ...ACTIVE, status: "blocked" }, local: null };
/** What the lists say of a card in neither. */
export const UNLISTED: Found = { cloud: null, local: null };

/** A board's word of a healthy connector with its contactor open; `changes` on top. */
export function report(pilot: Pilot, changes: Partial<BoardReport> = {}): BoardReport {
  return { pilot, contactor: "open", enabled: false, fault: null, meterWs: null, ...changes };
}
