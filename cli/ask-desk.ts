import { askUnit } from "../firmware/control/client.ts";
import { Desk } from "../firmware/control/desk.ts";
import type { ControlRequest } from "../firmware/control/message.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
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
  const config = loadUnitConfig(configFile);
  const answer = (await askRunning(config.data, request, progress)) ?? (await askFolder());
  if ("ok" in answer) return answer.ok;
  const { code, message } = answer.error;
  throw new CommandError(code === "BAD_INPUT" ? EXIT.usage : EXIT.failed, message);

  async function askFolder() {
    const { keyring, store } = await openFolder(config.data, stderrLog(logLevel()));
    try {
      const desk = new Desk({ store, keyring, clock: systemClock, zone: config.zone, unit: null });
      return await desk.answer(request, progress);
    } finally {
      await store.close();
    }
  }
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
