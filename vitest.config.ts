import { defineConfig } from "vitest/config";

const long = process.env["CHARGEGATE_LONG"] === "1";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**"],
          testTimeout: long ? 600_000 : 20_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
    coverage: { provider: "v8", include: ["hal/**", "firmware/**", "sim/**", "cli/**"] },
  },
});
