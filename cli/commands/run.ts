import { randomBytes } from "node:crypto";
import { Desk } from "../../firmware/control/desk.ts";
import { ControlServer, FolderTakenError } from "../../firmware/control/server.ts";
import { happeningJson } from "../../firmware/happening-json.ts";
import { firstAccess } from "../../firmware/settings/in-effect.ts";
import { unitSettings } from "../../firmware/settings/unit-settings.ts";
import { TrustedClock } from "../../firmware/trusted-clock.ts";
import { Unit } from "../../firmware/unit.ts";
import { weekMinuteIn } from "../../firmware/week-minute.ts";
import type { Log } from "../../hal/log.ts";
import { clockQuality } from "../clock-quality.ts";
import { linkLater } from "../cloud-link.ts";
import { constructDrivers } from "../drivers.ts";
import { CommandError, EXIT, type ExitCode } from "../exit-codes.ts";
import { giveBackMemory } from "../give-back-memory.ts";
import { withJoinedCloud } from "../joined-cloud.ts";
import { LineOutput } from "../line-output.ts";
import { loadUnitConfig } from "../load-config.ts";
import { openFolder } from "../open-folder.ts";
import { ServiceManager } from "../sd-notify.ts";
import { logLevel, stderrLog } from "../stderr-log.ts";
import { systemClock } from "../system-clock.ts";
import { type ComingPage, pageLater } from "../unit-page.ts";

/** SIGTERM to exit takes no longer than this, whatever a device or a disk does, milliseconds. */
const STOP_WITHIN = 1_800;

/** The start is over by then, even if a device or the page's port is still waited for, milliseconds. */
const BEGUN_WITHIN = 10_000;

/** `chargegate run`: the unit, until it is told to stop. */
export async function run(configFile: string): Promise<void> {
  const log = stderrLog(logLevel());
  const config = await withJoinedCloud(loadUnitConfig(configFile), log);
  const end = endAsked(log);
  const drivers = constructDrivers(config, systemClock, log);
  const lines = new LineOutput(1);
  const { keyring, store } = await openFolder(config.data, log, config.cloud?.installation ?? null);
  const { alive } = store.saved();
  const quality = () => clockQuality(alive);
  const clock = new TrustedClock(systemClock, alive, () => quality() === "synchronized");
  const settings = unitSettings(() => unit, {
    file: config,
    managed: config.cloud?.installation !== undefined,
    store,
    clock,
    log,
  });
  let page: ComingPage | null = null;
  const unit = new Unit({
    ...drivers,
    unit: config.unit,
    weekMinute: weekMinuteIn(settings.zone()),
    clock,
    log,
    store,
    keyring,
    access: firstAccess(config),
    rules: settings.rules(),
    clockQuality: quality,
    run: randomBytes(4).toString("hex"),
    announce: (happening, at) => {
      lines.write(JSON.stringify(happeningJson(happening, at)));
      page?.tell(happening);
    },
  });
  const desk = new Desk({
    store,
    keyring,
    clock,
    config,
    settings: () => ({ zone: settings.zone(), rules: settings.rules() }),
    changeable: settings,
    page: {
      get served() {
        return page?.served ?? Promise.resolve(null);
      },
      get problem() {
        return page?.problem ?? null;
      },
    },
    unit,
  });
  const control = await listen(config.data, desk, log);
  const manager = new ServiceManager(log);
  log.info("started", { unit: config.unit, data: config.data });
  manager.ready();
  manager.status("waiting for its devices");
  // Begun once the page is there to hear of it: what the start itself tells is counted, too.
  const started = Promise.resolve()
    .then(() => unit.start())
    .then(() => manager.status("in use"));
  page = pageLater({ unit, config, store, keyring, settings, clock, clockQuality: quality, log }, started);
  const link = linkLater({ config, store, log, clock, quality }, unit, started);
  const begun = Promise.all([started.catch(() => undefined), page.served]);
  void Promise.race([
    begun,
    new Promise((resolve) => systemClock.after(BEGUN_WITHIN, () => resolve(null))),
  ]).then(giveBackMemory);
  const failed = new Promise<ExitCode>((resolve) => {
    started.catch((error: unknown) => {
      log.error("the unit could not start", { error: String(error) });
      resolve(EXIT.failed);
    });
  });
  const code = await Promise.race([end, failed]);
  manager.stopping();
  log.info("stopping: contactors are withdrawn");
  const stopped = Promise.all([unit.stop(), link.stop(), page.stop()]).then(() =>
    Promise.all([control.close(), store.close()]),
  );
  const inTime = await Promise.race([
    stopped.then(
      () => true,
      (error: unknown) => {
        log.error("not everything could be closed", { error: String(error) });
        return true;
      },
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), STOP_WITHIN)),
  ]);
  const closed = unit.state.connectors.filter(
    ({ link, report }) => link !== "up" || report?.contactor !== "open",
  );
  if (closed.length > 0) {
    const connectors = closed.map(({ id }) => id);
    log.warn("contactors not reported open yet: `chargegate withdraw` makes sure of it", { connectors });
  }
  if (!inTime)
    log.error("not every board has confirmed its withdrawal in time: see to it that the contactors are open");
  process.exit(code);
}

const STOP_SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"] as const;

/**
 * Resolves with the exit code when the unit is to stop: told so by a signal, again and again or not, or because a defect
 * came up – then too no contactor may stay closed behind it.
 */
function endAsked(log: Log): Promise<ExitCode> {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve(EXIT.ok));
    process.on("uncaughtException", (error) => {
      log.error("a defect: the unit stops", { error: error.stack ?? String(error) });
      resolve(EXIT.failed);
    });
  });
}

async function listen(folder: string, desk: Desk, log: Log): Promise<ControlServer> {
  try {
    return await ControlServer.listen(folder, (request, progress) => desk.answer(request, progress), log);
  } catch (error) {
    if (error instanceof FolderTakenError) throw new CommandError(EXIT.taken, error.message);
    throw error;
  }
}
