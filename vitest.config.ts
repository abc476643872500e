import { defineConfig } from "vitest/config";

const long = process.env["CHARGEGATE_LONG"] === "1";

/** Files that put something else in a module's place: they have their modules to themselves. */
const REPLACES_MODULES = ["test/firmware/core/invariants.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", ...REPLACES_MODULES],
          testTimeout: long ? 600_000 : 20_000,
          // The first to need a database makes the image that the others begin with, which takes a busy machine its time.
          hookTimeout: 60_000,
          // By itself it takes one on a machine with two cores.
          maxWorkers: 2,
          // Files share what they import: loading it anew for each took two fifths of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: "unit-alone",
          include: REPLACES_MODULES,
          testTimeout: long ? 600_000 : 20_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/built-package.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // They mostly wait for real time to pass: three at once keep two cores busy.
          maxWorkers: 3,
        },
      },
    ],
    coverage: { provider: "v8", include: ["hal/**", "firmware/**", "sim/**", "cli/**"] },
  },
});
