export const BLOCK_SIZE = 16;

/** Sectors of a card; those from 32 on have sixteen blocks, the others four (MF1S70yyX §8.6). */
const BIG_SECTOR = 32;
const BIG_SECTOR_START = 128;

/** How many blocks a card with so many sectors has. */
export function blockCount(sectors: number): number {
  return sectors <= BIG_SECTOR ? sectors * 4 : BIG_SECTOR_START + (sectors - BIG_SECTOR) * 16;
}

/** The sector a block is in. */
export function sectorOf(block: number): number {
  return block < BIG_SECTOR_START ? block >> 2 : BIG_SECTOR + ((block - BIG_SECTOR_START) >> 4);
}

/** The block that keeps a sector's keys and access bits: its last. */
export function trailerOf(sector: number): number {
  return blockCount(sector + 1) - 1;
}

/** Which of the four sets of access bits a block is under; 3 is the trailer's (MF1S70yyX §8.7.1). */
export function accessGroupOf(block: number): number {
  if (block < BIG_SECTOR_START) return block & 3;
  return Math.floor(((block - BIG_SECTOR_START) & 15) / 5);
}
