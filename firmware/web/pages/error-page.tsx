/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Visitor } from "../visitor.ts";
import { Doorstep } from "./shell.tsx";

/** The page for an address that there is not, or a request that cannot be. */
export function ErrorPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly status: number;
}) {
  const { visitor, unit, status } = props;
  const { errors } = visitor.words;
  const [title, text] =
    status === 404
      ? [errors.notFound, errors.notFoundText]
      : status === 403
        ? [errors.forbidden, errors.forbiddenText]
        : status === 413
          ? [errors.tooLarge, errors.forbiddenText]
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
