import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs of other people that tests use. */
export const tools = {
  /**
   * Whether one of them is not installed. Then its tests are skipped with a visible line – but never in CI, where they
   * run and fail, because CI installs them.
   */
  missing(...programs: readonly string[]): boolean {
    const absent = programs.filter((program) => !isInstalled(program));
    if (absent.length === 0 || process.env["CI"] === "true") return false;
    process.stderr.write(`SKIPPED here, not in CI: tests that need ${absent.join(", ")} (see .ci/run)\n`);
    return true;
  },
};

function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
