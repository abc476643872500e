/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { DoorPanel } from "./shell.tsx";

/** The page for what there is not, may not be, or went wrong; with the way out of it. */
export function ErrorPage(props: {
  readonly visitor: Visitor;
  readonly status: number;
  /** What more is known: `csrf`; empty: nothing. */
  readonly reason: string;
}) {
  const { visitor, status, reason } = props;
  const { errors, nav } = visitor.words;
  const { title, text } = said(errors, status, reason);
  return (
    <DoorPanel
      visitor={visitor}
      title={title}
      sign={status === 404 ? "unplug" : status === 403 ? "lock" : "triangle-alert"}
    >
      <p>{text}</p>
      <div class="row">
        <a class="button button-primary" href={AT.home}>
          {visitor.signedIn ? errors.toHome : errors.toLogin}
        </a>
        {visitor.signedIn ? (
          <a class="button button-quiet" href={AT.support}>
            {nav.support}
          </a>
        ) : null}
      </div>
    </DoorPanel>
  );
}

function said(errors: Visitor["words"]["errors"], status: number, reason: string) {
  if (reason === "csrf") return errors.formTooOld;
  switch (status) {
    case 400:
      return errors.unreadable;
    case 403:
      return errors.forbidden;
    case 404:
      return errors.notFound;
    case 413:
      return errors.tooLarge;
    case 429:
      return errors.tooOften;
    default:
      return errors.failed;
  }
}
