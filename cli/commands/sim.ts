import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { UnitConfig } from "../../firmware/config/schema.ts";
import type { Happening } from "../../firmware/core/happening.ts";
import { happeningJson } from "../../firmware/happening-json.ts";
import { Unit } from "../../firmware/unit.ts";
import { addOne } from "../../firmware/whitelist/whitelist.ts";
import { LineKeypadEmulator } from "../../sim/devices/keypad/line-keypad-emulator.ts";
import { OpenEvseEmulator } from "../../sim/devices/openevse/openevse-emulator.ts";
import type { DevicePeer, DeviceWorld } from "../../sim/devices/peer.ts";
import { Pn532Emulator } from "../../sim/devices/pn532/pn532-emulator.ts";
import { openPtyLine, type PtyLine } from "../../sim/pty-line.ts";
import { connectorLine } from "../../sim/terminal/picture.ts";
import { type Gesture, helpText, parseGesture, type TableCard } from "../../sim/terminal/script.ts";
import { constructDrivers } from "../drivers.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { openFolder } from "../open-folder.ts";
import { stderrLog } from "../stderr-log.ts";
import { systemClock } from "../system-clock.ts";

const CARDS: readonly TableCard[] = [
  { name: "ann", uid: "04A1B2C3", about: "on the list" },
  { name: "bo", uid: "11223344", about: "on the list, blocked" },
  { name: "old", uid: "55667788", about: "on the list, expired" },
  { name: "stranger", uid: "DEADBEEF", about: "not on the list" },
];
const PIN = "#4711";

/** How long a tapped card stays on the reader, and how long a gesture is given to show its effect, milliseconds. */
const TAP_HOLD = 300;
const AFTER_GESTURE = 400;

/** `chargegate sim`: the real unit code on emulated devices over real ptys, at a line prompt. Leaves no files behind. */
export async function sim(seed: string): Promise<void> {
  if (!/^\d{1,9}$/.test(seed)) throw new CommandError(EXIT.usage, `--seed ${seed}: expected a whole number`);
  const folder = mkdtempSync(join(tmpdir(), "chargegate-sim-"));
  const devices = openDevices(folder);
  const config = configOf(folder, devices);
  const log = stderrLog("error");
  const { keyring, store } = await openFolder(join(folder, "data"), log);
  for (const row of USERS) await addOne(store, keyring, row, { zone: "UTC" });
  const screen = new Screen();
  const unit = new Unit({
    ...constructDrivers(config, systemClock, log),
    clock: systemClock,
    log,
    store,
    keyring,
    access: "restricted",
    rules: {},
    pinIdle: 10_000,
    run: randomBytes(4).toString("hex"),
    announce: (happening) => screen.tell(happening),
    inspect: () => screen.look(() => unit.state),
  });
  screen.say("ChargeGate simulator: the real unit, on an emulated card reader, keypad, board and vehicle.");
  await unit.start();
  screen.say("Try: plug, then tap ann. help lists everything.\n");
  await converse(screen, unit, devices);
  await unit.stop();
  await store.close();
  for (const { line, peer } of Object.values(devices)) {
    peer.stop();
    line.close();
  }
  rmSync(folder, { recursive: true, force: true });
  process.exit(EXIT.ok);
}

const row = (id: string, user: string, status = "active", expires = "") => ({
  id,
  type: id.startsWith("#") ? "pin" : "card",
  user,
  status,
  expires,
});
const USERS = [
  row("04A1B2C3", "Ann"),
  row("11223344", "Bo", "blocked"),
  row("55667788", "Old", "active", "2020-01-01"),
  row(PIN, "Guest"),
];

interface Device {
  readonly line: PtyLine;
  readonly peer: DevicePeer;
}
type Devices = Readonly<Record<"reader" | "board" | "keypad", Device>>;

function openDevices(folder: string): Devices {
  const device = (name: string, construct: (world: DeviceWorld) => DevicePeer): Device => {
    const line = openPtyLine({ link: join(folder, name) });
    const peer = construct({ wire: line.wire, clock: systemClock, random: Math.random });
    line.onReceive((bytes) => peer.receive(bytes));
    return { line, peer };
  };
  return {
    reader: device(
      "reader",
      (world) => new Pn532Emulator(world, { ackDelayMs: 1, answerDelayMs: 2, detectMs: 5 }),
    ),
    board: device("board", (world) => new OpenEvseEmulator(world)),
    keypad: device("keypad", (world) => new LineKeypadEmulator(world)),
  };
}

function configOf(folder: string, { reader, board, keypad }: Devices): UnitConfig {
  return {
    unit: "CG-SIM",
    data: join(folder, "data"),
    zone: "UTC",
    access: "restricted",
    rules: {},
    connectors: [{ id: 1, board: { driver: "openevse", path: board.line.path } }],
    readers: [{ id: "front", driver: "pn532", path: reader.line.path, connectors: [1] }],
    keypads: [{ id: "front", driver: "serial", path: keypad.line.path, connectors: [1] }],
  };
}

/** What the person sees: happenings as they come, and the connector's picture whenever it has changed. */
class Screen {
  readonly #colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  #shown = "";
  #pending = false;
  prompt: () => void = () => {};

  say(text: string): void {
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
    process.stdout.write(`${text}\n`);
    this.prompt();
  }

  tell(happening: Happening): void {
    const { t, event, ...details } = happeningJson(happening, Date.now());
    const words = Object.entries(details)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`);
    this.say(
      `  ${String(t).slice(11, 23)}  ${String(event)}${words.length > 0 ? `  (${words.join(", ")})` : ""}`,
    );
  }

  /** Draws soon, once for all that changes in one go. */
  look(state: () => Unit["state"]): void {
    if (this.#pending) return;
    this.#pending = true;
    setTimeout(() => {
      this.#pending = false;
      this.draw(state(), false);
    }, 20);
  }

  draw(state: Unit["state"], always: boolean): void {
    const picture = state.connectors
      .map((connector) => connectorLine(state, connector, this.#colour))
      .join("\n");
    const steady = picture.replace(/, \d+\.\d+ kWh/, "");
    if (!always && steady === this.#shown) return;
    this.#shown = steady;
    this.say(picture);
  }
}

/** Reads lines until `quit`, a signal, or the end of a script; the end of an empty input leaves the unit running. */
function converse(screen: Screen, unit: Unit, devices: Devices): Promise<void> {
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: "> ",
    terminal: process.stdin.isTTY,
  });
  screen.prompt = () => {
    if (process.stdin.isTTY) input.prompt(true);
  };
  return new Promise((resolve) => {
    let given = 0;
    let turn = Promise.resolve();
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve());
    input.on("SIGINT", () => resolve());
    input.on("line", (line) => {
      given++;
      turn = turn.then(async () => {
        if ((await obey(parseGesture(line, CARDS), screen, unit, devices)) === "quit") resolve();
        screen.prompt();
      });
    });
    input.on("close", () => {
      if (given > 0) void turn.then(() => pause(1_000)).then(resolve);
    });
    screen.prompt();
  });
}

async function obey(
  gesture: Gesture,
  screen: Screen,
  unit: Unit,
  devices: Devices,
): Promise<"quit" | "go-on"> {
  switch (gesture.do) {
    case "device":
      answer(screen, devices[gesture.device].peer.command(gesture.command));
      await pause(AFTER_GESTURE);
      return "go-on";
    case "tap":
      answer(
        screen,
        devices.reader.peer.command(gesture.card === "phone" ? "phone" : `card ${gesture.card}`),
      );
      await pause(TAP_HOLD);
      devices.reader.peer.command("card none");
      await pause(AFTER_GESTURE);
      return "go-on";
    case "access":
      unit.switchAccess(gesture.access);
      await pause(AFTER_GESTURE);
      return "go-on";
    case "wait":
      await pause(gesture.ms);
      return "go-on";
    case "show":
      screen.draw(unit.state, true);
      return "go-on";
    case "help":
      screen.say(helpText(CARDS, PIN));
      return "go-on";
    case "error":
      screen.say(gesture.text);
      return "go-on";
    case "quit":
      return "quit";
  }
}

/** A device says `ok`, which needs no words. */
function answer(screen: Screen, text: string): void {
  if (text !== "ok") screen.say(text);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
