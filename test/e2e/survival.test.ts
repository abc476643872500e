import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Charger, type RunningUnit, wait } from "./charger.ts";

let charger: Charger;
afterEach(() => charger.end());

/** A unit with a session running and its contactor closed. */
async function charging(rules?: string): Promise<RunningUnit> {
  charger = await Charger.start(rules);
  const unit = await charger.unit();
  await charger.board.do("plug");
  await unit.event("awaiting-authorization");
  await charger.tap("04A1B2C3");
  await unit.event("contactor", { state: "closed" });
  return unit;
}

/** The session events of the journal. */
async function story(): Promise<string[]> {
  return (await charger.journal()).map(({ event }) => event).filter((event) => event.startsWith("session-"));
}

/** The first command, as opposed to question, that the board was given since it was last asked. */
async function commandsOf(): Promise<Record<string, number>> {
  const { commands } = await charger.board.state();
  return typeof commands === "object" && commands !== null ? { ...commands } : {};
}

describe("what a unit survives", () => {
  test("I9: killed in mid-session: restarted, it withdraws first, then goes on with the same session", async () => {
    const unit = await charging();
    const before = await commandsOf();
    await unit.kill("SIGKILL");
    const again = charger.launch();
    await again.event("restarted");
    await again.event("session-resumed");
    await again.event("contactor", { state: "closed" });
    const after = await commandsOf();
    expect((after["FS"] ?? 0) - (before["FS"] ?? 0)).toBeGreaterThan(0);
    await charger.board.do("unplug");
    await again.event("session-stopped", { reason: "EVDisconnected" });
    expect(await story()).toEqual(["session-started", "session-resumed", "session-stopped"]);
  });

  test("I9: the vehicle left while the unit was dead: the session is ended, nothing is energized", async () => {
    const unit = await charging();
    await unit.kill("SIGKILL");
    await charger.board.do("unplug");
    const again = await charger.unit();
    expect(again.names()).toContain("session-stopped");
    expect(await story()).toEqual(["session-started", "session-stopped"]);
    expect(await charger.contactorIs()).toBe("open");
  });

  test("resume: never – the session ends with the restart, and the vehicle awaits authorization", async () => {
    const unit = await charging("{ resume: never }");
    await unit.kill("SIGKILL");
    const again = charger.launch();
    await again.event("session-stopped", { reason: "PowerLoss" });
    await again.event("awaiting-authorization");
    await charger.light("yellow");
    await charger.contactor("open");
  });

  test("chargegate withdraw opens the contactor behind a unit that died, and says so", async () => {
    const unit = await charging();
    await unit.kill("SIGKILL");
    await wait(500);
    expect(await charger.contactorIs()).toBe("closed");
    const ran = await charger.cli("withdraw", "--if-dead");
    expect(ran).toMatchObject({ code: 0, stdout: "connector 1: open (withdrawn)\n" });
    expect(await charger.contactorIs()).toBe("open");
  });

  test("chargegate withdraw disables a board whose contactor stays closed, and exits 5 if that does not help", async () => {
    const unit = await charging();
    await unit.kill("SIGKILL");
    await charger.board.do("fail held-closed");
    const ran = await charger.cli("withdraw");
    expect(ran.code).toBe(5);
    expect(ran.stderr).toContain("not known to be open: connector 1; switch the charger off at its breaker");
    expect((await commandsOf())["FD"]).toBeGreaterThan(0);
  });

  test("chargegate withdraw asks a unit that runs to do it: its session ends, and it goes on", async () => {
    const unit = await charging();
    const idle = await charger.cli("withdraw", "--if-dead");
    expect(idle).toMatchObject({ code: 0, stdout: "a unit is running: nothing to do\n" });
    expect(await charger.contactorIs()).toBe("closed");
    const ran = await charger.cli("withdraw");
    expect(ran.code).toBe(0);
    await unit.event("session-stopped", { reason: "Other" });
    expect(await charger.contactorIs()).toBe("open");
    await charger.tap("04A1B2C3");
    await unit.event("session-started");
  });

  test("I10: the reader unplugged in mid-session and back: lost within 10 s, the session is left alone", async () => {
    const unit = await charging();
    await charger.reader.do("fault hangup");
    const pulled = Date.now();
    await unit.event("reader-lost", { reader: "front" });
    expect(Date.now() - pulled).toBeLessThan(10_000);
    expect(await charger.contactorIs()).toBe("closed");
    await charger.reader.do("fault none");
    await unit.event("reader-back", { reader: "front" });
    await charger.tap("04A1B2C3");
    await unit.event("session-stopped", { reason: "Local" });
  });

  test("I10: a mute reader and 64 KiB of noise are recovered from, and cost no processor time", async () => {
    const unit = await charging();
    await charger.reader.do("fault silence");
    await unit.event("reader-lost");
    const before = processorTime(unit.process.pid ?? 0);
    await wait(5_000);
    expect(processorTime(unit.process.pid ?? 0) - before).toBeLessThan(500);
    await charger.reader.do("fault none");
    await unit.event("reader-back");
    await charger.reader.do("fault noise");
    await wait(3_000);
    expect(await charger.contactorIs()).toBe("closed");
    await charger.reader.do("fault none");
    await wait(4_000);
    await charger.tap("04A1B2C3");
    await unit.event("session-stopped", { reason: "Local" });
  });

  test("I11: the board unplugged and back: lost within 10 s, withdrawn first, then the session goes on", async () => {
    const unit = await charging();
    await charger.board.do("fault hangup");
    const pulled = Date.now();
    await unit.event("board-lost", { connector: 1 });
    expect(Date.now() - pulled).toBeLessThan(10_000);
    await charger.board.do("fault none");
    await unit.event("board-back", { connector: 1 });
    await unit.event("session-resumed");
    await unit.event("contactor", { state: "closed" });
    await charger.board.do("unplug");
    await unit.event("session-stopped");
    expect(await story()).toEqual(["session-started", "session-resumed", "session-stopped"]);
  });

  test("I11: a board that reboots in mid-session is withdrawn, and the session goes on", async () => {
    const unit = await charging();
    const before = await commandsOf();
    await charger.board.do("reboot");
    await unit.event("board-restarted");
    await unit.event("session-resumed");
    await unit.event("contactor", { state: "closed" });
    const after = await commandsOf();
    expect(after["FS"] ?? 0).toBeGreaterThan(before["FS"] ?? 0);
  });

  test("I11: a welded contactor is a fault, recorded, and nobody is authorized there", async () => {
    const unit = await charging();
    await charger.board.do("fail held-closed");
    await charger.tap("04A1B2C3");
    await unit.event("session-stopped");
    await unit.event("fault", { code: "contactor-welded" });
    await charger.light("red");
    await charger.tap("04A1B2C3D4E580");
    await unit.event("denied", { reason: "connector-faulted" });
  });

  test.each(["SIGHUP", "SIGQUIT", "SIGINT"] as const)("%s withdraws like SIGTERM", async (signal) => {
    const unit = await charging();
    unit.process.kill(signal);
    expect(await unit.kill(signal)).toBe(0);
    await charger.contactor("open");
  });

  test("the keypad lost and back", async () => {
    const unit = await charging();
    await charger.keypad.do("fault hangup");
    await unit.event("keypad-lost", { reader: "front" });
    await charger.keypad.do("fault none");
    await unit.event("keypad-back", { reader: "front" });
  });

  test("a second unit on the same data folder is refused; after a kill the folder is free", async () => {
    const unit = await charging();
    expect(statSync(join(charger.folder, "data", "control.sock")).mode & 0o777).toBe(0o600);
    const second = charger.launch();
    expect(await second.exited).toBe(3);
    expect(second.stderr).toContain("another unit is running");
    await unit.kill("SIGKILL");
    await charger.unit();
  });

  test("started with no device there, it waits for them and is ready once they are", async () => {
    charger = await Charger.start();
    await charger.reader.do("fault hangup");
    await charger.board.do("fault hangup");
    const unit = charger.launch();
    await unit.event("board-lost");
    await charger.board.do("fault none");
    await charger.reader.do("fault none");
    await unit.event("ready");
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await unit.event("contactor", { state: "closed" });
  });

  test("a bad configuration is one line with file, line, key and what was expected, exit 2", async () => {
    charger = await Charger.start();
    writeFileSync(
      charger.config,
      "unit: CG-0001\nacess: open\nconnectors: [{ id: 1, board: { driver: openevse, path: x } }]\n",
    );
    const { code, stderr, stdout } = await charger.cli("run");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^\S*charger\.yaml:2: acess: unknown key, did you mean access\?\n$/);
  });
});

/** User and system time of a process, milliseconds (proc(5)). */
function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
