/** ESRAPI_BUFLEN of rapi_proc.h; one place is for the end of the string. */
const BUFFER_CHARS = 32;
/** ESRAPI_MAX_ARGS of rapi_proc.h. */
const MAX_TOKENS = 10;
const DOLLAR = 0x24;
const CARRIAGE_RETURN = 0x0d;

export type RapiFrame =
  | {
      readonly kind: "command";
      /** The command word first. */
      readonly tokens: readonly string[];
      /** What `:SS` said, 0 (invalid, hence not echoed) without it. */
      readonly sequence: number;
    }
  /** Wrong checksum or too many tokens. */
  | { readonly kind: "refused" };

/** Finds commands in what the host sends (RAPI 5.2.1, EvseRapiProcessor::doCmd). */
export class RapiParser {
  /** Characters from `$` on; empty while waiting for one. */
  #buffer = "";

  /** Takes one byte; the answer is the command that it completes. Lines of 32 characters or more vanish silently. */
  take(byte: number): RapiFrame | undefined {
    if (byte === DOLLAR) {
      this.#buffer = "$";
    } else if (this.#buffer !== "") {
      if (this.#buffer.length >= BUFFER_CHARS) return this.#drop();
      if (byte === CARRIAGE_RETURN) return this.#complete();
      this.#buffer += String.fromCharCode(byte);
    }
    return undefined;
  }

  reset(): void {
    this.#buffer = "";
  }

  #drop(): undefined {
    this.#buffer = "";
  }

  #complete(): RapiFrame {
    const line = this.#buffer;
    this.#buffer = "";
    return readLine(line);
  }
}

function readLine(line: string): RapiFrame {
  const text = untilNul(line);
  // the first character after `$` is never looked at as a separator
  const mark = text.slice(2).search(/[*^]/);
  const body = mark === -1 ? text : text.slice(0, mark + 2);
  const [word = "", ...parameters] = body.slice(2).split(" ");
  const tokens = [text.slice(1, 2) + word, ...parameters];
  if (tokens.length > MAX_TOKENS) return { kind: "refused" };
  if (mark !== -1 && !checks(body, text.slice(body.length))) return { kind: "refused" };
  const last = tokens.at(-1) ?? "";
  if (tokens.length > 1 && last.startsWith(":"))
    return { kind: "command", tokens: tokens.slice(0, -1), sequence: hexByte(last.slice(1)) };
  return { kind: "command", tokens, sequence: 0 };
}

function checks(body: string, checksum: string): boolean {
  const bytes = Buffer.from(body, "latin1");
  const expected = checksum.startsWith("*")
    ? bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)
    : bytes.reduce((sum, byte) => sum ^ byte, 0);
  return hexByte(checksum.slice(1)) === expected;
}

/** Of one or two hex digits, whatever follows; 0 if there is anything else (htou8). */
function hexByte(text: string): number {
  const digits = text.slice(0, 2);
  return /^[0-9A-Fa-f]{1,2}$/.test(digits) ? Number.parseInt(digits, 16) : 0;
}

function untilNul(line: string): string {
  const end = line.indexOf("\0");
  return end === -1 ? line : line.slice(0, end);
}
