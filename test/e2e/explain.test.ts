import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Explanation, explanation } from "../../firmware/explain/explanation.ts";
import { Charger, type Ran, type RunningUnit } from "./charger.ts";
import { CLI } from "./cli.ts";

/** `chargegate explain` with something on its standard input. */
function explainTyped(config: string, typed: string, ...args: readonly string[]): Promise<Ran> {
  const command = [CLI, "explain", ...args, "--config", config];
  return new Promise((done) => {
    const child = execFile(process.execPath, command, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
      done({ code, stdout, stderr });
    });
    child.stdin?.end(typed);
  });
}

function json({ code, stdout, stderr }: Ran): Explanation {
  if (code !== 0) throw new Error(stderr);
  return explanation.parse(JSON.parse(stdout));
}

describe("chargegate explain", () => {
  let charger: Charger;
  beforeAll(async () => {
    charger = await Charger.start("{ pinTries: 2, pinLock: 1h }");
  });
  afterAll(() => charger.end());

  test("with no unit running: a vehicle is assumed to wait, and the folder stays as it is", async () => {
    const records = await charger.journal();
    const ann = json(await charger.cli("explain", "--card", "04a1b2c3", "--json"));
    expect(ann).toMatchObject({ unit: { running: false }, notes: ["not-running"], cloud: { link: "none" } });
    expect(ann.outcome.decisions).toMatchObject([
      { verdict: "Accepted", reason: "local-user", effect: { do: "start", connector: 1 } },
    ]);
    const old = await charger.cli("explain", "--card", "55667788");
    expect(old.code).toBe(0);
    expect(old.stdout).toContain("Expired (expired): its time is over");
    expect(old.stdout).toContain("No unit is running");
    const then = json(await charger.cli("explain", "--card", "55667788", "--at", "2020-01-01", "--json"));
    expect(then.outcome.decisions).toMatchObject([{ verdict: "Accepted" }]);
    expect(then.changes).toMatchObject({ at: "2020-01-02T00:00:00.000Z" });
    expect(await charger.journal()).toEqual(records);
  });

  test("with a unit running: as it stands there, and nothing comes of it", async () => {
    const unit: RunningUnit = await charger.unit();
    const waiting = json(await charger.cli("explain", "--card", "04A1B2C3", "--json"));
    expect(waiting).toMatchObject({ unit: { running: true }, notes: [] });
    expect(waiting.outcome.decisions).toMatchObject([{ effect: { do: "await-plug", connectors: [1] } }]);
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await unit.event("session-started");
    await charger.contactor("closed");
    const names = unit.names().length;
    const records = await charger.journal();
    const own = json(await charger.cli("explain", "--card", "04A1B2C3", "--connector", "1", "--json"));
    expect(own.outcome.decisions).toMatchObject([
      { verdict: null, effect: { do: "stop", sessions: [{ connector: 1, user: "ann" }] } },
    ]);
    for (let tries = 1; tries <= 3; tries += 1) {
      const wrong = await explainTyped(charger.config, "#0815\n", "--pin", "-", "--json");
      expect(json(wrong).outcome.decisions).toMatchObject([
        { reason: "wrong-pin", wrongPin: { tries: 1, locks: false } },
      ]);
      expect(wrong.stdout).not.toContain("0815");
    }
    expect(unit.names()).toHaveLength(names);
    expect(await charger.journal()).toEqual(records);
    expect(await charger.contactorIs()).toBe("closed");
    await charger.keypad.do("keys #0815##0816#");
    await unit.event("denied", { reason: "wrong-pin" });
    // What the unit itself has counted is what is explained.
    await charger.until(async () => {
      const { known } = json(await explainTyped(charger.config, "#4711", "--pin", "-", "--json"));
      return known.keypads[0]?.wrongPins === 1;
    }, "counted");
    await unit.kill("SIGTERM");
  });

  test("what is wrong with the question is told with exit code 2", async () => {
    const [typed, asked] = await Promise.all([
      charger.cli("explain", "--card", "04A1"),
      charger.cli("explain", "--card", "04A1B2C3", "--connector", "2"),
    ]);
    expect([typed.code, typed.stdout, asked.code, asked.stdout]).toEqual([2, "", 2, ""]);
    expect(typed.stderr).toMatch(/--card: expected 8, 14 or 20 hex digits, found 4/);
    expect(asked.stderr).toMatch(/connector: expected one of the unit's connectors \(1\)/);
  });

  test("a number that was perhaps printed backwards is pointed out when nobody is known by it", async () => {
    const [backwards, known] = await Promise.all([
      charger.cli("explain", "--card", "80E5D4C3B2A104"),
      charger.cli("explain", "--card", "04A1B2C3D4E580"),
    ]);
    expect([backwards.code, known.code]).toEqual([0, 0]);
    expect(backwards.stderr).toContain("its number was printed backwards: 04A1B2C3D4E580");
    expect(known.stderr).not.toContain("backwards");
  });
});

test("chargegate explain makes no folder where there is none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "chargegate-explain-"));
  const config = join(folder, "charger.yaml");
  writeFileSync(
    config,
    "unit: CG-0001\nconnectors: [{ id: 1, board: { driver: openevse, path: ./board } }]\n",
  );
  try {
    const told = json(await explainTyped(config, "04A1B2C3\n", "--card", "-", "--json"));
    expect(told).toMatchObject({ notes: ["not-running", "no-device"] });
    expect(told.outcome.decisions).toMatchObject([{ verdict: "Unknown", effect: { do: "refuse" } }]);
    expect(existsSync(join(folder, "data"))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
