import { z } from "zod";

/** Of a path under a user: ids that nobody has are answered by that there is no such user. */
export const userPath = z.strictObject({ id: z.string().meta({ description: "The user's id" }) });

/** What was sent of a change; what was not sent is left out. */
export function present<Shape extends object>(
  change: Shape,
): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  // Only keys without a value are gone.
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]?: Exclude<Shape[Key], undefined>;
  };
}
