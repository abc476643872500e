import type { Credential } from "./credential.ts";
import type { ReservationEnd } from "./reservation.ts";
import type { ConnectorId, StopReason } from "./session.ts";
import type { Reason, Verdict } from "./verdict.ts";

/** Everything that can be wrong with a connector, one code for each kind. */
export type FaultCode =
  | "board-lost"
  | "pilot-error"
  | "ventilation-required"
  | "diode-check-failed"
  | "ground-fault"
  | "no-ground"
  | "stuck-relay"
  | "self-test-failed"
  | "over-temperature"
  | "over-current"
  | "contactor-not-closing"
  | "contactor-welded"
  | "board-fault";

/** Why a list from the cloud was not taken: it is not what its manifest says, or not newer than the one held. */
export type ListRefusal =
  | "malformed"
  | "count"
  | "digest"
  | "order"
  | "version"
  | "signature"
  | "base"
  | "duplicate";

/** Something that the owner should look at, told once however often it happened. */
export type Finding =
  /** Many refused cards in a short time, */
  | "burst-of-refusals"
  /** and many wrong PINs. */
  | "pin-guessing"
  /** and faults of one unit that come and go. */
  | "flapping-faults"
  /** The same card charges at two units, told by the cloud. */
  | "card-at-two-units";

/** Who waits for a card to register it: somebody at the unit itself (its page, its API), or the cloud. */
export type Asker = "unit" | "cloud";

/** Whether power needs an authorization. */
export type Access = "open" | "restricted";

/**
 * Something that happened and that the outside may see: a line on standard output, a journal record, a message on the
 * wire. Names are added, never changed; the same happening has the same name everywhere.
 */
export type Happening =
  | { readonly event: "plugged"; readonly connector: ConnectorId }
  | { readonly event: "unplugged"; readonly connector: ConnectorId }
  | { readonly event: "awaiting-authorization"; readonly connector: ConnectorId }
  | {
      readonly event: "authorized";
      /** Absent while the authorization waits for a plug at any of several connectors. */
      readonly connector?: ConnectorId;
      readonly credential: Credential;
      readonly user: string | null;
      /** Null: asked for by the cloud. */
      readonly reader: string | null;
      readonly verdict: "Accepted";
      readonly reason: Reason;
    }
  | {
      readonly event: "authorization-expired";
      readonly connector?: ConnectorId;
      readonly credential: Credential;
    }
  | {
      readonly event: "denied";
      /** Absent when the decision was tied to no connector. */
      readonly connector?: ConnectorId;
      readonly credential: Credential;
      /** Null: asked for by the cloud. */
      readonly reader: string | null;
      readonly verdict: Verdict;
      readonly reason: Reason;
    }
  | {
      readonly event: "session-started";
      readonly connector: ConnectorId;
      readonly session: string;
      readonly credential: Credential | null;
      readonly user: string | null;
    }
  | {
      readonly event: "session-stopped";
      readonly connector: ConnectorId;
      readonly session: string;
      readonly credential: Credential | null;
      readonly user: string | null;
      readonly reason: StopReason;
      readonly stoppedBy: Credential | null;
      readonly energyWh: number | null;
    }
  | {
      readonly event: "session-resumed";
      readonly connector: ConnectorId;
      readonly session: string;
      readonly credential: Credential | null;
    }
  | { readonly event: "contactor"; readonly connector: ConnectorId; readonly state: "closed" | "open" }
  | { readonly event: "fault"; readonly connector: ConnectorId; readonly code: FaultCode }
  | { readonly event: "fault-cleared"; readonly connector: ConnectorId; readonly code: FaultCode }
  | { readonly event: "board-lost" | "board-back" | "board-restarted"; readonly connector: ConnectorId }
  | { readonly event: "reader-lost" | "reader-back"; readonly reader: string }
  | { readonly event: "keypad-lost" | "keypad-back"; readonly reader: string }
  | { readonly event: "access-changed"; readonly access: Access }
  | {
      /** Settings were changed at the unit. */
      readonly event: "settings-changed";
      /** Which, by their keys (docs/configuration.md); never what they are. */
      readonly keys: readonly string[];
    }
  | {
      /** A card was shown to be registered. */
      readonly event: "enrolled";
      readonly credential: Credential;
      readonly reader: string;
      /** Absent in records of units that did not tell yet. */
      readonly by?: Asker;
    }
  | { readonly event: "enrolment-opened"; readonly by: Asker }
  | { readonly event: "enrolment-closed" }
  | {
      /** After wrong PINs. */
      readonly event: "keypad-locked";
      readonly reader: string;
      readonly tries: number;
      /** Wall clock, milliseconds since 1970. */
      readonly until: number;
    }
  | { readonly event: "keypad-unlocked"; readonly reader: string }
  | {
      readonly event: "reservation-ended";
      readonly reservation: number;
      /** Absent: any connector was reserved, and none was used. */
      readonly connector?: ConnectorId;
      readonly status: ReservationEnd;
    }
  | {
      /** The cloud says otherwise than its own list that the unit holds. */
      readonly event: "list-conflict";
      readonly credential: Credential;
      readonly verdict: Verdict;
    }
  | {
      /** The cloud has refused the credential of a session that runs. */
      readonly event: "session-refused";
      readonly connector: ConnectorId;
      readonly session: string;
      readonly verdict: Verdict;
    }
  | {
      readonly event: "finding";
      readonly code: Finding;
      /** How many refusals it stands for: when a burst begins those recorded one by one, when it is over those that were not. */
      readonly count: number;
    }
  | { readonly event: "clock-trusted" | "clock-untrusted" }
  | {
      readonly event: "list-updated";
      readonly source: "local" | "cloud";
      /** Of the cloud's list. */
      readonly version?: number;
      readonly count: number;
    }
  | { readonly event: "list-refused"; readonly version: number; readonly reason: ListRefusal }
  | { readonly event: "cloud-connected" | "cloud-lost" }
  | { readonly event: "store-lost" | "store-back" | "restarted" | "ready" };
