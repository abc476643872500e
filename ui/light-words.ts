/** What a status light looks like, and the word that says the same. */
export interface LightWords {
  readonly colour: "off" | "red" | "green" | "yellow" | "blue" | "teal" | "white";
  /** How it moves, besides its colour (light.css). */
  readonly rhythm: "steady" | "breathe" | "slow" | "flash" | "fast" | "double" | "triple" | "long";
  readonly word: string;
}

/** By light pattern (docs/light.md). */
export const LIGHT_WORDS = {
  off: { colour: "off", rhythm: "steady", word: "Not in use" },
  ready: { colour: "green", rhythm: "steady", word: "Ready" },
  offline: { colour: "green", rhythm: "flash", word: "Ready, no cloud" },
  reserved: { colour: "teal", rhythm: "flash", word: "Reserved" },
  yellow: { colour: "yellow", rhythm: "steady", word: "Awaiting authorization" },
  checking: { colour: "white", rhythm: "fast", word: "Checking" },
  accepted: { colour: "teal", rhythm: "fast", word: "Accepted: plug in" },
  waiting: { colour: "teal", rhythm: "steady", word: "Waiting for the vehicle" },
  charging: { colour: "blue", rhythm: "breathe", word: "Charging" },
  paused: { colour: "blue", rhythm: "slow", word: "Paused" },
  finished: { colour: "green", rhythm: "slow", word: "Finished" },
  "refused-unknown": { colour: "red", rhythm: "double", word: "Not recognised" },
  "refused-blocked": { colour: "red", rhythm: "triple", word: "Not allowed" },
  "refused-busy": { colour: "red", rhythm: "long", word: "Not possible now" },
  enrolment: { colour: "white", rhythm: "slow", word: "Hold the new card here" },
  "pin-entry": { colour: "white", rhythm: "steady", word: "Enter the PIN" },
  "pin-key": { colour: "off", rhythm: "steady", word: "Enter the PIN" },
  "keypad-locked": { colour: "red", rhythm: "fast", word: "Keypad locked" },
  fault: { colour: "red", rhythm: "fast", word: "Fault" },
} as const satisfies Record<string, LightWords>;

/**
 * What to do next, by what the light says for a moment, whatever state the connector is in. Of a refusal it is what is said
 * when its reason is not known.
 */
export const LIGHT_LINES = {
  checking: "Looking the card or PIN up.",
  enrolment: "The next unknown card that is held here is registered; it starts nothing.",
  "pin-entry": "Type #, the PIN, and # again. To begin anew, press *.",
  "pin-key": "Type #, the PIN, and # again. To begin anew, press *.",
  "refused-unknown": "This card or PIN is not known here.",
  "refused-blocked": "This card or PIN may not charge here now.",
  "refused-busy": "That cannot be done now. Try again in a moment.",
  "keypad-locked": "Too many wrong PINs were typed. Cards still work.",
} as const satisfies Partial<Record<keyof typeof LIGHT_WORDS, string>>;
