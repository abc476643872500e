import { and, desc, eq, ne } from "drizzle-orm";
import { decodeMessage } from "../../protocol/codec.ts";
import { upState } from "../../protocol/state.ts";
import type { Database } from "../database/database.ts";
import { chargers, chargeSessions } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { RecordPlace } from "./make-of-record.ts";
import { tellFinding } from "./tell-finding.ts";

/** The clocks of two units may differ by this much, milliseconds: a session that had ended so shortly after counts as ended before. */
const CLOCKS_DIFFER = 60_000;
/** Other sessions of the card that are looked at, the newest. */
const OTHERS_AT_MOST = 10;

type Session = typeof chargeSessions.$inferSelect;
type Charger = Pick<typeof chargers.$inferSelect, "reach" | "state">;

/**
 * Tells the owner once of a card that charges at two chargers at the same time: one of the two is a copy, or somebody was left
 * with its session. Records of a unit that was away come late, so a session without an end is believed to go on only if its
 * unit says so now; otherwise it is looked at again when its end comes.
 */
export async function tellTwoUnits(
  tx: Database,
  parts: Pick<CloudParts, "random">,
  place: RecordPlace,
  session: Session,
): Promise<void> {
  if (session.by !== "card" || session.credentialKey === null) return;
  const others = await tx
    .select({ other: chargeSessions, name: chargers.name, reach: chargers.reach, state: chargers.state })
    .from(chargeSessions)
    .innerJoin(chargers, eq(chargers.id, chargeSessions.chargerId))
    .where(
      and(
        eq(chargeSessions.installationId, place.installation),
        eq(chargeSessions.credentialKey, session.credentialKey),
        ne(chargeSessions.chargerId, place.charger),
      ),
    )
    .orderBy(desc(chargeSessions.startedAt))
    .limit(OTHERS_AT_MOST);
  if (others.length === 0) return;
  const [own] = await tx
    .select({ reach: chargers.reach, state: chargers.state })
    .from(chargers)
    .where(eq(chargers.id, place.charger));
  for (const { other, name, ...there } of others) {
    const both = Math.max(session.startedAt, other.startedAt);
    if (!ranAt(session, both, own) || !ranAt(other, both, there)) continue;
    const pair = [session, other].map((one) => `${one.chargerId} ${one.session}`).sort();
    await tellFinding(tx, parts, place, {
      code: "card-at-two-units",
      at: both,
      details: { shown: session.credential, user: session.user, otherCharger: name },
      once: `card-at-two-units ${pair.join(" ")}`,
    });
  }
}

/** Whether it is known to have run at an instant that is not before its start. */
function ranAt(
  { session, startedAt, endedAt, reason }: Session,
  at: number,
  there: Charger | undefined,
): boolean {
  if (at === startedAt) return true;
  // A unit that lost power tells the end when it is back: nobody knows when it was.
  if (reason === "PowerLoss") return false;
  return endedAt === null ? runs(there, session) : at + CLOCKS_DIFFER < endedAt;
}

/** Whether a unit is there, and says that this session runs. */
function runs(there: Charger | undefined, session: string): boolean {
  if (!there?.state || there.reach !== "online") return false;
  const { state } = there;
  const decoded = decodeMessage(upState, state);
  return decoded.ok && decoded.message.connectors.some((connector) => connector.session?.id === session);
}
