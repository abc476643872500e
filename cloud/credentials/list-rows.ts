import { and, count, eq, gt, inArray, isNotNull, isNull, or } from "drizzle-orm";
import type { CardId as CardNumber } from "../../protocol/card-id.ts";
import type { Database } from "../database/database.ts";
import type { CardId, InstallationId, PersonId, PinCodeId } from "../database/ids.ts";
import {
  cards,
  chargers,
  chargeSessions,
  listEntries,
  pinCodes,
  stopGroupMembers,
} from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { chargeRights } from "./charge-rights.ts";
import { numberOf } from "./held-cards.ts";
import { type InstallationKeys, installationKeys } from "./installation-keys.ts";
import type { ListedCode, ListRows } from "./list-entries.ts";

/** A code that has expired is told as such for so long, then as one that nobody knows: milliseconds. */
const EXPIRED_TOLD = 30 * 86_400_000;

/** What the list of an installation is made of, as it stands; null: there is no such installation. @throws VaultError */
export async function readListRows(
  tx: Database,
  { vault, clock }: Pick<CloudParts, "vault" | "clock">,
  installation: InstallationId,
): Promise<ListRows | null> {
  const keys = await installationKeys(tx, vault, installation);
  if (!keys) return null;
  const now = clock.now();
  const rights = await chargeRights(tx, installation, now);
  const people = [...new Set(rights.map(({ person }) => person))];
  const groups = await tx
    .select({ person: stopGroupMembers.personId, group: stopGroupMembers.groupId })
    .from(stopGroupMembers)
    .where(eq(stopGroupMembers.installationId, installation));
  return {
    rights,
    cards: await cardsOf(tx, vault, keys, installation, people),
    codes: await codesOf(tx, installation, now),
    groups: new Map(groups.map(({ person, group }) => [person, group])),
    account: (person) => keys.ofAccount(person),
  };
}

async function cardsOf(
  tx: Database,
  vault: CloudParts["vault"],
  keys: InstallationKeys,
  installation: InstallationId,
  people: readonly PersonId[],
): Promise<ListRows["cards"]> {
  const rows = await tx
    .select()
    .from(cards)
    .where(inArray(cards.personId, [...people]));
  // A card's digest never changes: its number is opened only when it is new here.
  const known = await tx
    .select({ id: listEntries.cardId, key: listEntries.key })
    .from(listEntries)
    .where(and(eq(listEntries.installationId, installation), isNotNull(listEntries.cardId)));
  const digests = new Map<CardId | null, Uint8Array>(known.map(({ id, key }) => [id, key]));
  return rows.map((card) => {
    // What was sealed was read as a card's number when it was added.
    const number = () => numberOf(vault, card) as CardNumber;
    const key = digests.get(card.id) ?? keys.ofCard(number());
    return { id: card.id, person: card.personId, key, status: card.status };
  });
}

async function codesOf(
  tx: Database,
  installation: InstallationId,
  now: number,
): Promise<readonly ListedCode[]> {
  const rows = await tx
    .select({ code: pinCodes, unit: chargers.unit })
    .from(pinCodes)
    .leftJoin(chargers, eq(chargers.id, pinCodes.chargerId))
    .where(
      and(
        eq(pinCodes.installationId, installation),
        or(isNull(pinCodes.expiresAt), gt(pinCodes.expiresAt, now - EXPIRED_TOLD)),
      ),
    );
  const used = await usesOf(
    tx,
    rows.flatMap(({ code }) => (code.uses === null ? [] : [code.id])),
  );
  return rows.map(({ code, unit }) => {
    const { id, personId, label, key, status, from, expiresAt, windows, uses, chargerId } = code;
    const charger = chargerId === null || unit === null ? null : { id: chargerId, unit };
    const times = used.get(id) ?? [];
    return { id, person: personId, label, key, status, from, expiresAt, windows, uses, charger, used: times };
  });
}

/** How often each charger has seen a code start a session. */
async function usesOf(
  tx: Database,
  codes: readonly PinCodeId[],
): Promise<ReadonlyMap<PinCodeId | null, readonly number[]>> {
  const rows = await tx
    .select({ code: chargeSessions.pinCodeId, times: count() })
    .from(chargeSessions)
    .where(inArray(chargeSessions.pinCodeId, [...codes]))
    .groupBy(chargeSessions.pinCodeId, chargeSessions.chargerId);
  const used = new Map<PinCodeId | null, number[]>();
  for (const { code, times } of rows) used.set(code, [...(used.get(code) ?? []), times]);
  return used;
}
