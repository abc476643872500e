import { z } from "zod";

type Schema = z.core.$ZodType;

/** A schema and all that it consists of on its input side: what it wraps, and the alternatives of a union. */
function layers(schema: Schema): Schema[] {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault
  ) {
    return [schema, ...layers(schema._zod.def.innerType)];
  }
  if (schema instanceof z.core.$ZodPipe) return [schema, ...layers(schema._zod.def.in)];
  if (schema instanceof z.core.$ZodUnion) return [schema, ...schema._zod.def.options.flatMap(layers)];
  return [schema];
}

/** The schemas that may hold for what stands under a key or index, where any of `schemas` may hold. */
export function below(schemas: readonly Schema[], key: PropertyKey): Schema[] {
  return schemas.flatMap((schema) => {
    if (schema instanceof z.core.$ZodArray) return layers(schema._zod.def.element);
    if (schema instanceof z.core.$ZodRecord) return layers(schema._zod.def.valueType);
    if (!(schema instanceof z.core.$ZodObject)) return [];
    const { shape } = schema._zod.def;
    const child = Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
    return child ? layers(child) : [];
  });
}

/** The schemas that may hold for a value that `schema` describes. */
export function atRoot(schema: Schema): Schema[] {
  return layers(schema);
}

/** The keys that maps may have where any of `schemas` may hold. */
export function keysOf(schemas: readonly Schema[]): string[] {
  return schemas.flatMap((schema) =>
    schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [],
  );
}
