import { createInterface } from "node:readline";
import { LineKeypadEmulator } from "../../sim/devices/keypad/line-keypad-emulator.ts";
import { OpenEvseEmulator } from "../../sim/devices/openevse/openevse-emulator.ts";
import type { DevicePeer, DeviceWorld } from "../../sim/devices/peer.ts";
import { Pn532Emulator } from "../../sim/devices/pn532/pn532-emulator.ts";
import { openPtyLine } from "../../sim/pty-line.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { systemClock } from "../system-clock.ts";

export const EMULATED = ["pn532", "openevse", "keypad"] as const;
export type Emulated = (typeof EMULATED)[number];

/**
 * `chargegate emulate`: a device on a pty. The first line printed is the path to open; then every line on standard input
 * is a command, answered by one line (several for `help`). Ends with SIGTERM, SIGINT or `quit`; the end of standard input
 * leaves the device running.
 */
export async function emulate(
  what: Emulated,
  options: { readonly link?: string; readonly pace?: boolean },
): Promise<void> {
  const line = openLine(options.link);
  const world = { wire: line.wire, clock: systemClock, random: Math.random };
  const peer = construct(what, world, options.pace === true);
  line.onReceive((bytes) => peer.receive(bytes));
  process.stdout.write(`${line.path}\n`);
  const input = createInterface({ input: process.stdin });
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
    input.on("line", (text) => {
      const command = text.trim();
      if (command === "quit") resolve();
      else if (command !== "") process.stdout.write(`${peer.command(command)}\n`);
    });
  });
  input.close();
  peer.stop();
  line.close();
  process.stdin.destroy();
}

function openLine(link: string | undefined) {
  try {
    return openPtyLine(link === undefined ? {} : { link });
  } catch (error) {
    throw new CommandError(EXIT.failed, error instanceof Error ? error.message : String(error));
  }
}

/** Delays of a real chip: it acknowledges and answers within a few milliseconds, and finds a card in about ten. */
const REAL_PN532 = { ackDelayMs: 1, answerDelayMs: 1, detectMs: 5 } as const;

function construct(what: Emulated, world: DeviceWorld, pace: boolean): DevicePeer {
  switch (what) {
    case "pn532":
      return new Pn532Emulator(world, pace ? { ...REAL_PN532, pace: { baud: 115_200 } } : {});
    case "openevse":
      return new OpenEvseEmulator(world);
    case "keypad":
      return new LineKeypadEmulator(world);
  }
}
