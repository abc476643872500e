/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Visitor } from "../visitor.ts";
import { Doorstep } from "./shell.tsx";

/** The page for an address that there is not, or a request that cannot be. */
export function ErrorPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly status: number;
  /** What is not there any more; empty: an address that there never was. */
  readonly missing: string;
}) {
  const { visitor, unit, status, missing } = props;
  const { errors } = visitor.words;
  const [title, text] =
    status === 404
      ? [errors.notFound, missingText(missing, visitor)]
      : status === 403
        ? [errors.forbidden, errors.forbiddenText]
        : status === 413
          ? [errors.tooLarge, errors.tooLargeText]
          : status === 503
            ? [errors.storage, errors.storageText]
            : [errors.failed, errors.failedText];
  return (
    <Doorstep visitor={visitor} unit={unit} title={title}>
      <div class="doorstep-panel">
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a class="button button-primary" href="/">
            {errors.toOverview}
          </a>
        </p>
      </div>
    </Doorstep>
  );
}

function missingText(missing: string, { words }: Visitor): string {
  switch (missing) {
    case "user":
      return words.users.gone;
    case "identification":
      return words.identifications.gone;
    case "tap":
      return words.history.gone;
    default:
      return words.errors.notFoundText;
  }
}
