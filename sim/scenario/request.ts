import { z } from "zod";
import type { Access } from "../../firmware/core/happening.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import type { CardId } from "../../protocol/card-id.ts";
import { type ScenarioAnswer, spokenVerdict } from "./answer.ts";
import { card, pin, type ScenarioCredential } from "./credential.ts";
import { access, anyRequired, connector, text } from "./element.ts";
import { duration, time } from "./quantity.ts";
import { single } from "./single.ts";

/** A request of the cloud to the unit. Connectors are 1 to 16 and need not exist: the unit answers that, too. */
export type CloudRequest =
  /** A connector of null: the lowest free one. */
  | { readonly ask: "start"; readonly connector: ConnectorId | null; readonly card: CardId }
  | { readonly ask: "stop"; readonly connector: ConnectorId }
  | { readonly ask: "access"; readonly access: Access }
  | {
      readonly ask: "reserve";
      readonly id: number;
      /** Null: any. */
      readonly connector: ConnectorId | null;
      readonly holder: ReservationHolder;
      /** From now, or (`at`) wall clock in milliseconds since 1970. */
      readonly until: { readonly after: number } | { readonly at: number };
    }
  | { readonly ask: "cancel"; readonly id: number }
  | { readonly ask: "enrol"; readonly for: number }
  | { readonly ask: "clearCache" }
  | { readonly ask: "refresh"; readonly card: CardId; readonly verdict: ScenarioAnswer["verdict"] };

/** For whom a connector is reserved. */
export type ReservationHolder = ScenarioCredential | { readonly kind: "group"; readonly group: string };

const reservationId = z.int().min(0, "expected 0 or more").describe("What the cloud calls it.");

const until = z
  .union(
    [
      duration.transform((after): { after: number } | { at: number } => ({ after })),
      time.transform((at): { after: number } | { at: number } => ({ at })),
    ],
    "expected a duration such as 10m, or a time such as 2026-06-01T08:00:00Z",
  )
  .describe("How long from now, or a time.");

const reserve = z
  .strictObject({
    connector: connector.describe("Which; any if left out.").exactOptional(),
    card: card.describe("For whom.").exactOptional(),
    pin: pin.describe("For whom.").exactOptional(),
    group: text.describe("For whom.").exactOptional(),
    id: reservationId,
    until,
  })
  .meta({
    description: "Reserve a connector (or any, where none is named) for a card, a PIN or a group.",
    oneOf: anyRequired(["card", "pin", "group"]),
  })
  .transform((fields, context): CloudRequest => {
    const [holder, ...others] = holdersOf(fields);
    if (!holder || others.length > 0) {
      context.addIssue("expected exactly one of card, pin and group");
      return z.NEVER;
    }
    const { id, connector: where = null } = fields;
    return { ask: "reserve", id, connector: where, holder, until: fields.until };
  });

function holdersOf(named: { card?: CardId; pin?: string; group?: string }): ReservationHolder[] {
  return [
    ...(named.card === undefined ? [] : [{ kind: "card" as const, id: named.card }]),
    ...(named.pin === undefined ? [] : [{ kind: "pin" as const, pin: named.pin }]),
    ...(named.group === undefined ? [] : [{ kind: "group" as const, group: named.group }]),
  ];
}

const requests = {
  start: z
    .strictObject({
      connector: connector.describe("Where; the lowest free one if left out.").exactOptional(),
      card,
    })
    .describe("Remote start, in the name of a card.")
    .transform(
      ({ connector: where = null, card: id }): CloudRequest => ({ ask: "start", connector: where, card: id }),
    ),
  stop: z
    .strictObject({ connector })
    .describe("Remote stop.")
    .transform((fields): CloudRequest => ({ ask: "stop", ...fields })),
  access: access.transform((mode): CloudRequest => ({ ask: "access", access: mode })),
  reserve,
  cancel: z
    .strictObject({ id: reservationId })
    .describe("Cancel a reservation.")
    .transform((fields): CloudRequest => ({ ask: "cancel", ...fields })),
  enrol: z
    .strictObject({ for: duration.describe("How long cards can be registered.") })
    .describe("Open the enrolment window.")
    .transform((fields): CloudRequest => ({ ask: "enrol", ...fields })),
  clearCache: z
    .literal(true)
    .describe("Forget all cached answers.")
    .transform((): CloudRequest => ({ ask: "clearCache" })),
  refresh: z
    .strictObject({ card, verdict: spokenVerdict })
    .describe("The cloud now thinks differently about a card.")
    .transform((fields): CloudRequest => ({ ask: "refresh", ...fields })),
};

/** Exactly one request. */
export const request = single(requests).describe("One request of the cloud to the unit.");
