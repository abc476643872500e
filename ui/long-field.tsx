/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { FieldNotes, type FieldTexts, noted } from "./field-notes.tsx";

/** A labelled field of several lines. */
export function LongField(
  props: FieldTexts & {
    readonly value?: string | undefined;
    /** The longest value, characters. */
    readonly maxLength: number;
    /** Lines that are seen without scrolling. */
    readonly rows: number;
    readonly required?: boolean | undefined;
  },
) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <textarea
        id={props.id}
        name={props.name}
        rows={props.rows}
        maxlength={props.maxLength}
        required={props.required === true}
        {...noted(props)}
      >
        {props.value ?? ""}
      </textarea>
      <FieldNotes {...props} />
    </div>
  );
}
