import {
  type Card,
  type CardAnswer,
  type CardChannel,
  type CardState,
  DONE,
  NO_ANSWER,
  REFUSED,
} from "./card.ts";
import { allows, type KeyName, type SectorAccess, sectorAccess } from "./mifare-access.ts";
import { accessGroupOf, BLOCK_SIZE, blockCount, sectorOf, trailerOf } from "./mifare-layout.ts";
import { type CardValue, readValue, valueBlock } from "./mifare-value.ts";

const FACTORY_KEY = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const FACTORY_ACCESS = [0xff, 0x07, 0x80, 0x69];
const FACTORY_TRAILER = Uint8Array.of(...FACTORY_KEY, ...FACTORY_ACCESS, ...FACTORY_KEY);
/** What follows the identity in block 0 of a card from the maker. */
const MAKER_BYTES = [0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69];

export interface MifareCardSettings {
  readonly name: string;
  readonly uid: Uint8Array;
  readonly atqa: readonly [number, number];
  readonly sak: number;
  readonly sectors: number;
  /** Whether block 0 can be written like any other, as on cards made for copying ("CUID", "gen 2"). */
  readonly magic: boolean;
}

/**
 * A MIFARE Classic card as delivered: every key FF FF FF FF FF FF, every block zero (MF1S50yyX §8.6).
 *
 * After anything but success it falls silent until it is selected again, as the real one does.
 */
export class MifareCard implements Card {
  readonly name: string;
  readonly uid: Uint8Array;
  readonly atqa: readonly [number, number];
  readonly sak: number;
  readonly ats = undefined;
  readonly #magic: boolean;
  readonly #memory: Uint8Array;
  #state: CardState = "idle";
  #session: { readonly sector: number; readonly key: KeyName } | undefined;
  #register: CardValue | undefined;

  constructor(settings: MifareCardSettings) {
    this.name = settings.name;
    this.uid = settings.uid;
    this.atqa = settings.atqa;
    this.sak = settings.sak;
    this.#magic = settings.magic;
    this.#memory = new Uint8Array(blockCount(settings.sectors) * BLOCK_SIZE);
    this.#block(0).set(makerBlock(settings));
    for (let sector = 0; sector < settings.sectors; sector++)
      this.#block(trailerOf(sector)).set(FACTORY_TRAILER);
  }

  get state(): CardState {
    return this.#state;
  }

  losePower(): void {
    this.#enter("idle");
  }

  select(): void {
    this.#enter("active");
  }

  halt(): void {
    this.#enter("halt");
  }

  exchange(data: Uint8Array, channel: CardChannel): CardAnswer {
    if (this.#state !== "active") return NO_ANSWER;
    const answer = this.#obey(data, channel);
    if (answer.kind !== "data") this.halt();
    return answer;
  }

  #enter(state: CardState): void {
    this.#state = state;
    this.#session = undefined;
    this.#register = undefined;
  }

  #obey(data: Uint8Array, channel: CardChannel): CardAnswer {
    const [command = -1, block = -1] = data;
    const rest = data.subarray(2);
    switch (command) {
      case 0x60:
      case 0x61:
        // raw bytes cannot do it: the cipher is in the chip
        return channel === "raw" ? NO_ANSWER : this.#authenticate(command === 0x60 ? "a" : "b", block, rest);
      case 0x30:
        return this.#read(block);
      case 0xa0:
        return rest.length === BLOCK_SIZE ? this.#write(block, rest) : REFUSED;
      case 0xc0:
      case 0xc1:
      case 0xc2:
        return this.#load(command, block, rest);
      case 0xb0:
        return this.#transfer(block);
      default:
        return NO_ANSWER;
    }
  }

  /** @param rest the key (6 bytes) and the last four UID bytes */
  #authenticate(key: KeyName, block: number, rest: Uint8Array): CardAnswer {
    this.#session = undefined;
    if (block < 0 || block * BLOCK_SIZE >= this.#memory.length) return { kind: "auth-failed" };
    const sector = sectorOf(block);
    const trailer = this.#block(trailerOf(sector));
    const stored = key === "a" ? trailer.subarray(0, 6) : trailer.subarray(10);
    const matches = same(rest.subarray(0, 6), stored) && same(rest.subarray(6), this.uid.subarray(-4));
    if (!matches) return { kind: "auth-failed" };
    this.#session = { sector, key };
    return DONE;
  }

  /** The rights in force at a block, undefined where the card would refuse it whatever they are. */
  #open(block: number): { readonly access: SectorAccess; readonly key: KeyName } | undefined {
    if (block < 0 || block * BLOCK_SIZE >= this.#memory.length) return undefined;
    if (!this.#session || this.#session.sector !== sectorOf(block)) return undefined;
    return { access: sectorAccess(this.#block(trailerOf(this.#session.sector))), key: this.#session.key };
  }

  #read(block: number): CardAnswer {
    const open = this.#open(block);
    if (!open) return REFUSED;
    const { access, key } = open;
    const bytes = this.#block(block).slice();
    if (!isTrailer(block)) {
      if (!allows(access, access.data(accessGroupOf(block)).read, key)) return REFUSED;
      return { kind: "data", bytes };
    }
    if (!allows(access, access.trailer.readAccess, key)) return REFUSED;
    bytes.fill(0, 0, 6);
    if (!allows(access, access.trailer.readKeyB, key)) bytes.fill(0, 10);
    return { kind: "data", bytes };
  }

  #write(block: number, bytes: Uint8Array): CardAnswer {
    const open = this.#open(block);
    if (!open) return REFUSED;
    const { access, key } = open;
    if (isTrailer(block)) return this.#writeTrailer(block, bytes, access, key);
    if (block === 0 && !this.#magic) return REFUSED;
    if (!allows(access, access.data(accessGroupOf(block)).write, key)) return REFUSED;
    this.#block(block).set(bytes);
    return DONE;
  }

  /** Each of the three parts has its own condition; a part that may not be written keeps its bytes. */
  #writeTrailer(block: number, bytes: Uint8Array, access: SectorAccess, key: KeyName): CardAnswer {
    const { writeKeyA, writeAccess, writeKeyB } = access.trailer;
    const parts = [
      { rights: writeKeyA, from: 0, to: 6 },
      { rights: writeAccess, from: 6, to: 10 },
      { rights: writeKeyB, from: 10, to: 16 },
    ].filter((part) => allows(access, part.rights, key));
    if (parts.length === 0) return REFUSED;
    const trailer = this.#block(block);
    for (const { from, to } of parts) trailer.set(bytes.subarray(from, to), from);
    return DONE;
  }

  /** Decrement C0, increment C1 and restore C2 work on a register; transfer writes it back (MF1S50yyX §12.5). */
  #load(command: 0xc0 | 0xc1 | 0xc2, block: number, rest: Uint8Array): CardAnswer {
    const open = this.#open(block);
    // some hosts leave out the operand that restore does not use
    const isBareRestore = command === 0xc2 && rest.length === 0;
    const stored = open && !isTrailer(block) ? readValue(this.#block(block)) : undefined;
    if (!open || !stored || (rest.length !== 4 && !isBareRestore)) return REFUSED;
    const rights = open.access.data(accessGroupOf(block));
    if (!allows(open.access, command === 0xc1 ? rights.increment : rights.decrement, open.key))
      return REFUSED;
    const operand = command === 0xc2 ? 0 : new DataView(rest.buffer, rest.byteOffset, 4).getInt32(0, true);
    const value = (stored.value + (command === 0xc0 ? -operand : operand)) | 0;
    this.#register = { value, address: stored.address };
    return DONE;
  }

  #transfer(block: number): CardAnswer {
    const open = this.#open(block);
    if (!open || !this.#register || isTrailer(block) || block === 0) return REFUSED;
    if (!allows(open.access, open.access.data(accessGroupOf(block)).decrement, open.key)) return REFUSED;
    this.#block(block).set(valueBlock(this.#register));
    return DONE;
  }

  #block(block: number): Uint8Array {
    return this.#memory.subarray(block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE);
  }
}

function isTrailer(block: number): boolean {
  return block === trailerOf(sectorOf(block));
}

/** UID, its check byte where it has four bytes, SAK, ATQA as on air, and what the maker likes. */
function makerBlock({ uid, sak, atqa }: MifareCardSettings): Uint8Array {
  const check = uid.length === 4 ? [uid.reduce((all, byte) => all ^ byte, 0)] : [];
  const identity = [...uid, ...check, sak, atqa[1], atqa[0]];
  return Uint8Array.from([...identity, ...MAKER_BYTES].slice(0, BLOCK_SIZE));
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
