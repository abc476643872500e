import { and, eq, gt } from "drizzle-orm";
import { classifyUid } from "../../protocol/card-id.ts";
import type { WireRecord } from "../../protocol/journal.ts";
import { openCardNumber } from "../../protocol/sealed-number.ts";
import type { Database } from "../database/database.ts";
import type { CardId, ChargerId, InstallationId } from "../database/ids.ts";
import { enrolments } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { EnrolmentReason } from "./enrolment.ts";
import { keepCard } from "./held-cards.ts";
import { installationKeys } from "./installation-keys.ts";
import { keptEntry } from "./kept-entries.ts";

type Parts = Pick<CloudParts, "vault" | "random" | "clock" | "notify">;
type Window = typeof enrolments.$inferSelect;
type Place = { readonly charger: ChargerId; readonly installation: InstallationId };

/**
 * A unit tells of a card that was registered for the cloud: it goes to whoever opened the window that the record names, also
 * when the record comes late. Within a transaction.
 */
export async function takeEnrolled(
  tx: Database,
  parts: Parts,
  { charger, installation }: Place,
  { by, window, credential, number }: WireRecord,
): Promise<void> {
  if (by !== "cloud" || window === undefined) return;
  const [open] = await tx
    .select()
    .from(enrolments)
    .where(
      and(eq(enrolments.chargerId, charger), eq(enrolments.window, window), eq(enrolments.state, "open")),
    )
    .for("update");
  if (!open) return;
  const end = await concluded(tx, parts, open, installation, { key: credential?.key, number });
  const set =
    end.card === null
      ? ({ state: "refused", reason: end.reason } as const)
      : ({ state: "added", reason: null, cardId: end.card } as const);
  await tx.update(enrolments).set(set).where(eq(enrolments.chargerId, charger));
}

/** A unit tells that a card was refused while one was waited for: the page says why, and the unit waits on. */
export async function takeRefusedAtEnrolment(
  tx: Database,
  { clock }: Pick<CloudParts, "clock">,
  { charger, installation }: Place,
  { credential, reason }: WireRecord,
): Promise<void> {
  if (credential?.kind !== "card") return;
  const isOpen = and(
    eq(enrolments.chargerId, charger),
    eq(enrolments.state, "open"),
    gt(enrolments.until, clock.now()),
  );
  const told = async (person: Window["personId"]): Promise<EnrolmentReason | null> => {
    switch (reason ?? "") {
      case "random-uid":
        return "random-uid";
      case "malformed-uid":
        return "unreadable";
      case "already-known": {
        const entry = await keptEntry(tx, installation, credential);
        return entry?.listed && entry.personId === person ? "already-yours" : "taken";
      }
      default:
        return null;
    }
  };
  const [open] = await tx.select().from(enrolments).where(isOpen);
  const why = open ? await told(open.personId) : null;
  if (why) await tx.update(enrolments).set({ reason: why }).where(isOpen);
}

async function concluded(
  tx: Database,
  parts: Parts,
  { personId, label, wantedKey }: Window,
  installation: InstallationId,
  told: { readonly key: Uint8Array | undefined; readonly number: Uint8Array | undefined },
): Promise<{ readonly card: CardId } | { readonly card: null; readonly reason: EnrolmentReason }> {
  const not = (reason: EnrolmentReason) => ({ card: null, reason });
  const { key, number } = told;
  if (!key) return not("unreadable");
  if (wantedKey && !Buffer.from(wantedKey).equals(key)) return not("other-card");
  const keys = await installationKeys(tx, parts.vault, installation);
  const card = keys && number ? openCardNumber(keys.secret, key, number) : null;
  if (card === null) return not("no-number");
  if (classifyUid(card) !== "fixed") return not("unreadable");
  const source = wantedKey ? "refused-tap" : "scanned";
  const kept = await keepCard(tx, parts, { person: personId, number: card, label, source });
  return kept.ok ? { card: kept.card.id } : not(kept.problem);
}
