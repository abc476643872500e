import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
} from "yaml";
import type { z } from "zod";
import { writtenIds } from "./credential.ts";
import type { Finding } from "./finding.ts";
import { atRoot, below } from "./schema-walk.ts";

/** No scenario has maps and lists within each other so deep. */
const DEEPEST = 32;
/** Values in a document after its aliases have been followed, at most. */
const MOST_VALUES = 250_000;

/** What a document says, and where. */
export interface Plain {
  readonly value: unknown;
  /** What is wrong with it as YAML; where that is, the value is null. */
  readonly findings: readonly Finding[];
  /** Where a path stands in the text: its key if it is there, else the nearest thing around it. */
  readonly offsetOf: (path: Path) => number;
}

type Path = readonly PropertyKey[];
type Schemas = readonly z.core.$ZodType[];

/**
 * A document as values. Scalars are what YAML makes of them, but for card ids, which are taken as they are written
 * (`04112233`, `04E10203`), and so are keys.
 *
 * @param schema tells where card ids stand
 */
export function plainOf(document: Document.Parsed, schema: z.ZodType): Plain {
  const reading = new Reading();
  const value = reading.whole(document.contents, atRoot(schema));
  const start = startOf(document.contents) ?? document.range[0];
  return { value, findings: reading.findings, offsetOf: (path) => reading.offsetOf(value, path) ?? start };
}

class Reading {
  readonly findings: Finding[] = [];
  /** Of what is in a map or list. */
  readonly #places = new Map<unknown, ReadonlyMap<PropertyKey, number>>();
  readonly #anchors = new Map<string, Node>();
  /** An alias leads to what its anchor was when it was first met. */
  readonly #targets = new Map<Alias, Node>();
  /** Aliases that are being followed: what they lead to was met before. */
  #followed = 0;
  #values = 0;

  whole(root: unknown, schemas: Schemas): unknown {
    const value = this.#read(root, schemas, []);
    return this.#values > MOST_VALUES ? this.#wrong([], `expected at most ${MOST_VALUES} values`) : value;
  }

  #read(node: unknown, schemas: Schemas, path: Path): unknown {
    this.#values += 1;
    if (this.#values > MOST_VALUES) return null;
    if (path.length > DEEPEST)
      return this.#wrong(path.slice(0, 3), "expected less depth (an alias in itself?)");
    if (isAlias(node)) {
      const target = this.#targets.get(node) ?? this.#anchors.get(node.source);
      if (!target) return this.#wrong(path, "expected an anchor before this alias");
      this.#targets.set(node, target);
      this.#followed += 1;
      const value = this.#read(target, schemas, path);
      this.#followed -= 1;
      return value;
    }
    if (!isNode(node)) return null;
    this.#meet(node);
    if (isScalar(node)) return this.#scalar(node, schemas, path);
    if (isSeq(node)) return this.#list(node.items, schemas, path);
    return isMap(node) ? this.#map(node.items, schemas, path) : null;
  }

  offsetOf(root: unknown, path: Path): number | undefined {
    let [value, offset]: [unknown, number | undefined] = [root, undefined];
    for (const key of path) {
      const place = this.#places.get(value)?.get(key);
      if (place === undefined) break;
      offset = place;
      value = Reflect.get(Object(value), key);
    }
    return offset;
  }

  #meet(node: Node): void {
    if ("anchor" in node && node.anchor && this.#followed === 0) this.#anchors.set(node.anchor, node);
  }

  #scalar(node: Scalar, schemas: Schemas, path: Path): unknown {
    const { value, source } = node;
    if (typeof value === "number") {
      const asWritten = source !== undefined && schemas.some((schema) => writtenIds.get(schema));
      return asWritten ? source : value;
    }
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    return this.#wrong(path, "expected a text, a number, true or false");
  }

  #list(nodes: readonly unknown[], schemas: Schemas, path: Path): unknown[] {
    const places = new Map<PropertyKey, number>();
    const items = nodes.map((node, at) => {
      const start = startOf(node);
      if (start !== undefined) places.set(at, start);
      return this.#read(node, below(schemas, at), [...path, at]);
    });
    this.#places.set(items, places);
    return items;
  }

  #map(pairs: readonly { key: unknown; value: unknown }[], schemas: Schemas, path: Path): object {
    const places = new Map<PropertyKey, number>();
    const fields: [string, unknown][] = [];
    for (const pair of pairs) {
      const start = startOf(pair.key);
      const key = isScalar(pair.key) ? (pair.key.source ?? "") : null;
      if (key === null) this.#wrong(path, "expected a word for a key", start);
      // An object would take it for something else.
      else if (key === "__proto__") this.#wrong([...path, key], "unknown key", start);
      else if (places.has(key)) this.#wrong([...path, key], "expected this key once", start);
      else {
        places.set(key, start ?? 0);
        if (isScalar(pair.key)) this.#meet(pair.key);
        fields.push([key, this.#read(pair.value, below(schemas, key), [...path, key])]);
      }
    }
    const map = Object.fromEntries(fields);
    this.#places.set(map, places);
    return map;
  }

  #wrong(path: Path, text: string, offset?: number): null {
    this.findings.push({ path, text, ...(offset === undefined ? {} : { offset }) });
    return null;
  }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
