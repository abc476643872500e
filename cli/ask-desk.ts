import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { UnitConfig } from "../firmware/config/schema.ts";
import { askUnit } from "../firmware/control/client.ts";
import { Desk } from "../firmware/control/desk.ts";
import type { ControlRequest } from "../firmware/control/message.ts";
import { createKeyring } from "../firmware/credential/keyring.ts";
import { firstAccess } from "../firmware/settings/in-effect.ts";
import { Settings } from "../firmware/settings/settings.ts";
import { MemoryStore } from "../firmware/store/memory-store.ts";
import { TrustedClock } from "../firmware/trusted-clock.ts";
import { SECRET_BYTES } from "../protocol/digest.ts";
import { clockQuality } from "./clock-quality.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { withJoinedCloud } from "./joined-cloud.ts";
import { loadUnitConfig } from "./load-config.ts";
import { openFolder } from "./open-folder.ts";
import { logLevel, stderrLog } from "./stderr-log.ts";
import { systemClock } from "./system-clock.ts";

/**
 * Asks the running unit, or does it on the data folder itself when none runs.
 *
 * @returns what the request's `ok` holds
 * @throws CommandError with the request's error
 */
export async function askDesk(
  configFile: string,
  request: ControlRequest,
  progress: (done: number, total: number) => void = () => {},
): Promise<unknown> {
  const written = loadUnitConfig(configFile);
  const answer = (await askRunning(written.data, request, progress)) ?? (await askFolder());
  if ("ok" in answer) return answer.ok;
  const { code, message } = answer.error;
  throw new CommandError(code === "BAD_INPUT" ? EXIT.usage : EXIT.failed, message);

  async function askFolder() {
    // Which cloud counts is told when the unit is started, not by every command.
    const config = await withJoinedCloud(written, { ...stderrLog(logLevel()), info: () => {} });
    const { keyring, store } = await openFor(request, config);
    try {
      const { alive } = store.saved();
      const settings = new Settings({
        file: config,
        managed: config.cloud?.installation !== undefined,
        store,
        access: () => store.saved().access ?? firstAccess(config),
        // Nothing runs that they would reach into; the unit reads them when it is started.
        apply: { rules: () => {}, access: () => {}, changed: () => {} },
        // What goes before the file is told when the unit is started, not by every command.
        clock: systemClock,
        log: { ...stderrLog(logLevel()), info: () => {} },
      });
      const quality = () => clockQuality(alive);
      const clock = new TrustedClock(systemClock, alive, () => quality() === "synchronized");
      const desk = new Desk({
        store,
        keyring,
        clock,
        clockQuality: quality,
        config,
        settings: () => ({ zone: settings.zone(), rules: settings.rules() }),
        changeable: settings,
        unit: null,
      });
      return await desk.answer(request, progress);
    } finally {
      await store.close();
    }
  }
}

async function openFor({ op }: ControlRequest, { data, cloud }: UnitConfig) {
  const installation = cloud?.installation ?? null;
  if (op !== "explain" || existsSync(join(data, "store")))
    return openFolder(data, stderrLog(logLevel()), installation);
  // A dry run makes no folder: where there is none yet, nobody is known.
  const random = (bytes: number) => randomBytes(bytes);
  const keyring = createKeyring({ secret: random(SECRET_BYTES), random });
  return { keyring, store: new MemoryStore({ installation }) };
}

async function askRunning(
  folder: string,
  request: ControlRequest,
  progress: (done: number, total: number) => void,
) {
  try {
    return await askUnit(folder, request, progress);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
