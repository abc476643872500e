import { z } from "zod";
import { scenarioSchema } from "./schema.ts";

/**
 * The format as a JSON schema (draft 2020-12), for editors: a file as it is written, without what its parts ask of each
 * other. docs/scenario.schema.json is made of it.
 */
export function scenarioJsonSchema(): z.core.JSONSchema.JSONSchema {
  const schema = z.toJSONSchema(scenarioSchema, {
    io: "input",
    target: "draft-2020-12",
    override: ({ zodSchema, jsonSchema }) => {
      // Left out by zod where a value is read into another: but these are examples of what is written.
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples) && !jsonSchema.$ref) jsonSchema.examples = examples;
      // What JavaScript can count is no rule of the format.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return { $id: "urn:chargegate:scenario:1", ...schema };
}
