import { and, desc, eq, type SQL } from "drizzle-orm";
import type { Actor } from "../access/role.ts";
import type { ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import { chargers, chargeSessions, people } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { energySums } from "./energy-sums.ts";
import { historyCsv } from "./history-csv.ts";
import { afterPlace, placeName, readPlace } from "./history-place.ts";
import { chargersWithHistory } from "./history-rights.ts";
import { filterOf, totalsOf } from "./history-where.ts";
import { zoneOf } from "./zone-of.ts";

/** A charge. */
export interface HistoryItem {
  readonly charger: { readonly id: ChargerId; readonly name: string };
  readonly session: string;
  readonly connector: number | null;
  readonly startedAt: number;
  /** Null: it goes on, or its end was lost (`lost`). */
  readonly endedAt: number | null;
  /** Watt-hours; null: not known. */
  readonly energyWh: number | null;
  /** Why it ended, by OCPP's name. */
  readonly reason: string | null;
  readonly lost: "start" | "end" | null;
  /** Null: access was open. */
  readonly by: "card" | "pin" | "remote" | null;
  /** As it may be shown: `04…C3`, `#…`. */
  readonly credential: string | null;
  /** Who it was; null: nobody in particular, or not known (any more). */
  readonly person: { readonly id: PersonId | null; readonly name: string } | null;
}

/** Which charges are meant. */
export interface HistoryFilter {
  readonly charger?: ChargerId;
  readonly person?: PersonId;
  readonly by?: "card" | "pin" | "remote" | "open";
  /** First and last day, `2026-11-21`, in the installation's zone; the start of a charge decides. */
  readonly fromDay?: string;
  readonly toDay?: string;
}

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
  /** Of all that the filter lets through. */
  readonly totals: { readonly sessions: number; readonly energyWh: number };
}

/** Energy of one day or month of the installation's zone, in which its charges began. */
export interface EnergySum {
  /** `2026-11-21` or `2026-11`. */
  readonly period: string;
  readonly energyWh: number;
  readonly sessions: number;
}

const PAGE_SIZE = 50;

export type HistoryProblem = NotFound | Forbidden | "day";

/** The columns that an item is made of. */
const ITEM = {
  charger: { id: chargers.id, name: chargers.name },
  session: chargeSessions.session,
  connector: chargeSessions.connector,
  startedAt: chargeSessions.startedAt,
  endedAt: chargeSessions.endedAt,
  energyWh: chargeSessions.energyWh,
  reason: chargeSessions.reason,
  lost: chargeSessions.lost,
  by: chargeSessions.by,
  credential: chargeSessions.credential,
  personId: chargeSessions.personId,
  name: people.name,
  user: chargeSessions.user,
};

/**
 * Charge history: all of an installation (or of the chargers at which somebody has rights alone) for owner and service; one's
 * own for everybody.
 */
export class History {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** The newest first. @param after where a page begins (`HistoryPage.next`); one that is none begins at the newest */
  async ofInstallation(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter,
    after: string | null = null,
  ): Promise<Outcome<{ readonly page: HistoryPage }, HistoryProblem>> {
    const where = await this.#where(actor, installation, filter);
    return where.ok ? { ok: true, page: await this.#page(where.where, after) } : where;
  }

  /** One's own charges, wherever they were; days are those of the installation's zone, or of UTC if none is named. */
  async own(
    actor: Actor,
    filter: HistoryFilter & { readonly installation?: InstallationId },
    after: string | null = null,
  ): Promise<Outcome<{ readonly page: HistoryPage }, "day">> {
    const { db } = this.#parts;
    const { installation } = filter;
    const zone = installation === undefined ? null : await zoneOf(db, installation);
    const wanted = filterOf({ ...filter, person: actor.person }, zone ?? "UTC");
    if (!wanted.ok) return wanted;
    const here = installation === undefined ? undefined : eq(chargeSessions.installationId, installation);
    return { ok: true, page: await this.#page(and(wanted.where, here), after) };
  }

  /** As a spreadsheet reads it (RFC 4180), in pieces, the oldest first; cells that it would run are disarmed. */
  async csv(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter,
  ): Promise<Outcome<{ readonly lines: AsyncGenerator<string, void, undefined> }, HistoryProblem>> {
    const where = await this.#where(actor, installation, filter);
    if (!where.ok) return where;
    const read = (more: SQL | undefined, order: readonly SQL[], limit: number) =>
      this.#items(and(where.where, more), order, limit);
    return { ok: true, lines: historyCsv(read, where.zone) };
  }

  /** Energy by day or month, every one of them from the first to the last, the newest 400; for a chart. */
  async energy(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter,
    unit: "day" | "month",
  ): Promise<Outcome<{ readonly sums: readonly EnergySum[] }, HistoryProblem>> {
    const where = await this.#where(actor, installation, filter);
    if (!where.ok) return where;
    const { db, clock } = this.#parts;
    const { fromDay, toDay } = filter;
    const range = { from: fromDay ?? null, to: toDay ?? null, zone: where.zone, now: clock.now() };
    return { ok: true, sums: await energySums(db, where.where, range, unit) };
  }

  /** What the filter lets through of what the actor may see. */
  async #where(
    actor: Actor,
    installation: InstallationId,
    filter: HistoryFilter,
  ): Promise<Outcome<{ readonly where: SQL | undefined; readonly zone: string }, HistoryProblem>> {
    const { db } = this.#parts;
    const seen = await chargersWithHistory(db, actor, installation);
    if (!seen.ok) return seen;
    const zone = await zoneOf(db, installation);
    if (zone === null) return refused("not-found");
    const wanted = filterOf(filter, zone);
    if (!wanted.ok) return wanted;
    const here = eq(chargeSessions.installationId, installation);
    return { ok: true, where: and(here, seen.where, wanted.where), zone };
  }

  async #page(where: SQL | undefined, after: string | null): Promise<HistoryPage> {
    const place = after === null ? null : readPlace(after);
    const order = [
      desc(chargeSessions.startedAt),
      desc(chargeSessions.chargerId),
      desc(chargeSessions.session),
    ];
    const more = place ? afterPlace("older", place) : undefined;
    // One more than is shown: whether there is another page.
    const found = await this.#items(and(where, more), order, PAGE_SIZE + 1);
    const items = found.slice(0, PAGE_SIZE);
    const last = items.at(-1);
    return {
      items,
      next: found.length > PAGE_SIZE && last ? placeName(last) : null,
      totals: await totalsOf(this.#parts.db, where),
    };
  }

  async #items(
    where: SQL | undefined,
    order: readonly SQL[],
    limit: number,
  ): Promise<readonly HistoryItem[]> {
    const rows = await this.#parts.db
      .select(ITEM)
      .from(chargeSessions)
      .innerJoin(chargers, eq(chargers.id, chargeSessions.chargerId))
      .leftJoin(people, eq(people.id, chargeSessions.personId))
      .where(where)
      .orderBy(...order)
      .limit(limit);
    return rows.map(({ personId, name, user, ...item }) => {
      const whose = name ?? user;
      return { ...item, person: whose === null ? null : { id: personId, name: whose } };
    });
  }
}
