import type { WireCredential } from "../../protocol/credential.ts";
import type { WireRecord } from "../../protocol/journal.ts";
import type { WireEntry } from "../../protocol/list-entry.ts";
import type { ClockQuality, UpState, WireConnector } from "../../protocol/state.ts";
import { faultOf } from "../core/condition.ts";
import type { Credential } from "../core/credential.ts";
import type { Happening } from "../core/happening.ts";
import { lightOf } from "../core/light.ts";
import type { ListEntry } from "../core/list-entry.ts";
import type { ConnectorId, Session } from "../core/session.ts";
import type { Connector, State } from "../core/state.ts";
import { stateName } from "../core/view.ts";
import { isCredentialKey } from "../credential/keyring.ts";
import type { JournalRecord, UnitStore } from "../store/unit-store.ts";

/** First and last byte of a card, or a PIN. */
const SHOWABLE = /^([0-9A-F]{2}…[0-9A-F]{2}|#…)$/;

/** The longest text that goes onto the wire; names of users are the only ones that could be longer. */
const LONGEST_TEXT = 200;

/** The fields of a happening that the wire has in another form. */
interface Told {
  readonly credential?: Credential | null;
  readonly stoppedBy?: Credential | null;
  readonly user?: string | null;
  readonly until?: number;
  readonly keys?: readonly string[];
}

/** A credential as the wire has it. */
export function credentialToWire({ kind, key, label }: Credential): WireCredential {
  return { kind, key: Buffer.from(key, "hex"), id: label };
}

/** A credential from the wire; null when its digest has no form that this unit makes. */
export function credentialOfWire({ kind, key, id }: WireCredential): Credential | null {
  const digest = Buffer.from(key).toString("hex");
  if (!isCredentialKey(digest)) return null;
  // It goes into records and logs: what is more than may be shown is not taken over.
  return { kind, key: digest, label: SHOWABLE.test(id) ? id : "…" };
}

/** A connector's number from the wire. */
export function connectorOfWire(number: number): ConnectorId {
  // The schema has checked that it is a whole number from 1 to 16; the brand says so.
  return number as ConnectorId;
}

/** What a list's entry on the wire says of its credential. */
export function entryOfWire(entry: WireEntry): ListEntry {
  const { kind: _kind, key: _key, connectors, ...terms } = entry;
  return connectors ? { ...terms, connectors: connectors.map(connectorOfWire) } : terms;
}

/** A journal record as the wire has it: the happening's own names, credentials by their digests. */
export function recordToWire({ seq, at, happening, forCloud }: JournalRecord): WireRecord {
  const { credential, stoppedBy, user, until, keys, ...rest }: Happening & Told = happening;
  return {
    ...rest,
    seq,
    at: Math.round(at),
    ...(credential !== undefined && { credential: credential && credentialToWire(credential) }),
    ...(stoppedBy !== undefined && { stoppedBy: stoppedBy && credentialToWire(stoppedBy) }),
    ...(user !== undefined && { user: textToWire(user) }),
    ...(until !== undefined && { until: Math.round(until) }),
    ...(keys && { keys: [...keys] }),
    ...(forCloud?.window !== undefined && { window: forCloud.window }),
    ...(forCloud?.number !== undefined && { number: Buffer.from(forCloud.number, "base64url") }),
  };
}

/** What `up/state` tells besides the state. */
export interface Beside {
  readonly online: boolean;
  readonly software: string;
  readonly list: ReturnType<UnitStore["cloudList"]>;
  readonly clock: ClockQuality;
  /** Readers and keypads that are lost now, by their ids. */
  readonly lost: readonly string[];
}

/** What `up/state` tells. */
export function stateToWire(state: State, { online, software, list, clock, lost }: Beside): UpState {
  return {
    online,
    software,
    access: state.access,
    connectors: state.connectors.map((connector) => connectorToWire(state, connector)),
    list: { version: list.version, count: list.count, digest: Buffer.from(list.digest, "hex") },
    clock,
    lost: [...lost],
  };
}

function connectorToWire(state: State, connector: Connector): WireConnector {
  const { id, use, link, report } = connector;
  return {
    id,
    state: stateName(state, connector),
    light: lightOf(state, connector),
    contactor: link === "up" && report ? report.contactor : "unknown",
    fault: faultOf(connector),
    session: use.kind === "session" ? sessionToWire(use.session) : null,
  };
}

function sessionToWire({ id, startedAt, credential, user, energyWh }: Session): WireConnector["session"] {
  return {
    id,
    startedAt: Math.round(startedAt),
    credential: credential && credentialToWire(credential),
    user: textToWire(user),
    energyWh: energyWh === null ? null : Math.round(energyWh * 10) / 10,
  };
}

function textToWire(text: string | null): string | null {
  return text === null ? null : text.slice(0, LONGEST_TEXT);
}
