import { z } from "zod";
import { LIGHTS, type LightColour, type LightPattern } from "../../firmware/core/light.ts";
import type { ReservationEnd } from "../../firmware/core/reservation.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import { REASONS, type Reason, type Verdict } from "../../firmware/core/verdict.ts";
import { credential, type ScenarioCredential } from "./credential.ts";
import { anyRequired, connector, text } from "./element.ts";
import { energy } from "./quantity.ts";
import { type RecordPattern, recordPattern, withEnergy } from "./record-pattern.ts";
import {
  CONNECTOR_STATES,
  type ConnectorState,
  type DeviceKind,
  RECORD_TYPES,
  type RecordType,
  VERDICTS,
} from "./vocabulary.ts";

/** What must be (or must never be) true, all of it at one instant; at least one key besides the connector. */
export interface Expectation {
  /** 1 unless said; one that the unit has. */
  readonly connector: ConnectorId;
  readonly contactor?: "open" | "closed";
  /** A pattern; or a colour, which any pattern of it has. */
  readonly light?: LightPattern | LightColour;
  readonly state?: ConnectorState;
  readonly session?: "none" | SessionPattern;
  /** Of the newest decision. */
  readonly verdict?: Verdict;
  /** Of the newest decision. */
  readonly reason?: Reason;
  /** In this order, others may stand between; at least one. */
  readonly records?: readonly RecordPattern[];
  /** None of these since the start. */
  readonly noRecords?: readonly RecordType[];
  /** To the newest request of the cloud, by OCPP's name. */
  readonly response?: { readonly status: string };
  /** How a reservation ended. */
  readonly reservation?: { readonly id: number; readonly status: ReservationEnd };
  /** Held by the unit; 0 and 0 when none is. At least one of the two. */
  readonly list?: { readonly version?: number; readonly count?: number };
  readonly enrolment?: "open" | "closed";
  readonly keypad?: "locked" | "open";
  /** Questions put to the cloud so far. */
  readonly asked?: number;
  /** At least one. */
  readonly device?: { readonly [Device in DeviceKind]?: "ok" | "lost" };
}

/** What a session is to be like; what is absent does not matter. At least one field. */
export interface SessionPattern {
  readonly credential?: ScenarioCredential;
  readonly user?: string;
  readonly energyWh?: number;
}

const isEmpty = (fields: object) => Object.keys(fields).length === 0;
const count = z.int().min(0, "expected 0 or more");
const soundness = z
  .enum(["ok", "lost"])
  .describe("lost: it does not answer, or does not work.")
  .exactOptional();

const session = z
  .union(
    [
      z.literal("none"),
      z
        .strictObject({
          credential: credential.exactOptional(),
          user: text.describe("Whose it is.").exactOptional(),
          energy: energy.exactOptional(),
        })
        .refine((fields) => !isEmpty(fields), "expected at least one of credential, user and energy")
        .meta({ minProperties: 1 })
        .transform((fields): SessionPattern => withEnergy(fields)),
    ],
    "expected none, or a map such as { credential: 04A1B2C3 }",
  )
  .describe("The session on the connector.");

const list = z
  .strictObject({
    version: count.describe("Its version.").exactOptional(),
    count: count.describe("How many entries it has.").exactOptional(),
  })
  .refine((fields) => !isEmpty(fields), "expected at least one of version and count")
  .meta({ description: "The list the unit holds; version 0 and count 0 when none.", minProperties: 1 });

const device = z
  .strictObject({
    reader: soundness,
    keypad: soundness,
    board: soundness,
    broker: soundness,
    store: soundness,
    clock: soundness,
  })
  .refine((fields) => !isEmpty(fields), "expected at least one device")
  .meta({ description: "How a device is.", minProperties: 1 });

const PATTERNS = Object.keys(LIGHTS) as LightPattern[]; // LightPattern is these keys; Object.keys is typed wider
const LIGHT_NAMES = [...new Set([...PATTERNS, ...PATTERNS.map((pattern) => LIGHTS[pattern].colour)])];

const conditions = {
  contactor: z
    .enum(["open", "closed"])
    .describe("The contactor itself, as the vehicle feels it.")
    .exactOptional(),
  light: z
    .enum(LIGHT_NAMES)
    .describe(
      "The pattern of the status light, or its colour alone; yellow: a connected vehicle awaits authorization.",
    )
    .exactOptional(),
  state: z.enum(CONNECTOR_STATES).describe("As in up/state.").exactOptional(),
  session: session.exactOptional(),
  verdict: z.enum(VERDICTS).describe("The verdict of the newest decision, by its OCPP name.").exactOptional(),
  reason: z
    .enum(Object.keys(REASONS) as Reason[]) // as above
    .describe("The reason code of the newest decision.")
    .exactOptional(),
  records: z
    .array(recordPattern)
    .min(1, "expected at least one")
    .describe(
      "These appear in the journal in this order, others may stand between. Counted from the last `expect` that named records.",
    )
    .exactOptional(),
  noRecords: z
    .array(z.enum(RECORD_TYPES))
    .min(1, "expected at least one")
    .describe("None of these since the start.")
    .exactOptional(),
  response: z
    .strictObject({ status: text.describe("Accepted, Rejected and the like, by OCPP name.") })
    .describe("The unit's response to the newest request of the cloud.")
    .exactOptional(),
  reservation: z
    .strictObject({
      id: count.describe("What the cloud calls it."),
      status: z.enum(["Used", "Expired", "Cancelled"]).describe("Whether somebody came."),
    })
    .describe("How a reservation ended.")
    .exactOptional(),
  list: list.exactOptional(),
  enrolment: z.enum(["open", "closed"]).describe("The enrolment window.").exactOptional(),
  keypad: z
    .enum(["locked", "open"])
    .describe("Whether the keypad is locked after wrong PINs.")
    .exactOptional(),
  asked: count.describe("Questions put to the cloud so far, confirmations included.").exactOptional(),
  device: device.exactOptional(),
};

/**
 * The keys of an expectation, with those that say how long.
 * @param timing `within` or `for`
 */
export function expectation<Timing extends z.core.$ZodShape>(timing: Timing, description: string) {
  const keys = Object.keys(conditions);
  return z
    .strictObject({ connector: connector.prefault(1), ...conditions, ...timing })
    .refine(
      (fields) => keys.some((key) => Object.hasOwn(fields, key)),
      `expected at least one of ${keys.join(", ")}`,
    )
    .meta({ description, anyOf: anyRequired(keys) });
}
