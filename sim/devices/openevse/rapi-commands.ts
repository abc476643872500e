import { type RapiDevice, type RapiOutcome, REFUSED } from "./rapi-device.ts";
import { runFunction } from "./rapi-functions.ts";
import { getParameter } from "./rapi-queries.ts";
import { setParameter } from "./rapi-settings.ts";

/** Obeys one command; of its word only the first two characters count, as with the real one. */
export function obey(tokens: readonly string[], device: RapiDevice): RapiOutcome {
  const [word = "", ...parameters] = tokens;
  const command = commandOf(tokens);
  switch (word.slice(0, 1)) {
    case "F":
      return runFunction(command, parameters, device);
    case "S":
      return setParameter(command, parameters, device);
    case "G":
      return getParameter(command, device);
    default:
      return REFUSED;
  }
}

export function commandOf(tokens: readonly string[]): string {
  return tokens[0]?.slice(0, 2) ?? "";
}
