/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { LIGHT_LOOKS, type LightName } from "./light-looks.ts";

/** What a status light shows. */
export interface LightProps {
  readonly pattern: LightName;
}

/** The classes that give an element a light's colour (`--lit`) and rhythm (`--rhythm`, `--dashes`). */
export function lightClasses({ pattern }: LightProps): string {
  const { colour, rhythm } = LIGHT_LOOKS[pattern];
  return `lit-${colour} rhythm-${rhythm}`;
}

/** A small status light. The word that says the same stands beside it, always. */
export function StatusLight(props: LightProps) {
  return <span class={`status-light ${lightClasses(props)}`} aria-hidden="true" />;
}
