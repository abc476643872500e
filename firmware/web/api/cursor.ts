import { z } from "zod";

/** How many of a list are told at once. */
export const pageLimit = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .default(100)
  .meta({ description: "How many are told at most" });

/** A stretch of a list, and where the next one begins; null: this was the last. */
export function stretch<Item>(
  items: readonly Item[],
  limit: number,
  cursor: (item: Item) => string,
): { readonly items: Item[]; readonly next: string | null } {
  const told = items.slice(0, limit);
  const last = told.at(-1);
  return { items: told, next: items.length > limit && last !== undefined ? cursor(last) : null };
}
