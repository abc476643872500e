/** @jsxRuntime automatic @jsxImportSource hono/jsx */
/** What every field of a form says of itself. */
export interface FieldTexts {
  /** Unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value; empty: nothing. */
  readonly error?: string | undefined;
}

/** Ties a control to the notes under it, and to what else describes it. */
export function noted({ id, error }: FieldTexts, ...more: readonly string[]) {
  return {
    "aria-describedby": [`${id}-error`, `${id}-hint`, ...more].join(" "),
    "aria-invalid": error ? "true" : "false",
  } as const;
}

/** What is wrong with a field; or, when nothing is, what is to be known about it. */
export function FieldNotes({ id, error, hint }: FieldTexts) {
  return (
    <>
      <p class="field-error" id={`${id}-error`}>
        {error ?? ""}
      </p>
      <p class="field-hint" id={`${id}-hint`}>
        {hint ?? ""}
      </p>
    </>
  );
}
