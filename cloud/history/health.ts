import { and, asc, desc, eq, inArray, type SQL, sum } from "drizzle-orm";
import { decodeMessage } from "../../protocol/codec.ts";
import { type ClockQuality, type UpState, upState } from "../../protocol/state.ts";
import { may } from "../access/may.ts";
import type { Actor, Resource } from "../access/role.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { chargers, journals, lists, refusals } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** How a charger's device is. */
export interface ChargerHealth {
  readonly charger: { readonly id: ChargerId; readonly name: string; readonly unit: string };
  /** `never`: its unit never joined. */
  readonly reach: "online" | "offline" | "unknown" | "never";
  /** Since when that is so. */
  readonly since: number | null;
  /** When it last said something. */
  readonly heardAt: number | null;
  readonly software: string | null;
  readonly clock: ClockQuality | null;
  readonly list: ListInStep;
  /** Readers and keypads that are lost; null: the unit does not say. */
  readonly lost: readonly string[] | null;
  /** Faults of its connectors (docs/events.md). */
  readonly faults: readonly { readonly connector: number; readonly code: string }[];
  /** Records that were lost before they came here. */
  readonly recordsLost: number;
}

/** Whether a unit holds the list that holds now. `unknown`: it has not said anything yet. */
export type ListInStep =
  | { readonly state: "in-step"; readonly version: number }
  | { readonly state: "behind"; readonly version: number; readonly wanted: number }
  | { readonly state: "unknown" };

/** A refused tap, with its reason. */
export interface RefusalItem {
  readonly id: number;
  readonly charger: { readonly id: ChargerId; readonly name: string };
  readonly at: number;
  readonly connector: number | null;
  readonly reader: string | null;
  readonly kind: string | null;
  readonly shown: string | null;
  readonly verdict: string | null;
  /** Stable (docs/reasons.md). */
  readonly reason: string | null;
}

const REFUSALS_AT_MOST = 200;

type Row = typeof chargers.$inferSelect;
type List = Pick<typeof lists.$inferSelect, "version" | "count" | "digest">;

/** Devices' health, for owner and service: of an installation, or of the chargers where they have the right alone. */
export class Health {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** By charger's name. */
  async ofInstallation(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly chargers: readonly ChargerHealth[] }, NotFound | Forbidden>> {
    const all = await this.#chargers(eq(chargers.installationId, installation));
    const seen = all.filter(({ charger }) => may(actor, "charger.health", resourceOf(charger)));
    const resource = { kind: "installation", id: installation } as const;
    if (seen.length === 0 && !may(actor, "installation.health", resource)) {
      const isViewed = all.some(({ charger }) => may(actor, "charger.view", resourceOf(charger)));
      return refused(isViewed || may(actor, "installation.view", resource) ? "forbidden" : "not-found");
    }
    return { ok: true, chargers: await this.#healthOf(seen) };
  }

  async ofCharger(
    actor: Actor,
    id: ChargerId,
  ): Promise<Outcome<{ readonly health: ChargerHealth }, NotFound | Forbidden>> {
    const found = await this.#chargers(eq(chargers.id, id));
    const resource = found[0] && resourceOf(found[0].charger);
    if (!resource || !may(actor, "charger.view", resource)) return refused("not-found");
    if (!may(actor, "charger.health", resource)) return refused("forbidden");
    const [health] = await this.#healthOf(found);
    return health ? { ok: true, health } : refused("not-found");
  }

  /** The newest refused taps, at most 200. @param charger of this one alone */
  async refusals(
    actor: Actor,
    installation: InstallationId,
    charger?: ChargerId,
  ): Promise<Outcome<{ readonly refusals: readonly RefusalItem[] }, NotFound | Forbidden>> {
    const health = await this.ofInstallation(actor, installation);
    if (!health.ok) return health;
    const ids = health.chargers.map((one) => one.charger.id).filter((id) => (charger ?? id) === id);
    const rows = await this.#parts.db
      .select({ refusal: refusals, charger: { id: chargers.id, name: chargers.name } })
      .from(refusals)
      .innerJoin(chargers, eq(chargers.id, refusals.chargerId))
      .where(inArray(refusals.chargerId, ids))
      .orderBy(desc(refusals.at), desc(refusals.id))
      .limit(REFUSALS_AT_MOST);
    return {
      ok: true,
      refusals: rows.map(({ refusal, charger: where }) => {
        const { id, at, connector, reader, kind, credential, verdict, reason } = refusal;
        return { id, charger: where, at, connector, reader, kind, shown: credential, verdict, reason };
      }),
    };
  }

  /**
   * Which chargers have the list that holds now: for the words "saved; 2 of 3 chargers have it already". For whoever may view
   * the installation or some of its chargers (these alone).
   */
  async listsInStep(
    actor: Actor,
    installation: InstallationId,
  ): Promise<
    Outcome<
      {
        readonly chargers: readonly {
          readonly id: ChargerId;
          readonly name: string;
          readonly list: ListInStep;
        }[];
      },
      NotFound
    >
  > {
    const all = await this.#chargers(eq(chargers.installationId, installation));
    const seen = all.filter(({ charger }) => may(actor, "charger.view", resourceOf(charger)));
    if (seen.length === 0 && !may(actor, "installation.view", { kind: "installation", id: installation }))
      return refused("not-found");
    return {
      ok: true,
      chargers: seen.map(({ charger: { id, name, state }, list }) => ({
        id,
        name,
        list: inStep(stateOf(state), list),
      })),
    };
  }

  #chargers(where: SQL) {
    return this.#parts.db
      .select({
        charger: chargers,
        list: { version: lists.version, count: lists.count, digest: lists.digest },
      })
      .from(chargers)
      .leftJoin(lists, eq(lists.installationId, chargers.installationId))
      .where(where)
      .orderBy(asc(chargers.name), asc(chargers.id));
  }

  async #healthOf(
    seen: readonly { readonly charger: Row; readonly list: List | null }[],
  ): Promise<readonly ChargerHealth[]> {
    const ids = seen.map(({ charger }) => charger.id);
    const losses = await this.#parts.db
      .select({ id: journals.chargerId, lost: sum(journals.lost).mapWith(Number) })
      .from(journals)
      .where(and(inArray(journals.chargerId, ids)))
      .groupBy(journals.chargerId);
    const lost = new Map(losses.map((row) => [row.id, row.lost]));
    return seen.map(({ charger, list }) => healthOf(charger, list, lost.get(charger.id) ?? 0));
  }
}

function healthOf(charger: Row, list: List | null, recordsLost: number): ChargerHealth {
  const { id, name, unit, joinedAt, reach, reachSince, heardAt } = charger;
  const state = stateOf(charger.state);
  return {
    charger: { id, name, unit },
    reach: joinedAt === null && heardAt === null ? "never" : reach,
    since: reachSince,
    heardAt,
    software: state?.software ?? null,
    clock: state?.clock ?? null,
    list: inStep(state, list),
    lost: state?.lost ?? null,
    faults: (state?.connectors ?? []).flatMap(({ id: connector, fault }) =>
      fault === null ? [] : [{ connector, code: fault }],
    ),
    recordsLost,
  };
}

/** Version, number of entries and digest: a version alone cannot show a list that is torn. */
function inStep(state: UpState | null, list: List | null): ListInStep {
  if (!state || !list) return { state: "unknown" };
  const { version, count, digest } = state.list;
  return version === list.version && count === list.count && Buffer.from(digest).equals(list.digest)
    ? { state: "in-step", version }
    : { state: "behind", version, wanted: list.version };
}

function stateOf(state: Uint8Array | null): UpState | null {
  const decoded = state && decodeMessage(upState, state);
  return decoded?.ok ? decoded.message : null;
}

function resourceOf({ id, installationId, ownerId }: Row): Extract<Resource, { kind: "charger" }> {
  return { kind: "charger", id, installation: installationId, owner: ownerId };
}
