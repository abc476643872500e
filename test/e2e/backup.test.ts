import { execFile } from "node:child_process";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Charger, type Ran } from "./charger.ts";
import { CLI } from "./cli.ts";

const PASSPHRASE = "correct horse battery staple";
let charger: Charger;
let file: string;

/** Runs a command with this on its standard input. */
function cli(input: string, ...args: readonly string[]): Promise<Ran> {
  return new Promise((done) => {
    const all = [CLI, ...args, "--config", charger.config];
    const child = execFile(process.execPath, all, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
      done({ code, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

describe("a backup by the command line", () => {
  beforeAll(async () => {
    charger = await Charger.start();
    file = join(charger.folder, "unit.backup");
  });
  afterAll(() => charger.end());

  test("is made while the unit runs, for its owner's eyes, and overwrites nothing", async () => {
    const unit = await charger.unit();
    expect(await cli(`${PASSPHRASE}\n`, "backup", file)).toMatchObject({
      code: 0,
      stdout: `${file}: 5 users, 4 cards, 1 PINs, and the settings\n`,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const made = readFileSync(file);
    expect(made.toString()).not.toMatch(/04A1B2C3|ann|battery/);
    expect(await cli(`${PASSPHRASE}\n`, "backup", file)).toMatchObject({ code: 2, stdout: "" });
    expect(readFileSync(file).equals(made)).toBe(true);
    const short = join(charger.folder, "short.backup");
    expect(await cli("short\n", "backup", short)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("at least 12 characters"),
    });
    expect(() => statSync(short)).toThrow();
    await unit.kill("SIGTERM");
  });

  test("is restored into a new data folder while no unit runs, and its cards charge; the other unit's PIN is named", async () => {
    rmSync(join(charger.folder, "data"), { recursive: true });
    const looked = await cli(`${PASSPHRASE}\n`, "restore", file);
    expect(looked).toMatchObject({ code: 2, stderr: expect.stringContaining("--yes") });
    expect(looked.stdout).toContain(
      "restores   5 users, 4 cards, 0 PINs\nreplaces   0 users with 0 cards and PINs\n",
    );
    expect(looked.stdout).toContain("set anew   guest: 0 cards, 1 PINs");
    expect((await charger.cli("whitelist", "list")).stdout).toBe("");
    const wrong = await cli("another passphrase\n", "restore", file, "--yes");
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the passphrase is not this backup's"),
    });
    expect(await cli(`${PASSPHRASE}\n`, "restore", file, "--yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("restored: 5 users, 4 cards, 0 PINs\n"),
    });
    const unit = await charger.unit();
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    expect(await unit.event("authorized")).toMatchObject({ user: "ann", reason: "local-user" });
    await charger.contactor("closed");
    await charger.board.do("unplug");
    await unit.event("session-stopped");
    await unit.kill("SIGTERM");
  });

  test("restored into a running unit counts at once: whose card is not in it is stopped", async () => {
    const csv = join(charger.folder, "few.csv");
    writeFileSync(csv, "id,type,user,status,expires\nDEADBEEF,card,dora,active,\n");
    const unit = await charger.unit();
    expect((await charger.cli("whitelist", "import", csv)).code).toBe(0);
    await unit.event("list-updated", { count: 5 });
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("DEADBEEF");
    await unit.event("session-started", { user: "dora" });
    await charger.contactor("closed");
    expect(await cli(PASSPHRASE, "restore", file, "--yes")).toMatchObject({ code: 0 });
    await unit.event("list-updated", { count: 4 });
    await unit.event("session-stopped", { reason: "DeAuthorized" });
    await charger.contactor("open");
    expect(unit.stderr + unit.lines.join("\n")).not.toContain(PASSPHRASE);
    await unit.kill("SIGTERM");
  });

  test("a file that is none is refused, and nothing is changed", async () => {
    const before = (await charger.cli("whitelist", "list")).stdout;
    const list = join(charger.folder, "list.csv");
    expect(await cli(PASSPHRASE, "restore", list, "--yes")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("not a backup of ChargeGate"),
    });
    expect(await cli(PASSPHRASE, "restore", join(charger.folder, "none"), "--yes")).toMatchObject({
      code: 2,
    });
    expect((await charger.cli("whitelist", "list")).stdout).toBe(before);
  });
});
