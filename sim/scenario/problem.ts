import { PIN_LABEL } from "../../protocol/pin.ts";

/** Something wrong in a scenario file. Its texts are single lines, and hold neither card numbers nor PINs. */
export interface ScenarioProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Which value, such as `steps[3].expect.light`; steps are counted from 0. Or `yaml`, or `file`. */
  readonly key: string;
  /** What was expected. */
  readonly text: string;
}

/** `scenario.yaml:7: steps[3].expect.ligth: unknown key, did you mean light?` */
export function problemLine({ file, line, key, text }: ScenarioProblem): string {
  return `${file}:${line}: ${key}: ${text}`;
}

/** A path as people write it: `steps[3].expect.light`. */
export function keyAt(path: readonly PropertyKey[]): string {
  const words = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${word(String(step))}`));
  return words.join("").replace(/^\./, "") || "file";
}

/** A key of the file. Anything can be one, also a card, a PIN, or nearly one: of these, only what a label may show. */
function word(key: string): string {
  if (key.startsWith("#")) return PIN_LABEL;
  if (/^(nfc-)?[\da-f:. -]{6,}$/i.test(key)) return `${key.slice(0, 2)}…${key.slice(-2)}`;
  if (/^[\w+-]{1,60}$/.test(key)) return key;
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
}
