import type { WireRecord } from "../../protocol/journal.ts";
import { takeEnrolled, takeRefusedAtEnrolment } from "../credentials/enrolled-card.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";
import { keepRefusal } from "./keep-refusal.ts";
import { endSession, startSession } from "./keep-session.ts";
import { tellFinding } from "./tell-finding.ts";

/** Where a record comes from. */
export interface RecordPlace {
  readonly charger: ChargerId;
  readonly installation: InstallationId;
  /** The unit's id. */
  readonly unit: string;
  readonly journal: string;
}

/** Makes of a new record what pages show. Events that it does not know are kept as records alone. */
export async function makeOfRecord(
  tx: Database,
  parts: CloudParts,
  place: RecordPlace,
  record: WireRecord,
): Promise<void> {
  const { at, count = 0, tries = 0, reader = null, until = null, code } = record;
  switch (record.event) {
    case "session-started":
      return startSession(tx, parts, place, record);
    case "session-stopped":
      return endSession(tx, parts, place, record);
    case "denied":
      await keepRefusal(tx, place, record);
      return takeRefusedAtEnrolment(tx, parts, place, record);
    case "enrolled":
      return takeEnrolled(tx, parts, place, record);
    case "keypad-locked":
      return tellFinding(tx, parts, place, { code: "keypad-locked", at, details: { tries, reader, until } });
    case "finding":
      // That a card charges at two units the cloud finds out itself.
      if (code !== "pin-guessing" && code !== "burst-of-refusals" && code !== "flapping-faults") return;
      return tellFinding(tx, parts, place, { code, at, details: { count } });
    default:
  }
}
