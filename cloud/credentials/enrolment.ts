import { and, eq, lte, sql } from "drizzle-orm";
import { may } from "../access/may.ts";
import { chargerResource } from "../access/resources.ts";
import type { Actor } from "../access/role.ts";
import type { ChargerId } from "../database/ids.ts";
import { enrolments, refusals } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { randomHex } from "../surroundings.ts";
import type { RequestArgs, RequestOp, RequestOutcome } from "../units/requests.ts";
import { type OwnCard, ownCards } from "./cards.ts";
import { CARDS_AT_MOST, countOf } from "./held-cards.ts";
import { labelOf } from "./label.ts";
import { isSeen } from "./refused-taps.ts";

/** How long a card is waited for, milliseconds (a minute at most: nobody leaves a charger waiting). */
const ENROLMENT_LASTS = 60_000;

/** Asks a charger's unit for something; always answered, never rejects. */
export type AskUnit = <Op extends RequestOp>(
  charger: ChargerId,
  op: Op,
  args: RequestArgs<Op>,
) => Promise<RequestOutcome>;

/** Why a card that was held to the reader was not added; stable. */
export type EnrolmentReason =
  /** It makes its number up anew at every tap: a phone, a bank card. */
  | "random-uid"
  /** Somebody has it; not said who. */
  | "taken"
  | "already-yours"
  /** One has as many cards as one may. */
  | "too-many"
  /** Not the card that was refused before. */
  | "other-card"
  /** The unit did not tell its number: it is to be typed. */
  | "no-number"
  /** It could not be read as a card. */
  | "unreadable";

/** What a page shows of waiting for a card at one charger. */
export type EnrolmentView =
  | { readonly state: "none" }
  /** Somebody else's card is waited for. */
  | { readonly state: "busy"; readonly until: number }
  | {
      readonly state: "open";
      /** Milliseconds since 1970. */
      readonly until: number;
      /** Of the last card that was held there and not added; the unit waits on. */
      readonly told: EnrolmentReason | null;
      /** The card that alone counts, `04…C3`; null: any. */
      readonly wanted: string | null;
    }
  | { readonly state: "added"; readonly card: OwnCard }
  | { readonly state: "refused"; readonly reason: EnrolmentReason }
  /** The time is up, and no card came. */
  | { readonly state: "expired" };

export type OpenProblem =
  | NotFound
  | Forbidden
  /** Somebody else waits for a card there, at the cloud or at the unit. */
  | "busy"
  | "unit-offline"
  /** The unit did not answer, or has refused. */
  | "unit-refused"
  | "too-many"
  | "label";

type Window = typeof enrolments.$inferSelect;

/** A card that was refused before, and is to be shown again. */
interface Wanted {
  readonly key: Uint8Array;
}

/** Adds cards by holding them to a charger's reader (A8): opens the unit's own window, for the person's own profile alone. */
export class Enrolments {
  readonly #parts: CloudParts;
  readonly #ask: AskUnit;

  constructor(parts: CloudParts, ask: AskUnit) {
    this.#parts = parts;
    this.#ask = ask;
  }

  /** Opens the window; the charger's light says so. Whoever has one open already opens it anew. */
  open(
    actor: Actor,
    charger: ChargerId,
    card: { readonly label: string },
  ): Promise<Outcome<{ readonly until: number }, OpenProblem>> {
    return this.#open(actor, charger, card, null);
  }

  /** The same for a card that was refused before (`RefusedTaps`): the very same one is to be held there again. */
  async openForTap(
    actor: Actor,
    refusal: number,
    card: { readonly label: string },
  ): Promise<Outcome<{ readonly until: number; readonly charger: ChargerId }, OpenProblem>> {
    const { db, clock } = this.#parts;
    const [tap] = await db.select().from(refusals).where(eq(refusals.id, refusal));
    const resource = tap && (await chargerResource(db, tap.chargerId));
    if (!tap?.credentialKey || tap.kind !== "card" || !resource) return refused("not-found");
    if (!isSeen(actor, resource, tap.at, clock.now())) return refused("not-found");
    const opened = await this.#open(actor, tap.chargerId, card, { key: tap.credentialKey });
    return opened.ok ? { ...opened, charger: tap.chargerId } : opened;
  }

  /** How it stands. */
  async at(
    actor: Actor,
    charger: ChargerId,
  ): Promise<Outcome<{ readonly enrolment: EnrolmentView }, NotFound | Forbidden>> {
    const { db } = this.#parts;
    const resource = await chargerResource(db, charger);
    if (!resource || !may(actor, "charger.view", resource)) return refused("not-found");
    if (!may(actor, "charger.charge", resource)) return refused("forbidden");
    const [window] = await db.select().from(enrolments).where(eq(enrolments.chargerId, charger));
    return { ok: true, enrolment: window ? await this.#view(actor, window) : { state: "none" } };
  }

  /** Waits no longer: a card that is held there now is nobody's. The unit's light goes on until its time is up. */
  async cancel(actor: Actor, charger: ChargerId): Promise<Outcome<object, NotFound>> {
    const cancelled = await this.#parts.db
      .update(enrolments)
      .set({ state: "cancelled" })
      .where(
        and(
          eq(enrolments.chargerId, charger),
          eq(enrolments.personId, actor.person),
          eq(enrolments.state, "open"),
        ),
      )
      .returning({ window: enrolments.window });
    return cancelled.length === 0 ? refused("not-found") : { ok: true };
  }

  async #open(
    actor: Actor,
    charger: ChargerId,
    card: { readonly label: string },
    wanted: Wanted | null,
  ): Promise<Outcome<{ readonly until: number }, OpenProblem>> {
    const { db, clock, random, notify } = this.#parts;
    const resource = await chargerResource(db, charger);
    if (!resource || !may(actor, "charger.view", resource)) return refused("not-found");
    if (!may(actor, "charger.charge", resource)) return refused("forbidden");
    const label = labelOf(card.label);
    if (label === null) return refused("label");
    if ((await countOf(db, actor.person)) >= CARDS_AT_MOST) return refused("too-many");
    const now = clock.now();
    const window: Window = {
      chargerId: charger,
      window: randomHex(random, 12),
      personId: actor.person,
      label,
      wantedKey: wanted?.key ?? null,
      openedAt: now,
      until: now + ENROLMENT_LASTS,
      state: "open",
      reason: null,
      cardId: null,
    };
    // One window at a time: it is claimed before the unit is asked.
    const claimed = await db
      .insert(enrolments)
      .values(window)
      .onConflictDoUpdate({
        target: enrolments.chargerId,
        set: window,
        setWhere: sql`${enrolments.state} <> 'open' or ${lte(enrolments.until, now)} or ${eq(enrolments.personId, actor.person)}`,
      })
      .returning({ window: enrolments.window });
    if (claimed.length === 0) return refused("busy");
    const outcome = await this.#ask(charger, "enrol", { lasts: ENROLMENT_LASTS, window: window.window });
    const own = eq(enrolments.window, window.window);
    const problem = problemOf(outcome);
    if (problem) {
      await db.delete(enrolments).where(own);
      return refused(problem);
    }
    const until = clock.now() + ENROLMENT_LASTS;
    await db.update(enrolments).set({ until }).where(own);
    await notify(db, "chargegate_changed", resource.installation);
    return { ok: true, until };
  }

  async #view(actor: Actor, window: Window): Promise<EnrolmentView> {
    const { db, clock } = this.#parts;
    const { state, until, personId, reason } = window;
    const waits = state === "open" && clock.now() < until;
    if (personId !== actor.person) return waits ? { state: "busy", until } : { state: "none" };
    switch (state) {
      case "open":
        return waits
          ? { state, until, told: reason, wanted: await this.#shown(window) }
          : { state: "expired" };
      case "added": {
        const card = (await ownCards(db, personId)).find(({ id }) => id === window.cardId);
        return card ? { state, card } : { state: "none" };
      }
      case "refused":
        return { state, reason: reason ?? "unreadable" };
      case "cancelled":
        return { state: "none" };
    }
  }

  /** What may be shown of the card that alone counts. */
  async #shown({ chargerId, wantedKey }: Window): Promise<string | null> {
    if (!wantedKey) return null;
    const [tap] = await this.#parts.db
      .select({ shown: refusals.credential })
      .from(refusals)
      .where(and(eq(refusals.chargerId, chargerId), eq(refusals.credentialKey, wantedKey)));
    return tap?.shown ?? null;
  }
}

/** Why the unit waits for no card; null: it does. */
function problemOf(outcome: RequestOutcome): "busy" | "unit-offline" | "unit-refused" | null {
  switch (outcome.status) {
    case "Accepted":
      return null;
    case "Error":
      return outcome.code === "UNIT_OFFLINE" || outcome.code === "CLOUD_OFFLINE"
        ? "unit-offline"
        : "unit-refused";
    case "Rejected":
    case "Occupied":
    case "Faulted":
    case "Unavailable":
      return outcome.data.reason === "enrolment-under-way" ? "busy" : "unit-refused";
  }
}
