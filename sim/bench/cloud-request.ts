import type { Credential } from "../../firmware/core/credential.ts";
import type { RequestId } from "../../firmware/core/events.ts";
import type { Access } from "../../firmware/core/happening.ts";
import type { CloudAnswer } from "../../firmware/core/list-entry.ts";
import type { Holder } from "../../firmware/core/reservation.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import type { Unit } from "../../firmware/unit.ts";

/** A request of the cloud, its credentials being the unit's. */
export type Request =
  | { readonly ask: "start"; readonly connector: ConnectorId | null; readonly credential: Credential }
  | { readonly ask: "stop"; readonly connector: ConnectorId }
  | { readonly ask: "access"; readonly access: Access }
  | {
      readonly ask: "reserve";
      readonly id: number;
      readonly connector: ConnectorId | null;
      readonly holder: Holder;
      /** Wall clock, milliseconds since 1970. */
      readonly until: number;
    }
  | { readonly ask: "cancel"; readonly id: number }
  | { readonly ask: "enrol"; readonly for: number }
  | { readonly ask: "clearCache" }
  | { readonly ask: "refresh"; readonly credential: Credential; readonly verdict: CloudAnswer["verdict"] };

/** What a request may do to a unit. */
export type Commanded = Pick<
  Unit,
  | "remoteStart"
  | "remoteStop"
  | "switchAccess"
  | "reserve"
  | "cancelReservation"
  | "enrol"
  | "clearCache"
  | "refresh"
>;

/** Puts a request to the unit, as its link does. */
export function carryOut(unit: Commanded, id: RequestId, request: Request): void {
  switch (request.ask) {
    case "start":
      unit.remoteStart(id, request.connector, request.credential);
      return;
    case "stop":
      unit.remoteStop(id, request.connector, null);
      return;
    case "access":
      unit.switchAccess(request.access);
      return;
    case "reserve": {
      const { id: number, connector, holder, until } = request;
      unit.reserve(id, { id: number, connector, holder, until });
      return;
    }
    case "cancel":
      unit.cancelReservation(id, request.id);
      return;
    case "enrol":
      unit.enrol(id, request.for);
      return;
    case "clearCache":
      unit.clearCache(id);
      return;
    case "refresh":
      unit.refresh(id, request.credential, { verdict: request.verdict });
      return;
  }
}

/** The brand tells the cloud's ids from other texts. */
export function requestId(text: string): RequestId {
  return text as RequestId;
}
