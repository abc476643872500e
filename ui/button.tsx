/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

/** A button that submits its form. */
export interface ButtonProps {
  readonly id?: string;
  readonly icon?: IconName;
  readonly tone?: "plain" | "primary" | "quiet" | "danger";
  readonly small?: boolean;
  /** Its shortcut, shown and obeyed: `P`, `Shift+1`. */
  readonly shortcut?: string | undefined;
  readonly children?: Child;
}

/** A button that submits its form. */
export function Button(props: ButtonProps) {
  const classes = ["button", `button-${props.tone ?? "plain"}`, ...(props.small ? ["button-small"] : [])];
  return (
    <button
      type="submit"
      id={props.id}
      class={classes.join(" ")}
      data-key={props.shortcut}
      aria-keyshortcuts={props.shortcut}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      <span class="button-words">{props.children}</span>
      {props.shortcut ? <Keys shortcut={props.shortcut} /> : null}
    </button>
  );
}

/** A shortcut as a small key; `⇧` for Shift. */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <span class="keys" aria-hidden="true">
      {shortcut.replace("Shift+", "⇧")}
    </span>
  );
}

/** A switch between two states, as the button of its form. */
export function Switch(props: {
  readonly on: boolean;
  readonly shortcut?: string;
  /** What it switches. */
  readonly children?: Child;
}) {
  return (
    <button
      type="submit"
      class="switch"
      role="switch"
      aria-checked={props.on ? "true" : "false"}
      data-key={props.shortcut}
      aria-keyshortcuts={props.shortcut}
    >
      <span class="switch-track" aria-hidden="true">
        <span class="switch-thumb" />
      </span>
      <span class="button-words">{props.children}</span>
      {props.shortcut ? <Keys shortcut={props.shortcut} /> : null}
    </button>
  );
}

/**
 * What opens access or removes something is confirmed by naming it: the button discloses a sentence, and the real button
 * under it. Works without script.
 */
export function Confirmed(props: {
  /** Unique on the page. */
  readonly id: string;
  readonly icon?: IconName;
  readonly label: Child;
  readonly shortcut?: string;
  readonly small?: boolean;
  readonly question: Child;
  readonly children?: Child;
}) {
  return (
    <details class="confirmed" id={props.id}>
      <summary
        id={`${props.id}-summary`}
        class={`button button-${props.small ? "quiet button-small" : "plain"}`}
        data-key={props.shortcut}
        aria-keyshortcuts={props.shortcut}
      >
        {props.icon ? <Icon name={props.icon} /> : null}
        <span class="button-words">{props.label}</span>
        {props.shortcut ? <Keys shortcut={props.shortcut} /> : null}
      </summary>
      <div class="confirmed-box">
        <p>{props.question}</p>
        {props.children}
      </div>
    </details>
  );
}
