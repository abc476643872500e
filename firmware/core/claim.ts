import type { Credential } from "./credential.ts";
import type { Accepted, Decision, Grant } from "./decide.ts";
import type { RequestId } from "./events.ts";
import type { Asker } from "./happening.ts";
import type { Found } from "./list-entry.ts";
import type { Identification } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import type { Reason } from "./verdict.ts";

/**
 * Where a credential that was shown may take effect, as things stood then: what has changed since counts only against it.
 */
export interface Place {
  /** Connectors of the reader or keypad, or those that the cloud named. */
  readonly serves: readonly ConnectorId[];
  /** With a vehicle that could start, in the order in which they are taken. */
  readonly vehicles: readonly ConnectorId[];
  /** Where nothing was going on. */
  readonly free: readonly ConnectorId[];
  /** Sessions that ran there, and might be stopped. */
  readonly sessions: readonly string[];
  /** It takes effect nowhere any more; null: it does. */
  readonly lost: NoPlace | null;
}

/** Why a credential would take effect nowhere. */
export type NoPlace = Extract<
  Reason,
  | "connector-busy"
  | "connector-faulted"
  | "no-connector"
  | "vehicle-left"
  | "store-unavailable"
  | "shutting-down"
>;

/** How a credential came to the unit, and so who is told what becomes of it. */
export type Source =
  /** Shown at this reader or keypad. */
  | { readonly kind: "reader"; readonly id: string }
  /** Named by the cloud, whose request waits for its one answer. */
  | { readonly kind: "remote"; readonly request: RequestId };

/** What a credential was shown for. */
export type Purpose =
  | { readonly kind: "charge" }
  /** To be registered (A8), for whoever waited for a card then. */
  | { readonly kind: "enrol"; readonly by: Asker }
  /** A PIN that follows its card. */
  | { readonly kind: "second" };

/** How far a question has come. */
type Stage =
  /** The unit's own lists are being looked into. */
  | { readonly kind: "looking" }
  /** The cloud has been asked; `otherwise` holds if it does not answer. */
  | {
      readonly kind: "asking";
      /** What the lists have said, */
      readonly found: Found;
      /** and in which minute since Monday 00:00 in the unit's zone; null: not known. */
      readonly weekMinute: number | null;
      readonly otherwise: Decision;
    }
  /** The card is accepted, and its PIN is still to come. */
  | { readonly kind: "pin"; readonly decision: Accepted };

/** A question that is under way. */
export interface Check {
  readonly request: number;
  readonly credential: Credential;
  readonly source: Source;
  readonly purpose: Purpose;
  readonly place: Place;
  readonly stage: Stage;
  readonly deadline: number;
}

/** A credential, how it came, and where it would take effect. */
export type Claim = Pick<Check, "credential" | "source" | "place">;

/** An accepted credential that waits for a plug at any of its connectors. */
export interface Pending {
  /** The number of the check that let it in. */
  readonly request: number;
  readonly credential: Credential;
  /** What was given. */
  readonly identification: Identification;
  readonly grant: Grant;
  /** Where it was shown; null: asked for by the cloud, which has its answer already. */
  readonly reader: string | null;
  readonly connectors: readonly ConnectorId[];
  readonly deadline: number;
}

/** The connectors that a decision concerns: the vehicle that has waited longest, or all that were free, or all. */
export function concerned({ vehicles, free, serves }: Place): readonly ConnectorId[] {
  const [meant] = vehicles;
  if (meant !== undefined) return [meant];
  return free.length > 0 ? free : serves;
}
