import { readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { parseUnitConfig } from "../firmware/config/parse.ts";
import type { UnitConfig } from "../firmware/config/schema.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

/** Reads the unit's configuration; paths in it become absolute, relative to the file. @throws CommandError */
export function loadUnitConfig(file: string): UnitConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(EXIT.usage, `${file}: cannot be read (${why}); name another with --config FILE`);
  }
  const parsed = parseUnitConfig(text, file);
  if (!parsed.ok) throw new CommandError(EXIT.usage, parsed.problems.join("\n"));
  const base = dirname(resolve(file));
  const absolute = (path: string) =>
    path.startsWith("tcp:") || isAbsolute(path) ? path : resolve(base, path);
  const { config } = parsed;
  return {
    ...config,
    data: absolute(config.data),
    connectors: config.connectors.map((connector) => ({
      ...connector,
      board: { ...connector.board, path: absolute(connector.board.path) },
    })),
    readers: config.readers.map((reader) => ({ ...reader, path: absolute(reader.path) })),
    ...(config.web && { web: withAbsoluteTls(config.web, absolute) }),
    keypads: config.keypads.map((keypad) => ({ ...keypad, path: absolute(keypad.path) })),
  };
}

function withAbsoluteTls(
  web: NonNullable<UnitConfig["web"]>,
  absolute: (path: string) => string,
): NonNullable<UnitConfig["web"]> {
  const { tls } = web;
  return typeof tls === "object"
    ? { ...web, tls: { cert: absolute(tls.cert), key: absolute(tls.key) } }
    : web;
}
