/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { LIGHT_WORDS } from "./words.ts";

/** What a status light shows. */
export interface LightProps {
  readonly pattern: keyof typeof LIGHT_WORDS;
  readonly colour: "off" | "red" | "green" | "yellow" | "blue" | "teal" | "white";
}

/** The classes that give an element a light's colour (`--lit`) and rhythm. */
export function lightClasses({ pattern, colour }: LightProps): string {
  return `lit-${colour} rhythm-${LIGHT_WORDS[pattern].rhythm}`;
}

/** A small status light. The word that says the same stands beside it, always. */
export function StatusLight(props: LightProps) {
  return <span class={`status-light ${lightClasses(props)}`} aria-hidden="true" />;
}
