import { and, count, eq, inArray, isNull } from "drizzle-orm";
import type { WireConnector } from "../../protocol/state.ts";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import { chargeSessions } from "../database/schema/schema.ts";
import { oneOf } from "../sites/stretch.ts";

/** A charger whose connectors are looked at, as its unit last told of them. */
export interface RunningAt {
  readonly id: ChargerId;
  readonly installation: { readonly id: InstallationId };
  readonly owner: PersonId | null;
  readonly state: { readonly connectors: readonly WireConnector[] } | null;
}

/** Who charges, as the viewer may know it: names are for owner and service, everybody knows their own. */
export type WhoCharges =
  | { readonly kind: "me" }
  | { readonly kind: "named"; readonly name: string; readonly credential: string | null }
  | { readonly kind: "somebody" }
  /** Access was open: nobody in particular. */
  | { readonly kind: "anyone" };

/** A session that runs. */
export interface RunningSession {
  readonly charger: ChargerId;
  readonly connector: number;
  readonly session: string;
  readonly startedAt: number;
  /** Watt-hours so far; null: the board has no meter. */
  readonly energyWh: number | null;
  readonly who: WhoCharges;
  /** Whether the viewer may stop it: their own, or anybody's as owner or service. */
  readonly mayStop: boolean;
}

/** The sessions that run at these chargers, as their units last told, by charger and connector. */
export async function runningSessions(
  db: Database,
  actor: Actor,
  chargers: readonly RunningAt[],
): Promise<readonly RunningSession[]> {
  const ids = chargers
    .filter(({ state }) => state?.connectors.some(({ session }) => session))
    .map(({ id }) => id);
  const mine = await ownSessions(db, actor.person, ids);
  return chargers.flatMap((charger) =>
    (charger.state?.connectors ?? []).flatMap(({ id: connector, session }): RunningSession[] => {
      if (!session) return [];
      const resource = {
        kind: "charger",
        id: charger.id,
        installation: charger.installation.id,
        owner: charger.owner,
      } as const;
      const own = mine.has(`${charger.id} ${session.id}`);
      return [
        {
          charger: charger.id,
          connector,
          session: session.id,
          startedAt: session.startedAt,
          energyWh: session.energyWh,
          who: whoOf(session, own, may(actor, "charger.history", resource)),
          mayStop: own ? may(actor, "charger.charge", resource) : may(actor, "charger.stop-any", resource),
        },
      ];
    }),
  );
}

/** How many sessions run at each of these installations, as far as records tell. */
export async function sessionsThatRun(
  db: Database,
  places: readonly InstallationId[],
): Promise<ReadonlyMap<InstallationId, number>> {
  const rows = await db
    .select({ id: chargeSessions.installationId, running: count() })
    .from(chargeSessions)
    .where(
      and(
        oneOf(chargeSessions.installationId, places),
        isNull(chargeSessions.endedAt),
        isNull(chargeSessions.lost),
      ),
    )
    .groupBy(chargeSessions.installationId);
  return new Map(rows.map(({ id, running }) => [id, running]));
}

function whoOf(
  { credential, user }: NonNullable<WireConnector["session"]>,
  own: boolean,
  mayKnow: boolean,
): WhoCharges {
  if (own) return { kind: "me" };
  if (!credential) return { kind: "anyone" };
  return mayKnow ? { kind: "named", name: user ?? "", credential: credential.id } : { kind: "somebody" };
}

/** Which of the sessions that run there are this person's, as `charger session`. */
async function ownSessions(
  db: Database,
  person: PersonId,
  chargers: readonly ChargerId[],
): Promise<ReadonlySet<string>> {
  if (chargers.length === 0) return new Set();
  const rows = await db
    .select({ charger: chargeSessions.chargerId, session: chargeSessions.session })
    .from(chargeSessions)
    .where(
      and(
        inArray(chargeSessions.chargerId, [...chargers]),
        eq(chargeSessions.personId, person),
        isNull(chargeSessions.endedAt),
      ),
    );
  return new Set(rows.map(({ charger, session }) => `${charger} ${session}`));
}
