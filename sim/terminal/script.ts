import type { Gesture } from "../world/gesture.ts";
import type { TableCard } from "../world/parts-pictures.ts";

/** One line typed at the simulator, understood. */
export type TypedLine =
  | { readonly do: "gesture"; readonly gesture: Gesture }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "show" | "help" | "quit" }
  | { readonly do: "error"; readonly text: string };

/** Understands a line; `cards` are those that can be named. */
export function parseLine(line: string, cards: readonly TableCard[]): TypedLine {
  const [verb = "", ...rest] = line.trim().split(/\s+/);
  const words = rest.join(" ");
  const uidOf = (name: string) =>
    cards.find((card) => card.name.toLowerCase() === name.toLowerCase())?.uid ?? name;
  const word = verb.toLowerCase();
  switch (word) {
    case "plug":
    case "unplug":
    case "lift":
      return gesture({ do: word });
    case "reboot":
      return gesture({ do: "device", device: "board", command: word });
    case "wants":
      if (words !== "on" && words !== "off") return { do: "error", text: "wants on, or off? try: wants off" };
      return gesture({ do: "wants", power: words === "on" });
    case "tap":
    case "lay":
      return words === ""
        ? { do: "error", text: `${word} what? try: ${word} ann` }
        : gesture({ do: word, card: uidOf(words) });
    case "phone":
      return gesture({ do: "tap", card: "phone" });
    case "type":
      return gesture({ do: "keys", keys: words });
    case "open":
    case "restricted":
      return gesture({ do: "access", access: word });
    case "online":
    case "offline":
      return gesture({ do: "link", link: word });
    case "start":
      return words === ""
        ? { do: "error", text: "start in whose name? try: start ann" }
        : gesture({ do: "remote-start", card: uidOf(words) });
    case "stop":
      return gesture({ do: "remote-stop" });
    case "code":
      return gesture({ do: "web-code" });
    case "reader":
    case "board":
    case "keypad":
      return gesture({ do: "device", device: word, command: words });
    case "wait":
      return waitLine(words);
    case "state":
    case "":
      return { do: "show" };
    case "help":
    case "?":
      return { do: "help" };
    case "quit":
    case "exit":
      return { do: "quit" };
    default:
      return { do: "error", text: `"${verb}" is nothing I know; help lists what there is` };
  }
}

function gesture(what: Gesture): TypedLine {
  return { do: "gesture", gesture: what };
}

function waitLine(words: string): TypedLine {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(words) ?? [];
  if (number === undefined) return { do: "error", text: "wait how long? try: wait 2s" };
  return { do: "wait", ms: Math.min(600_000, Number(number) * (unit === "ms" ? 1 : 1000)) };
}

/** The text of `help`. */
export function helpText(cards: readonly TableCard[], pin: string): string {
  const table = cards.map(({ name, uid }) => `    ${name.toLowerCase().padEnd(10)} ${uid}`);
  return [
    "  plug · unplug              the vehicle's cable",
    "  wants off · wants on       the vehicle pauses, and goes on",
    "  tap ann                    lay a card on the reader for a moment (a name, or any number)",
    "  lay ann · lift             lay it and leave it there; take it away",
    "  phone                      tap a phone, which shows a new number every time",
    `  type ${pin}#               keys on the keypad; # opens and submits`,
    "  open · restricted          the cloud switches the access",
    "  start ann · stop           the cloud starts in the name of a card, and stops",
    "  code                       lets you into the unit's own page",
    "  offline · online           the link between unit and cloud",
    "  reboot                     the board restarts",
    "  reader fault silence       also noise, corrupt, duplicate, drop-ack, hangup; none mends it",
    "  board fail gfci            also vent, diode, no-ground, stuck-relay, over-temp …; none mends it",
    "  board help                 everything that a device can be told (reader, board, keypad)",
    "  wait 2s · state · quit",
    "  Cards on the table:",
    ...table,
  ].join("\n");
}
