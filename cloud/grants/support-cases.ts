import type { Actor } from "../access/role.ts";
import type { CaseId, InstallationId, PersonId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** What a claim rests on (B9). */
export const PROOFS = ["serial", "address", "installer", "agreement"] as const;
export type Proof = (typeof PROOFS)[number];

/** Characters of each proof, at most. */
export const PROOF_LENGTHS: Readonly<Record<Proof, number>> = {
  serial: 64,
  address: 300,
  installer: 200,
  agreement: 5_000,
};

/** What somebody claims, by proof. */
export type Claim = Readonly<Record<Proof, string>>;

/** A case as whoever opened it sees it: not whether there is such a charger. */
export interface CaseView {
  readonly id: CaseId;
  readonly claim: Claim;
  readonly openedAt: number;
  /** Null: not decided. */
  readonly decision: "granted" | "refused" | null;
  readonly decidedAt: number | null;
  /** What support wrote to them. */
  readonly reason: string | null;
}

/** What the cloud knows beside a claim. */
export interface CaseKnowledge {
  readonly serial: string;
  readonly name: string;
  readonly registeredAt: number;
  readonly owner: { readonly name: string; readonly email: string } | null;
  readonly installation: {
    readonly id: InstallationId;
    readonly name: string;
    readonly address: string;
    readonly chargers: number;
    readonly owners: readonly { readonly name: string; readonly email: string }[];
    /** Groups with access: the installer, perhaps. */
    readonly partners: readonly string[];
  };
}

/** A case as support staff see it. */
export interface StaffCaseView extends CaseView {
  readonly openedBy: { readonly id: PersonId; readonly name: string; readonly email: string };
  readonly decidedBy: string | null;
  /** Which proofs were checked, and how. */
  readonly checks: Partial<Readonly<Record<Proof, string>>>;
  /** Null: no charger has this serial number. */
  readonly knowledge: CaseKnowledge | null;
  /** Whether it is the viewer's own, which they may not decide. */
  readonly own: boolean;
}

export type DecideProblem =
  | NotFound
  | Forbidden
  | "own-case"
  | "already-decided"
  | "bad-reason"
  | "bad-checks"
  /** A charger is handed over on all four proofs. */
  | "unchecked"
  /** No charger has this serial number. */
  | "no-charger"
  /** The installation has others: only the charger alone can be handed over. */
  | "other-chargers"
  /** It is theirs already. */
  | "already-owner";

/** Claims to chargers, and how they are decided (B9). */
export class SupportCases {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** @returns the same, whether there is such a charger or not */
  open(
    _actor: Actor,
    _claim: Claim,
  ): Promise<
    Outcome<
      { readonly opened: CaseId },
      "bad-serial" | "bad-address" | "bad-installer" | "bad-agreement" | "too-many-open"
    >
  > {
    throw new Error(`to come ${this.#parts.origin}`);
  }

  /** One's own, the newest first. */
  mine(_actor: Actor): Promise<readonly CaseView[]> {
    throw new Error("to come");
  }

  /** For support staff: what is open, the oldest first, then what was decided, the newest first. */
  list(_actor: Actor): Promise<Outcome<{ readonly cases: readonly StaffCaseView[] }, Forbidden>> {
    throw new Error("to come");
  }

  /** For support staff. */
  view(_actor: Actor, _id: CaseId): Promise<Outcome<{ readonly view: StaffCaseView }, NotFound | Forbidden>> {
    throw new Error("to come");
  }

  /**
   * Decides a case, once; all whom it concerns are told by mail.
   * @param decision.chargerOnly hand over the charger alone, into a new installation: for one that has others
   */
  decide(
    _actor: Actor,
    _id: CaseId,
    _decision: {
      readonly decision: "granted" | "refused";
      readonly checks: Partial<Readonly<Record<Proof, string>>>;
      readonly reason: string;
      readonly chargerOnly: boolean;
    },
  ): Promise<Outcome<{ readonly installation: InstallationId | null }, DecideProblem>> {
    throw new Error("to come");
  }
}
