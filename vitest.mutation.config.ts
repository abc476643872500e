import { defineConfig } from "vitest/config";

/** The quick tests of what is mutated; exploration and long properties would take hours for thousands of mutants. */
export default defineConfig({
  test: {
    include: [
      "test/firmware/core/**/*.test.ts",
      "test/hal/reader/**/*.test.ts",
      "test/hal/board/**/*.test.ts",
    ],
    testTimeout: 60_000,
    exclude: ["**/model.test.ts", "**/properties.test.ts"],
  },
});
