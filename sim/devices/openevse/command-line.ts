import { WIRE_FAULTS, type WireFault } from "../peer.ts";
import { BOARD_FAULTS, type BoardFault } from "./codes.ts";
import { RELAY_FAULTS, type RelayFault } from "./relay.ts";
import { PILOT_LEVELS, type PilotLevel } from "./vehicle.ts";

const FAILURES = [...BOARD_FAULTS, ...RELAY_FAULTS, "slow-vehicle", "none"] as const;
const FORCED_LEVELS = [...PILOT_LEVELS, "auto"] as const;
const SWITCH = ["on", "off"] as const;

/** Everything that can be made to fail in board, contactor and car; one thing at a time. */
export type Failure = BoardFault | RelayFault | "slow-vehicle" | "none";

/** What a person can ask of the emulator. */
export type OpenEvseRequest =
  | { readonly kind: "plug"; readonly plugged: boolean }
  | { readonly kind: "wants"; readonly wants: boolean }
  | { readonly kind: "slow-vehicle"; readonly slow: boolean }
  | { readonly kind: "pilot"; readonly level: PilotLevel | undefined }
  | { readonly kind: "fail"; readonly failure: Failure }
  | { readonly kind: "fault"; readonly fault: WireFault }
  | { readonly kind: "drop-at"; readonly drop: boolean }
  | { readonly kind: "reboot" }
  | { readonly kind: "state" }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly expected: string };

/** The answer to `help`. */
export const OPENEVSE_HELP = [
  "plug, unplug: the vehicle's cable",
  "wants on|off: whether the vehicle wants to be charged",
  "slow-vehicle on|off: it goes on drawing although the pilot no longer offers current",
  `pilot ${FORCED_LEVELS.join("|")}: holds the pilot at 12, 9, 6 or 3 V; auto leaves it to the vehicle`,
  `fail ${FAILURES.join("|")}`,
  "  vent to relay-closure: the board finds this fault (when it is awake) and opens the contactor;",
  "  stuck-relay: the contactor is closed by itself; welded, not-closing: it fails and the board does not notice",
  "  held-closed: the board takes a withdrawal, and keeps its contactor closed and says so",
  "reboot: cuts the board's power for a moment",
  `fault ${WIRE_FAULTS.join("|")}`,
  "  drop-ack: commands are obeyed but not answered; silence: the board goes on by itself",
  "drop-at on|off: $AT lines are withheld",
  "state: one line of JSON",
].join("\n");

/** Reads one command line; case and surplus blanks do not matter. */
export function readRequest(line: string): OpenEvseRequest {
  const [verb = "", ...words] = line.trim().toLowerCase().split(/\s+/);
  switch (verb) {
    case "plug":
    case "unplug":
      return alone(verb, words, { kind: "plug", plugged: verb === "plug" });
    case "reboot":
    case "state":
    case "help":
      return alone(verb, words, { kind: verb });
    case "wants":
      return oneOf(verb, SWITCH, words, (word) => ({ kind: "wants", wants: word === "on" }));
    case "slow-vehicle":
      return oneOf(verb, SWITCH, words, (word) => ({ kind: "slow-vehicle", slow: word === "on" }));
    case "drop-at":
      return oneOf(verb, SWITCH, words, (word) => ({ kind: "drop-at", drop: word === "on" }));
    case "pilot":
      return oneOf(
        verb,
        FORCED_LEVELS.map((level) => level.toLowerCase()),
        words,
        (word) => ({ kind: "pilot", level: PILOT_LEVELS.find((level) => level.toLowerCase() === word) }),
      );
    case "fail":
      return oneOf(verb, FAILURES, words, (failure) => ({ kind: "fail", failure }));
    case "fault":
      return oneOf(verb, WIRE_FAULTS, words, (fault) => ({ kind: "fault", fault }));
    default:
      return refused("plug, unplug, wants, slow-vehicle, pilot, fail, fault, drop-at, reboot, state or help");
  }
}

function oneOf<Word extends string>(
  verb: string,
  allowed: readonly Word[],
  words: readonly string[],
  request: (word: Word) => OpenEvseRequest,
): OpenEvseRequest {
  const [given] = words;
  const word = allowed.find((each) => each === given);
  if (words.length !== 1 || word === undefined) return refused(`${verb} ${allowed.join("|")}`);
  return request(word);
}

function alone(verb: string, words: readonly string[], request: OpenEvseRequest): OpenEvseRequest {
  return words.length === 0 ? request : refused(`nothing after ${verb}`);
}

function refused(expected: string): OpenEvseRequest {
  return { kind: "refused", expected };
}
