import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { AnyId } from "../database/ids.ts";

/** How many of a long list are shown at once. */
export const STRETCH = 48;

/** Which stretch of a long list somebody wants to see. */
export interface Wanted {
  /** Words of which each must stand in it; empty: all. */
  readonly search: string;
  /** From 1. */
  readonly page: number;
}
export const FIRST: Wanted = { search: "", page: 1 };

/** A stretch of a long list. */
export interface Stretch<Item> extends Wanted {
  readonly items: readonly Item[];
  /** How many there are in all. */
  readonly total: number;
  /** At least 1. */
  readonly pages: number;
}

/** Cuts the stretch that is wanted; beyond the end, the last one. */
export function stretchOf(
  { search, page }: Wanted,
  total: number,
): Wanted & { pages: number; offset: number } {
  const pages = Math.max(1, Math.ceil(total / STRETCH));
  const shown = Math.min(Math.max(1, page), pages);
  return { search, page: shown, pages, offset: (shown - 1) * STRETCH };
}

/** One of these ids, however many: they are one parameter. */
export function oneOf(column: AnyPgColumn, ids: readonly AnyId[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::uuid[])`;
}

/** Whether each word of a search stands in one of the columns, in upper or lower case. */
export function contains(search: string, columns: readonly AnyPgColumn[]): SQL | undefined {
  const words = search.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return undefined;
  const all = sql.join([...columns], sql` || ' ' || `);
  const found = words.map((word) => sql`(${all}) ilike ${`%${word.replaceAll(/[\\%_]/g, "\\$&")}%`}`);
  return sql.join(found, sql` and `);
}
