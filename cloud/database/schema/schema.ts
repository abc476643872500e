/** All tables, for queries and for `drizzle-kit`, which makes migrations of what changes here (docs/cloud.md). */
export * from "./credentials.ts";
export * from "./people.ts";
export * from "./records.ts";
export * from "./rights.ts";
export * from "./sites.ts";
