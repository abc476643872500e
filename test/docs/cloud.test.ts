import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cloudConfigSchema } from "../../cli/cloud-config.ts";

/** The keys that a schema knows: those of maps within by their path. */
function keys(schema: unknown, path = ""): string[] {
  const inner = unwrapped(schema);
  const options = optionsOf(inner);
  if (options) {
    const maps = options.filter((option) => shapeOf(unwrapped(option)) !== null);
    // A secret, which the page explains once.
    return maps.length === 0 ? [path] : [...new Set(maps.flatMap((option) => keys(option, path)))];
  }
  const shape = shapeOf(inner);
  const isLeaf = !shape || Object.keys(shape).some((key) => key.endsWith("Env")) || "cert" in shape;
  if (isLeaf) return [path];
  return Object.entries(shape).flatMap(([key, value]) => keys(value, path === "" ? key : `${path}.${key}`));
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (typeof inner === "object" && inner !== null && !("shape" in inner) && !("options" in inner)) {
    if ("in" in inner) inner = inner.in;
    else if ("unwrap" in inner && typeof inner.unwrap === "function") inner = inner.unwrap();
    else break;
  }
  return inner;
}

function optionsOf(schema: unknown): readonly unknown[] | null {
  if (typeof schema !== "object" || schema === null || !("options" in schema)) return null;
  return Array.isArray(schema.options) ? schema.options : null;
}

function shapeOf(schema: unknown): object | null {
  if (typeof schema !== "object" || schema === null || !("shape" in schema)) return null;
  return typeof schema.shape === "object" ? schema.shape : null;
}

test("docs/cloud.md explains every key of cloud.yaml, and no other", () => {
  const [, table = ""] = readFileSync("docs/cloud.md", "utf8").split("| key | default | meaning |");
  const rows = [...table.matchAll(/^\| `([a-zA-Z.]+)` \|/gm)].map(([, key = ""]) => key);
  expect(rows.toSorted()).toEqual(keys(cloudConfigSchema).toSorted());
});
