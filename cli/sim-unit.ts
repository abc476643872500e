import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UnitConfig } from "../firmware/config/schema.ts";
import type { DeskPage } from "../firmware/control/desk.ts";
import type { Happening } from "../firmware/core/happening.ts";
import { DEFAULT_RULES } from "../firmware/core/rules.ts";
import type { State } from "../firmware/core/state.ts";
import { unitSettings } from "../firmware/settings/unit-settings.ts";
import { Unit } from "../firmware/unit.ts";
import { weekMinuteIn } from "../firmware/week-minute.ts";
import type { Log } from "../hal/log.ts";
import { LineKeypadEmulator } from "../sim/devices/keypad/line-keypad-emulator.ts";
import { OpenEvseEmulator } from "../sim/devices/openevse/openevse-emulator.ts";
import type { DevicePeer, DeviceWorld } from "../sim/devices/peer.ts";
import { Pn532Emulator } from "../sim/devices/pn532/pn532-emulator.ts";
import { openPtyLine, type PtyLine } from "../sim/pty-line.ts";
import { seededRandom } from "../sim/seeded-random.ts";
import { CARDS } from "../sim/world/cards.ts";
import { CuttableLine } from "../sim/world/cuttable-line.ts";
import type { PortalPicture } from "../sim/world/picture.ts";
import { Simulation } from "../sim/world/simulation.ts";
import { cloudLink } from "./cloud-link.ts";
import { constructDrivers } from "./drivers.ts";
import { openFolder } from "./open-folder.ts";
import type { SimCloud } from "./sim-cloud.ts";
import { systemClock } from "./system-clock.ts";
import { pageLater } from "./unit-page.ts";

/** The simulated unit's id. */
export const SIM_UNIT = "CG-SIM";
const PIN_IDLE = DEFAULT_RULES.pinIdle;
/** Nobody wants to wait half a minute for a link that was mended with a click, milliseconds. */
const RETRY_CAP = 1_500;
/** The unit has the cloud's list by then, or begins without it, milliseconds. */
const LIST_WITHIN = 5_000;

/** A simulated unit that runs, with all that is around it. */
export interface SimulatedUnit {
  readonly name: string;
  readonly world: Simulation;
  readonly unit: Unit;
  readonly brokerUrl: string;
  /** Of the unit's own page; null: it could not be served. */
  readonly pageUrl: string | null;
  /** Ends everything and leaves no file behind. */
  stop(): Promise<void>;
}

/**
 * The real unit on emulated devices over real ptys, with its cloud, from nothing but a temporary folder, which is gone when
 * the process is.
 *
 * @param options.cloud begun and ended with the unit
 * @param options.portal shown on the page; null: there is none
 * @param options.announce told everything that happens
 */
export async function simulateUnit(options: {
  readonly seed: number;
  readonly cloud: SimCloud;
  readonly portal: () => PortalPicture | null;
  /** Of the unit's own page; 0: any that is free. */
  readonly pagePort: number;
  readonly log: Log;
  readonly announce: (happening: Happening, at: number) => void;
  /** Told every state that the unit comes into. */
  readonly changed: (state: State) => void;
}): Promise<SimulatedUnit> {
  const { cloud, log, announce, changed } = options;
  let served: DeskPage | null = null;
  const line = await CuttableLine.open(Number(new URL(cloud.brokerUrl).port));
  const folder = mkdtempSync(join(tmpdir(), "chargegate-sim-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const { installation, secret } = cloud;
  const devices = openDevices(folder, seededRandom(options.seed));
  const config = configOf(folder, devices, {
    cloud: { url: urlAt(line.port, cloud.login), installation },
    pagePort: options.pagePort,
  });
  // Unit and cloud share the installation's secret, as a provisioned unit does.
  mkdirSync(config.data, { mode: 0o700 });
  writeFileSync(join(config.data, "keys"), secret, { mode: 0o600 });
  const { keyring, store } = await openFolder(config.data, log, installation);
  const link = await cloudLink({ config, store, log, clock: systemClock }, RETRY_CAP);
  if (!link) throw new Error("the simulated unit has a cloud");
  const weekMinute = weekMinuteIn("UTC");
  const settings = unitSettings(() => unit, {
    file: config,
    managed: true,
    store,
    clock: systemClock,
    log,
  });
  const unit = new Unit({
    unit: SIM_UNIT,
    weekMinute,
    ...constructDrivers(config, systemClock, log),
    clock: systemClock,
    log,
    store,
    keyring,
    access: "restricted",
    rules: settings.rules(),
    run: randomBytes(4).toString("hex"),
    announce: (happening, at) => {
      world.tell(happening, at);
      page.tell(happening);
      announce(happening, at);
    },
  });
  const world = new Simulation({
    clock: systemClock,
    name: SIM_UNIT,
    unit,
    store,
    cloud: (told) => cloud.side({ link, line, store, name: SIM_UNIT }, told),
    portal: options.portal,
    ownPage: () => served,
    listed: (uid) => store.find(keyring.credentialOfCard(uid)),
    reader: devices.reader.peer,
    board: devices.board.peer,
    keypad: devices.keypad.peer,
    cards: CARDS,
    weekMinute,
    pinIdle: PIN_IDLE,
  });
  unit.attach({
    changed: (state) => {
      link.changed(state);
      world.changed();
      changed(state);
    },
    recorded: () => {
      link.recorded();
      world.recorded();
    },
    ask: (request, credential, within) => link.ask(request, credential, within),
    respond: (request, outcome) => link.respond(request, outcome),
  });
  let tellInUse = (): void => {};
  const inUse = new Promise<void>((resolve) => {
    tellInUse = resolve;
  });
  const page = pageLater(
    { unit, config, store, keyring, settings, clock: systemClock, clockQuality: () => "unknown", log },
    inUse,
  );
  unit.cloudLink(false);
  await cloud.start();
  link.start(unit);
  await Promise.all([unit.start(), listInStep(world)]);
  tellInUse();
  served = await page.served;
  world.changed();
  return {
    name: SIM_UNIT,
    world,
    unit,
    brokerUrl: cloud.brokerUrl,
    pageUrl: served?.urls()[0] ?? null,
    async stop() {
      world.stop();
      await Promise.all([unit.stop(), link.stop(), page.stop()]);
      await cloud.stop();
      await line.close();
      await store.close();
      for (const { line, peer } of Object.values(devices)) {
        peer.stop();
        line.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Device<Peer extends DevicePeer> {
  readonly line: PtyLine;
  readonly peer: Peer;
}

interface Devices {
  readonly reader: Device<Pn532Emulator>;
  readonly board: Device<OpenEvseEmulator>;
  readonly keypad: Device<LineKeypadEmulator>;
}

function openDevices(folder: string, random: () => number): Devices {
  const device = <Peer extends DevicePeer>(
    name: string,
    construct: (world: DeviceWorld) => Peer,
  ): Device<Peer> => {
    const line = openPtyLine({ link: join(folder, name) });
    const peer = construct({ wire: line.wire, clock: systemClock, random });
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

function configOf(
  folder: string,
  { reader, board, keypad }: Devices,
  { cloud, pagePort }: { readonly cloud: NonNullable<UnitConfig["cloud"]>; readonly pagePort: number },
): UnitConfig {
  return {
    unit: SIM_UNIT,
    data: join(folder, "data"),
    zone: "UTC",
    access: "restricted",
    rules: {},
    connectors: [{ id: 1, board: { driver: "openevse", path: board.line.path } }],
    readers: [{ id: "front", driver: "pn532", path: reader.line.path, connectors: [1] }],
    keypads: [{ id: "front", driver: "serial", path: keypad.line.path, connectors: [1] }],
    cloud,
    web: { listen: { host: "127.0.0.1", port: pagePort }, hosts: [], metrics: true },
  };
}

/** The broker's address behind the line that can be cut. */
function urlAt(port: number, login: SimCloud["login"]): string {
  const who = login ? `${encodeURIComponent(login.username)}:${encodeURIComponent(login.password)}@` : "";
  return `mqtt://${who}127.0.0.1:${port}`;
}

function listInStep(world: Simulation): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unwatch();
      cancel();
      resolve();
    };
    const unwatch = world.watch(() => {
      if (world.picture().cloud.list.unit.inStep) done();
    });
    const cancel = systemClock.after(LIST_WITHIN, done);
  });
}
