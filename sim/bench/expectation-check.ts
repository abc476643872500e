import { type Credential, sameCredential } from "../../firmware/core/credential.ts";
import { LIGHTS, type LightPattern } from "../../firmware/core/light.ts";
import type { ConnectorId, Session } from "../../firmware/core/session.ts";
import type { JournalRecord } from "../../firmware/store/unit-store.ts";
import type { Expectation, SessionPattern } from "../scenario/expectation.ts";
import type { DeviceKind } from "../scenario/vocabulary.ts";
import { type BenchCredentials, labelOf } from "./credentials.ts";
import { fieldsText } from "./happening-line.ts";
import { type KeyCheck, sameEnergy } from "./key-check.ts";
import { noRecordsCheck, recordsCheck } from "./record-check.ts";

/** What can be seen of the unit and its cloud; what there is none of is a word, too. */
export interface Sight {
  contactor(connector: ConnectorId): string;
  light(connector: ConnectorId): LightPattern;
  state(connector: ConnectorId): string;
  session(connector: ConnectorId): Session | null;
  verdict(connector: ConnectorId): string;
  reason(connector: ConnectorId): string;
  /** All records since the start. */
  journal(): readonly JournalRecord[];
  response(): string;
  reservation(id: number): string;
  list(): { readonly version: number; readonly count: number };
  enrolment(): string;
  keypad(connector: ConnectorId): string;
  asked(): number;
  device(kind: DeviceKind): string;
}

const DEVICES = [
  "reader",
  "keypad",
  "board",
  "broker",
  "store",
  "clock",
] as const satisfies readonly DeviceKind[];

/**
 * What an expectation asks for, key by key.
 *
 * @param from the first record's sequence number that counts for `records`
 */
export async function checksOf(
  expectation: Expectation,
  sight: Sight,
  credentials: Pick<BenchCredentials, "of">,
  from: number,
): Promise<readonly KeyCheck[]> {
  const { connector, session, records, noRecords, reservation, list, device = {} } = expectation;
  const checks = [
    same("contactor", expectation.contactor, () => sight.contactor(connector)),
    lightCheck(expectation.light, () => sight.light(connector)),
    same("state", expectation.state, () => sight.state(connector)),
    session && (await sessionCheck(session, () => sight.session(connector), credentials)),
    same("verdict", expectation.verdict, () => sight.verdict(connector)),
    same("reason", expectation.reason, () => sight.reason(connector)),
    records && (await recordsCheck(records, () => sight.journal(), credentials, from)),
    noRecords && noRecordsCheck(noRecords, () => sight.journal()),
    same("response", expectation.response?.status, () => sight.response()),
    reservation &&
      same(`reservation ${reservation.id}`, reservation.status, () => sight.reservation(reservation.id)),
    same("list version", list?.version, () => sight.list().version),
    same("list count", list?.count, () => sight.list().count),
    same("enrolment", expectation.enrolment, () => sight.enrolment()),
    same("keypad", expectation.keypad, () => sight.keypad(connector)),
    same("asked", expectation.asked, () => sight.asked()),
    ...DEVICES.map((kind) => same(`device ${kind}`, device[kind], () => sight.device(kind))),
  ];
  return checks.filter((check) => check !== undefined);
}

function same<Value extends string | number>(
  key: string,
  expected: Value | undefined,
  look: () => string | number,
): KeyCheck | undefined {
  if (expected === undefined) return undefined;
  return {
    key,
    expected: String(expected),
    holds: () => look() === expected,
    found: () => String(look()),
  };
}

/** A colour holds for every pattern of it. */
function lightCheck(expected: Expectation["light"], look: () => LightPattern): KeyCheck | undefined {
  const check = same("light", expected, look);
  return check && { ...check, holds: () => look() === expected || LIGHTS[look()].colour === expected };
}

async function sessionCheck(
  written: "none" | SessionPattern,
  look: () => Session | null,
  credentials: Pick<BenchCredentials, "of">,
): Promise<KeyCheck> {
  const found = () => sessionText(look());
  if (written === "none") return { key: "session", expected: "none", holds: () => look() === null, found };
  const credential = written.credential ? await credentials.of(written.credential) : null;
  const holds = () => {
    const session = look();
    return session !== null && isLike(session, written, credential);
  };
  const shown = { ...written, credential: written.credential && labelOf(written.credential) };
  return { key: "session", expected: fieldsText(shown), holds, found };
}

function isLike(
  session: Session,
  { user, energyWh }: SessionPattern,
  credential: Credential | null,
): boolean {
  return (
    (credential === null ||
      (session.credential !== null && sameCredential(credential, session.credential))) &&
    (user === undefined || session.user === user) &&
    (energyWh === undefined || sameEnergy(energyWh, session.energyWh ?? 0))
  );
}

function sessionText(session: Session | null): string {
  if (session === null) return "none";
  const { credential, user, energyWh } = session;
  return fieldsText({
    credential: credential ?? "nobody's",
    user: user ?? "nobody",
    energyWh: energyWh ?? 0,
  });
}
