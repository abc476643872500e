import { readFileSync } from "node:fs";

/** The package's own version, wherever the sources or the build stand below it. */
export function version(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    try {
      const text: unknown = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8"));
      if (typeof text === "object" && text !== null && "version" in text) return String(text.version);
    } catch {
      // Not there: the build stands one folder deeper than the sources.
    }
  }
  return "unknown";
}
