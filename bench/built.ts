import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

/** Beneath the installed packages, so that what is built there finds them as an installed package does: by no link. */
const FOLDERS = resolve("node_modules", ".cache");

/** The package as it is installed, built into a folder of its own: no compiler runs beside it, nothing is kept for its sources. */
export class BuiltPackage {
  readonly #folder = folder();
  /** Its command line. */
  readonly cli = join(this.#folder, "cli", "chargegate.mjs");

  constructor() {
    const dist = join(this.#folder, "dist");
    execFileSync("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", dist], { stdio: "inherit" });
    const assets = /\.(css|js|svg)$/;
    for (const folder of ["ui", "sim/page", "firmware/web", "cloud/portal"])
      cpSync(folder, join(dist, folder), {
        recursive: true,
        filter: (source) => !/\.[^/]+$/.test(source) || assets.test(source),
      });
    cpSync("cloud/database/migrations", join(dist, "cloud", "database", "migrations"), { recursive: true });
    cpSync("cli/chargegate.mjs", this.cli);
    cpSync("package.json", join(this.#folder, "package.json"));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function folder(): string {
  mkdirSync(FOLDERS, { recursive: true });
  return mkdtempSync(join(FOLDERS, "chargegate-built-"));
}
