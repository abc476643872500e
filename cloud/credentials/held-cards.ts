import { and, count, eq } from "drizzle-orm";
import { type CardId as CardNumber, cardLabel } from "../../protocol/card-id.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import { type CardId, newId, type PersonId } from "../database/ids.ts";
import { cards, people } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import type { CloudParts } from "../parts.ts";
import { auditor } from "./auditor.ts";
import type { OwnCard } from "./cards.ts";
import { installationsOf } from "./charge-rights.ts";

/** Cards that somebody may have at most. */
export const CARDS_AT_MOST = 20;

/** Why a number was not added to somebody's cards. */
export type KeepProblem = "taken" | "already-yours" | "too-many";

const CARD_NUMBER = "card-number";

/** Makes a card somebody's: typed, or shown to a reader. One number is one person's. Within a transaction. */
export async function keepCard(
  tx: Database,
  parts: Pick<CloudParts, "vault" | "random" | "clock" | "notify">,
  card: {
    readonly person: PersonId;
    readonly number: CardNumber;
    readonly label: string;
    readonly source: OwnCard["source"];
  },
): Promise<
  { readonly ok: true; readonly card: OwnCard } | { readonly ok: false; readonly problem: KeepProblem }
> {
  const { vault, random, clock } = parts;
  const { person, number, label, source } = card;
  const numberHash = vault.fingerprint(CARD_NUMBER, number);
  const [held] = await tx.select({ by: cards.personId }).from(cards).where(eq(cards.numberHash, numberHash));
  if (held) return { ok: false, problem: held.by === person ? "already-yours" : "taken" };
  // Two cards that are added at once are counted one after the other.
  await tx.select({ id: people.id }).from(people).where(eq(people.id, person)).for("update");
  if ((await countOf(tx, person)) >= CARDS_AT_MOST) return { ok: false, problem: "too-many" };
  const own: OwnCard = {
    id: newId<CardId>(random),
    shown: cardLabel(number),
    label,
    status: "active",
    source,
    createdAt: clock.now(),
  };
  const numberSealed = vault.seal(CARD_NUMBER, own.id, Buffer.from(number));
  const added = await tx
    .insert(cards)
    .values({ ...own, personId: person, numberSealed, numberHash })
    // Somebody else added it meanwhile.
    .onConflictDoNothing({ target: cards.numberHash })
    .returning({ id: cards.id });
  if (added.length === 0) return { ok: false, problem: "taken" };
  await cardChanged(tx, parts, person, "card-added", own);
  return { ok: true, card: own };
}

/** How many cards somebody has. */
export async function countOf(tx: Database, person: PersonId): Promise<number> {
  const [found] = await tx.select({ count: count() }).from(cards).where(eq(cards.personId, person));
  return found?.count ?? 0;
}

/** Writes down that somebody's card was changed, and has every list built anew that it is on. */
export async function cardChanged(
  tx: Database,
  parts: Pick<CloudParts, "clock" | "notify">,
  person: PersonId,
  action: "card-added" | "card-changed" | "card-removed",
  { shown, status }: Pick<OwnCard, "shown" | "status">,
): Promise<void> {
  const actor = await auditor(tx, { person });
  await writeAudit(tx, { at: parts.clock.now(), actor, action, details: { card: shown, status } });
  for (const installation of await installationsOf(tx, person))
    await listMayHaveChanged(tx, parts, installation);
}

/** The canonical number of a card; never to be shown. @throws VaultError */
export function numberOf(
  vault: CloudParts["vault"],
  { id, numberSealed }: { readonly id: CardId; readonly numberSealed: Uint8Array },
): string {
  return Buffer.from(vault.open(CARD_NUMBER, id, numberSealed)).toString();
}

/** A person's own card, locked for a change; null: it is not theirs. */
export async function ownCard(
  tx: Database,
  person: PersonId,
  id: CardId,
): Promise<typeof cards.$inferSelect | null> {
  const [found] = await tx
    .select()
    .from(cards)
    .where(and(eq(cards.id, id), eq(cards.personId, person)))
    .for("update");
  return found ?? null;
}
