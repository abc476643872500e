/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Button, type ButtonProps } from "../../../ui/button.tsx";
import type { Visitor } from "../visitor.ts";

/** The end of a form: the button that sends it, and the way back without having sent it. */
export function FormFoot(props: {
  readonly visitor: Visitor;
  /** What the button says; absent: that it saves. */
  readonly words?: string;
  readonly tone?: "primary" | "danger";
  readonly icon?: ButtonProps["icon"] | null;
  /** Where the way back leads; absent: there is none. */
  readonly back?: string;
  /** What else the form can be sent for. */
  readonly children?: Child;
}) {
  const { visitor, words, tone = "primary", icon = "check", back, children } = props;
  const { common } = visitor.words;
  return (
    <div class="row">
      <Button tone={tone} {...(icon && { icon })}>
        {words ?? common.save}
      </Button>
      {back === undefined ? null : (
        <a class="button button-quiet" href={back}>
          {common.cancel}
        </a>
      )}
      {children}
    </div>
  );
}
