import { type Card, type CardAnswer, type CardState, DONE, NO_ANSWER, REFUSED } from "./card.ts";

const PAGE_SIZE = 4;
/** An NTAG213 (NTAG213/215/216 §8.5). */
const PAGES = 45;
const FIRST_USER_PAGE = 4;
const LAST_USER_PAGE = 39;
const CASCADE_TAG = 0x88;

/** An NTAG: pages of four bytes that anyone may read. */
export class PageCard implements Card {
  readonly name = "ntag";
  readonly atqa = [0x00, 0x44] as const;
  readonly sak = 0x00;
  readonly ats = undefined;
  readonly uid: Uint8Array;
  readonly #memory = new Uint8Array(PAGES * PAGE_SIZE);
  #state: CardState = "idle";

  constructor(uid: Uint8Array) {
    this.uid = uid;
    const xor = (bytes: Uint8Array) => bytes.reduce((all, byte) => all ^ byte, 0);
    const first = uid.subarray(0, 3);
    const second = uid.subarray(3);
    this.#memory.set([...first, CASCADE_TAG ^ xor(first), ...second, xor(second), 0x48]);
    // the capability container of an empty NFC Forum tag
    this.#memory.set([0xe1, 0x10, 0x12, 0x00, 0x03, 0x00, 0xfe], 3 * PAGE_SIZE);
  }

  get state(): CardState {
    return this.#state;
  }

  losePower(): void {
    this.#state = "idle";
  }

  select(): void {
    this.#state = "active";
  }

  halt(): void {
    this.#state = "halt";
  }

  exchange(data: Uint8Array): CardAnswer {
    if (this.#state !== "active") return NO_ANSWER;
    const answer = this.#obey(data);
    if (answer.kind !== "data") this.halt();
    return answer;
  }

  #obey(data: Uint8Array): CardAnswer {
    const [command = -1, page = PAGES] = data;
    switch (command) {
      case 0x30: {
        if (page >= PAGES) return REFUSED;
        // a read that runs over the end goes on at the start
        const byte = (offset: number) => this.#memory[(page * PAGE_SIZE + offset) % this.#memory.length] ?? 0;
        return { kind: "data", bytes: Uint8Array.from({ length: 16 }, (_, offset) => byte(offset)) };
      }
      case 0xa2: {
        const bytes = data.subarray(2);
        const open = page >= FIRST_USER_PAGE && page <= LAST_USER_PAGE;
        if (!open || bytes.length !== PAGE_SIZE) return REFUSED;
        this.#memory.set(bytes, page * PAGE_SIZE);
        return DONE;
      }
      default:
        return NO_ANSWER;
    }
  }
}
