import type { Credential } from "./credential.ts";
import type { ConnectorId } from "./session.ts";

/** Whom a connector is kept for: a card or PIN, or everybody of a group. */
export type Holder =
  | { readonly kind: "credential"; readonly credential: Credential }
  | { readonly kind: "group"; readonly group: string };

/** A connector (or any) that is kept for somebody (OCPP 2.0.1 H01). */
export interface Reservation {
  /** What the cloud calls it; a new one of the same number replaces it. */
  readonly id: number;
  /** Null: any; as many free connectors as there are such reservations are kept. */
  readonly connector: ConnectorId | null;
  readonly holder: Holder;
  /** Wall clock, milliseconds since 1970. */
  readonly until: number;
}

/** How a reservation ended. */
export type ReservationEnd = "Used" | "Expired" | "Cancelled";

/** Whether a reservation is for this credential, which is of that group (null: of none, or not known). */
export function isFor(
  { holder }: Reservation,
  credential: Pick<Credential, "kind" | "key">,
  group: string | null,
): boolean {
  return holder.kind === "credential"
    ? holder.credential.kind === credential.kind && holder.credential.key === credential.key
    : sameGroup(holder.group, group);
}

/** Whether two groups are one; no group is the same as no other (OCPP 1.6 A18). */
export function sameGroup(a: string | null | undefined, b: string | null | undefined): boolean {
  return !!a && !!b && a.toLowerCase() === b.toLowerCase();
}
