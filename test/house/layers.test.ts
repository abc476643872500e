import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "chargegate-layers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
copyFileSync(".oxlintrc.json", join(folder, ".oxlintrc.json"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));

/** What the linter says of one file with one import. */
function lint(file: string, from: string): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `export * from "${from}";\n`);
  try {
    execFileSync("node_modules/.bin/oxlint", ["-c", join(folder, ".oxlintrc.json"), path], {
      encoding: "utf8",
    });
    return "";
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  } finally {
    rmSync(path);
  }
}

test.each([
  ["firmware/core/x.ts", "node:fs"],
  ["firmware/core/x.ts", "../unit.ts"],
  ["firmware/core/x.ts", "zod"],
  ["firmware/core/x.ts", "./watch/invariants.ts"],
  ["firmware/core/watch/x.ts", "../../unit.ts"],
  ["firmware/core/watch/x.ts", "node:fs"],
  ["hal/x.ts", "../firmware/unit.ts"],
  ["hal/reader/pn532/x.ts", "../../../sim/virtual-clock.ts"],
  ["hal/reader/pn532/x.ts", "serialport"],
  ["firmware/x.ts", "../hal/reader/pn532/pn532-reader.ts"],
  ["firmware/store/x.ts", "../../hal/serial/serial-link.ts"],
  ["firmware/x.ts", "../sim/virtual-clock.ts"],
  ["firmware/x.ts", "mqtt"],
  ["protocol/x.ts", "../hal/clock.ts"],
  ["cloud/x.ts", "../firmware/unit.ts"],
  ["sim/x.ts", "../cli/main.ts"],
  ["cli/x.ts", "../test/random.ts"],
  ["cli/x.ts", "serialport"],
])("the linter refuses %s importing %s", (file, from) => {
  expect(lint(file, from)).toContain("layers:");
});

test.each([
  ["firmware/core/x.ts", "./step.ts"],
  ["firmware/core/watch/x.ts", "../step.ts"],
  ["firmware/core/watch/x.ts", "./invariants.ts"],
  ["firmware/x.ts", "../hal/clock.ts"],
  ["firmware/x.ts", "../protocol/topics.ts"],
  ["hal/serial/x.ts", "serialport"],
  ["cloud/x.ts", "../protocol/topics.ts"],
  ["cloud/x.ts", "mqtt"],
  ["sim/x.ts", "../firmware/unit.ts"],
  ["cli/x.ts", "../sim/pty-line.ts"],
])("the linter lets %s import %s", (file, from) => {
  expect(lint(file, from)).not.toContain("layers:");
});
