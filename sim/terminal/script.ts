/** One line typed at the simulator, understood. */
export type Gesture =
  | { readonly do: "device"; readonly device: "reader" | "board" | "keypad"; readonly command: string }
  | { readonly do: "tap"; readonly card: string }
  | { readonly do: "access"; readonly access: "open" | "restricted" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "show" | "help" | "quit" }
  | { readonly do: "error"; readonly text: string };

/** A card on the table. */
export interface TableCard {
  readonly name: string;
  readonly uid: string;
  /** What the list says of it. */
  readonly about: string;
}

/** Understands a line; `cards` are those that can be named. */
export function parseGesture(line: string, cards: readonly TableCard[]): Gesture {
  const [verb = "", ...rest] = line.trim().split(/\s+/);
  const words = rest.join(" ");
  const uidOf = (name: string) => cards.find((card) => card.name === name.toLowerCase())?.uid ?? name;
  switch (verb.toLowerCase()) {
    case "plug":
    case "unplug":
    case "reboot":
      return { do: "device", device: "board", command: verb.toLowerCase() };
    case "wants":
      return { do: "device", device: "board", command: `wants ${words}` };
    case "tap":
      return words === ""
        ? { do: "error", text: "tap what? try: tap ann" }
        : { do: "tap", card: uidOf(words) };
    case "lay":
      return { do: "device", device: "reader", command: `card ${uidOf(words)}` };
    case "lift":
      return { do: "device", device: "reader", command: "card none" };
    case "phone":
      return { do: "tap", card: "phone" };
    case "type":
      return { do: "device", device: "keypad", command: `keys ${words}` };
    case "open":
    case "restricted":
      return { do: "access", access: verb.toLowerCase() === "open" ? "open" : "restricted" };
    case "reader":
    case "board":
    case "keypad":
      return {
        do: "device",
        device:
          verb.toLowerCase() === "reader" ? "reader" : verb.toLowerCase() === "board" ? "board" : "keypad",
        command: words,
      };
    case "wait":
      return waitGesture(words);
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

function waitGesture(words: string): Gesture {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(words) ?? [];
  if (number === undefined) return { do: "error", text: "wait how long? try: wait 2s" };
  return { do: "wait", ms: Math.min(600_000, Number(number) * (unit === "ms" ? 1 : 1000)) };
}

/** The text of `help`. */
export function helpText(cards: readonly TableCard[], pin: string): string {
  const table = cards.map(({ name, uid, about }) => `    ${name.padEnd(10)} ${uid}  ${about}`);
  return [
    "  plug · unplug              the vehicle's cable",
    "  wants off · wants on       the vehicle pauses, and goes on",
    "  tap ann                    lay a card on the reader for a moment (a name, or any number)",
    "  lay ann · lift             lay it and leave it there; take it away",
    "  phone                      tap a phone, which shows a new number every time",
    `  type ${pin}#               keys on the keypad; # opens and submits`,
    "  open · restricted          switch the access",
    "  reboot                     the board restarts",
    "  reader fault silence       also noise, corrupt, duplicate, drop-ack, hangup; none mends it",
    "  board fail gfci            also vent, diode, no-ground, stuck-relay, over-temp …; none mends it",
    "  board help                 everything that a device can be told (reader, board, keypad)",
    "  wait 2s · state · quit",
    "  Cards on the table:",
    ...table,
  ].join("\n");
}
