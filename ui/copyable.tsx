/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "./icon.tsx";

/** What somebody takes elsewhere: a command, a code. Without script it is marked and copied by hand. */
export function Copyable(props: {
  /** Unique on the page. */
  readonly id: string;
  readonly text: string;
  /** The button's word, and what is said once it is done. */
  readonly copy: string;
  readonly copied: string;
}) {
  return (
    <div class="copyable">
      <code class="copyable-text" id={props.id}>
        {props.text}
      </code>
      <button
        type="button"
        class="button button-plain button-small"
        data-copy={props.id}
        data-copied={props.copied}
        hidden
      >
        <Icon name="copy" />
        <span class="button-words" role="status">
          {props.copy}
        </span>
      </button>
    </div>
  );
}
