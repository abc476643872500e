/** What a status light looks like. The word that says the same is in each language's words. */
export interface LightLook {
  readonly colour: "off" | "red" | "green" | "yellow" | "blue" | "teal" | "white";
  /** How it moves, besides its colour (light.css). */
  readonly rhythm: "steady" | "breathe" | "slow" | "flash" | "fast" | "double" | "triple" | "long";
}

/** What a status light says (docs/light.md). */
export type LightName = keyof typeof LIGHT_LOOKS;

/** By light pattern (docs/light.md). */
export const LIGHT_LOOKS = {
  off: { colour: "off", rhythm: "steady" },
  ready: { colour: "green", rhythm: "steady" },
  offline: { colour: "green", rhythm: "flash" },
  reserved: { colour: "teal", rhythm: "flash" },
  yellow: { colour: "yellow", rhythm: "steady" },
  checking: { colour: "white", rhythm: "fast" },
  accepted: { colour: "teal", rhythm: "fast" },
  waiting: { colour: "teal", rhythm: "steady" },
  charging: { colour: "blue", rhythm: "breathe" },
  paused: { colour: "blue", rhythm: "slow" },
  finished: { colour: "green", rhythm: "slow" },
  "refused-unknown": { colour: "red", rhythm: "double" },
  "refused-blocked": { colour: "red", rhythm: "triple" },
  "refused-busy": { colour: "red", rhythm: "long" },
  enrolment: { colour: "white", rhythm: "slow" },
  "pin-entry": { colour: "white", rhythm: "steady" },
  "pin-key": { colour: "off", rhythm: "steady" },
  "keypad-locked": { colour: "red", rhythm: "fast" },
  fault: { colour: "red", rhythm: "fast" },
} as const satisfies Record<string, LightLook>;
