import { LIGHTS, type LightColour, lightOf } from "../../firmware/core/light.ts";
import type { Connector, State } from "../../firmware/core/state.ts";

/** How the terminal shows each colour: an ANSI 256-colour number. */
const ANSI: Readonly<Record<LightColour, number>> = {
  off: 240,
  red: 196,
  green: 40,
  yellow: 226,
  blue: 33,
  teal: 44,
  white: 255,
};

/**
 * One connector in a line: its light in its colour with the colour's name beside it, its state in words, vehicle,
 * contactor and session.
 *
 * @param colour whether to use ANSI colours
 */
export function connectorLine(state: State, connector: Connector, colour: boolean): string {
  const light = lightOf(state, connector);
  const { colour: shade, word } = LIGHTS[light];
  const dot = colour ? `\x1b[38;5;${ANSI[shade]}m●\x1b[0m` : "●";
  const parts = [
    `${dot} ${shade.padEnd(6)} ${word}`,
    vehicleWords(connector),
    `contactor ${connector.report?.contactor ?? "unknown"}`,
    ...sessionWords(connector),
    `access ${state.access}`,
  ];
  return parts.join(" · ");
}

function vehicleWords(connector: Connector): string {
  if (connector.pluggedAt === null) return "no vehicle";
  return connector.report?.pilot === "C" ? "vehicle takes power" : "vehicle connected";
}

function sessionWords(connector: Connector): string[] {
  if (connector.use.kind !== "session") return [];
  const { user, credential, energyWh } = connector.use.session;
  const who = user ?? credential?.label ?? "nobody in particular";
  return [`session of ${who}${energyWh === null ? "" : `, ${(energyWh / 1000).toFixed(3)} kWh`}`];
}
