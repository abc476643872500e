import { resolve } from "node:path";

/** The command line under test; without the set-up of all end-to-end tests, that of the sources. */
export const CLI = process.env["CHARGEGATE_CLI"] ?? resolve("cli/chargegate.mjs");
