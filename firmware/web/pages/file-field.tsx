/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { FieldNotes, type FieldTexts, noted } from "../../../ui/field-notes.tsx";

/** A field for one file; its form is sent as `multipart/form-data`. */
export function FileField(
  props: FieldTexts & {
    /** Which files the browser offers first (HTML's `accept`). */
    readonly accept: string;
  },
) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input id={props.id} name={props.name} type="file" accept={props.accept} {...noted(props)} />
      <FieldNotes {...props} />
    </div>
  );
}

/** A field of several lines. */
export function TextArea(props: FieldTexts & { readonly value: string; readonly rows: number }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <textarea
        id={props.id}
        name={props.name}
        class="lines"
        rows={props.rows}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        {...noted(props)}
      >
        {props.value}
      </textarea>
      <FieldNotes {...props} />
    </div>
  );
}
