import { z } from "zod";
import { WORDS } from "../ui/words.ts";
import { faultOf } from "./core/condition.ts";
import type { FaultCode } from "./core/happening.ts";
import type { Connector, State } from "./core/state.ts";
import type { JournalState } from "./store/unit-store.ts";

/** A unit that is not listening to its inputs by then has not started, milliseconds. */
const STARTED_WITHIN = 60_000;

/** `failing`: it cannot do its job until it is restarted or somebody acts; `degraded`: it can, but not all of it. */
const HEALTH_STATUSES = ["ok", "degraded", "failing"] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** What can be said of the unit besides the fault codes of its connectors: how bad it is, and what it means and what to do. */
export const HEALTH_STATES = {
  ok: ["ok", "in order"],
  starting: ["degraded", "the unit has just started and is looking for its boards"],
  "not-started": [
    "failing",
    "the unit has not begun to listen to its readers and keypads a minute after its start: restart it, and if that does not help look at its log",
  ],
  "shutting-down": ["failing", "the unit is going down: nothing can start until it runs again"],
  "store-lost": [
    "failing",
    "the disk takes no changes, so no session can start: see that it works and has room, then restart the unit",
  ],
  "store-unreadable": [
    "failing",
    "the lists and the journal cannot be read: restart the unit, and if that does not help put the data folder back from a backup",
  ],
  "board-unheard": ["degraded", "its board has said nothing yet, or is restarting: wait a moment"],
  "reader-lost": ["degraded", "it does not answer: check its cable and its power"],
  "keypad-lost": ["degraded", "it does not answer: check its cable and its power"],
  "clock-untrusted": [
    "degraded",
    "the unit does not know the time, so whoever may charge at certain times only is refused: give it a time server or set its clock",
  ],
  "cloud-lost": [
    "degraded",
    "the cloud is out of reach, and the unit's own lists decide: check the network, and `cloud` in charger.yaml",
  ],
  "list-stale": [
    "degraded",
    "the cloud's list is too old to be relied on: while the cloud is out of reach only owners are let in by it",
  ],
  "journal-overrun": [
    "degraded",
    "records were removed before the cloud had them, because it was out of reach for too long: they cannot be had back",
  ],
} as const satisfies Readonly<Record<string, readonly [status: HealthStatus, meaning: string]>>;

type HealthCode = keyof typeof HEALTH_STATES | FaultCode;

const isState = (code: string): code is keyof typeof HEALTH_STATES => Object.hasOwn(HEALTH_STATES, code);
const isFault = (code: string): code is FaultCode => Object.hasOwn(WORDS.en.faults, code);
const code = z.custom<HealthCode>((value) => typeof value === "string" && (isState(value) || isFault(value)));

const healthCheck = z.strictObject({
  name: z.enum(["unit", "store", "connector", "reader", "keypad", "clock", "cloud", "list", "journal"]),
  /** Which connector, reader or keypad. */
  id: z.exactOptional(z.string()),
  status: z.enum(HEALTH_STATUSES),
  /** Stable; what it means is in `healthText`. */
  code,
});
export type HealthCheck = z.infer<typeof healthCheck>;

/** How the unit is: the worst of its checks, and each of them. */
export const health = z.strictObject({ status: z.enum(HEALTH_STATUSES), checks: z.array(healthCheck) });
export type Health = z.infer<typeof health>;

/** What the unit's health is told from. */
export interface HealthGrounds {
  readonly state: State;
  /** Readers and keypads that there are by the configuration, and those that are lost. */
  readonly readers: readonly string[];
  readonly keypads: readonly string[];
  readonly lost: readonly { readonly kind: "reader" | "keypad"; readonly id: string }[];
  /** Whether the store takes changes. */
  readonly storeWorks: boolean;
  /** Whether readers and keypads are listened to. */
  readonly listening: boolean;
  /** How long ago the unit was started, milliseconds. */
  readonly age: number;
  /** Whether a cloud is configured. */
  readonly cloud: boolean;
  /** The cloud's list and the journal; null: they could not be read. */
  readonly stored: { readonly list: { readonly goodUntil?: number }; readonly journal: JournalState } | null;
  /** Wall clock, milliseconds since 1970. */
  readonly now: number;
}

/** How the unit is, from what is known of it. */
export function healthOf(grounds: HealthGrounds): Health {
  const { state, readers, keypads, lost, cloud, stored, now } = grounds;
  const isLost = (kind: "reader" | "keypad", id: string) =>
    lost.some((device) => device.kind === kind && device.id === id);
  const checks: HealthCheck[] = [
    check("unit", unitCode(grounds)),
    check("store", storeCode(grounds)),
    ...state.connectors.map((connector) =>
      check("connector", connectorCode(connector), String(connector.id)),
    ),
    ...readers.map((id) => check("reader", isLost("reader", id) ? "reader-lost" : "ok", id)),
    ...keypads.map((id) => check("keypad", isLost("keypad", id) ? "keypad-lost" : "ok", id)),
    check("clock", state.clockTrusted ? "ok" : "clock-untrusted"),
  ];
  if (cloud) checks.push(check("cloud", state.cloud === "up" ? "ok" : "cloud-lost"));
  if (cloud && stored) {
    checks.push(check("list", isStale(stored.list, now) ? "list-stale" : "ok"));
    checks.push(check("journal", isOverrun(stored.journal) ? "journal-overrun" : "ok"));
  }
  const worst = HEALTH_STATUSES.findLast((status) => checks.some((one) => one.status === status));
  return { status: worst ?? "ok", checks };
}

/** What a check's code means and what to do about it. */
export function healthText(code: HealthCheck["code"]): string {
  if (isState(code)) return HEALTH_STATES[code][1];
  const { word, advice } = WORDS.en.faults[code];
  return `${word}. ${advice}`;
}

function check(name: HealthCheck["name"], code: HealthCode, id?: string): HealthCheck {
  const status = isState(code) ? HEALTH_STATES[code][0] : "degraded";
  return { name, ...(id !== undefined && { id }), status, code };
}

function unitCode({ state, listening, age }: HealthGrounds): HealthCode {
  if (state.shutdown) return "shutting-down";
  if (listening) return "ok";
  return age < STARTED_WITHIN ? "starting" : "not-started";
}

function storeCode({ storeWorks, stored }: HealthGrounds): HealthCode {
  if (!storeWorks) return "store-lost";
  return stored ? "ok" : "store-unreadable";
}

function connectorCode(connector: Connector): HealthCode {
  const fault = faultOf(connector);
  if (fault) return fault;
  return connector.link === "unknown" ? "board-unheard" : "ok";
}

function isStale({ goodUntil }: { readonly goodUntil?: number }, now: number): boolean {
  return goodUntil !== undefined && now >= goodUntil;
}

function isOverrun({ oldest, acknowledged }: JournalState): boolean {
  return oldest > acknowledged + 1;
}
