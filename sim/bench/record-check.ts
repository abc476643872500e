import type { Credential } from "../../firmware/core/credential.ts";
import type { Happening } from "../../firmware/core/happening.ts";
import type { JournalRecord } from "../../firmware/store/unit-store.ts";
import type { ScenarioCredential } from "../scenario/credential.ts";
import type { RecordPattern } from "../scenario/record-pattern.ts";
import { type BenchCredentials, labelOf } from "./credentials.ts";
import { describe, fieldsText } from "./happening-line.ts";
import type { KeyCheck } from "./key-check.ts";
import { sameEnergy } from "./key-check.ts";

interface Resolved {
  readonly pattern: RecordPattern;
  readonly credential: Credential | null;
  readonly stoppedBy: Credential | null;
}

/**
 * `records`: these are in the journal in this order, others may stand between.
 *
 * @param from the first record's sequence number that counts
 */
export async function recordsCheck(
  written: readonly RecordPattern[],
  journal: () => readonly JournalRecord[],
  credentials: Pick<BenchCredentials, "of">,
  from: number,
): Promise<KeyCheck> {
  const patterns = await Promise.all(written.map((pattern) => resolve(pattern, credentials)));
  const counted = () => journal().filter(({ seq }) => seq >= from);
  const matched = () => {
    let next = 0;
    for (const { happening } of counted()) {
      const pattern = patterns[next];
      if (pattern && isLike(happening, pattern)) next += 1;
    }
    return next;
  };
  return {
    key: "records",
    expected: written.map(recordText).join(" → "),
    holds: () => matched() === patterns.length,
    found: () => {
      const missing = written[matched()];
      const records = counted();
      const since = from > 1 && records.length === 0 ? " since the last `expect` that named records" : "";
      const found = `${journalText(records)}${since}`;
      return missing === undefined ? found : `no ${recordText(missing)} in: ${found}`;
    },
  };
}

/** `noRecords`: none of these is in the journal. */
export function noRecordsCheck(types: readonly string[], journal: () => readonly JournalRecord[]): KeyCheck {
  const found = () => journal().filter(({ happening }) => types.includes(happening.event));
  return {
    key: "noRecords",
    expected: types.join(", "),
    holds: () => found().length === 0,
    found: () => journalText(found()),
  };
}

async function resolve(pattern: RecordPattern, credentials: Pick<BenchCredentials, "of">): Promise<Resolved> {
  const of = async (named: ScenarioCredential | undefined) => (named ? credentials.of(named) : null);
  return { pattern, credential: await of(pattern.credential), stoppedBy: await of(pattern.stoppedBy) };
}

function isLike(happening: Happening, { pattern, credential, stoppedBy }: Resolved): boolean {
  if (happening.event !== pattern.type) return false;
  const fields: Readonly<Record<string, unknown>> = { ...happening };
  const { connector, reason, verdict, energyWh } = pattern;
  return (
    (connector === undefined || fields["connector"] === connector) &&
    (reason === undefined || fields["reason"] === reason) &&
    (verdict === undefined || fields["verdict"] === verdict) &&
    (energyWh === undefined || sameEnergy(energyWh, fields["energyWh"] ?? 0)) &&
    (credential === null || isCredential(fields["credential"], credential)) &&
    (stoppedBy === null || isCredential(fields["stoppedBy"], stoppedBy))
  );
}

function isCredential(value: unknown, { kind, key }: Credential): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    "key" in value &&
    value.kind === kind &&
    value.key === key
  );
}

function recordText({ type, credential, stoppedBy, ...fields }: RecordPattern): string {
  const text = fieldsText({
    ...fields,
    credential: credential && labelOf(credential),
    stoppedBy: stoppedBy && labelOf(stoppedBy),
  });
  return text === "" ? type : `${type} (${text})`;
}

function journalText(records: readonly JournalRecord[]): string {
  return records.map(({ happening }) => describe(happening)).join(" → ") || "none";
}
