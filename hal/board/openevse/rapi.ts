/** A line of the board's serial interface (OpenEVSE RAPI 5, rapi_proc.h), without framing. */
export type RapiLine =
  /** The reply to a command: `$OK …` or `$NK …`. */
  | { readonly type: "reply"; readonly ok: boolean; readonly params: readonly string[] }
  /** Sent by the board on its own: `$AB` boot, `$AT` state, `$AN` button, `$WF` network mode. */
  | { readonly type: "async"; readonly name: string; readonly params: readonly string[] };

/**
 * Frames a command: `$FE` becomes `$FE^27\r`, with the exclusive-or of all characters before the `^`.
 *
 * @param command the command with its parameters and without `$`, at most 26 characters (the board's buffer holds 32)
 */
export function encodeRapi(command: string): Uint8Array {
  const text = `$${command}`;
  return new TextEncoder().encode(`${text}^${checksum(text)}\r`);
}

/** Two upper-case hex digits: the exclusive-or of the characters' codes. */
export function checksum(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum ^= text.charCodeAt(at);
  return sum.toString(16).toUpperCase().padStart(2, "0");
}

const FRAMED = /^(\$[\x20-\x5d\x5f-\x7e]*)\^([0-9A-Fa-f]{2})$/;

/** @returns null for a line without a right checksum, or one that is no RAPI line */
export function parseRapi(line: string): RapiLine | null {
  const [, text, sum] = FRAMED.exec(line) ?? [];
  if (text === undefined || sum === undefined || checksum(text) !== sum.toUpperCase()) return null;
  const [name, ...params] = text
    .slice(1)
    .split(/ +/)
    .filter((word) => word !== "");
  switch (name) {
    case "OK":
    case "NK":
      return { type: "reply", ok: name === "OK", params };
    case undefined:
      return null;
    default:
      return { type: "async", name, params };
  }
}
