import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./cloud/database/schema/schema.ts",
  out: "./cloud/database/migrations",
});
