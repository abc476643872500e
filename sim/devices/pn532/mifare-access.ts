export type KeyName = "a" | "b";

/** Which keys allow something. */
type Keys = "" | "a" | "b" | "ab";

interface DataRights {
  readonly read: Keys;
  readonly write: Keys;
  readonly increment: Keys;
  /** Also restore and transfer. */
  readonly decrement: Keys;
}

interface TrailerRights {
  readonly writeKeyA: Keys;
  readonly readAccess: Keys;
  readonly writeAccess: Keys;
  readonly readKeyB: Keys;
  readonly writeKeyB: Keys;
}

function data(read: Keys, write: Keys, increment: Keys, decrement: Keys): DataRights {
  return { read, write, increment, decrement };
}

function trailer(
  writeKeyA: Keys,
  readAccess: Keys,
  writeAccess: Keys,
  readKeyB: Keys,
  writeKeyB: Keys,
): TrailerRights {
  return { writeKeyA, readAccess, writeAccess, readKeyB, writeKeyB };
}

/** By C1 C2 C3 read as a binary number (MF1S50yyX §8.7.3, table 8). */
const DATA_RIGHTS: readonly DataRights[] = [
  data("ab", "ab", "ab", "ab"),
  data("ab", "", "", "ab"),
  data("ab", "", "", ""),
  data("b", "b", "", ""),
  data("ab", "b", "", ""),
  data("b", "", "", ""),
  data("ab", "b", "b", "ab"),
  data("", "", "", ""),
];

/** By C1 C2 C3 read as a binary number (MF1S50yyX §8.7.2, table 7). */
const TRAILER_RIGHTS: readonly TrailerRights[] = [
  trailer("a", "a", "", "a", "a"),
  trailer("a", "a", "a", "a", "a"),
  trailer("", "a", "", "a", ""),
  trailer("b", "ab", "b", "", "b"),
  trailer("b", "ab", "", "", "b"),
  trailer("", "ab", "b", "", ""),
  trailer("", "ab", "", "", ""),
  trailer("", "ab", "", "", ""),
];

const NO_DATA_RIGHTS = data("", "", "", "");
const NO_TRAILER_RIGHTS = trailer("", "", "", "", "");

/** The access conditions of one sector. */
export interface SectorAccess {
  /** @param group 0, 1 or 2 */
  data(group: number): DataRights;
  readonly trailer: TrailerRights;
}

/**
 * Reads the access bits of a trailer (its bytes 6, 7 and 8; MF1S50yyX §8.7.1).
 *
 * Each bit is stored twice, once inverted. Where the two disagree the sector is blocked for good:
 * nothing is allowed with any key.
 */
export function sectorAccess(trailerBlock: Uint8Array): SectorAccess {
  const [b6 = 0, b7 = 0, b8 = 0] = trailerBlock.subarray(6, 9);
  const c1 = b7 >> 4;
  const c2 = b8 & 0x0f;
  const c3 = b8 >> 4;
  const sound = (~b6 & 0x0f) === c1 && ((~b6 >> 4) & 0x0f) === c2 && (~b7 & 0x0f) === c3;
  if (!sound) return { data: () => NO_DATA_RIGHTS, trailer: NO_TRAILER_RIGHTS };
  const condition = (group: number) =>
    (((c1 >> group) & 1) << 2) | (((c2 >> group) & 1) << 1) | ((c3 >> group) & 1);
  return {
    data: (group) => DATA_RIGHTS[condition(group)] ?? NO_DATA_RIGHTS,
    trailer: TRAILER_RIGHTS[condition(3)] ?? NO_TRAILER_RIGHTS,
  };
}

/**
 * Whether a key may do something.
 *
 * Where key B can be read it is data, not a key: the card lets one authenticate with it and then
 * refuses everything (MF1S50yyX §8.7.2, table 8 note 1).
 */
export function allows(access: SectorAccess, rights: Keys, key: KeyName): boolean {
  if (key === "b" && access.trailer.readKeyB !== "") return false;
  return rights.includes(key);
}
