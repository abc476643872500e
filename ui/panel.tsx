/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

/** A titled part of a page; a landmark under its title. */
export function Panel(props: {
  readonly id: string;
  readonly title: string;
  /** Beside the title. */
  readonly aside?: Child;
  readonly children?: Child;
}) {
  return (
    <section class="panel" id={props.id} aria-labelledby={`${props.id}-title`}>
      <header class="panel-head">
        <h2 class="panel-title" id={`${props.id}-title`}>
          {props.title}
        </h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}

/** Stands where a list has nothing to show, and says what to do first. */
export function EmptyState({ icon, children }: { readonly icon: IconName; readonly children?: Child }) {
  return (
    <p class="empty">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}

/** Something that everyone must know now, above everything else. */
export function Banner(props: {
  readonly icon: IconName;
  readonly tone: "note" | "bad";
  readonly children?: Child;
}) {
  return (
    <div class={`banner banner-${props.tone}`}>
      <Icon name={props.icon} />
      <p>{props.children}</p>
    </div>
  );
}
