import { z } from "zod";
import { REASONS, type Verdict } from "../../firmware/core/verdict.ts";
import { credential, type ScenarioCredential } from "./credential.ts";
import { connector, text } from "./element.ts";
import { energy } from "./quantity.ts";
import { OCPP_STOP_REASONS, RECORD_TYPES, type RecordType, VERDICTS } from "./vocabulary.ts";

/** What a record is to be like; what is absent does not matter. */
export interface RecordPattern {
  readonly type: RecordType;
  readonly connector?: number;
  /** session-stopped: OCPP's name. denied: the reason's code. */
  readonly reason?: string;
  readonly verdict?: Verdict;
  readonly credential?: ScenarioCredential;
  readonly stoppedBy?: ScenarioCredential;
  readonly energyWh?: number;
}

const type = z.enum(RECORD_TYPES).describe("The record type.");

/** A record: its type, or a map of fields that must all agree. */
export const recordPattern = z
  .union(
    [
      type.transform((alone): RecordPattern => ({ type: alone })),
      z
        .strictObject({
          type,
          connector: connector.exactOptional(),
          reason: text.describe("session-stopped: by OCPP name. denied: the reason code.").exactOptional(),
          verdict: z.enum(VERDICTS).describe("Its verdict, by its OCPP name.").exactOptional(),
          credential: credential.exactOptional(),
          stoppedBy: credential.exactOptional(),
          energy: energy.exactOptional(),
        })
        .superRefine((record, context) => {
          const values = reasonsOf(record.type);
          if (record.reason === undefined || !values || values.includes(record.reason)) return;
          context.addIssue({ code: "invalid_value", values, path: ["reason"], input: record.reason });
        })
        .transform((fields): RecordPattern => withEnergy(fields)),
    ],
    "expected a record type such as session-started, or a map such as { type: denied, verdict: Unknown }",
  )
  .meta({ id: "record", description: "A record: its type, or a map of fields that must all agree." });

/** The reasons that a record of this type can have; null: not known here. */
function reasonsOf(record: RecordType): string[] | null {
  if (record === "session-stopped") return [...OCPP_STOP_REASONS];
  return record === "denied" ? Object.keys(REASONS) : null;
}

/** The energy under the name that tells its unit. */
export function withEnergy<Fields extends { readonly energy?: number }>({
  energy: energyWh,
  ...rest
}: Fields): Omit<Fields, "energy"> & { readonly energyWh?: number } {
  return energyWh === undefined ? rest : { ...rest, energyWh };
}
