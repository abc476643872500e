import { z } from "zod";

/**
 * A map with exactly one of these keys, such as a step; it becomes what the key's schema makes of its value.
 * @param members by key; what each becomes tells which it was
 */
export function single<Out>(members: Readonly<Record<string, z.ZodType<Out>>>) {
  const keys = Object.keys(members);
  return z
    .strictObject(
      Object.fromEntries(Object.entries(members).map(([key, member]) => [key, member.exactOptional()])),
    )
    .meta({ minProperties: 1, maxProperties: 1 })
    .transform((fields, context) => {
      const [found, ...others] = Object.values(fields);
      if (found !== undefined && others.length === 0) return found;
      context.addIssue(
        found === undefined
          ? `expected one of ${keys.join(", ")}`
          : `expected one key only, found ${Object.keys(fields).join(" and ")}`,
      );
      return z.NEVER;
    });
}
