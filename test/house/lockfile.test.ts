import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const dependencies = z.record(z.string(), z.string()).default({});
const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies,
      optionalDependencies: dependencies,
      devDependencies: dependencies,
      resolved: z.string().optional(),
    }),
  ),
});
const { packages } = lockFile.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));

test("the lock file names every package that another one asks for, those of other platforms too: npm ci refuses it otherwise", () => {
  const names = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)),
  );
  const absent = Object.values(packages).flatMap((entry) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }).filter((name) => !names.has(name)),
  );
  expect(absent).toEqual([]);
});

test("our own dependencies are exact versions, and no download address is written down", () => {
  const root = packages[""];
  const versions = Object.values({ ...root?.dependencies, ...root?.devDependencies });
  expect(versions.length).toBeGreaterThan(10);
  for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
