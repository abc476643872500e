import { and, desc, eq, gt, isNull, max } from "drizzle-orm";
import type { WireCredential } from "../../protocol/credential.ts";
import { may } from "../access/may.ts";
import { chargerResource } from "../access/resources.ts";
import type { Actor } from "../access/role.ts";
import type { AskUnit } from "../credentials/enrolment.ts";
import { accountCredential } from "../credentials/verdict-for.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { chargeSessions, people, reservations } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import type { Forbidden, NotFound } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { RequestOutcome } from "./requests.ts";

/** The longest that a charger is kept for somebody, milliseconds. */
const RESERVATION_AT_MOST = 24 * 3_600_000;

/** Why nothing came of it. `refused`: the unit says why (docs/reasons.md); null: it does not. */
export type RemoteProblem =
  | { readonly code: NotFound | Forbidden }
  /** The unit is not connected: nothing was sent. */
  | { readonly code: "offline" }
  /** Nobody knows whether the unit has obeyed. */
  | { readonly code: "no-answer" }
  | { readonly code: "refused"; readonly reason: string | null }
  /** A reservation until then is none. */
  | { readonly code: "until" };

export type RemoteOutcome<Done = object> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly problem: RemoteProblem };

/** A charger that is kept for somebody, as others see it: not for whom. */
export interface SeenReservation {
  readonly number: number;
  readonly connector: number | null;
  readonly until: number;
  readonly mine: boolean;
  /** One's own; or as owner. */
  readonly mayCancel: boolean;
}

/** What people do at a charger from the portal: start, stop, reserve; in their own names (B7). */
export class RemoteControl {
  readonly #parts: CloudParts;
  readonly #ask: AskUnit;

  constructor(parts: CloudParts, ask: AskUnit) {
    this.#parts = parts;
    this.#ask = ask;
  }

  /** Starts in the actor's name, as with a card of theirs: the unit decides by its list. */
  async start(actor: Actor, charger: ChargerId, connector: number): Promise<RemoteOutcome> {
    const allowed = await this.#mayCharge(actor, charger);
    if (!allowed.ok) return allowed;
    const outcome = await this.#ask(charger, "start", { connector, credential: allowed.credential });
    await this.#note(actor, charger, "remote-start", { connector, outcome: codeOf(outcome) });
    return this.#answered(outcome);
  }

  /**
   * Stops a session: one's own, or anybody's as owner or service.
   * @param session the one that was seen: no other is stopped in its place
   */
  async stop(actor: Actor, charger: ChargerId, connector: number, session: string): Promise<RemoteOutcome> {
    const { db } = this.#parts;
    const resource = await chargerResource(db, charger);
    if (!resource || !may(actor, "charger.view", resource)) return denied("not-found");
    const [found] = await db
      .select({ person: chargeSessions.personId })
      .from(chargeSessions)
      .where(and(eq(chargeSessions.chargerId, charger), eq(chargeSessions.session, session)));
    const own = found?.person === actor.person && may(actor, "charger.charge", resource);
    if (!own && !may(actor, "charger.stop-any", resource)) return denied("forbidden");
    const outcome = await this.#ask(charger, "stop", { connector, session });
    await this.#note(actor, charger, "remote-stop", { connector, own, outcome: codeOf(outcome) });
    return this.#answered(outcome);
  }

  /** Keeps a charger for the actor. @param until milliseconds since 1970, a day ahead at most */
  async reserve(actor: Actor, charger: ChargerId, until: number): Promise<RemoteOutcome> {
    const { db, clock, notify } = this.#parts;
    const allowed = await this.#mayCharge(actor, charger);
    if (!allowed.ok) return allowed;
    const now = clock.now();
    if (!(until > now && until <= now + RESERVATION_AT_MOST))
      return { ok: false, problem: { code: "until" } };
    const [highest] = await db
      .select({ number: max(reservations.number) })
      .from(reservations)
      .where(eq(reservations.chargerId, charger));
    const number = (highest?.number ?? 0) + 1;
    const outcome = await this.#ask(charger, "reserve", {
      id: number,
      until,
      credential: allowed.credential,
    });
    if (outcome.status === "Accepted")
      await db.transaction(async (tx) => {
        await tx
          .insert(reservations)
          .values({ chargerId: charger, number, personId: actor.person, until })
          .onConflictDoNothing();
        await notify(tx, "chargegate_changed", allowed.installation);
      });
    return this.#answered(outcome);
  }

  /** Gives a charger free again that was kept: one's own; or anybody's as owner. */
  async cancelReservation(actor: Actor, charger: ChargerId, number: number): Promise<RemoteOutcome> {
    const { db, notify } = this.#parts;
    const resource = await chargerResource(db, charger);
    if (!resource || !may(actor, "charger.view", resource)) return denied("not-found");
    const kept = (await this.reservations(actor, charger)).find((one) => one.number === number);
    if (!kept) return denied("not-found");
    if (!kept.mayCancel) return denied("forbidden");
    const outcome = await this.#ask(charger, "cancel-reservation", { id: number });
    const isGone = outcome.status === "Accepted" || reasonOf(outcome) === "no-reservation";
    if (isGone)
      await db.transaction(async (tx) => {
        await tx
          .update(reservations)
          .set({ ended: "Cancelled" })
          .where(and(eq(reservations.chargerId, charger), eq(reservations.number, number)));
        await notify(tx, "chargegate_changed", resource.installation);
      });
    return isGone ? { ok: true } : this.#answered(outcome);
  }

  /** For whom a charger is kept now, the newest first; empty for whoever may not see it. */
  async reservations(actor: Actor, charger: ChargerId): Promise<readonly SeenReservation[]> {
    const { db, clock } = this.#parts;
    const resource = await chargerResource(db, charger);
    if (!resource || !may(actor, "charger.view", resource)) return [];
    const rows = await db
      .select()
      .from(reservations)
      .where(
        and(
          eq(reservations.chargerId, charger),
          isNull(reservations.ended),
          gt(reservations.until, clock.now()),
        ),
      )
      .orderBy(desc(reservations.number));
    return rows.map(({ number, connector, until, personId }) => ({
      number,
      connector,
      until,
      mine: personId === actor.person,
      mayCancel: personId === actor.person || may(actor, "charger.remove", resource),
    }));
  }

  async #mayCharge(
    actor: Actor,
    charger: ChargerId,
  ): Promise<
    | { readonly ok: true; readonly credential: WireCredential; readonly installation: InstallationId }
    | { readonly ok: false; readonly problem: RemoteProblem }
  > {
    const resource = await chargerResource(this.#parts.db, charger);
    if (!resource || !may(actor, "charger.view", resource)) return denied("not-found");
    if (!may(actor, "charger.charge", resource)) return denied("forbidden");
    const credential = await accountCredential(this.#parts, charger, actor.person);
    if (!credential) return denied("not-found");
    return { ok: true, credential, installation: resource.installation };
  }

  async #note(
    actor: Actor,
    charger: ChargerId,
    action: "remote-start" | "remote-stop",
    details: Readonly<Record<string, string | number | boolean>>,
  ): Promise<void> {
    const { db, clock } = this.#parts;
    const resource = await chargerResource(db, charger);
    const [person] = await db.select({ name: people.name }).from(people).where(eq(people.id, actor.person));
    await writeAudit(db, {
      at: clock.now(),
      actor: { id: actor.person, name: person?.name ?? "" },
      action,
      installation: resource?.installation ?? null,
      charger,
      details,
    });
  }

  #answered(outcome: RequestOutcome): RemoteOutcome {
    if (outcome.status === "Accepted") return { ok: true };
    if (outcome.status === "Error") {
      const offline = outcome.code === "UNIT_OFFLINE" || outcome.code === "CLOUD_OFFLINE";
      return { ok: false, problem: { code: offline ? "offline" : "no-answer" } };
    }
    return { ok: false, problem: { code: "refused", reason: reasonOf(outcome) } };
  }
}

function denied(code: NotFound | Forbidden): { readonly ok: false; readonly problem: RemoteProblem } {
  return { ok: false, problem: { code } };
}

function codeOf(outcome: RequestOutcome): string {
  return outcome.status === "Error" ? outcome.code : outcome.status;
}

function reasonOf(outcome: RequestOutcome): string | null {
  return outcome.status === "Error" ? null : (outcome.data.reason ?? null);
}
