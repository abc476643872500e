import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Charger, Child, Device, wait } from "./charger.ts";
import { tools } from "./tools.ts";

let charger: Charger;
const children: Child[] = [];
afterEach(async () => {
  await charger.end();
  await Promise.all(children.splice(0).map((child) => child.kill("SIGKILL")));
});

describe.skipIf(tools.missing("socat", "systemd-notify"))("under a service manager", () => {
  test("tells READY, feeds the watchdog, and tells STOPPING (sd_notify)", async () => {
    charger = await Charger.start();
    const socket = join(charger.folder, "notify.sock");
    const manager = spawn("socat", ["-u", `UNIX-RECV:${socket}`, "-"]);
    let told = "";
    manager.stdout.on("data", (text: Buffer) => {
      told += text.toString();
    });
    await charger.until(async () => existsSync(socket), "listening");
    const unit = await charger.unit({ NOTIFY_SOCKET: socket, WATCHDOG_USEC: "600000" });
    await charger.until(async () => told.includes("READY=1") && told.includes("STATUS=in use"), "ready");
    told = "";
    await charger.until(async () => (told.match(/WATCHDOG=1/g) ?? []).length >= 3, "watchdog fed");
    expect(await unit.kill("SIGTERM")).toBe(0);
    await charger.until(async () => told.includes("STOPPING=1"), "stopping");
    manager.kill();
  });

  test.skipIf(tools.missing("systemd-analyze"))("the unit file is one that systemd takes", async () => {
    charger = await Charger.start();
    const output = execFileSync("systemd-analyze", ["verify", "deploy/chargegate.service"], {
      encoding: "utf8",
    });
    expect(output).not.toMatch(/chargegate\.service:\d+/);
  });
});

describe("chargegate emulate", () => {
  test("the first line is the device path; commands are answered ok, error … or JSON", async () => {
    charger = await Charger.start();
    expect(charger.reader.lines[0]).toBe(join(charger.folder, "reader"));
    expect(await charger.reader.ask("card 04A1B2C3")).toBe("ok");
    expect(await charger.reader.ask("card 12")).toMatch(/^error /);
    expect(await charger.board.ask("fly")).toMatch(/^error expected /);
    expect(await charger.keypad.ask("keys #4711#")).toBe("ok");
    expect(JSON.parse(await charger.reader.ask("state"))).toBeTypeOf("object");
    for (const fault of ["silence", "noise", "corrupt", "duplicate", "drop-ack", "hangup", "none"]) {
      for (const device of [charger.reader, charger.board, charger.keypad]) {
        expect(await device.ask(`fault ${fault}`), fault).toBe("ok");
      }
    }
  });

  test.skipIf(tools.missing("nfc-list", "nfc-mfclassic"))(
    "libnfc lists and dumps an emulated card through it",
    async () => {
      charger = await Charger.start();
      const link = join(charger.folder, "nfc");
      const device = await Device.start("pn532", link);
      children.push(device);
      await device.do("card 04A1B2C3");
      const libnfc = (program: string, ...args: string[]) =>
        new Promise<string>((done, failed) => {
          const env = { ...process.env, LIBNFC_DEVICE: `pn532_uart:${link}` };
          execFile(program, args, { env, timeout: 20_000, cwd: charger.folder }, (error, stdout, stderr) =>
            error ? failed(new Error(`${program}: ${error.message}\n${stdout}\n${stderr}`)) : done(stdout),
          );
        });
      expect(await libnfc("nfc-list")).toMatch(/UID \(NFCID1\): 04\s+a1\s+b2\s+c3/);
      expect(await libnfc("nfc-mfclassic", "r", "a", "u", "dump.mfd")).toContain("64 of 64 blocks read");
    },
  );

  test("an unknown device is an error that names those there are", async () => {
    charger = await Charger.start();
    const child = new Child(["emulate", "toaster"]);
    children.push(child);
    expect(await child.exited).toBe(2);
    expect(child.stderr).toContain("expected pn532, openevse, keypad");
  });
});

describe("chargegate sim (npm start)", () => {
  test("F2: a script of gestures charges a car, without files, and leaves none behind", async () => {
    charger = await Charger.start();
    const sim = new Child(["sim", "--port", "0"], { TMPDIR: charger.folder });
    children.push(sim);
    sim.process.stdin?.end("plug\ntap ann\nwait 1500ms\nstate\ntap ann\nunplug\nfly\n");
    expect(await sim.exited).toBe(0);
    const text = sim.lines.join("\n");
    expect(text).toMatch(/yellow Awaiting authorization/);
    expect(text).toMatch(/session-started/);
    expect(text).toMatch(/blue {3}Charging · vehicle takes power · contactor closed · session of Ann/);
    expect(text).toMatch(/session-stopped.*reason Local/);
    expect(text).toMatch(/"fly" is nothing I know/);
    await wait(100);
    expect(existsSync(charger.config)).toBe(true);
    const left = execFileSync("ls", [charger.folder], { encoding: "utf8" });
    expect(left).not.toContain("chargegate-sim-");
  });
});
