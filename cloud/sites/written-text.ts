import { z } from "zod";

/** A name or address as people type it: trimmed, no control characters, of bounded length. */
export function writtenText(fewest: number, most: number) {
  return z
    .string()
    .trim()
    .min(fewest)
    .max(most)
    .regex(/^\P{Cc}*$/u);
}
