import { pino } from "pino";
import type { Log } from "../hal/log.ts";
import { LineOutput } from "./line-output.ts";

/** The log: JSON lines on standard error, written before the call returns unless its reader does not keep up. */
export function stderrLog(level: string): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, new LineOutput(2));
  return {
    debug: (message, details) => logger.debug(details ?? {}, message),
    info: (message, details) => logger.info(details ?? {}, message),
    warn: (message, details) => logger.warn(details ?? {}, message),
    error: (message, details) => logger.error(details ?? {}, message),
  };
}

/** The level that the environment asks for (`CHARGEGATE_LOG`), `info` by default. */
export function logLevel(): string {
  const asked = process.env["CHARGEGATE_LOG"] ?? "info";
  return ["trace", "debug", "info", "warn", "error", "fatal", "silent"].includes(asked) ? asked : "info";
}
