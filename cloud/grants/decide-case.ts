import { eq, inArray } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { queueMail } from "../accounts/queue-mail.ts";
import type { Database } from "../database/database.ts";
import type { CaseId, InstallationId, PersonId } from "../database/ids.ts";
import { chargers, installations, people, supportCases } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { insertInstallation } from "../sites/insert-installation.ts";
import { writeAudit } from "./audit.ts";
import { type CaseRow, claimedCharger } from "./case-view.ts";
import { type Checks, PROOFS, readChecks, readReason } from "./claim.ts";
import { GRANT_MAILS } from "./grant-mails.ts";
import { handOver, ownersOf } from "./hand-over.ts";
import { lockOwnership } from "./last-owner.ts";
import { takeChargerOut } from "./take-charger-out.ts";

type Charger = typeof chargers.$inferSelect;
type Named = { readonly id: PersonId; readonly name: string };

/** What support staff decide. */
export interface CaseDecision {
  readonly decision: "granted" | "refused";
  /** Which proofs were checked, and how. */
  readonly checks: Checks;
  /** What whoever opened the case is told. */
  readonly reason: string;
  /** Hand over the charger alone, into a new installation: for one that has others. */
  readonly chargerOnly: boolean;
}

type DecideProblem =
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
  /** Charger and installation are theirs already. */
  | "already-owner";

/** `installation`: where the charger is now; null: refused. */
export type Decided = Outcome<{ readonly installation: InstallationId | null }, DecideProblem>;

/** Decides a case of somebody who claims a charger (B9): once, on proofs, by somebody else; all of it is written down. */
export function decideCase(
  parts: CloudParts,
  actor: Actor,
  id: CaseId,
  wish: CaseDecision,
): Promise<Decided> {
  return parts.db.transaction(async (tx): Promise<Decided> => {
    if (!may(actor, "support.decide", { kind: "support" })) return refused("forbidden");
    const [row] = await tx.select().from(supportCases).where(eq(supportCases.id, id)).for("update");
    if (!row) return refused("not-found");
    if (row.openedBy === actor.person) return refused("own-case");
    if (row.decision !== null) return refused("already-decided");
    const reason = readReason(wish.reason);
    if (reason === null) return refused("bad-reason");
    const checks = readChecks(wish.checks);
    if (!checks) return refused("bad-checks");
    const by = await auditName(tx, actor.person);
    const done =
      wish.decision === "granted"
        ? await grantClaim(tx, parts, row, { ...wish, checks, by })
        : ({ ok: true, installation: null, charger: null } as const);
    if (!done.ok) return done;
    await tx
      .update(supportCases)
      .set({
        decision: wish.decision,
        decidedBy: actor.person,
        decidedAt: parts.clock.now(),
        checks: { ...checks },
        reason,
        ...(done.charger && { chargerId: done.charger.id }),
      })
      .where(eq(supportCases.id, id));
    await writeDecision(tx, parts, row, { ...wish, by, done });
    await tellClaimant(tx, parts, row, wish.decision, reason);
    return { ok: true, installation: done.installation };
  });
}

type Handed = Outcome<
  { readonly installation: InstallationId | null; readonly charger: Charger | null },
  DecideProblem
>;

/** Hands the charger over, with its installation if it is alone there. */
async function grantClaim(
  tx: Database,
  parts: CloudParts,
  row: CaseRow,
  wish: { readonly checks: Checks; readonly chargerOnly: boolean; readonly by: Named },
): Promise<Handed> {
  if (!PROOFS.every((proof) => wish.checks[proof])) return refused("unchecked");
  const seen = await claimedCharger(tx, row.serial);
  if (!seen) return refused("no-charger");
  const from = seen.installationId;
  await lockOwnership(tx, [from]);
  const [charger] = await tx.select().from(chargers).where(eq(chargers.id, seen.id)).for("update");
  // Moved in this very moment: staff look again.
  if (!charger || charger.installationId !== from) return refused("no-charger");
  const owners = await ownersOf(tx, from, parts.clock.now());
  const claimant = row.openedBy;
  if (charger.ownerId === claimant && owners.includes(claimant)) return refused("already-owner");
  const inside = await tx.$count(chargers, eq(chargers.installationId, from));
  if (inside > 1 && !wish.chargerOnly) return refused("other-chargers");
  const [home] = await tx.select().from(installations).where(eq(installations.id, from));
  if (!home) return refused("no-charger");
  await tellPreviousOwners(tx, parts, charger, home.name, [...owners, charger.ownerId], claimant);
  if (inside === 1 && !wish.chargerOnly) {
    const given = charger.ownerId === null ? owners : [...owners, charger.ownerId];
    await handOver(tx, parts, from, { from: given, to: claimant, keepUser: false, by: wish.by.id });
    await tx.update(chargers).set({ ownerId: claimant }).where(eq(chargers.id, charger.id));
    return { ok: true, installation: from, charger };
  }
  const to = await insertInstallation(tx, parts, {
    name: charger.name,
    type: "go",
    address: row.address,
    zone: home.zone,
    owner: claimant,
    by: wish.by,
  });
  await takeChargerOut(tx, parts, charger.id, { from, to, owner: claimant });
  return { ok: true, installation: to, charger };
}

/** In the log of every installation that it concerns; a refusal concerns none. */
async function writeDecision(
  tx: Database,
  parts: CloudParts,
  row: CaseRow,
  { decision, by, done }: { readonly by: Named; readonly done: Handed & { ok: true } } & CaseDecision,
): Promise<void> {
  const claimant = await auditName(tx, row.openedBy);
  const { charger, installation } = done;
  const places = new Set([charger?.installationId ?? null, installation]);
  for (const place of places)
    await writeAudit(tx, {
      at: parts.clock.now(),
      actor: by,
      action: "case-decided",
      installation: place,
      charger: charger?.id ?? null,
      // The owners of what a charger was taken out of are not told whose it is now.
      details: { case: row.id, decision, ...(place === installation && { to: claimant.name }) },
    });
}

async function tellClaimant(
  tx: Database,
  parts: CloudParts,
  row: CaseRow,
  decision: CaseDecision["decision"],
  reason: string,
): Promise<void> {
  const [claimant] = await tx.select().from(people).where(eq(people.id, row.openedBy));
  if (!claimant) return;
  const words = GRANT_MAILS[claimant.language];
  const told = { serial: row.serial, reason, link: supportLink(parts) };
  const text = decision === "granted" ? words.caseGranted(told) : words.caseRefused(told);
  await queueMail(tx, parts, { to: claimant.email, ...text });
}

async function tellPreviousOwners(
  tx: Database,
  parts: CloudParts,
  charger: Charger,
  installation: string,
  owners: readonly (PersonId | null)[],
  claimant: PersonId,
): Promise<void> {
  const ids = owners.flatMap((id) => (id === null || id === claimant ? [] : [id]));
  if (ids.length === 0) return;
  const found = await tx.select().from(people).where(inArray(people.id, ids));
  for (const { email, language } of found) {
    const text = GRANT_MAILS[language].handedOver({
      charger: charger.name,
      serial: charger.unit,
      installation,
      link: supportLink(parts),
    });
    await queueMail(tx, parts, { to: email, ...text });
  }
}

/** Where one's own cases are, and new ones are opened. */
function supportLink({ origin }: Pick<CloudParts, "origin">): string {
  return `${origin}/support`;
}
