import { defineConfig } from "vitest/config";

/** Only the quick tests of what is mutated. */
export default defineConfig({
  test: {
    include: [
      "test/firmware/core/**/*.test.ts",
      "test/hal/reader/**/*.test.ts",
      "test/hal/board/**/*.test.ts",
    ],
  },
});
