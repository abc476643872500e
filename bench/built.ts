import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The package as it is installed, built into a folder of its own: no compiler runs beside it, nothing is kept for its sources. */
export class BuiltPackage {
  readonly #folder = mkdtempSync(join(tmpdir(), "chargegate-built-"));
  /** Its command line. */
  readonly cli = join(this.#folder, "cli", "chargegate.mjs");

  constructor() {
    const dist = join(this.#folder, "dist");
    execFileSync("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", dist], { stdio: "inherit" });
    const assets = /\.(css|js|svg)$/;
    for (const folder of ["ui", "sim/page", "firmware/web"])
      cpSync(folder, join(dist, folder), {
        recursive: true,
        filter: (source) => !/\.[^/]+$/.test(source) || assets.test(source),
      });
    cpSync("cli/chargegate.mjs", this.cli);
    cpSync("package.json", join(this.#folder, "package.json"));
    symlinkSync(resolve("node_modules"), join(this.#folder, "node_modules"));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
