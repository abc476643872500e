/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { LIGHT_WORDS } from "./light-words.ts";

/** What a status light shows. */
export interface LightProps {
  readonly pattern: keyof typeof LIGHT_WORDS;
}

/** The classes that give an element a light's colour (`--lit`) and rhythm (`--rhythm`, `--dashes`). */
export function lightClasses({ pattern }: LightProps): string {
  const { colour, rhythm } = LIGHT_WORDS[pattern];
  return `lit-${colour} rhythm-${rhythm}`;
}

/** A small status light. The word that says the same stands beside it, always. */
export function StatusLight(props: LightProps) {
  return <span class={`status-light ${lightClasses(props)}`} aria-hidden="true" />;
}
