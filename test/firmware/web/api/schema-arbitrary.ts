import fc from "fast-check";
import { z } from "zod";

/** The part of JSON schema (2020-12) that the API's document uses. */
const node = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

/** Texts that programs have stumbled over, and such as mean something here. */
const TEXTS = [
  "",
  " ",
  "null",
  "__proto__",
  "<script>alert(1)</script>",
  "=cmd()",
  "#4711",
  "04A1B2C3",
  "2714897668",
  "2027-01-31",
  "9999-12-31T23:59:59Z",
  "\u0000",
  "\u2028",
  "\ud800",
  "é́",
  "x".repeat(3_000),
  "../..",
  "%00",
  "9".repeat(30),
];

const anyText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary", maxLength: 40 }));

/**
 * Values that fit a schema, and sometimes others in place of a part of it.
 *
 * @param schemas what `$ref` leads to, by name
 * @param wrong how many parts in a hundred are anything at all
 */
export function fromSchema(
  schema: unknown,
  schemas: Readonly<Record<string, unknown>>,
  wrong: number,
): fc.Arbitrary<unknown> {
  const fitting = fittingTo(schema, schemas, wrong);
  if (wrong === 0) return fitting;
  return fc.oneof(
    { weight: 100 - wrong, arbitrary: fitting },
    { weight: wrong, arbitrary: fc.oneof(anyText, fc.jsonValue({ maxDepth: 3 })) },
  );
}

function fittingTo(
  schema: unknown,
  schemas: Readonly<Record<string, unknown>>,
  wrong: number,
): fc.Arbitrary<unknown> {
  const read = node.parse(schema);
  const { $ref, anyOf, oneOf, type, items, properties } = read;
  if ($ref !== undefined) return fromSchema(schemas[$ref.slice($ref.lastIndexOf("/") + 1)], schemas, wrong);
  if (read.enum) return fc.constantFrom(...read.enum);
  const some = anyOf ?? oneOf;
  if (some) return fc.oneof(...some.map((each) => fromSchema(each, schemas, wrong)));
  const [kind = "", ...others] = [type ?? []].flat();
  if (others.length > 0)
    return fc.oneof(...[kind, ...others].map((each) => fromSchema({ ...read, type: each }, schemas, wrong)));
  switch (kind) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: read.minimum ?? -10, max: Math.min(read.maximum ?? 1_000, 2 ** 31 - 1) });
    case "number":
      return fc.double({ noNaN: true });
    case "string":
      if (read.pattern !== undefined) return fc.stringMatching(new RegExp(read.pattern), { size: "small" });
      return read.maxLength === undefined ? anyText : anyText.map((text) => text.slice(0, read.maxLength));
    case "array":
      return fc.array(fromSchema(items, schemas, wrong), { minLength: read.minItems ?? 0, maxLength: 5 });
    case "object": {
      const parts = Object.entries(properties ?? {}).map(
        ([name, part]) => [name, fromSchema(part, schemas, wrong)] as const,
      );
      const known = fc.record(Object.fromEntries(parts), {
        requiredKeys: wrong === 0 ? (read.required ?? []) : [],
      });
      if (wrong === 0) return known;
      const stray = fc.dictionary(anyText, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 });
      return fc.oneof(
        { weight: 4, arbitrary: known },
        { weight: 1, arbitrary: fc.tuple(known, stray).map(([one, other]) => ({ ...other, ...one })) },
      );
    }
    default:
      return fc.jsonValue();
  }
}

export { anyText };
