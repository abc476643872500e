import { and, count, eq, not, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { decodeMessage } from "../../protocol/codec.ts";
import { type UpState, upState } from "../../protocol/state.ts";
import { may } from "../access/may.ts";
import { type Actor, ROLES, type Role, rolesAt } from "../access/role.ts";
import type { ChargerId, CircuitId, InstallationId, PersonId } from "../database/ids.ts";
import { chargers, chargeSessions, circuits, installations, lists } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { contains, FIRST, oneOf, STRETCH, type Stretch, stretchOf, type Wanted } from "./stretch.ts";

/** Where there is no stretch to go on with, no more than that many are read. */
const AT_MOST = 500;

/** A charger as somebody who may see it sees it. */
export interface SeenCharger {
  readonly id: ChargerId;
  /** The serial number: its unit's id. */
  readonly unit: string;
  readonly name: string;
  /** Its name is seen by whoever sees the charger; what else there is, only by who may see the installation. */
  readonly installation: { readonly id: InstallationId; readonly name: string; readonly zone: string };
  readonly circuit: { readonly id: CircuitId; readonly name: string; readonly fuse: number } | null;
  readonly owner: PersonId | null;
  /** When its unit joined; null: never. */
  readonly joinedAt: number | null;
  /** `unknown`: the cloud was cut off since it last heard. */
  readonly reach: "online" | "offline" | "unknown";
  readonly reachSince: number | null;
  readonly heardAt: number | null;
  /** What its unit last said; null: nothing yet. */
  readonly state: UpState | null;
  /** What access is to be (B5); whether its unit has it is what `state.access` says. */
  readonly access: "open" | "restricted";
  /** Whether its unit holds the newest list; null: it has said nothing yet, or there is no list. */
  readonly listInStep: boolean | null;
  /** What the viewer is at this charger, by its own grant or the installation's. */
  readonly roles: readonly Role[];
  /** Those of the roles that come from the installation. */
  readonly inherited: readonly Role[];
}

/** The chargers that people see, with what their units last said. */
export class SeenChargers {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /**
   * What somebody may see: by a grant of the charger's own, or by one on its installation (B3). By installation and name, a
   * stretch at a time.
   * @param within of this installation alone, by circuit and name
   */
  async seen(
    actor: Actor,
    wanted: Wanted = FIRST,
    within: InstallationId | null = null,
  ): Promise<Stretch<SeenCharger>> {
    const here = within === null ? undefined : eq(chargers.installationId, within);
    const found = contains(wanted.search, [chargers.name, chargers.unit, installations.name]);
    const which = and(standsAt(actor), here, found);
    const [counted] = await this.#parts.db
      .select({ total: count() })
      .from(chargers)
      .innerJoin(installations, eq(installations.id, chargers.installationId))
      .where(which);
    const total = counted?.total ?? 0;
    const { offset, ...stretch } = stretchOf(wanted, total);
    const circuit = within === null ? [] : [circuits.name];
    const items = await this.#read(actor, which, { limit: STRETCH, offset, first: circuit });
    return { ...stretch, total, items };
  }

  /** The first of those at which somebody charges at the moment, as far as records tell. */
  charging(actor: Actor): Promise<readonly SeenCharger[]> {
    const runs = sql`exists (select 1 from ${chargeSessions} where ${chargeSessions.chargerId} = ${chargers.id}
      and ${chargeSessions.endedAt} is null and ${chargeSessions.lost} is null)`;
    return this.#read(actor, and(standsAt(actor), runs), { limit: STRETCH });
  }

  /** The first of those that somebody sees by a grant on them alone, without their installation. */
  alone(actor: Actor): Promise<readonly SeenCharger[]> {
    const { own, whole } = standing(actor);
    if (own.length === 0) return Promise.resolve([]);
    return this.#read(actor, and(oneOf(chargers.id, own), not(oneOf(chargers.installationId, whole))));
  }

  /** Those of one installation that somebody may see, the first 500 by name; of who has a grant on one charger alone, that one. */
  async at(actor: Actor, installation: InstallationId): Promise<readonly SeenCharger[]> {
    return this.#read(actor, and(standsAt(actor), eq(chargers.installationId, installation)));
  }

  /** What they are called, to choose one from: the first 500 by name. */
  names(
    actor: Actor,
    installation: InstallationId,
  ): Promise<readonly { readonly id: ChargerId; readonly name: string }[]> {
    return this.#parts.db
      .select({ id: chargers.id, name: chargers.name })
      .from(chargers)
      .where(and(standsAt(actor), eq(chargers.installationId, installation)))
      .orderBy(chargers.name, chargers.id)
      .limit(AT_MOST);
  }

  /** Null: there is none, or none that this person may see. */
  async one(actor: Actor, id: ChargerId): Promise<SeenCharger | null> {
    const [found] = await this.#read(actor, eq(chargers.id, id));
    return found ?? null;
  }

  async #read(
    actor: Actor,
    which: SQL | undefined,
    {
      limit = AT_MOST,
      offset = 0,
      first = [],
    }: { readonly limit?: number; readonly offset?: number; readonly first?: readonly AnyPgColumn[] } = {},
  ): Promise<readonly SeenCharger[]> {
    const rows = await this.#parts.db
      .select({
        charger: chargers,
        installation: { id: installations.id, name: installations.name, zone: installations.zone },
        access: installations.access,
        circuit: { id: circuits.id, name: circuits.name, fuse: circuits.fuse },
        digest: lists.digest,
      })
      .from(chargers)
      .innerJoin(installations, eq(installations.id, chargers.installationId))
      .leftJoin(circuits, eq(circuits.id, chargers.circuitId))
      .leftJoin(lists, eq(lists.installationId, chargers.installationId))
      .where(which)
      .orderBy(...first, installations.name, installations.id, chargers.name, chargers.id)
      .limit(limit)
      .offset(offset);
    return rows.flatMap(({ charger, digest, ...row }): SeenCharger[] => {
      const where = { kind: "charger", id: charger.id, installation: row.installation.id } as const;
      const resource = { ...where, owner: charger.ownerId };
      if (!may(actor, "charger.view", resource)) return [];
      const [here, above] = [
        rolesAt(actor, resource),
        rolesAt(actor, { kind: "installation", id: row.installation.id }),
      ];
      const state = stateOf(charger.state);
      const { id, unit, name, joinedAt, reach, reachSince, heardAt } = charger;
      return [
        {
          id,
          unit,
          name,
          joinedAt,
          reach,
          reachSince,
          heardAt,
          ...row,
          owner: charger.ownerId,
          state,
          listInStep: state && digest ? Buffer.compare(state.list.digest, digest) === 0 : null,
          roles: ROLES.filter((role) => here.has(role)),
          inherited: ROLES.filter((role) => above.has(role)),
        },
      ];
    });
  }
}

/** What a unit said, as the database keeps it (`chargers.state`); null: nothing, or what this version does not understand. */
function stateOf(kept: Uint8Array | null): UpState | null {
  const decoded = kept && decodeMessage(upState, kept);
  return decoded?.ok ? decoded.message : null;
}

/** What somebody has grants on. */
function standing({ standings }: Actor): {
  readonly own: readonly ChargerId[];
  readonly whole: readonly InstallationId[];
} {
  return {
    own: standings.flatMap(({ on }) => (on.kind === "charger" ? [on.id] : [])),
    whole: standings.flatMap(({ on }) => (on.kind === "installation" ? [on.id] : [])),
  };
}

/** Whether somebody has any role at a charger, by its own grant or its installation's: then they see it. */
function standsAt(actor: Actor): SQL | undefined {
  const { own, whole } = standing(actor);
  return or(oneOf(chargers.id, own), oneOf(chargers.installationId, whole));
}
