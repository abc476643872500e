/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { FieldNotes, type FieldTexts, noted } from "./field-notes.tsx";

/** One of several that can be chosen. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** What it means. */
  readonly hint?: string | undefined;
}

/** A field whose value is one of a few, shown when it is opened. */
export function Select(
  props: FieldTexts & { readonly options: readonly Option[]; readonly value?: string | undefined },
) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select id={props.id} name={props.name} {...noted(props)}>
        {props.options.map(({ value, label, hint }) => (
          <option value={value} selected={value === props.value}>
            {hint ? `${label} – ${hint}` : label}
          </option>
        ))}
      </select>
      <FieldNotes {...props} />
    </div>
  );
}

/** A box to be checked, and under it what that does (its `hint`). Only what is checked is sent: `name=on`. */
export function CheckField(
  props: FieldTexts & { readonly checked: boolean; readonly required?: boolean | undefined },
) {
  return (
    <div class="check">
      <input
        id={props.id}
        name={props.name}
        type="checkbox"
        value="on"
        checked={props.checked}
        required={props.required === true}
        {...noted(props)}
      />
      <label for={props.id}>{props.label}</label>
      <FieldNotes {...props} />
    </div>
  );
}

/** A field whose value is one of a few that differ in more than a word: all are shown, each with what it means. */
export function ChoiceField(
  props: FieldTexts & {
    readonly options: readonly Option[];
    /** The value that is chosen; one that is no option: none. */
    readonly value?: string | undefined;
    readonly required?: boolean | undefined;
  },
) {
  const { "aria-describedby": described } = noted(props);
  return (
    <fieldset class={props.error ? "choice is-invalid" : "choice"} id={props.id} aria-describedby={described}>
      <legend>{props.label}</legend>
      {props.options.map(({ value, label, hint }, index) => {
        const id = `${props.id}-${index + 1}`;
        return (
          <div class="check">
            <input
              id={id}
              name={props.name}
              type="radio"
              value={value}
              checked={value === props.value}
              required={props.required === true}
              aria-describedby={hint ? `${id}-hint` : undefined}
            />
            <label for={id}>{label}</label>
            {hint ? (
              <p class="field-hint" id={`${id}-hint`}>
                {hint}
              </p>
            ) : null}
          </div>
        );
      })}
      <FieldNotes {...props} />
    </fieldset>
  );
}
