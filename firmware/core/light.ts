import { concerned } from "./claim.ts";
import type { Connector, State } from "./state.ts";
import type { Reason, Verdict } from "./verdict.ts";
import { stateName } from "./view.ts";

/** The colours that a status light can have. */
export type LightColour = "off" | "red" | "green" | "yellow" | "blue" | "teal" | "white";

/**
 * How a light moves. `breathe`: slowly up and down; `slow`: a second on, a second off; `flash`: a short flash every three
 * seconds; `fast`: four times a second; `double`, `triple`: so many short flashes, a pause; `long`: one long flash.
 */
export type LightRhythm = "steady" | "breathe" | "slow" | "flash" | "fast" | "double" | "triple" | "long";

/** One pattern of the status light. Colour is never the only sign: each has its rhythm and its word. */
export interface LightSign {
  readonly colour: LightColour;
  readonly rhythm: LightRhythm;
  /** Short tones when it begins, where there is something to make them. */
  readonly beeps: 0 | 1 | 2 | 3;
  readonly word: string;
}

/** What the status light says. */
export type LightPattern = keyof typeof LIGHTS;

/** Every pattern; yellow belongs to "awaiting authorization" alone (A4, I7). docs/light.md is made of it. */
export const LIGHTS = {
  off: { colour: "off", rhythm: "steady", beeps: 0, word: "Not in use" },
  ready: { colour: "green", rhythm: "steady", beeps: 0, word: "Ready" },
  offline: { colour: "green", rhythm: "flash", beeps: 0, word: "Ready, no cloud" },
  reserved: { colour: "teal", rhythm: "flash", beeps: 0, word: "Reserved" },
  yellow: { colour: "yellow", rhythm: "steady", beeps: 0, word: "Awaiting authorization" },
  checking: { colour: "white", rhythm: "fast", beeps: 0, word: "Checking" },
  accepted: { colour: "teal", rhythm: "fast", beeps: 1, word: "Accepted: plug in" },
  waiting: { colour: "teal", rhythm: "steady", beeps: 0, word: "Waiting for the vehicle" },
  charging: { colour: "blue", rhythm: "breathe", beeps: 0, word: "Charging" },
  paused: { colour: "blue", rhythm: "slow", beeps: 0, word: "Paused" },
  finished: { colour: "green", rhythm: "slow", beeps: 0, word: "Finished" },
  "refused-unknown": { colour: "red", rhythm: "double", beeps: 2, word: "Not recognised" },
  "refused-blocked": { colour: "red", rhythm: "triple", beeps: 3, word: "Not allowed" },
  "refused-busy": { colour: "red", rhythm: "long", beeps: 1, word: "Not possible now" },
  enrolment: { colour: "white", rhythm: "slow", beeps: 1, word: "Hold the new card here" },
  "pin-entry": { colour: "white", rhythm: "steady", beeps: 0, word: "Enter the PIN" },
  "pin-key": { colour: "off", rhythm: "steady", beeps: 1, word: "Enter the PIN" },
  "keypad-locked": { colour: "red", rhythm: "fast", beeps: 3, word: "Keypad locked" },
  fault: { colour: "red", rhythm: "fast", beeps: 0, word: "Fault" },
} as const satisfies Readonly<Record<string, LightSign>>;

/** How a refusal is shown. */
export type RefusalLight = Extract<LightPattern, `refused-${string}` | "keypad-locked">;

/** Whoever is refused learns from the light whether to try another card, to ask the owner, or to wait. */
export function refusalLight(verdict: Verdict, reason: Reason): RefusalLight {
  if (reason === "keypad-locked") return "keypad-locked";
  switch (verdict) {
    case "Blocked":
    case "Expired":
    case "NoCredit":
    case "NotAllowedTypeEVSE":
    case "NotAtThisLocation":
    case "NotAtThisTime":
      return "refused-blocked";
    case "Accepted":
    case "ConcurrentTx":
    case "Timeout":
      return "refused-busy";
    case "Unknown":
      return "refused-unknown";
    case "Invalid":
      if (reason === "used-up") return "refused-blocked";
      return NOT_RECOGNISED.includes(reason) ? "refused-unknown" : "refused-busy";
  }
}

const NOT_RECOGNISED: readonly Reason[] = [
  "wrong-pin",
  "random-uid",
  "malformed-uid",
  "malformed-pin",
  "type-not-enabled",
  "pin-missing",
  "no-pin",
  "cloud-refused",
  "cached-refused",
];

/** The light of a connector: a function of the state alone, the most urgent first. */
export function lightOf(state: State, connector: Connector): LightPattern {
  const name = stateName(state, connector);
  if (name === "faulted") return "fault";
  if (connector.refusal !== null) return connector.refusal.light;
  const typing = state.typing.find(({ connectors }) => connectors.includes(connector.id));
  if (typing) return typing.keyUntil === null ? "pin-entry" : "pin-key";
  if (state.enrolment !== null && name !== "unavailable") return "enrolment";
  const check = state.checks.find(
    ({ place }) => place.lost === null && concerned(place).includes(connector.id),
  );
  if (check) return check.stage.kind === "pin" ? "pin-entry" : "checking";
  switch (name) {
    case "available":
      return state.cloud === "down" ? "offline" : "ready";
    case "reserved":
      return "reserved";
    case "awaiting-authorization":
      return "yellow";
    case "plugged":
      return "waiting";
    case "authorized":
      return connector.pluggedAt === null ? "accepted" : "waiting";
    case "charging":
      return "charging";
    case "paused":
      return "paused";
    case "finished":
      return "finished";
    case "unavailable":
      return "off";
  }
}
