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
const NODE_HEADER = 8;
const PAGE_SIZES = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];
const [IS_BRANCH, IS_LEAF, IS_OVERFLOW, IS_META] = [0x01, 0x02, 0x04, 0x08];
const [NODE_ON_PAGES, NODE_IS_DATABASE] = [0x01, 0x02];
const NO_ROOT = 0xffff_ffff_ffff_ffffn;
const DEEPEST = 32;

class Damage extends Error {}

interface Meta {
  readonly pageSize: number;
  readonly transaction: bigint;
  readonly lastPage: number;
  readonly roots: readonly bigint[];
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
  readonly #pages: number;
  readonly #seen: Uint8Array;

  constructor(file: number, meta: Meta) {
    this.#file = file;
    this.#meta = meta;
    this.#pages = Math.floor(fstatSync(file).size / meta.pageSize);
    this.#seen = new Uint8Array(Math.min(this.#pages, meta.lastPage + 1));
  }

  run(): void {
    for (const root of this.#meta.roots) this.#tree(root, 0);
  }

  #tree(root: bigint, depth: number): void {
    if (root !== NO_ROOT) this.#page(root, depth);
  }

  #claim(page: bigint): number {
    const number = Number(page);
    if (number < 2 || number >= this.#seen.length) throw new Damage("a part of it is missing");
    if (this.#seen[number] === 1) throw new Damage("two places point to the same page");
    this.#seen[number] = 1;
    return number;
  }

  #page(page: bigint, depth: number): void {
    const number = this.#claim(page);
    const { pageSize } = this.#meta;
    const bytes = readExactly(this.#file, number * pageSize, pageSize, "a part of it is missing");
    const flags = bytes.readUInt16LE(18);
    const lower = bytes.readUInt16LE(20);
    const upper = bytes.readUInt16LE(22);
    const kind = flags & (IS_BRANCH | IS_LEAF | IS_OVERFLOW | IS_META);
    const room = pageSize - PAGE_HEADER;
    if (bytes.readBigUInt64LE(0) !== page || lower > upper || upper > room || depth > DEEPEST) {
      throw new Damage("a page is garbled");
    }
    if (kind !== IS_BRANCH && kind !== IS_LEAF) throw new Damage("a page is not what its place asks for");
    for (let index = 0; index < lower >> 1; index += 1) {
      const offset = bytes.readUInt16LE(PAGE_HEADER + 2 * index);
      if (offset < upper || offset + NODE_HEADER > room) throw new Damage("a page is garbled");
      const node = bytes.subarray(PAGE_HEADER + offset);
      if (kind === IS_BRANCH) this.#branch(node, depth);
      else this.#leaf(node, depth);
    }
  }

  #branch(node: Buffer, depth: number): void {
    if (NODE_HEADER + node.readUInt16LE(6) > node.length) throw new Damage("a page is garbled");
    this.#page(BigInt(node.readUInt32LE(0)) | (BigInt(node.readUInt16LE(4)) << 32n), depth + 1);
  }

  #leaf(node: Buffer, depth: number): void {
    const flags = node.readUInt16LE(4);
    const dataAt = NODE_HEADER + node.readUInt16LE(6);
    const onPages = (flags & NODE_ON_PAGES) !== 0;
    const length = onPages ? 24 : node.readUInt32LE(0);
    if (dataAt + length > node.length) throw new Damage("a page is garbled");
    if (onPages) {
      this.#overflow(node.readBigUInt64LE(dataAt), node.readUInt32LE(0));
    } else if ((flags & NODE_IS_DATABASE) !== 0) {
      if (length !== DB_BYTES) throw new Damage("a page is garbled");
      this.#tree(node.readBigUInt64LE(dataAt + 40), depth + 1);
    }
  }

  #overflow(first: bigint, length: number): void {
    const count = Math.ceil((PAGE_HEADER + length) / this.#meta.pageSize);
    for (let index = 0; index < count; index += 1) this.#claim(first + BigInt(index));
    const at = Number(first) * this.#meta.pageSize;
    const head = readExactly(this.#file, at, PAGE_HEADER, "a part of it is missing");
    if (head.readBigUInt64LE(0) !== first || (head.readUInt16LE(18) & IS_OVERFLOW) === 0) {
      throw new Damage("a page is not what its place asks for");
    }
  }
}
