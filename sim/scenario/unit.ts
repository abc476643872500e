import { z } from "zod";
import type { Access } from "../../firmware/core/happening.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import { access, connector, connectors, deviceId } from "./element.ts";
import { time } from "./quantity.ts";
import { rules, type ScenarioRules } from "./rules.ts";

/** The unit under test. */
export interface ScenarioUnit extends UnitLayout {
  readonly id: string;
  readonly access: Access;
  readonly rules: ScenarioRules;
  /** Wall clock at the start, milliseconds since 1970. */
  readonly clock: number;
  /** It has no time source. */
  readonly untrusted: boolean;
  /** IANA name, for the windows of entries. */
  readonly zone: string;
}

/** What a unit has. */
export interface UnitLayout {
  /** How many there are, 1 to 16; numbered from 1. */
  readonly connectors: number;
  /** Ids are unique among readers; may be none. */
  readonly readers: readonly ServingDevice[];
  /** Ids are unique among keypads; may be none. */
  readonly keypads: readonly ServingDevice[];
}

/** A reader or keypad and the connectors that it serves (at least one). */
export interface ServingDevice {
  readonly id: string;
  readonly connectors: readonly ConnectorId[];
}

const servingDevices = z.array(
  z
    .strictObject({ id: deviceId, connectors })
    .meta({ id: "servingDevice", description: "A reader or keypad and the connectors it serves." }),
);

const COUNT = "expected how many connectors there are, 1 to 16";
const ZONE = "expected a time zone by its IANA name, such as Europe/Oslo";

const layout = {
  connectors: z
    .int(COUNT)
    .min(1, COUNT)
    .max(16, COUNT)
    .describe("How many connectors, numbered from 1.")
    .default(1),
  readers: servingDevices.describe("Default: one reader `front`, serving all connectors.").exactOptional(),
  keypads: servingDevices.describe("Default: one keypad `front`, serving all connectors.").exactOptional(),
};

/** The unit with its defaults, as far as steps name its parts: what else is in it is not looked at. */
export const unitLayout = z.object(layout).transform(withFront);

/** The unit, with its defaults. */
export const unit = z
  .strictObject({
    id: z.string().min(1, "expected the unit's id").describe("The unit's own id.").default("CG-0001"),
    ...layout,
    access: access.default("restricted"),
    rules: rules.prefault({}),
    clock: time.describe("Wall clock at the start.").prefault("2026-06-01T08:00:00Z"),
    untrusted: z.boolean().describe("A unit with no time source.").default(false),
    zone: z
      .string(ZONE)
      .min(1, ZONE)
      .refine(isZone, ZONE)
      .meta({ description: "The time zone of windows, an IANA name.", examples: ["Europe/Oslo"] })
      .default("UTC"),
  })
  .meta({ id: "unit", description: "The unit under test." })
  .superRefine(({ connectors: count, readers = [], keypads = [] }, context) => {
    for (const [kind, devices] of Object.entries({ readers, keypads })) {
      devices.forEach((device, at) => {
        if (devices.findIndex((other) => other.id === device.id) < at) {
          context.addIssue({ code: "custom", path: [kind, at, "id"], message: "expected an id of its own" });
        }
        device.connectors.forEach((number, place) => {
          if (number <= count) return;
          const message = `expected one of the unit's connectors, 1 to ${count}`;
          context.addIssue({ code: "custom", path: [kind, at, "connectors", place], message });
        });
      });
    }
  })
  .transform((fields): ScenarioUnit => withFront(fields));

/** Where no reader or no keypad is named, there is one. */
function withFront<
  Fields extends { connectors: number; readers?: ServingDevice[]; keypads?: ServingDevice[] },
>(fields: Fields): Fields & UnitLayout {
  const all = Array.from({ length: fields.connectors }, (_, at) => connector.parse(at + 1));
  const front = [{ id: "front", connectors: all }];
  return { ...fields, readers: fields.readers ?? front, keypads: fields.keypads ?? front };
}

function isZone(name: string): boolean {
  // An offset such as +02:00 is no zone, but would do for Intl since Node 22.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
