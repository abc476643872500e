/** @jsxRuntime automatic @jsxImportSource hono/jsx */
/** A labelled text field; what is wrong with it stands under it. */
export function Field(props: {
  /** Unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value; empty: nothing. */
  readonly error?: string;
  readonly value?: string;
  readonly maxLength: number;
  readonly required?: boolean;
  readonly shortcut?: string;
}) {
  const error = props.error ?? "";
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        name={props.name}
        type="text"
        value={props.value ?? ""}
        maxlength={props.maxLength}
        required={props.required === true}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        data-key={props.shortcut}
        aria-keyshortcuts={props.shortcut}
        aria-describedby={`${props.id}-error ${props.id}-hint`}
        aria-invalid={error === "" ? "false" : "true"}
      />
      <p class="field-error" id={`${props.id}-error`}>
        {error}
      </p>
      <p class="field-hint" id={`${props.id}-hint`}>
        {props.hint ?? ""}
      </p>
    </div>
  );
}
