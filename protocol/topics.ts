/**
 * Where messages go. `up/…` is written only by the unit, `down/…` only by the cloud, so a broker's access list is three
 * lines; the list of an installation is one for all of its units.
 */
const BASE = "chargegate/1";

/** A unit's id, as it may stand in a topic; `list` is taken. */
export const UNIT_ID = /^(?!list$)[A-Za-z0-9._-]{1,32}$/;
/** An installation's id: 128 random bits in lower-case hex. */
export const INSTALLATION_ID = /^[0-9a-f]{32}$/;

/** The topics of one unit. */
export interface UnitTopics {
  readonly state: string;
  readonly journal: string;
  readonly response: string;
  readonly ask: string;
  readonly journalAck: string;
  readonly request: string;
  readonly answer: string;
}

/** @throws RangeError when `unit` cannot stand in a topic */
export function unitTopics(unit: string): UnitTopics {
  if (!UNIT_ID.test(unit)) throw new RangeError(`not a unit's id: ${JSON.stringify(unit)}`);
  return {
    state: `${BASE}/${unit}/up/state`,
    journal: `${BASE}/${unit}/up/journal`,
    response: `${BASE}/${unit}/up/response`,
    ask: `${BASE}/${unit}/up/ask`,
    journalAck: `${BASE}/${unit}/down/journal-ack`,
    request: `${BASE}/${unit}/down/request`,
    answer: `${BASE}/${unit}/down/answer`,
  };
}

/** What the cloud subscribes to: everything that units say. */
export const UP_TOPICS = `${BASE}/+/up/+`;

const UP_KINDS = ["state", "journal", "response", "ask"] as const;
export type UpKind = (typeof UP_KINDS)[number];

/** Which unit says what; null: not a topic that the cloud knows. */
export function parseUpTopic(topic: string): { readonly unit: string; readonly kind: UpKind } | null {
  const [, unit = "", word] = /^chargegate\/1\/([^/]+)\/up\/([a-z-]+)$/.exec(topic) ?? [];
  const kind = UP_KINDS.find((known) => known === word);
  return kind !== undefined && UNIT_ID.test(unit) ? { unit, kind } : null;
}

/** The topics of an installation's list: its manifest, and its parts by their content. */
export interface ListTopics {
  readonly manifest: string;
  /** @param hash SHA-256 of the part's payload */
  part(hash: Uint8Array): string;
  /** The hash in hex that a part's topic names; null: it is no part of this list. */
  hashOf(topic: string): string | null;
}

/** @throws RangeError when `installation` is not an installation's id */
export function listTopics(installation: string): ListTopics {
  if (!INSTALLATION_ID.test(installation)) throw new RangeError("not an installation's id");
  const base = `${BASE}/list/${installation}`;
  const parts = `${base}/part/`;
  return {
    manifest: `${base}/manifest`,
    part: (hash) => `${parts}${Buffer.from(hash).toString("hex")}`,
    hashOf: (topic) => {
      const hash = topic.slice(parts.length);
      return topic.startsWith(parts) && /^[0-9a-f]{64}$/.test(hash) ? hash : null;
    },
  };
}
