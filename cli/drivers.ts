import type { UnitConfig } from "../firmware/config/schema.ts";
import type { ConnectorId } from "../firmware/core/session.ts";
import type { UnitParts } from "../firmware/unit-parts.ts";
import { OpenEvseBoard } from "../hal/board/openevse/openevse-board.ts";
import type { Clock } from "../hal/clock.ts";
import { LineKeypad } from "../hal/keypad/line/line-keypad.ts";
import type { OpenLink } from "../hal/link.ts";
import type { Log } from "../hal/log.ts";
import { Pn532Reader } from "../hal/reader/pn532/pn532-reader.ts";
import { linkOfPath } from "../hal/serial/open-path.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

/** Baud rates of the devices' serial lines, 8N1. */
const BAUD = { pn532: 115_200, openevse: 115_200, serial: 9_600 } as const;

/** Constructs the drivers that the configuration names. @throws CommandError when a path is of no known form */
export function constructDrivers(
  config: UnitConfig,
  clock: Clock,
  log: Log,
): Pick<UnitParts, "boards" | "readers" | "keypads"> {
  const world = (path: string, baud: number) => ({
    open: openPath(path, baud),
    clock,
    random: Math.random,
    log,
  });
  return {
    boards: config.connectors.map(({ id, board }) => ({
      connector: connectorId(id),
      board: new OpenEvseBoard(world(board.path, BAUD.openevse)),
    })),
    readers: config.readers.map(({ id, path, connectors }) => ({
      id,
      connectors: connectors.map(connectorId),
      device: new Pn532Reader(world(path, BAUD.pn532)),
    })),
    keypads: config.keypads.map(({ id, path, connectors }) => ({
      id,
      connectors: connectors.map(connectorId),
      device: new LineKeypad(world(path, BAUD.serial)),
    })),
  };
}

/** The links to the boards alone, by connector. */
export function boardLinks(config: UnitConfig): { readonly connector: number; readonly open: OpenLink }[] {
  return config.connectors.map(({ id, board }) => ({
    connector: id,
    open: openPath(board.path, BAUD.openevse),
  }));
}

function openPath(path: string, baud: number): OpenLink {
  try {
    return linkOfPath(path, baud);
  } catch (error) {
    throw new CommandError(EXIT.usage, error instanceof Error ? error.message : String(error));
  }
}

/** The schema has checked that it is a whole number from 1 to 16; the brand says so. */
function connectorId(id: number): ConnectorId {
  return id as ConnectorId;
}
