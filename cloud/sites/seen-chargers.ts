import { eq, inArray, or, type SQL } from "drizzle-orm";
import { decodeMessage } from "../../protocol/codec.ts";
import { type UpState, upState } from "../../protocol/state.ts";
import { may } from "../access/may.ts";
import { type Actor, ROLES, type Role, rolesAt } from "../access/role.ts";
import type { ChargerId, CircuitId, InstallationId, PersonId } from "../database/ids.ts";
import { chargers, circuits, installations, lists } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

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

  /** All that somebody may see: by a grant of the charger's own, or by one on its installation (B3). By installation and name. */
  seen(actor: Actor): Promise<readonly SeenCharger[]> {
    const own: ChargerId[] = [];
    const whole: InstallationId[] = [];
    for (const { on } of actor.standings) {
      if (on.kind === "charger") own.push(on.id);
      else whole.push(on.id);
    }
    return this.#read(actor, or(some(chargers.id, own), some(chargers.installationId, whole)));
  }

  /** Those of one installation that somebody may see; of who has a grant on one charger alone, that one. */
  async at(actor: Actor, installation: InstallationId): Promise<readonly SeenCharger[]> {
    return this.#read(actor, eq(chargers.installationId, installation));
  }

  /** Null: there is none, or none that this person may see. */
  async one(actor: Actor, id: ChargerId): Promise<SeenCharger | null> {
    const [found] = await this.#read(actor, eq(chargers.id, id));
    return found ?? null;
  }

  async #read(actor: Actor, which: SQL | undefined): Promise<readonly SeenCharger[]> {
    if (!which) return [];
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
      .orderBy(installations.name, installations.id, chargers.name, chargers.id);
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

/** One of these; of none, nothing at all. */
function some<Id>(column: Parameters<typeof inArray>[0], ids: readonly Id[]): SQL | undefined {
  return ids.length === 0 ? undefined : inArray(column, [...ids]);
}
