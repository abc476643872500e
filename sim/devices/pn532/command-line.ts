import { CARD_KINDS, type CardKind, type CardOrder, refusedOrder } from "./card-kinds.ts";
import { FAULT_MEANINGS, isFault, PN532_FAULTS, type Pn532Fault } from "./faults.ts";

/** What a person can ask of the emulator. */
export type Pn532Request =
  | { readonly kind: "cards"; readonly cards: readonly CardOrder[] }
  | { readonly kind: "phone" }
  | { readonly kind: "fault"; readonly fault: Pn532Fault }
  | { readonly kind: "power-cycle" }
  | { readonly kind: "state" }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly expected: string };

const CARD_USAGE = `card <4 or 7 UID bytes in hex> [${CARD_KINDS.join("|")}] [magic], or card none`;
const CARDS_USAGE = "cards <UID> <UID>";

/** The answer to `help`. */
export const PN532_HELP = [
  `${CARD_USAGE}: lays a card on the reader, in place of what is there; a card keeps what is written to it`,
  `${CARDS_USAGE}: lays two cards (1k) at once`,
  "phone: lays a phone; its number changes with each reset of the field",
  "power-cycle: cuts the chip's power for a moment",
  `fault <${PN532_FAULTS.join("|")}>`,
  ...PN532_FAULTS.map((fault) => `  ${fault}: ${FAULT_MEANINGS[fault]}`),
  "state: one line of JSON",
].join("\n");

/** Reads one command line; case and surplus blanks do not matter. */
export function readRequest(line: string): Pn532Request {
  const [verb = "", ...words] = line.trim().toLowerCase().split(/\s+/);
  switch (verb) {
    case "card":
      return readCard(words);
    case "cards":
      return readCards(words);
    case "phone":
      return alone(words, { kind: "phone" });
    case "power-cycle":
      return alone(words, { kind: "power-cycle" });
    case "state":
      return alone(words, { kind: "state" });
    case "help":
      return alone(words, { kind: "help" });
    case "fault":
      return readFault(words);
    default:
      return refused("card, cards, phone, fault, power-cycle, state or help");
  }
}

function readCard(words: readonly string[]): Pn532Request {
  if (words.length === 1 && words[0] === "none") return { kind: "cards", cards: [] };
  const magic = words.at(-1) === "magic";
  const named = magic ? words.slice(0, -1) : words;
  const kind = CARD_KINDS.find((each) => each === named.at(-1));
  const uid = readUid(kind ? named.slice(0, -1) : named);
  return uid ? order([{ uid, kind: kind ?? "1k", magic }]) : refused(CARD_USAGE);
}

function readCards(words: readonly string[]): Pn532Request {
  const uids = words.map((word) => readUid([word]));
  const [one, other] = uids;
  if (uids.length !== 2 || !one || !other) return refused(CARDS_USAGE);
  if (Buffer.compare(one, other) === 0) return refused("two different UIDs");
  const kind: CardKind = "1k";
  return order([
    { uid: one, kind, magic: false },
    { uid: other, kind, magic: false },
  ]);
}

function order(cards: readonly CardOrder[]): Pn532Request {
  const reason = cards.map(refusedOrder).find((each) => each !== undefined);
  return reason === undefined ? { kind: "cards", cards } : refused(reason);
}

/** Hex with or without colons, dashes, dots or blanks between bytes. */
function readUid(words: readonly string[]): Uint8Array | undefined {
  const hex = words.join("").replaceAll(/[:.-]/g, "");
  return /^([0-9a-f]{2}){1,16}$/.test(hex) ? Uint8Array.from(Buffer.from(hex, "hex")) : undefined;
}

function readFault(words: readonly string[]): Pn532Request {
  const [word = ""] = words;
  if (words.length !== 1 || !isFault(word)) return refused(`fault ${PN532_FAULTS.join("|")}`);
  return { kind: "fault", fault: word };
}

function alone(words: readonly string[], request: Pn532Request): Pn532Request {
  return words.length === 0 ? request : refused(`nothing after ${request.kind}`);
}

function refused(expected: string): Pn532Request {
  return { kind: "refused", expected };
}
