import { z } from "zod";
import { writtenDuration, writtenEnergy } from "../config/quantity.ts";
import type { Form } from "./setting.ts";

// The forms that settings have.

/** Kept in memory and written one by one: more would be a list, not a cache. */
const LARGEST_CACHE = 100_000;

const flagSchema = z.boolean("expected true or false");
const wholeNumber = z.int("expected a whole number").min(1, "expected at least 1");

const cacheSchema = z.union(
  [
    z.literal("off"),
    z.strictObject({
      lifetime: writtenDuration.default("7d"),
      size: wholeNumber.max(LARGEST_CACHE, `expected at most ${LARGEST_CACHE}`).default(1_000),
    }),
  ],
  { error: "expected off, or { lifetime: 7d, size: 1000 }" },
);

const resumeSchema = z.union([z.literal("never"), z.strictObject({ within: writtenDuration })], {
  error: "expected never, or { within: 10m }",
});

export function flag(otherwise: boolean) {
  return { kind: "flag", schema: flagSchema, default: otherwise } as const satisfies Form;
}

export function duration(otherwise: string) {
  return { kind: "duration", schema: writtenDuration, default: otherwise } as const satisfies Form;
}

export function energy(otherwise: string) {
  return { kind: "energy", schema: writtenEnergy, default: otherwise } as const satisfies Form;
}

/** A whole number from 1 on. */
export function count(otherwise: number) {
  return {
    kind: "count",
    least: 1,
    most: null,
    schema: wholeNumber,
    default: otherwise,
  } as const satisfies Form;
}

/** One of these names. */
export function choice<const Name extends string>(names: readonly Name[], otherwise: NoInfer<Name>) {
  return { kind: "choice", schema: z.enum(names), default: otherwise } as const;
}

/** Some of these names, at least one, each once. */
export function choices<const Name extends string>(
  names: readonly Name[],
  otherwise: readonly NoInfer<Name>[],
) {
  const [last = "", ...others] = names.toReversed();
  const listed = (by: string) => `${others.toReversed().join(", ")} ${by} ${last}`;
  const schema = z
    .array(z.enum(names, { error: `expected ${listed("or")}` }))
    .min(1, `expected at least one of ${listed("and")}`)
    .refine((some) => new Set(some).size === some.length, `expected each of ${listed("and")} once`)
    .readonly();
  return { kind: "choices", schema, default: otherwise } as const;
}

export function cache(lifetime: string, size: number) {
  const most = LARGEST_CACHE;
  return { kind: "cache", most, schema: cacheSchema, default: { lifetime, size } } as const satisfies Form;
}

export function resume(within: string) {
  return { kind: "resume", schema: resumeSchema, default: { within } } as const satisfies Form;
}

export function zone(otherwise: string) {
  const schema = z.string().max(100).refine(isTimeZone, "expected a time zone such as Europe/Oslo");
  return { kind: "zone", schema, default: otherwise } as const satisfies Form;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
