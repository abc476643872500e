/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

/** Whether something is as it should be, is not, or is not yet. */
export type Tone = "good" | "bad" | "wait" | "plain";

const ICONS = {
  good: "check",
  bad: "ban",
  wait: "timer",
  plain: "info",
} as const satisfies Readonly<Record<Tone, IconName>>;

/** How something stands, as a word with an icon: colour is never the only sign. */
export function Badge(props: {
  readonly tone: Tone;
  readonly icon?: IconName | undefined;
  readonly children?: Child;
}) {
  return (
    <span class={`badge badge-${props.tone}`}>
      <Icon name={props.icon ?? ICONS[props.tone]} />
      <span>{props.children}</span>
    </span>
  );
}

/** What came of an action, and how to go on from there or undo it. It is read out as soon as it is there. */
export function Flash(props: {
  readonly tone: "good" | "bad";
  /** A link or a form: undo, see it, try again. */
  readonly action?: Child;
  readonly children?: Child;
}) {
  const { tone } = props;
  return (
    <div class={`flash flash-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={tone === "bad" ? "triangle-alert" : "check"} />
      <p>{props.children}</p>
      {props.action ? <div class="flash-action">{props.action}</div> : null}
    </div>
  );
}
