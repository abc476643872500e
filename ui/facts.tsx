/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

/** What is known of something, line by line. */
export function Facts({ id, children }: { readonly id?: string | undefined; readonly children?: Child }) {
  return (
    <dl class="facts" id={id}>
      {children}
    </dl>
  );
}

/** One line of them: what it is about, and how it is. */
export function Fact(props: { readonly icon: IconName; readonly label: string; readonly children?: Child }) {
  return (
    <div class="fact">
      <dt>
        <Icon name={props.icon} />
        {props.label}
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** A few numbers and names beside each other. */
export function Figures({ children }: { readonly children?: Child }) {
  return <dl class="figures">{children}</dl>;
}

/** One of them, under its label. */
export function Figure({ label, children }: { readonly label: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
