import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { type CaseId, newId } from "../database/ids.ts";
import { people, supportCases } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { writeAudit } from "./audit.ts";
import { type CaseView, caseView, claimedCharger, type StaffCaseView, staffCaseView } from "./case-view.ts";
import { type Claim, PROOFS, type Proof, readProof } from "./claim.ts";
import { type CaseDecision, type Decided, decideCase } from "./decide-case.ts";

/** Cases of one person that wait at the same time. */
export const OPEN_CASES_AT_MOST = 3;
/** Decided ones that the list shows. */
const DECIDED_SHOWN = 100;

/** Claims to chargers, and how they are decided (B9). */
export class SupportCases {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** @returns the same, whether there is such a charger or not */
  open(
    actor: Actor,
    claim: Claim,
  ): Promise<Outcome<{ readonly opened: CaseId }, `bad-${Proof}` | "too-many-open">> {
    const { db, clock, random } = this.#parts;
    return db.transaction(async (tx) => {
      const read = readClaim(claim);
      if (!read.ok) return read;
      // Two that are opened at the same time are counted one after the other.
      await tx.select({ id: people.id }).from(people).where(eq(people.id, actor.person)).for("no key update");
      const waiting = await tx.$count(
        supportCases,
        and(eq(supportCases.openedBy, actor.person), isNull(supportCases.decision)),
      );
      if (waiting >= OPEN_CASES_AT_MOST) return refused("too-many-open");
      const opened = newId<CaseId>(random);
      const charger = await claimedCharger(tx, read.claim.serial);
      await tx.insert(supportCases).values({
        id: opened,
        openedBy: actor.person,
        createdAt: clock.now(),
        ...read.claim,
        chargerId: charger?.id ?? null,
      });
      // Not in the installation's log: anybody can claim anything there.
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "case-opened",
        details: { case: opened, serial: read.claim.serial },
      });
      return { ok: true, opened };
    });
  }

  /** One's own, the newest first. */
  async mine(actor: Actor): Promise<readonly CaseView[]> {
    const rows = await this.#parts.db
      .select()
      .from(supportCases)
      .where(eq(supportCases.openedBy, actor.person))
      .orderBy(desc(supportCases.createdAt), desc(supportCases.id));
    return rows.map(caseView);
  }

  /** For support staff: what is open, the oldest first, then what was decided, the newest first. */
  async list(actor: Actor): Promise<Outcome<{ readonly cases: readonly StaffCaseView[] }, Forbidden>> {
    if (!may(actor, "support.view", { kind: "support" })) return refused("forbidden");
    const { db, clock } = this.#parts;
    const open = await db
      .select()
      .from(supportCases)
      .where(isNull(supportCases.decision))
      .orderBy(asc(supportCases.createdAt), asc(supportCases.id));
    const decided = await db
      .select()
      .from(supportCases)
      .where(isNotNull(supportCases.decision))
      .orderBy(desc(supportCases.decidedAt), desc(supportCases.id))
      .limit(DECIDED_SHOWN);
    const cases: StaffCaseView[] = [];
    for (const row of [...open, ...decided]) {
      const view = await staffCaseView(db, actor, row, clock.now());
      if (view) cases.push(view);
    }
    return { ok: true, cases };
  }

  /** For support staff. */
  async view(
    actor: Actor,
    id: CaseId,
  ): Promise<Outcome<{ readonly view: StaffCaseView }, NotFound | Forbidden>> {
    if (!may(actor, "support.view", { kind: "support" })) return refused("forbidden");
    const { db, clock } = this.#parts;
    const [row] = await db.select().from(supportCases).where(eq(supportCases.id, id));
    const view = row && (await staffCaseView(db, actor, row, clock.now()));
    return view ? { ok: true, view } : refused("not-found");
  }

  /** Decides a case, once; all whom it concerns are told by mail. */
  decide(actor: Actor, id: CaseId, decision: CaseDecision): Promise<Decided> {
    return decideCase(this.#parts, actor, id, decision);
  }
}

function readClaim(typed: Claim): Outcome<{ readonly claim: Claim }, `bad-${Proof}`> {
  const claim: Record<Proof, string> = { serial: "", address: "", installer: "", agreement: "" };
  for (const proof of PROOFS) {
    const read = readProof(proof, typed[proof]);
    if (read === null) return refused(`bad-${proof}`);
    claim[proof] = read;
  }
  return { ok: true, claim };
}
