/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import type { Gesture } from "../world/gesture.ts";

/** A form that does one gesture: its fields are hidden, its button is what the person sees. */
export function GestureForm(props: {
  readonly do: Gesture["do"];
  /** The other fields of the gesture. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly class?: string;
  readonly id?: string;
  readonly children?: Child;
}) {
  return (
    <form method="post" action="/do" class={props.class} id={props.id} data-gesture={props.do}>
      <input type="hidden" name="do" value={props.do} />
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}
