import { fileURLToPath } from "node:url";

/** The folder of migrations, made by `npm run migration`; they are applied in their order, each once. */
export const MIGRATIONS = fileURLToPath(new URL("migrations", import.meta.url));
