import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** What a look at a database file found: `absent` (none there), `sound`, `unknown` (no judgement), or damaged and how. */
export type DatabaseState =
  | { readonly state: "absent" | "sound" | "unknown" }
  | { readonly state: "damaged"; readonly why: string };

// The layout of liblmdb's mdb.c (format 2, as lmdb 3.5 writes it) on 64-bit little-endian machines.
const MAGIC = 0xbeefc0de;
const DATA_VERSIONS = [1, 2];
const PAGE_HEADER = 24;
const META_BYTES = 136;
const DB_BYTES = 48;
const OVERFLOW_BYTES = 24;
const NODE_HEADER = 8;
const PAGE_SIZES = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];
const [IS_BRANCH, IS_LEAF, IS_OVERFLOW, IS_META] = [0x01, 0x02, 0x04, 0x08];
const [NODE_ON_PAGES, NODE_IS_DATABASE] = [0x01, 0x02];
const NO_ROOT = 0xffff_ffff_ffff_ffffn;
const DEEPEST = 32;
const MOST_UNWRITTEN_PAGES = 4096;

class Damage extends Error {}

interface Meta {
  readonly pageSize: number;
  readonly transaction: bigint;
  readonly lastPage: number;
  /** Of the tree of free pages, and of the tree of databases. */
  readonly roots: readonly [bigint, bigint];
}

/**
 * Whether LMDB can open and read a database file without harm. LMDB maps the file and trusts it: a page that is missing
 * kills the process with SIGBUS, a pointer gone wrong with SIGSEGV, and no code of ours could catch that. So every page
 * that can be reached is looked at first (2 to 3 ms per 1,000 pages of 4 KiB, measured).
 *
 * A file that another process writes meanwhile gives `unknown`, never `damaged`.
 * @throws the file system's error when the file cannot be read
 */
export function checkDatabase(path: string): DatabaseState {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { state: "absent" };
    throw error;
  }
  try {
    let before: Meta | null = null;
    try {
      before = newestMeta(file);
      // Another word size or byte order has another layout, and no charger has one.
      if (before === null) return { state: "unknown" };
      new Walk(file, before).run();
      return { state: "sound" };
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      if (before !== null && transactionOf(file) !== before.transaction) return { state: "unknown" };
      return { state: "damaged", why: error.message };
    }
  } finally {
    closeSync(file);
  }
}

function transactionOf(file: number): bigint | null {
  try {
    return newestMeta(file)?.transaction ?? null;
  } catch (error) {
    if (error instanceof Damage) return null;
    throw error;
  }
}

function newestMeta(file: number): Meta | null {
  const first = readMeta(file, 0);
  if (!["x64", "arm64"].includes(process.arch)) return null;
  const second = readMeta(file, first.pageSize);
  return second.transaction > first.transaction ? second : first;
}

function readMeta(file: number, at: number): Meta {
  const bytes = readExactly(file, at, PAGE_HEADER + META_BYTES, "its head is cut off");
  const meta = bytes.subarray(PAGE_HEADER);
  if (meta.readUInt32LE(0) !== MAGIC || (bytes.readUInt16LE(18) & IS_META) === 0) {
    throw new Damage("it does not begin like a database");
  }
  if (!DATA_VERSIONS.includes(meta.readUInt32LE(4) & 0xffff)) {
    throw new Damage("it was written by another version of the database");
  }
  const pageSize = meta.readUInt32LE(24);
  if (!PAGE_SIZES.includes(pageSize)) throw new Damage("its page size is impossible");
  return {
    pageSize,
    roots: [meta.readBigUInt64LE(24 + 40), meta.readBigUInt64LE(24 + DB_BYTES + 40)],
    lastPage: Number(meta.readBigUInt64LE(24 + 2 * DB_BYTES)),
    transaction: meta.readBigUInt64LE(24 + 2 * DB_BYTES + 8),
  };
}

function readExactly(file: number, at: number, length: number, why: string): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(file, bytes, 0, length, at) !== length) throw new Damage(why);
  return bytes;
}

/** Visits every page of every tree that the newest commit reaches. */
class Walk {
  readonly #file: number;
  readonly #meta: Meta;
  readonly #seen: Uint8Array;

  constructor(file: number, meta: Meta) {
    this.#file = file;
    this.#meta = meta;
    const pages = Math.floor(fstatSync(file).size / meta.pageSize);
    // Free pages at the end may never have been written; a number out of all proportion was never right.
    if (meta.lastPage > 2 * pages + MOST_UNWRITTEN_PAGES) throw new Damage("its head is garbled");
    this.#seen = new Uint8Array(Math.min(pages, meta.lastPage + 1));
  }

  run(): void {
    const [free, main] = this.#meta.roots;
    const freeLists: Buffer[] = [];
    // The data first: a free page that is also in use is told by the list of free ones.
    if (main !== NO_ROOT) this.#page(main, 0, null);
    if (free !== NO_ROOT) this.#page(free, 0, freeLists);
    for (const list of freeLists) this.#freeList(list);
  }

  #claim(page: bigint): number {
    const number = Number(page);
    if (number < 2 || number >= this.#seen.length) throw new Damage("a part of it is missing");
    if (this.#seen[number] === 1) throw new Damage("two places point to the same page");
    this.#seen[number] = 1;
    return number;
  }

  #page(page: bigint, depth: number, lists: Buffer[] | null): void {
    const { pageSize, transaction } = this.#meta;
    const at = this.#claim(page) * pageSize;
    const bytes = readExactly(this.#file, at, pageSize, "a part of it is missing");
    const kind = bytes.readUInt16LE(18);
    const lower = bytes.readUInt16LE(20);
    const upper = bytes.readUInt16LE(22);
    const room = pageSize - PAGE_HEADER;
    const written = bytes.readBigUInt64LE(8);
    if (kind !== IS_BRANCH && kind !== IS_LEAF) throw new Damage("a page is not what its place asks for");
    if (bytes.readBigUInt64LE(0) !== page || written > transaction || bytes.readUInt16LE(16) !== 0) {
      throw new Damage("a page is garbled");
    }
    // A tree without entries has no page, and a branch with one is none.
    const count = lower >> 1;
    const fewest = kind === IS_BRANCH ? 2 : 1;
    if (lower % 2 === 1 || count < fewest || lower > upper || upper > room || depth > DEEPEST) {
      throw new Damage("a page is garbled");
    }
    let taken = 0;
    for (let index = 0; index < count; index += 1) {
      const offset = bytes.readUInt16LE(PAGE_HEADER + 2 * index);
      if (offset % 2 === 1 || offset < upper || offset + NODE_HEADER > room) {
        throw new Damage("a page is garbled");
      }
      const node = bytes.subarray(PAGE_HEADER + offset);
      const length = kind === IS_BRANCH ? this.#branch(node, depth, lists) : this.#leaf(node, depth, lists);
      taken += length + (length % 2);
    }
    // LMDB packs its nodes without gaps, so they fill what the head says exactly.
    if (taken !== room - upper) throw new Damage("a page is garbled");
  }

  /** @returns the node's length */
  #branch(node: Buffer, depth: number, lists: Buffer[] | null): number {
    const length = NODE_HEADER + node.readUInt16LE(6);
    if (length > node.length) throw new Damage("a page is garbled");
    const child = BigInt(node.readUInt32LE(0)) | (BigInt(node.readUInt16LE(4)) << 32n);
    this.#page(child, depth + 1, lists);
    return length;
  }

  /** @returns the node's length */
  #leaf(node: Buffer, depth: number, lists: Buffer[] | null): number {
    const size = node.readUInt32LE(0);
    const flags = node.readUInt16LE(4);
    const dataAt = NODE_HEADER + node.readUInt16LE(6);
    const end = dataAt + (flags === NODE_ON_PAGES ? OVERFLOW_BYTES : size);
    if (end > node.length || (flags !== 0 && flags !== NODE_ON_PAGES && flags !== NODE_IS_DATABASE)) {
      throw new Damage("a page is garbled");
    }
    let data = node.subarray(dataAt, end);
    if (flags === NODE_ON_PAGES) data = this.#overflow(data, size);
    if (flags === NODE_IS_DATABASE) {
      if (size !== DB_BYTES || lists !== null) throw new Damage("a page is garbled");
      const root = data.readBigUInt64LE(40);
      if (root !== NO_ROOT) this.#page(root, depth + 1, null);
    }
    if (lists !== null) {
      if (dataAt !== NODE_HEADER + 8 || data.length < 8)
        throw new Damage("its list of free pages is garbled");
      lists.push(Buffer.from(data));
    }
    return end;
  }

  #overflow(reference: Buffer, length: number): Buffer {
    const { pageSize } = this.#meta;
    const first = reference.readBigUInt64LE(0);
    const at = this.#claim(first) * pageSize;
    const head = readExactly(this.#file, at, PAGE_HEADER, "a part of it is missing");
    if (head.readBigUInt64LE(0) !== first || head.readUInt16LE(18) !== IS_OVERFLOW) {
      throw new Damage("a page is not what its place asks for");
    }
    // More pages than it needs: a shorter value was written in a longer one's place.
    const count = head.readUInt32LE(20);
    if (reference.readBigUInt64LE(16) !== BigInt(count) || count * pageSize < PAGE_HEADER + length) {
      throw new Damage("a page is garbled");
    }
    for (let index = 1; index < count; index += 1) this.#claim(first + BigInt(index));
    return readExactly(this.#file, at + PAGE_HEADER, length, "a part of it is missing");
  }

  /** A count, then page numbers; a negative one is the length of the block that begins at the next. */
  #freeList(list: Buffer): void {
    const count = list.readBigInt64LE(0);
    if (count < 0n || count > BigInt(list.length / 8 - 1))
      throw new Damage("its list of free pages is garbled");
    let block = 1n;
    for (let index = 1; index <= Number(count); index += 1) {
      const entry = list.readBigInt64LE(8 * index);
      if (entry < 0n) {
        block = -entry;
        continue;
      }
      if (entry === 1n || entry + block - 1n > BigInt(this.#meta.lastPage)) {
        throw new Damage("its list of free pages is garbled");
      }
      for (let page = entry; entry > 0n && page < entry + block; page += 1n) {
        if (this.#seen[Number(page)] === 1) throw new Damage("a page is free and in use at once");
      }
      block = 1n;
    }
  }
}
