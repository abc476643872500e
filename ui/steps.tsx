/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Icon } from "./icon.tsx";

/** One thing to do, in its place. */
export interface Step {
  readonly title: string;
  /** What it means; or, when it is the next one, how it is done. */
  readonly text: Child;
  readonly state: "done" | "next" | "later";
}

/** The few steps to a first success, and where one is. */
export function Steps(props: {
  readonly steps: readonly Step[];
  /** Heard with a step that is done. */
  readonly done: string;
}) {
  return (
    <ol class="steps">
      {props.steps.map(({ title, text, state }, index) => (
        <li class={`step step-${state}`} aria-current={state === "next" ? "step" : undefined}>
          <span class="step-mark" aria-hidden="true">
            {state === "done" ? <Icon name="check" /> : index + 1}
          </span>
          <div class="step-words">
            <p class="step-title">
              {title}
              {state === "done" ? <span class="unseen"> ({props.done})</span> : null}
            </p>
            <div class="step-text">{text}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}
