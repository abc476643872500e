import { LIGHTS, type LightPattern, type LightRhythm } from "../../firmware/core/light.ts";
import { TIMES } from "../../firmware/core/rules.ts";
import { wordsFor } from "../../ui/told.ts";
import { made, table } from "./table.ts";

const refused = `${TIMES.refused / 1000} s`;

/** When each pattern is shown. */
const WHEN: Readonly<Record<LightPattern, string>> = {
  off: "the unit starts, goes down, or waits for a board that restarts",
  ready: "free: plug in",
  offline: "free, and the cloud cannot be reached: the unit's own list decides",
  reserved: "free, and kept for somebody",
  yellow: "a connected vehicle awaits a card or PIN; nothing else is ever yellow",
  checking: "a card, PIN or remote start is being checked",
  accepted: "accepted, and the plug is awaited",
  waiting: "plugged in and let in; the vehicle does not ask for power yet",
  charging: "the vehicle takes power",
  paused: "the vehicle has had power and asks for none now",
  finished: "the session has ended, and the cable is still in",
  "refused-unknown": `for ${refused}: nobody knows this card or PIN; try another one`,
  "refused-blocked": `for ${refused}: known, and not allowed (now, or here); ask the owner`,
  "refused-busy": `for ${refused}: it cannot be done now; wait`,
  enrolment: "the next unknown card is registered",
  "pin-entry": "a PIN is being typed, or is to follow its card",
  "pin-key": `for ${TIMES.keyLight} ms after each key of a PIN: the light winks`,
  "keypad-locked": `for ${refused}: after wrong PINs the keypad takes none for a while; cards still work`,
  fault: "out of order: no power until it is mended",
};

/** What each rhythm is, where it moves and where it stands still. */
const RHYTHMS: Readonly<Record<LightRhythm, readonly [moving: string, still: string]>> = {
  steady: ["on", "a full disc"],
  breathe: ["slowly up and down", "a disc with a dark circle in it"],
  slow: ["a second on, a second off", "a half disc"],
  flash: ["a short flash every three seconds", "a point"],
  fast: ["four times a second", "a disc with a hole"],
  double: ["two short flashes, a pause", "two bars"],
  triple: ["three short flashes, a pause", "three bars"],
  long: ["one long flash, a pause", "one bar across"],
};

/** Which goes before which; those of one line never meet, and those of the last one are the connector's states. */
export const URGENCY: readonly (readonly LightPattern[])[] = [
  ["fault"],
  ["refused-unknown", "refused-blocked", "refused-busy", "keypad-locked"],
  ["pin-key"],
  ["pin-entry"],
  ["enrolment"],
  ["checking"],
  ["yellow", "charging", "paused", "finished", "waiting", "accepted", "reserved", "offline", "ready", "off"],
];

/** docs/light.md. */
export function lightPage(): string {
  return made("The status light", "`firmware/core/light.ts` by `test/docs/light-page.ts`", [
    "The light is a function of the state alone. Colour is never the only sign: each pattern has its rhythm and its word, and\nthe same word stands beside the light on every page. Beeps are short tones when a pattern begins, for boards that can make\nthem. Names are added, never changed; they are `light` in `up/state`, on the control socket and in scenarios.",
    table(
      ["pattern", "colour", "rhythm", "beeps", "word", "when"],
      Object.entries(LIGHTS).map(([pattern, { colour, rhythm, beeps, word }]) => [
        `\`${pattern}\``,
        colour,
        rhythm,
        beeps === 0 ? "" : String(beeps),
        word,
        wordsFor(WHEN, pattern) ?? "",
      ]),
    ),
    "Which reason is shown by which refusal: [reasons.md](reasons.md).",
    "## What goes before what",
    "The most urgent that there is to say is shown.",
    URGENCY.map((line, index) => `${index + 1}. ${line.map((pattern) => `\`${pattern}\``).join(", ")}`).join(
      "\n",
    ),
    "A card whose PIN is to follow shows `pin-entry` in the place of `checking`. What was refused to the cloud (a remote start)\nis not shown at the charger.",
    "## Rhythms",
    table(
      ["rhythm", "moves", "where less motion is wished for"],
      Object.entries(RHYTHMS).map(([rhythm, [moving, still]]) => [`\`${rhythm}\``, moving, still]),
    ),
    "An OpenEVSE board has no rhythms and no tones of its own (`$FB` sets a colour). `fast`, `double`, `triple` and `long` are\nblinked by its driver for half a minute at most, and then stay lit; the others are their steady colour, because its display\nsays the state in words and each change of the light is a command on the line. The pages come to rest after the same time.",
  ]);
}
